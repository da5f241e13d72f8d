// SPDX-License-Identifier: GPL-3.0-or-later
// The model's rules for claims that are leases.
#include "tests/sim/model.h"
#include <QJsonArray>

namespace tidedesk::sim {

namespace {

const QString kAssignee = QStringLiteral("assignee_id");
const QString kUntil = QStringLiteral("claimed_until");

} // namespace

/// A ticket that waits for its assignee in such a queue is his for the queue's time: from when he got it, and again from
/// whatever he does on it.
void Model::lend(Entity &ticket, const QJsonValue &assigneeBefore, const Ledger::Entry &entry) const
{
    const QJsonValue assignee = ticket.at(kAssignee);
    const qint64 minutes = m_claimMinutes.value(ticket.at(QStringLiteral("queue_id")).toString());
    constexpr qint64 kResolved = 3;
    if (assignee.isNull() || minutes == 0 || ticket.at(QStringLiteral("status")).toInteger() >= kResolved)
        ticket.fields.remove(kUntil);
    else if (assignee != assigneeBefore || assignee.toString() == entry.user || ticket.at(kUntil).isNull())
        ticket.fields[kUntil] = entry.at + minutes * 60'000;
}

QStringList Model::lapsedBefore(qint64 at) const
{
    const Table &tickets = table(QStringLiteral("ticket"));
    QStringList lapsed;
    for (auto it = tickets.begin(); it != tickets.end(); ++it) {
        if (!it->at(kUntil).isNull() && it->at(kUntil).toInteger() < at)
            lapsed.append(it.key());
    }
    return lapsed;
}

QString Model::giveBack(const Ledger::Entry &entry)
{
    QStringList given;
    for (const QJsonValue &ticket : entry.op.value(QLatin1StringView("tickets")).toArray())
        given.append(ticket.toString());
    given.sort();
    const QStringList expected = lapsedBefore(entry.at); // by id
    for (const QString &id : given) {
        Entity &ticket = m_tables[QStringLiteral("ticket")][id];
        ticket.fields.remove(kAssignee);
        ticket.fields.remove(kUntil);
        ticket.stamps[kAssignee] = {++ticket.version, {}};
    }
    return given == expected ? QString() : QStringLiteral("the server gave back %1, the rules say %2").arg(given.join(u' '), expected.join(u' '));
}

} // namespace tidedesk::sim
