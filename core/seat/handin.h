// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/net/transport.h"
#include "core/protocol/pieces.h"
#include "core/seat/threads.h"
#include <QPointer>

namespace tidedesk::seat {

/// Takes sealed work to the server, whom it is sealed for, with the token of the session that was revoked: its only right.
/// In pieces, going on where an earlier attempt broke off. Deletes itself when it is done. Main thread.
class HandIn : public QObject {
    Q_OBJECT
public:
    HandIn(Threads &threads, net::Transport &transport, QObject *parent);
    ~HandIn() override;
    void start();

Q_SIGNALS:
    /// True: the server has it all. False: there is nothing to hand in.
    void finished(const tidedesk::Result<bool> &done);

private:
    /// The file under way.
    struct File {
        QString path;
        Id seal;
        QString hash; ///< SHA-256, hex
        qint64 size = 0;
        QByteArray token;
    };
    static Result<std::optional<File>> next(LocalStore &store);
    void ask();
    void send(qint64 offset);
    void take(const Result<net::Response> &answer);
    void end(const Result<bool> &done);

    Threads &m_threads;
    net::Transport &m_transport;
    File m_file;
    qint64 m_sent = -1; ///< offset of the last piece
    QPointer<net::Call> m_call;
};

} // namespace tidedesk::seat
