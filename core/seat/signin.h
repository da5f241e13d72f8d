// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/net/transport.h"
#include "core/seat/threads.h"

namespace tidedesk {
class Clock;
}

namespace tidedesk::seat {

/// Proves who sits here: at the server, or - when it cannot be reached - against the password this seat has verified
/// before (Argon2id, in the session file; lease of 7 days from the last time the server agreed, and none once it has said
/// that the account is disabled). Main thread.
class SignIn : public QObject {
    Q_OBJECT
public:
    using Then = std::function<void(Result<SeatIdentity>, bool online)>;
    /// `reopen`: closes the local store and opens it again.
    using Reopen = std::function<void(std::function<void(Status)>)>;
    SignIn(Threads &threads, net::Transport &transport, const Clock &clock, Reopen reopen, QObject *parent);

    /// Work that was sealed here is opened again first, if it is this person's: the server gives its key back.
    void signIn(const QUrl &server, const QString &user, const QString &password, Then then);
    /// The session of the last run; SignIn "seat.no_session" when there is none, "session.damaged" when it cannot be read,
    /// "seat.sealed" when this seat was revoked.
    void resume(Then then);

private:
    /// What the server said to the right password.
    struct Welcome {
        SeatIdentity identity;
        QString password;
        QByteArray sealingKey;
        qint64 largestFile = 0;
    };
    void ask(const SeatIdentity &identity, const QString &password, Then then);
    void onAnswer(const Result<net::Response> &answer, SeatIdentity identity, const QString &password, Then then);
    void fetchKey(const SealedWork &work, const Welcome &welcome, Then then);
    void unseal(const SealedWork &work, const QByteArray &key, const Welcome &welcome, Then then);
    void beginAnew(const Welcome &welcome, Then then);
    void settle(const Welcome &welcome, Then then);
    void disabled(const SeatIdentity &identity, const Error &why, Then then);
    void offline(const QUrl &server, const QString &user, const QString &password, const Error &why, Then then);

    Threads &m_threads;
    net::Transport &m_transport;
    const Clock &m_clock;
    Reopen m_reopen;
};

} // namespace tidedesk::seat
