// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/sim/model.h"
#include <QJsonArray>

namespace tidedesk::sim {

namespace {

// Statuses and kinds of messages as docs name them; the numbers are those of the wire.
enum Status { New, Open, OnHold, Resolved, Closed };
enum Kind { Customer, Reply, Note, System };

QString text(const QJsonObject &object, const char *key) { return object.value(QLatin1StringView(key)).toString(); }
qint64 number(const QJsonObject &object, const char *key, qint64 otherwise = 0)
{
    return object.value(QLatin1StringView(key)).toInteger(otherwise);
}

bool mayBecome(qint64 from, qint64 to)
{
    if (from == to)
        return true;
    if (to == New || (to == Resolved && from == Closed))
        return false;
    return to != OnHold || from <= OnHold;
}

void becomes(Model::Entity &ticket, qint64 status)
{
    const qint64 before = ticket.at(QStringLiteral("status")).toInteger();
    if (before >= Resolved && status <= OnHold)
        ticket.fields[QStringLiteral("reopened")] = ticket.at(QStringLiteral("reopened")).toInteger() + 1;
    ticket.fields[QStringLiteral("status")] = status;
}

} // namespace

QString Model::take(const Ledger::Entry &entry)
{
    const QString kind = text(entry.op, "kind");
    if (kind == u"intake") {
        intake(entry);
        return {};
    }
    if (kind == u"give_back")
        return giveBack(entry);
    if (kind == u"move") {
        QStringList teams;
        for (const QJsonValue &team : entry.op.value(QLatin1StringView("teams")).toArray())
            teams.append(team.toString());
        m_users[text(entry.op, "user")].teams = teams;
        return {};
    }
    const qint64 seq = number(entry.op, "seq");
    auto &verdicts = m_verdicts[entry.seat];
    const qint64 last = verdicts.isEmpty() ? 0 : verdicts.lastKey();
    if (seq != last + 1)
        return QStringLiteral("operation %1 of %2 follows %3").arg(seq).arg(entry.seat).arg(last);
    m_became[entry.seat].insert(seq, {}); // filled in by update()
    const QString expected = verdict(entry);
    verdicts.insert(seq, expected);
    m_became[entry.seat][seq].refused = expected.startsWith(u"rejected") || expected == u"returned";
    const QString found = text(entry.result, "reason").isEmpty() ? text(entry.result, "verdict")
                                                                  : text(entry.result, "verdict") + u' ' + text(entry.result, "reason");
    if (found == expected)
        return {};
    return QStringLiteral("operation %1 of %2: the server says '%3', the rules say '%4'").arg(seq).arg(entry.seat, found, expected);
}

QString Model::verdict(const Ledger::Entry &entry)
{
    const QString kind = text(entry.op, "kind");
    if (kind == u"void")
        return QStringLiteral("applied");
    if (const qint64 depends = number(entry.op, "depends")) {
        const QString first = m_verdicts[entry.seat].value(depends);
        if (first.startsWith(u"rejected") || first == u"returned")
            return QStringLiteral("rejected dependency");
    }
    if (kind == u"create") {
        const QString wrong = refusedReference(entry);
        return wrong.isEmpty() ? create(entry) : wrong;
    }
    Ledger::Entry asked = entry;
    if (number(entry.op, "undoes") != 0 && !aimUndo(entry, asked.op))
        return QStringLiteral("applied"); // there was nothing to take back
    const QString wrong = refusedReference(asked);
    return wrong.isEmpty() ? update(asked) : wrong;
}

QString Model::refusedReference(const Ledger::Entry &entry)
{
    static const QMap<QString, QString> targets {{QStringLiteral("customer_id"), QStringLiteral("customer")},
        {QStringLiteral("merged_into"), QStringLiteral("ticket")}, {QStringLiteral("ticket_id"), QStringLiteral("ticket")}};
    const QJsonObject set = entry.op.value(QLatin1StringView("set")).toObject();
    for (auto it = targets.begin(); it != targets.end(); ++it) {
        if (!set.value(it.key()).isString())
            continue;
        const QString id = set.value(it.key()).toString();
        if (!m_tables[it.value()].contains(id))
            return QStringLiteral("rejected unknown_reference");
        if (!sees(entry.user, it.value(), id))
            return QStringLiteral("rejected out_of_scope");
    }
    return {};
}

bool Model::sees(const QString &user, const QString &entity, const QString &id) const
{
    return entity == u"ticket" ? seesTicket(user, id) : entity == u"customer" ? seesCustomer(user, id) : true;
}

bool Model::seesTicket(const QString &user, const QString &id) const
{
    const User who = m_users.value(user);
    return who.everything || who.teams.contains(m_queues.value(m_tables[QStringLiteral("ticket")].value(id).at(QStringLiteral("queue_id")).toString()));
}

bool Model::seesCustomer(const QString &user, const QString &id) const
{
    const User who = m_users.value(user);
    const QString team = m_tables[QStringLiteral("customer")].value(id).at(QStringLiteral("team_id")).toString();
    return who.everything || team.isEmpty() || who.teams.contains(team);
}

QString Model::defaultQueue(const QString &user) const
{
    const QStringList teams = m_users.value(user).teams;
    for (auto it = m_queues.begin(); it != m_queues.end(); ++it) { // by id
        if (teams.isEmpty() || teams.contains(it.value()))
            return it.key();
    }
    return {};
}

QString Model::create(const Ledger::Entry &entry)
{
    const QString entity = text(entry.op, "entity");
    const QString id = text(entry.op, "row");
    if (m_tables[entity].contains(id))
        return QStringLiteral("rejected exists");
    Entity row;
    const QJsonObject set = entry.op.value(QLatin1StringView("set")).toObject();
    for (auto it = set.begin(); it != set.end(); ++it) {
        row.fields.insert(it.key(), it.value());
        row.stamps.insert(it.key(), {1, entry.seat});
    }
    row.version = 1;
    QString refused;
    if (entity == u"ticket")
        refused = createTicket(entry, row);
    else if (entity == u"message")
        refused = createMessage(entry, set, row);
    if (!refused.isEmpty())
        return refused;
    if (entity == u"message")
        m_messages[text(set, "ticket_id")].append(id);
    m_tables[entity].insert(id, row);
    return QStringLiteral("applied");
}

QString Model::createTicket(const Ledger::Entry &entry, Entity &row)
{
    if (!row.fields.contains(QStringLiteral("queue_id")))
        row.fields[QStringLiteral("queue_id")] = defaultQueue(entry.user);
    const auto otherwise = [&](const char *field, const QJsonValue &value) {
        if (!row.fields.contains(QLatin1StringView(field)))
            row.fields.insert(QLatin1StringView(field), value);
    };
    otherwise("status", New);
    otherwise("priority", 1);
    row.fields[QStringLiteral("reopened")] = 0;
    row.fields[QStringLiteral("last_ordinal")] = 0;
    row.fields[QStringLiteral("number")] = ++m_ticketNumber;
    lend(row, {}, entry);
    return {};
}

QString Model::createMessage(const Ledger::Entry &entry, const QJsonObject &set, Entity &row)
{
    const QString user = entry.user;
    const bool server = user.isEmpty();
    const QString ticketId = text(set, "ticket_id");
    Entity &ticket = m_tables[QStringLiteral("ticket")][ticketId];
    const qint64 kind = number(set, "kind");
    if (kind != Note && !ticket.at(QStringLiteral("merged_into")).isNull())
        return QStringLiteral("rejected merged");
    if (kind == Reply && !server) {
        const bool beyond = number(set, "seen") > ticket.at(QStringLiteral("last_ordinal")).toInteger();
        const qint64 seen = beyond ? 0 : number(set, "seen");
        for (const QString &id : m_messages.value(ticketId)) {
            const Entity &earlier = m_tables[QStringLiteral("message")][id];
            const bool unseen = earlier.at(QStringLiteral("ordinal")).toInteger() > seen;
            if (unseen && earlier.at(QStringLiteral("author_id")).toString() != user)
                return QStringLiteral("returned");
        }
        if (beyond)
            return QStringLiteral("rejected bad_seen");
    }
    const qint64 ordinal = ticket.at(QStringLiteral("last_ordinal")).toInteger() + 1;
    row.fields[QStringLiteral("ordinal")] = ordinal;
    if (!server)
        row.fields[QStringLiteral("author_id")] = user;
    ticket.fields[QStringLiteral("last_ordinal")] = ordinal;
    if (kind == Customer)
        m_waiting.insert(ticketId);
    else if (kind == Reply)
        m_waiting.remove(ticketId);
    const qint64 status = ticket.at(QStringLiteral("status")).toInteger();
    if ((kind == Customer && status >= OnHold) || (kind == Reply && status == New))
        becomes(ticket, Open);
    lend(ticket, ticket.at(QStringLiteral("assignee_id")), entry);
    ++ticket.version;
    return {};
}

QString Model::update(const Ledger::Entry &entry)
{
    const QString entity = text(entry.op, "entity");
    const QString id = text(entry.op, "row");
    if (!m_tables[entity].contains(id))
        return QStringLiteral("rejected gone");
    if (!sees(entry.user, entity, id))
        return QStringLiteral("rejected out_of_scope");
    Entity row = m_tables[entity][id];
    const qint64 statusBefore = row.at(QStringLiteral("status")).toInteger();
    const qint64 claimed = number(entry.op, "base");
    const qint64 base = claimed > row.version ? 0 : claimed;
    const auto byOthers = [&](const Entity::Stamp &stamp) { return stamp.version > base && stamp.seat != entry.seat; };
    const QJsonValue assignee = row.at(QStringLiteral("assignee_id"));
    QMap<QString, Entity::Stamp> stamps = row.stamps;
    const QJsonValue until = row.at(QStringLiteral("claimed_until"));
    if ((!until.isNull() && until.toInteger() < entry.at) || (assignee.isNull() && stamps.value(QStringLiteral("assignee_id")).seat.isEmpty()))
        stamps.remove(QStringLiteral("assignee_id")); // a claim that has run out, or was given back, binds nobody
    bool merged = false;
    for (const Entity::Stamp &stamp : std::as_const(stamps))
        merged = merged || byOthers(stamp);
    const Entity before = row;
    const bool undoes = number(entry.op, "undoes") != 0;
    QStringList conflicts;
    QStringList written;
    const QJsonObject set = entry.op.value(QLatin1StringView("set")).toObject();
    for (auto it = set.begin(); it != set.end(); ++it) {
        if (row.at(it.key()) == it.value())
            continue;
        if (undoes && stamps.value(it.key()).version > base) {
            merged = true; // whoever has changed it since, oneself too
            continue;
        }
        if (byOthers(stamps.value(it.key()))) {
            conflicts.append(it.key());
            continue;
        }
        row.fields[it.key()] = it.value();
        written.append(it.key());
    }
    Became &became = m_became[entry.seat][number(entry.op, "seq")];
    became = {false, row.version, conflicts};
    if (entry.op.value(QLatin1StringView("whole")).toBool() && !conflicts.isEmpty())
        return QStringLiteral("conflict"); // and nothing of it done
    const QJsonObject add = entry.op.value(QLatin1StringView("add")).toObject();
    const QJsonObject remove = entry.op.value(QLatin1StringView("remove")).toObject();
    QStringList sets = add.keys() + remove.keys();
    sets.removeDuplicates();
    for (const QString &field : std::as_const(sets)) {
        QSet<QString> members;
        for (const QJsonValue &member : row.at(field).toArray())
            members.insert(member.toString());
        const QSet<QString> had = members;
        for (const QJsonValue &member : remove.value(field).toArray())
            members.remove(member.toString());
        for (const QJsonValue &member : add.value(field).toArray())
            members.insert(member.toString());
        if (members == had)
            continue;
        QStringList sorted(members.begin(), members.end());
        sorted.sort();
        row.fields[field] = QJsonArray::fromStringList(sorted);
        written.append(field);
    }
    if (entity == u"ticket") {
        const QString refused = mergeRefused(before, row, id);
        if (!refused.isEmpty())
            return refused;
    }
    if (entity == u"ticket" && written.contains(QStringLiteral("status"))) {
        const qint64 status = row.at(QStringLiteral("status")).toInteger();
        if (!undoes && !mayBecome(statusBefore, status))
            return QStringLiteral("rejected illegal_transition");
        row.fields[QStringLiteral("status")] = statusBefore;
        becomes(row, status);
    }
    if (!written.isEmpty()) {
        if (entity == u"ticket")
            lend(row, assignee, entry);
        ++row.version;
        for (const QString &field : written)
            row.stamps[field] = {row.version, entry.seat};
    }
    m_tables[entity][id] = row;
    became.version = row.version;
    if (written.contains(QStringLiteral("merged_into")) && !row.at(QStringLiteral("merged_into")).isNull())
        tellTheOther(entry, row);
    return !conflicts.isEmpty() ? QStringLiteral("conflict") : merged ? QStringLiteral("merged") : QStringLiteral("applied");
}

/// A customer's message: a new ticket unless it continues one.
void Model::intake(const Ledger::Entry &entry)
{
    const QJsonObject &op = entry.op;
    const QJsonObject asked = op.value(QLatin1StringView("asked")).toObject();
    const QString customer = text(op, "customer");
    if (!m_tables[QStringLiteral("customer")].contains(customer)) {
        Entity row;
        row.version = 1;
        row.fields.insert(QStringLiteral("name"), asked.value(QLatin1StringView("from")).toObject().value(QLatin1StringView("name")));
        row.stamps.insert(QStringLiteral("name"), {1, {}});
        m_tables[QStringLiteral("customer")].insert(customer, row);
    }
    const QString ticket = text(op, "ticket");
    if (!m_tables[QStringLiteral("ticket")].contains(ticket)) {
        Entity row;
        row.version = 1;
        row.fields = {{QStringLiteral("subject"), asked.value(QLatin1StringView("subject"))}, {QStringLiteral("customer_id"), customer},
            {QStringLiteral("queue_id"), asked.value(QLatin1StringView("queue_id"))}, {QStringLiteral("channel"), 2}};
        for (const QString &field : row.fields.keys())
            row.stamps.insert(field, {1, {}});
        createTicket(entry, row);
        m_tables[QStringLiteral("ticket")].insert(ticket, row);
    }
    Entity message;
    message.version = 1;
    const QJsonObject set {{QStringLiteral("ticket_id"), ticket}, {QStringLiteral("kind"), Customer}, {QStringLiteral("body"), asked.value(QLatin1StringView("body"))}};
    for (auto it = set.begin(); it != set.end(); ++it)
        message.fields.insert(it.key(), it.value());
    createMessage(entry, set, message);
    const QString id = text(op, "message");
    m_messages[ticket].append(id);
    m_tables[QStringLiteral("message")].insert(id, message);
}

} // namespace tidedesk::sim
