// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/server/store/records.h"
#include <QHash>
#include <mutex>
#include <optional>

namespace tidedesk::server {

inline constexpr qint64 kSessionMs = 30LL * 24 * 3600 * 1000;

/// Sessions in memory, as the store holds them: a request's token is answered without a look-up on disk. Thread-safe.
class Sessions {
public:
    void load(const QList<Session> &sessions); ///< those and no others; read before somebody was disabled, perhaps
    void add(const Session &session);
    /// "Bearer <token>". Nothing for unknown and expired ones.
    std::optional<Session> find(const QByteArray &authorization, qint64 now) const;
    /// Of the token in it; empty when there is none.
    static QByteArray hashOf(const QByteArray &authorization);
    void remove(const QByteArray &hash);
    /// Ends that person's sessions and remembers of those that `ended` in the store, until they would have run out, why: who
    /// shows the token of one may be told.
    void disableUser(const Id &user, const QList<Session> &ended);
    /// That person's sessions stay ended, but for no reason that holds any more.
    void enableUser(const Id &user);
    bool isDisabled(const QByteArray &authorization) const;
    void removeSeat(const Id &seat);
    void removeExpired(qint64 now);
    qsizetype count() const;

private:
    mutable std::mutex m_mutex;
    QHash<QByteArray, Session> m_byHash;
    QHash<QByteArray, Session> m_disabled; ///< ended when their person was disabled
};

} // namespace tidedesk::server
