// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/seat/sealing.h"
#include "core/storage/outboxfile.h"
#include "core/storage/profilelock.h"
#include "core/storage/seatstore.h"
#include <QJsonObject>

namespace tidedesk::seat {

/// What the profile remembers of its seat. The token lies in a file of its own (0600), not among the settings.
struct SeatIdentity {
    QString server;
    Id user;
    Id seat;
    QString userName;
    qint64 level = 0; ///< schema::Writer, for rules offline
    QByteArray token; ///< empty when signed out, or signed in without the server's word
    bool inside = false; ///< signed in, either way
    bool sealed = false; ///< revoked: nobody is signed in until the server lets this person in again
    bool damaged = false; ///< the file of the session is there and cannot be read: nobody is signed in until somebody does
};

/// The files of one profile, opened for writing: cache.db, outbox.db, session, blobs/. When they are opened a damaged
/// cache.db is begun anew, and a damaged outbox.db salvaged and set aside; one that is found damaged later is Fatal
/// outbox.corrupt. After endLease() the next opening seals what lies here (sealing.h), if the server has given its key. Owns the profile's lock and the only writing connections. Store thread only.
class LocalStore {
public:
    /// `random`: bits for new ids, see IdGenerator.
    static Result<std::unique_ptr<LocalStore>> open(
        const QString &profile, const Clock &clock, const std::function<quint64()> &random = {});
    ~LocalStore();

    const QString &profile() const { return m_profile; }
    storage::SeatStore &seat() { return *m_seat; }
    storage::Outbox &outbox() { return *m_outbox; }
    storage::Mirror &mirror() { return *m_mirror; }
    /// For tests that make statements fail; the mirror's is Mirror::connection().
    sqlite::Connection &outboxConnection() { return m_outboxFile->connection(); }

    /// cache.db was found damaged and begun anew, and not everything has been fetched since.
    Result<bool> mirrorIsLost();

    Result<SeatIdentity> identity();
    bool sessionIsDamaged() const; ///< its file is there and cannot be read
    /// Binds the profile to a server and user. Rejected "seat.other_user" while work of another one waits here.
    Status setIdentity(const SeatIdentity &identity);
    /// Signed in by password on this seat alone; lasts until forgetToken() or setIdentity().
    Status enterOffline();
    Status forgetToken();
    /// For sign-in without the server: an Argon2id hash beside the token, and when the server last agreed.
    Status rememberPassword(const QString &password, qint64 now);
    /// The server has revoked this seat or its account: nobody signs in here without its word any more, and the next opening
    /// seals.
    Status endLease();
    /// Of sign-in: what work is sealed for from now on.
    Status rememberSealingKey(const QByteArray &publicKey);
    Result<bool> isSealingDue(); ///< the next opening seals
    /// What of this person's on this seat is sealed.
    Result<std::optional<SealedWork>> sealed();
    /// Opens it for who is let in again; the next opening has it in place. Rejected "sealed.damaged".
    Status unseal(const SealedWork &work, const QByteArray &key);
    /// What is sealed here of this person's on this seat and has not been handed in; nothing where there was nothing to send.
    Result<std::optional<SealedWork>> toHandIn();
    Status noteHandedIn(const Id &seal);
    /// Rejected "sign_in.wrong_password", SignIn "sign_in.lease_over" after kOfflineLeaseMs, "account_disabled" after
    /// endLease(), "session.damaged".
    Status verifyPassword(const QString &password, qint64 now);

    bool indexing = false; ///< slices of the search index are under way
    /// The answer being pulled.
    std::unique_ptr<protocol::PageReader> reader = std::make_unique<protocol::PageReader>();
    std::optional<protocol::PullHeader> header; ///< of the answer under way, until its first page is applied

    static QString cachePath(const QString &profile);
    static QString outboxPath(const QString &profile);
    static QString sessionPath(const QString &profile);

private:
    LocalStore() = default;
    Status openFiles(const QString &profile, const Clock &clock, const std::function<quint64()> &random);
    Status openOutbox(const Clock &clock);
    Status sealIfRevoked(const Clock &clock);
    Status openMirror(const Clock &clock, const std::function<quint64()> &random);
    Status discardMirror();
    Status keepIdentityTwice();
    qint64 lastOperation() const;
    void actAs(const SeatIdentity &identity);
    Result<std::optional<SealedWork>> sealedOf(const SeatIdentity &identity);
    QByteArray sealingKey() const;
    QJsonObject session() const; ///< empty when there is none, or a damaged one
    Status writeSession(const QJsonObject &session);

    QString m_profile;
    std::unique_ptr<storage::ProfileLock> m_lock;
    std::unique_ptr<sqlite::Connection> m_cache;
    std::unique_ptr<storage::OutboxFile> m_outboxFile;
    storage::MirrorTables m_tables;
    std::unique_ptr<storage::Mirror> m_mirror;
    std::unique_ptr<storage::Outbox> m_outbox;
    std::unique_ptr<storage::SeatStore> m_seat;
};

/// How long a seat lets its user in without the server's word.
inline constexpr qint64 kOfflineLeaseMs = 7LL * 24 * 3600 * 1000;

/// SignIn "session.damaged": a sign-in at the server writes the file anew.
Error sessionDamaged(const QString &profile);

/// The server has revoked this seat or its account, and says so; an ended session is something else.
inline bool isRevocation(const Error &error) { return error.code == u"account_disabled" || error.code == u"seat.revoked"; }
/// SignIn "seat.sealed": how much, and where it lies.
Error workIsSealed(const SealedWork &work);

/// How every connection to cache.db is opened.
sqlite::Options cacheOptions(const QString &profile, bool reader);

} // namespace tidedesk::seat
