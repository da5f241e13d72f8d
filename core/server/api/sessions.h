// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/server/store/records.h"
#include <QHash>
#include <mutex>
#include <optional>

namespace tidedesk::server {

inline constexpr qint64 kSessionMs = 30LL * 24 * 3600 * 1000;
/// How long a session that was revoked is remembered: a seat may come back late.
inline constexpr qint64 kRevokedKeptMs = 90LL * 24 * 3600 * 1000;

/// Sessions in memory, as the store holds them: a request's token is answered without a look-up on disk. Thread-safe.
class Sessions {
public:
    /// Grows with every word of this process on sessions. What was read from the store before such a word is older than it.
    quint64 words() const;
    /// Those and no others; they were read when words() was `since`. False, and nothing done, when there has been one meanwhile.
    bool load(const QList<Session> &sessions, quint64 since);
    bool add(const Session &session, quint64 since); ///< likewise
    void add(const Session &session); ///< opened here
    /// "Bearer <token>". Nothing for unknown, expired and revoked ones.
    std::optional<Session> find(const QByteArray &authorization, qint64 now) const;
    std::optional<Session> known(const QByteArray &authorization, qint64 now) const; ///< revoked ones, too
    /// Of the token in it; empty when there is none.
    static QByteArray hashOf(const QByteArray &authorization);
    void remove(const QByteArray &hash);
    /// These are revoked, as the store says.
    void revoke(const QList<Session> &revoked);
    /// That person's sessions stay ended, but for no reason that holds any more.
    void enableUser(const Id &user);
    void removeSeat(const Id &seat);
    void removeExpired(qint64 now);
    qsizetype count() const; ///< of those that are good

private:
    mutable std::mutex m_mutex;
    QHash<QByteArray, Session> m_byHash; ///< revoked ones, too
    quint64 m_words = 0;
};

} // namespace tidedesk::server
