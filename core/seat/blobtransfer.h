// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/seat/filelink.h"
#include "core/seat/threads.h"
#include "core/sync/backoff.h"
#include "core/sync/timers.h"
#include <QSet>

namespace tidedesk::seat {

class FileDownload;

/// Takes files to the server and fetches them when they are asked for, on a thread of its own beside the store's. Uploads
/// go two by two in the background and are tried again with the next round of the engine, or after a while; a message never
/// waits for its files. Main thread.
class BlobTransfer : public QObject {
    Q_OBJECT
public:
    static constexpr int kUploadsAtATime = 2;

    BlobTransfer(Threads &threads, net::Transport &transport, sync::Timers &timers, const QString &profile, QObject *parent);

    void setToken(const QByteArray &token) { m_token = token; }
    /// Uploads what waits; `uploaded` follows, or `failed`.
    void upload();

    using Then = std::function<void(Result<QString>)>;
    using Progress = std::function<void(qint64 done, qint64 total)>;
    /// Path of the bytes; from the server when they are not here. Who asks for the same file meanwhile shares the way; it is
    /// given up when the last `context` has died, and goes on there the next time.
    void fetch(const QString &hash, QObject *context, Then then, Progress progress = {});

Q_SIGNALS:
    void uploaded(); ///< nothing waits any more
    void failed(const tidedesk::Error &error); ///< the first of a round; the rest waits for the next

private:
    struct Waiter {
        QPointer<QObject> context;
        Then then;
        Progress progress;
    };
    struct Fetch {
        QPointer<FileDownload> way;
        QList<Waiter> waiters;
    };
    void uploadNext();
    void onUploaded(const QString &hash, const Status &status);
    void endRound();
    void download(const QString &hash, const Waiter &waiter);
    void onFetched(const QString &hash, const Status &status);
    void giveUpUnwanted(const QString &hash);
    FileLink link() { return {m_transport, m_files, m_token}; }

    Threads &m_threads;
    net::Transport &m_transport;
    sync::Timers &m_timers;
    const BlobFiles m_paths;
    QByteArray m_token;
    storage::WorkThread<BlobFiles> m_files {QStringLiteral("files")};

    bool m_uploading = false; ///< a round is under way
    bool m_again = false; ///< another one was asked for meanwhile
    sync::Backoff m_backoff;
    bool m_retrySet = false;
    QStringList m_waiting; ///< of this round
    int m_underWay = 0;
    std::optional<Error> m_failure; ///< the first of this round
    QHash<QString, Fetch> m_fetches;
};

} // namespace tidedesk::seat
