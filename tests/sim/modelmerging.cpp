// SPDX-License-Identifier: GPL-3.0-or-later
// Merging tickets and taking operations back, in the rules written a second time.
#include "core/base/id.h"
#include "tests/sim/model.h"
#include <QJsonArray>

namespace tidedesk::sim {

namespace {
const QString kInto = QStringLiteral("merged_into");
constexpr int kOpen = 1;
constexpr int kOnHold = 2; // the last open status
constexpr int kSystem = 3;
}

bool Model::aimUndo(const Ledger::Entry &entry, QJsonObject &op) const
{
    const Became was = m_became.value(entry.seat).value(op.value(QLatin1StringView("undoes")).toInteger());
    if (was.refused)
        return false;
    op.insert(QStringLiteral("base"), was.version);
    QJsonObject set = op.value(QLatin1StringView("set")).toObject();
    for (const QString &field : was.keptTheirs)
        set.remove(field);
    op.insert(QStringLiteral("set"), set);
    const auto empty = [&op](const char *part) { return op.value(QLatin1StringView(part)).toObject().isEmpty(); };
    return !set.isEmpty() || !empty("add") || !empty("remove");
}

QString Model::mergeRefused(const Entity &before, const Entity &after, const QString &id) const
{
    const QString into = after.at(kInto).toString();
    if (into.isEmpty())
        return {};
    if (before.at(kInto).toString() == into)
        return after.at(QStringLiteral("status")).toInteger() <= kOnHold ? QStringLiteral("rejected merged") : QString();
    if (into == id)
        return QStringLiteral("rejected merge_itself");
    if (!before.at(kInto).isNull())
        return QStringLiteral("rejected merged");
    if (!m_tables[QStringLiteral("ticket")].value(into).at(kInto).isNull())
        return QStringLiteral("rejected merge_target_merged");
    return after.at(QStringLiteral("status")).toInteger() <= kOnHold ? QStringLiteral("rejected merge_open") : QString();
}

void Model::tellTheOther(const Ledger::Entry &entry, const Entity &ticket)
{
    const QString into = ticket.at(kInto).toString();
    Entity &other = m_tables[QStringLiteral("ticket")][into];
    const qint64 ordinal = other.at(QStringLiteral("last_ordinal")).toInteger() + 1;
    other.fields[QStringLiteral("last_ordinal")] = ordinal;
    if (m_waiting.contains(entry.op.value(QLatin1StringView("row")).toString())) { // the customer waits there now
        m_waiting.insert(into);
        if (other.at(QStringLiteral("status")).toInteger() > kOnHold) {
            other.fields[QStringLiteral("status")] = kOpen;
            other.fields[QStringLiteral("reopened")] = other.at(QStringLiteral("reopened")).toInteger() + 1;
        }
    }
    ++other.version;
    Entity said;
    said.version = 1;
    said.fields = {{QStringLiteral("ticket_id"), into}, {QStringLiteral("kind"), kSystem}, {QStringLiteral("author_id"), entry.user},
        {QStringLiteral("body"), QStringLiteral("merged:") + entry.op.value(QLatin1StringView("row")).toString()}, {QStringLiteral("ordinal"), ordinal}};
    // The name follows from the operation's; by which rule is nobody's business but the product's.
    const QString id = Id::derived(Id::fromString(entry.op.value(QLatin1StringView("id")).toString()), 1000).toString();
    m_tables[QStringLiteral("message")].insert(id, said);
    m_messages[into].append(id);
}

} // namespace tidedesk::sim
