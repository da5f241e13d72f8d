// SPDX-License-Identifier: GPL-3.0-or-later
// What a LocalStore does when its seat is revoked, and when its person is let in again.
#include "core/base/clock.h"
#include "core/base/logging.h"
#include "core/seat/localstore.h"
#include <QJsonArray>

namespace tidedesk::seat {

Error workIsSealed(const SealedWork &work)
{
    const protocol::SealLabel &label = work.label;
    QString what = QStringLiteral("%1 change%2").arg(label.operations).arg(label.operations == 1 ? QString() : QStringLiteral("s"));
    if (label.files > 0)
        what += QStringLiteral(" and %1 file%2").arg(label.files).arg(label.files == 1 ? QString() : QStringLiteral("s"));
    return {Consequence::SignIn, QStringLiteral("seat.sealed"), QStringLiteral("%1 that had not been sent: %2").arg(what, work.path)};
}

QByteArray LocalStore::sealingKey() const
{
    return QByteArray::fromBase64(session().value(QLatin1StringView("sealing_key")).toString().toLatin1());
}

Result<bool> LocalStore::isSealingDue()
{
    TD_ASSIGN(known, identity());
    return session().value(QLatin1StringView("disabled")).toBool() && protocol::isSealingKey(sealingKey()) && !known.user.isNull() && !known.sealed;
}

/// Finishes what was begun, opens the outbox, and seals it if that is due.
Status LocalStore::sealIfRevoked(const Clock &clock)
{
    TD_TRY(finishSealing(m_profile));
    TD_TRY(finishOpening(m_profile));
    TD_TRY(openOutbox(clock));
    TD_TRY(dropOpened(m_profile, *m_outbox));
    TD_ASSIGN(known, identity());
    if (known.sealed)
        return removeHalfOpened(m_profile);
    TD_ASSIGN(due, isSealingDue());
    if (!due)
        return {};
    qCInfo(lcStore) << "this seat was revoked; what it holds is sealed";
    TD_TRY(sealWork(m_profile, *m_outbox, m_outboxFile->connection(), sealingKey(),
        {Id(QUuid::createUuid()), known.user, known.seat, 0, 0, clock.nowMs()}));
    m_outbox.reset();
    m_outboxFile.reset();
    TD_TRY(finishSealing(m_profile));
    return openOutbox(clock);
}

Result<std::optional<SealedWork>> LocalStore::sealed()
{
    TD_ASSIGN(known, identity());
    return sealedOf(known);
}

/// A sealed file that somebody has put back beside work that goes on is nothing to be opened over it.
Result<std::optional<SealedWork>> LocalStore::sealedOf(const SeatIdentity &identity)
{
    std::optional<SealedWork> latest;
    TD_ASSIGN(untouched, isUntouched(*m_outbox));
    if (!untouched || identity.user.isNull())
        return latest;
    const QList<SealedWork> works = sealedWork(m_profile);
    for (const SealedWork &work : works) {
        if (work.label.user == identity.user && work.label.seat == identity.seat)
            latest = work;
    }
    return latest;
}

Status LocalStore::unseal(const SealedWork &work, const QByteArray &key)
{
    TD_TRY(openWork(m_profile, work, key));
    // Only now: until it is in place the seat counts as sealed.
    QJsonObject session = this->session();
    session.remove(QStringLiteral("disabled"));
    return writeSession(session);
}

Result<std::optional<SealedWork>> LocalStore::toHandIn()
{
    TD_ASSIGN(work, sealed());
    const QJsonArray done = session().value(QLatin1StringView("handed_in")).toArray();
    if (!work || work->label.operations + work->label.files == 0 || done.contains(work->label.id.toString()))
        return std::optional<SealedWork>();
    return work;
}

Status LocalStore::noteHandedIn(const Id &seal)
{
    QJsonObject session = this->session();
    QJsonArray done = session.value(QLatin1StringView("handed_in")).toArray();
    done.append(seal.toString());
    session.insert(QStringLiteral("handed_in"), done);
    return writeSession(session);
}

Status LocalStore::rememberSealingKey(const QByteArray &publicKey)
{
    QJsonObject session = this->session();
    session.insert(QStringLiteral("sealing_key"), QString::fromLatin1(publicKey.toBase64()));
    return writeSession(session);
}

} // namespace tidedesk::seat
