// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/api/sessions.h"
#include "core/server/api/passwords.h"

namespace tidedesk::server {

void Sessions::load(const QList<Session> &sessions)
{
    const std::lock_guard lock(m_mutex);
    m_byHash.clear();
    for (const Session &session : sessions) {
        if (!m_disabled.contains(session.tokenHash))
            m_byHash.insert(session.tokenHash, session);
    }
}

void Sessions::add(const Session &session)
{
    const std::lock_guard lock(m_mutex);
    m_byHash.insert(session.tokenHash, session);
}

QByteArray Sessions::hashOf(const QByteArray &authorization)
{
    constexpr QByteArrayView kScheme = "Bearer "; // whose case says nothing (RFC 9110, 11.1)
    if (authorization.left(kScheme.size()).compare(kScheme, Qt::CaseInsensitive) != 0 || authorization.size() > 200)
        return {};
    return tokenHash(authorization.mid(kScheme.size()).trimmed());
}

std::optional<Session> Sessions::find(const QByteArray &authorization, qint64 now) const
{
    const QByteArray hash = hashOf(authorization);
    if (hash.isEmpty())
        return {};
    const std::lock_guard lock(m_mutex);
    const auto found = m_byHash.constFind(hash);
    if (found == m_byHash.cend() || found->expiresAt <= now)
        return {};
    return *found;
}

void Sessions::remove(const QByteArray &hash)
{
    const std::lock_guard lock(m_mutex);
    m_byHash.remove(hash);
}

void Sessions::disableUser(const Id &user, const QList<Session> &ended)
{
    const std::lock_guard lock(m_mutex);
    m_byHash.removeIf([&](const auto &entry) { return entry.value().user == user; });
    for (const Session &session : ended)
        m_disabled.insert(session.tokenHash, session);
}

void Sessions::enableUser(const Id &user)
{
    const std::lock_guard lock(m_mutex);
    m_disabled.removeIf([&](const auto &entry) { return entry.value().user == user; });
}

bool Sessions::isDisabled(const QByteArray &authorization) const
{
    const QByteArray hash = hashOf(authorization);
    const std::lock_guard lock(m_mutex);
    return m_disabled.contains(hash);
}

void Sessions::removeSeat(const Id &seat)
{
    const std::lock_guard lock(m_mutex);
    m_byHash.removeIf([&](const auto &entry) { return entry.value().seat == seat; });
}

qsizetype Sessions::count() const
{
    const std::lock_guard lock(m_mutex);
    return m_byHash.size();
}

void Sessions::removeExpired(qint64 now)
{
    const std::lock_guard lock(m_mutex);
    m_byHash.removeIf([&](const auto &entry) { return entry.value().expiresAt <= now; });
    m_disabled.removeIf([&](const auto &entry) { return entry.value().expiresAt <= now; });
}

} // namespace tidedesk::server
