// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/net/transport.h"
#include "core/seat/threads.h"

namespace tidedesk::seat {

/// Takes files to the server and fetches them when they are asked for. Uploads go one by one in the background and are
/// tried again with the next round of the engine; a message never waits for its files. Main thread.
class BlobTransfer : public QObject {
    Q_OBJECT
public:
    BlobTransfer(Threads &threads, net::Transport &transport, const QString &profile, QObject *parent);

    void setToken(const QByteArray &token) { m_token = token; }
    /// Uploads what waits, unless it is being done; `uploaded` follows, or `failed`.
    void upload();
    /// Path of the bytes; from the server when they are not here.
    void fetch(const QString &hash, QObject *context, std::function<void(Result<QString>)> then);

Q_SIGNALS:
    void uploaded(); ///< nothing waits any more
    void failed(const tidedesk::Error &error); ///< the rest waits for the next round

private:
    void uploadNext(const QStringList &hashes);

    Threads &m_threads;
    net::Transport &m_transport;
    QString m_profile;
    QByteArray m_token;
    bool m_uploading = false;
};

} // namespace tidedesk::seat
