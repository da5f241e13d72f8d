// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/api/sessions.h"
#include "core/server/api/passwords.h"

namespace tidedesk::server {

quint64 Sessions::words() const
{
    const std::lock_guard lock(m_mutex);
    return m_words;
}

bool Sessions::load(const QList<Session> &sessions, quint64 since)
{
    const std::lock_guard lock(m_mutex);
    if (m_words != since)
        return false;
    m_byHash.clear();
    for (const Session &session : sessions)
        m_byHash.insert(session.tokenHash, session);
    return true;
}

bool Sessions::add(const Session &session, quint64 since)
{
    const std::lock_guard lock(m_mutex);
    if (m_words != since)
        return false;
    m_byHash.insert(session.tokenHash, session);
    return true;
}

void Sessions::add(const Session &session)
{
    const std::lock_guard lock(m_mutex);
    ++m_words;
    m_byHash.insert(session.tokenHash, session);
}

QByteArray Sessions::hashOf(const QByteArray &authorization)
{
    constexpr QByteArrayView kScheme = "Bearer "; // whose case says nothing (RFC 9110, 11.1)
    if (authorization.left(kScheme.size()).compare(kScheme, Qt::CaseInsensitive) != 0 || authorization.size() > 200)
        return {};
    return tokenHash(authorization.mid(kScheme.size()).trimmed());
}

std::optional<Session> Sessions::known(const QByteArray &authorization, qint64 now) const
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

std::optional<Session> Sessions::find(const QByteArray &authorization, qint64 now) const
{
    const auto session = known(authorization, now);
    return session && session->revoked == Session::Revoked::No ? session : std::nullopt;
}

void Sessions::remove(const QByteArray &hash)
{
    const std::lock_guard lock(m_mutex);
    ++m_words;
    m_byHash.remove(hash);
}

void Sessions::revoke(const QList<Session> &revoked)
{
    const std::lock_guard lock(m_mutex);
    ++m_words;
    for (const Session &session : revoked)
        m_byHash.insert(session.tokenHash, session);
}

void Sessions::enableUser(const Id &user)
{
    const std::lock_guard lock(m_mutex);
    ++m_words;
    m_byHash.removeIf([&](const auto &entry) { return entry.value().user == user && entry.value().revoked == Session::Revoked::Account; });
}

void Sessions::removeSeat(const Id &seat)
{
    const std::lock_guard lock(m_mutex);
    ++m_words;
    m_byHash.removeIf([&](const auto &entry) { return entry.value().seat == seat; });
}

qsizetype Sessions::count() const
{
    const std::lock_guard lock(m_mutex);
    return std::count_if(m_byHash.cbegin(), m_byHash.cend(), [](const Session &session) { return session.revoked == Session::Revoked::No; });
}

void Sessions::removeExpired(qint64 now)
{
    const std::lock_guard lock(m_mutex);
    m_byHash.removeIf([&](const auto &entry) { return entry.value().expiresAt <= now; });
}

} // namespace tidedesk::server
