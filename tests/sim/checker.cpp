// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/sim/checker.h"
#include <QJsonArray>
#include <QJsonDocument>
#include <QUuid>
#include <algorithm>

namespace tidedesk::sim {

namespace {

constexpr qsizetype kFindings = 20;

QString idText(const QVariant &value)
{
    return value.isNull() ? QString() : QUuid::fromRfc4122(value.toByteArray()).toString(QUuid::WithoutBraces);
}

/// A cell of a table as it would stand on the wire.
QJsonValue cell(const QString &column, const QVariant &value)
{
    if (value.isNull())
        return {};
    if (column == u"tags")
        return QJsonDocument::fromJson(value.toByteArray()).array();
    if (column.endsWith(u"_id") || column == u"merged_into")
        return idText(value);
    if (value.typeId() == QMetaType::LongLong)
        return value.toLongLong();
    return QString::fromUtf8(value.toByteArray());
}

QString shown(const QJsonValue &value)
{
    return QString::fromUtf8(QJsonDocument(QJsonArray {value}).toJson(QJsonDocument::Compact));
}

const QStringList kEntities {QStringLiteral("team"), QStringLiteral("user"), QStringLiteral("queue"), QStringLiteral("tag"),
    QStringLiteral("seat"), QStringLiteral("customer"), QStringLiteral("identity"), QStringLiteral("ticket"),
    QStringLiteral("message"), QStringLiteral("attachment"), QStringLiteral("event"), QStringLiteral("interaction"),
    QStringLiteral("transaction"), QStringLiteral("contract"), QStringLiteral("receivable"), QStringLiteral("usage")};

/// All columns that belong to the row itself, as one expression.
QByteArray wholeRow(const RawDb &db, const QString &entity)
{
    QByteArrayList columns;
    for (const QVariantList &column : db.select("SELECT name FROM pragma_table_info(?)", {entity})) {
        const QByteArray name = column[0].toByteArray();
        // What each side keeps for itself: row numbers, buckets, stamps, and what a seat's lists are sorted by.
        if (name != "n" && name != "bucket" && name != "stamps" && name != "open" && name != "urgency" && name != "place")
            columns.append("quote(\"" + name + "\")");
    }
    std::sort(columns.begin(), columns.end());
    return columns.join("||'|'||");
}

} // namespace

Checker::Checker(const Ledger &ledger, Model start, const QString &serverFile, const QList<Seat> &seats)
    : m_ledger(ledger)
    , m_model(std::move(start))
    , m_server(serverFile)
    , m_seats(seats)
{
}

void Checker::found(const QString &invariant, const QString &what)
{
    if (m_findings.size() < kFindings)
        m_findings.append(invariant + QStringLiteral(": ") + what);
}

QStringList Checker::run()
{
    checkLog();
    checkTables();
    checkReplies();
    readScopes();
    for (const Seat &seat : m_seats)
        checkSeat(seat);
    return m_findings;
}

/// Order of each seat, exactly once, and what each operation must have led to; the file must say the same.
void Checker::checkLog()
{
    for (const Ledger::Entry &entry : m_ledger.log) {
        const QString wrong = m_model.take(entry);
        if (!wrong.isEmpty())
            found(QStringLiteral("rules"), wrong);
        if (!entry.seat.isEmpty())
            m_logged[entry.seat].insert(entry.op.value(QLatin1StringView("seq")).toInteger(), &entry);
    }
    const auto recorded = m_server.select("SELECT seat, seq, operation, outcome FROM server_result ORDER BY seat, seq");
    QMap<QString, qint64> last;
    for (const QVariantList &row : recorded) {
        const QString seat = idText(row[0]);
        const qint64 seq = row[1].toLongLong();
        if (seq != last.value(seat) + 1)
            found(QStringLiteral("order"), QStringLiteral("the server holds %1 of %2 after %3").arg(seq).arg(seat).arg(last.value(seat)));
        last[seat] = seq;
        const Ledger::Entry *logged = m_logged[seat].value(seq);
        if (!logged || idText(row[2]) != logged->op.value(QLatin1StringView("id")).toString())
            found(QStringLiteral("history"), QStringLiteral("the server holds another operation %1 of %2 than it took").arg(seq).arg(seat));
    }
    for (auto it = m_logged.begin(); it != m_logged.end(); ++it) {
        if (last.value(it.key()) != it->lastKey())
            found(QStringLiteral("durable"), QStringLiteral("%1 operations of %2 were taken, %3 are held").arg(it->lastKey()).arg(it.key()).arg(last.value(it.key())));
    }
    for (auto it = m_ledger.acknowledged.begin(); it != m_ledger.acknowledged.end(); ++it) {
        if (last.value(it.key()) < it.value())
            found(QStringLiteral("durable"), QStringLiteral("operation %1 of %2 was acknowledged and is lost").arg(it.value()).arg(it.key()));
    }
}

void Checker::checkTables()
{
    checkTable(QStringLiteral("ticket"),
        {QStringLiteral("subject"), QStringLiteral("status"), QStringLiteral("priority"), QStringLiteral("assignee_id"),
            QStringLiteral("queue_id"), QStringLiteral("customer_id"), QStringLiteral("category"), QStringLiteral("tags"),
            QStringLiteral("last_ordinal"), QStringLiteral("reopened"), QStringLiteral("number"), QStringLiteral("merged_into"), QStringLiteral("claimed_until")});
    if (const QStringList lapsed = m_model.lapsedBefore(m_ledger.claimsSeenAt); !lapsed.isEmpty())
        found(QStringLiteral("claims"), QStringLiteral("nobody gave back %1").arg(lapsed.join(u' ')));
    checkTable(QStringLiteral("message"),
        {QStringLiteral("ticket_id"), QStringLiteral("kind"), QStringLiteral("body"), QStringLiteral("author_id"),
            QStringLiteral("seen"), QStringLiteral("ordinal")});
    checkTable(QStringLiteral("customer"), {QStringLiteral("name"), QStringLiteral("tier"), QStringLiteral("remark")});
    QSet<QString> intakes;
    for (const Ledger::Entry &entry : m_ledger.log)
        intakes.insert(entry.op.value(QLatin1StringView("asked")).toObject().value(QLatin1StringView("external_key")).toString());
    for (auto it = m_ledger.arrived.begin(); it != m_ledger.arrived.end(); ++it) {
        if (!intakes.contains(it.key()))
            found(QStringLiteral("lost"), QStringLiteral("the customer's message %1").arg(it.key()));
    }
}

void Checker::checkTable(const QString &entity, const QStringList &columns)
{
    const Model::Table &expected = m_model.table(entity);
    const auto rows = m_server.select("SELECT id, version, \"" + columns.join(QStringLiteral("\",\"")).toUtf8() + "\" FROM " + entity.toUtf8());
    if (rows.size() != expected.size())
        found(QStringLiteral("effects"), QStringLiteral("%1 rows of %2 instead of %3").arg(rows.size()).arg(entity).arg(expected.size()));
    for (const QVariantList &row : rows) {
        const QString id = idText(row[0]);
        if (!expected.contains(id)) {
            found(QStringLiteral("effects"), QStringLiteral("%1 %2 out of nowhere").arg(entity, id));
            continue;
        }
        const Model::Entity &should = expected[id];
        if (row[1].toLongLong() != should.version)
            found(QStringLiteral("effects"), QStringLiteral("%1 %2 has version %3 instead of %4").arg(entity, id).arg(row[1].toLongLong()).arg(should.version));
        for (qsizetype i = 0; i < columns.size(); ++i) {
            QJsonValue wanted = should.at(columns[i]);
            const QJsonValue held = cell(columns[i], row[i + 2]);
            if (wanted.isArray() && wanted.toArray().isEmpty() && held.isNull())
                wanted = {};
            if (held != wanted)
                found(QStringLiteral("effects"),
                    QStringLiteral("%1 of %2 %3 is %4 instead of %5").arg(columns[i], entity, id, shown(held), shown(wanted)));
        }
    }
}

/// No public reply over a message its author had not seen, by what its author's own operation says he had.
void Checker::checkReplies()
{
    QHash<QString, qint64> seen;
    for (const Ledger::Entry &entry : m_ledger.log) {
        if (entry.op.value(QLatin1StringView("entity")) == QLatin1StringView("message"))
            seen.insert(entry.op.value(QLatin1StringView("row")).toString(), entry.op[u"set"][u"seen"].toInteger());
    }
    QMap<QByteArray, QList<QVariantList>> conversations;
    for (const QVariantList &row : m_server.select("SELECT ticket_id, id, kind, author_id, ordinal FROM message ORDER BY ordinal"))
        conversations[row[0].toByteArray()].append(row);
    for (const auto &messages : std::as_const(conversations)) {
        for (qsizetype i = 0; i < messages.size(); ++i) {
            if (messages[i][4].toLongLong() != i + 1)
                found(QStringLiteral("effects"), QStringLiteral("ordinals of a ticket are not 1, 2, 3"));
            if (messages[i][2].toLongLong() != 1)
                continue;
            for (qsizetype k = 0; k < i; ++k) {
                const bool own = messages[k][3] == messages[i][3];
                if (!own && messages[k][4].toLongLong() > seen.value(idText(messages[i][1])))
                    found(QStringLiteral("seen"), QStringLiteral("reply %1 went out over an unseen message").arg(idText(messages[i][1])));
            }
        }
    }
}

void Checker::checkSeat(const Seat &seat)
{
    const RawDb outbox(seat.profile + QStringLiteral("/outbox.db"));
    checkOperations(seat, outbox);
    const RawDb cache(seat.profile + QStringLiteral("/cache.db"));
    checkScope(seat, cache);
}

void Checker::checkOperations(const Seat &seat, const RawDb &outbox)
{
    const auto &logged = m_logged[seat.seat];
    const auto confirmed = m_ledger.confirmed.value(seat.seat);
    for (auto it = confirmed.begin(); it != confirmed.end(); ++it) {
        const Ledger::Entry *entry = logged.value(it.key());
        if (!entry || entry->op.value(QLatin1StringView("id")).toString() != it.value())
            found(QStringLiteral("lost"), QStringLiteral("operation %1 of %2 never reached the server").arg(it.key()).arg(seat.seat));
    }
    qint64 last = 0;
    for (const QVariantList &row : outbox.select("SELECT seq, body, state, outcome FROM operation ORDER BY seq")) {
        if (row[0].toLongLong() != last + 1)
            found(QStringLiteral("outbox"), QStringLiteral("number %1 follows %2 on %3").arg(row[0].toLongLong()).arg(last).arg(seat.seat));
        last = row[0].toLongLong();
        checkOperation(seat, row, outbox);
    }
}

/// What the server decided is known on the seat, and what a person has to decide has its card.
void Checker::checkOperation(const Seat &seat, const QVariantList &row, const RawDb &outbox)
{
    const qint64 seq = row[0].toLongLong();
    const QString where = QStringLiteral("operation %1 of %2").arg(seq).arg(seat.seat);
    const Ledger::Entry *entry = m_logged[seat.seat].value(seq);
    if (!entry)
        return found(QStringLiteral("lost"), where + QStringLiteral(" never reached the server"));
    if (row[2].toLongLong() == 0 || row[3].isNull())
        return found(QStringLiteral("outbox"), where + QStringLiteral(" still waits"));
    const QJsonObject outcome = QJsonDocument::fromJson(row[3].toByteArray()).object();
    const QString verdict = outcome.value(QLatin1StringView("verdict")).toString();
    const bool emptied = entry->op.value(QLatin1StringView("kind")) == QLatin1StringView("void"); // decided before a restore
    if (!emptied && verdict != entry->result.value(QLatin1StringView("verdict")).toString() && verdict != u"conflict")
        found(QStringLiteral("result"), where + QStringLiteral(" is '%1' here and '%2' there").arg(verdict, entry->result.value(QLatin1StringView("verdict")).toString()));
    const bool decide = verdict == u"conflict" || verdict == u"returned"
        || (verdict == u"rejected" && outcome.value(QLatin1StringView("reason")) != QLatin1StringView("dependency"));
    if (decide && outbox.select("SELECT 1 FROM review WHERE seq=?", {seq}).isEmpty())
        found(QStringLiteral("lost"), where + QStringLiteral(" was refused and nobody was told"));
}

/// Bucket and text of every row the server has. Rows hang where the first parent they have hangs.
void Checker::readScopes()
{
    QHash<QByteArray, QString> teamOfQueue;
    for (const QVariantList &row : m_server.select("SELECT id, team_id FROM queue"))
        teamOfQueue.insert(row[0].toByteArray(), QStringLiteral("team:") + idText(row[1]));
    QHash<QByteArray, QString> ofCustomer;
    for (const QVariantList &row : m_server.select("SELECT id, team_id FROM customer"))
        ofCustomer.insert(row[0].toByteArray(), row[1].isNull() ? QStringLiteral("customers") : QStringLiteral("team:") + idText(row[1]));
    QHash<QByteArray, QString> ofTicket;
    for (const QVariantList &row : m_server.select("SELECT id, queue_id FROM ticket"))
        ofTicket.insert(row[0].toByteArray(), row[1].isNull() ? QStringLiteral("nowhere") : teamOfQueue.value(row[1].toByteArray(), QStringLiteral("nowhere")));
    const QMap<QString, QByteArray> parents {{QStringLiteral("identity"), "NULL, customer_id, NULL"},
        {QStringLiteral("message"), "ticket_id, NULL, NULL"}, {QStringLiteral("attachment"), "ticket_id, NULL, NULL"},
        {QStringLiteral("event"), "ticket_id, customer_id, queue_id"}, {QStringLiteral("interaction"), "NULL, customer_id, queue_id"}};
    for (const QString &entity : kEntities) {
        auto &rows = m_rows[entity];
        const QByteArray parent = parents.value(entity, entity == u"ticket" ? "id, NULL, NULL" : entity == u"customer" ? "NULL, id, NULL" : "NULL, NULL, NULL");
        for (const QVariantList &row : m_server.select("SELECT id, " + wholeRow(m_server, entity) + ", " + parent + " FROM \"" + entity.toUtf8() + '"')) {
            QString bucket = QStringLiteral("ref");
            if (entity == u"seat")
                bucket = QStringLiteral("seat:") + idText(row[0]);
            else if (!row[2].isNull())
                bucket = ofTicket.value(row[2].toByteArray(), QStringLiteral("nowhere"));
            else if (!row[3].isNull())
                bucket = ofCustomer.value(row[3].toByteArray(), QStringLiteral("nowhere"));
            else if (!row[4].isNull())
                bucket = teamOfQueue.value(row[4].toByteArray(), QStringLiteral("nowhere"));
            rows.insert(row[0].toByteArray(), {bucket, row[1].toByteArray()});
        }
    }
}

QSet<QString> Checker::bucketsOf(const Seat &seat) const
{
    const auto rows = m_server.select("SELECT teams, role FROM user WHERE id=?", {QUuid::fromString(seat.user).toRfc4122()});
    QSet<QString> buckets {QStringLiteral("ref"), QStringLiteral("customers"), QStringLiteral("seat:") + seat.seat};
    for (const QJsonValue &team : QJsonDocument::fromJson(rows[0][0].toByteArray()).array())
        buckets.insert(QStringLiteral("team:") + team.toString());
    if (rows[0][1].toLongLong() >= 2) // managers and administrators see everything but other seats
        buckets.insert(QStringLiteral("*"));
    return buckets;
}

/// The seat holds its scope: every row of it, as the server has it, and not one beyond.
void Checker::checkScope(const Seat &seat, const RawDb &cache)
{
    const QSet<QString> buckets = bucketsOf(seat);
    for (const QString &entity : kEntities) {
        const auto &rows = m_rows[entity];
        qsizetype expected = 0;
        for (const Held &held : rows)
            expected += buckets.contains(held.bucket) || (buckets.contains(QStringLiteral("*")) && !held.bucket.startsWith(u"seat:"));
        qsizetype present = 0;
        for (const QVariantList &row : cache.select("SELECT id, " + wholeRow(cache, entity) + " FROM \"" + entity.toUtf8() + '"')) {
            const auto held = rows.constFind(row[0].toByteArray());
            if (held == rows.cend() || !(buckets.contains(held->bucket) || (buckets.contains(QStringLiteral("*")) && !held->bucket.startsWith(u"seat:")))) {
                found(QStringLiteral("scope"), QStringLiteral("%1 %2 on the disk of %3").arg(entity, idText(row[0]), seat.seat));
                continue;
            }
            ++present;
            if (held->text != row[1].toByteArray())
                found(QStringLiteral("convergence"), QStringLiteral("%1 %2 on %3\n   seat   %4\n   server %5").arg(entity, idText(row[0]), seat.seat, QString::fromUtf8(row[1].toByteArray()), QString::fromUtf8(held->text)));
        }
        if (present != expected)
            found(QStringLiteral("convergence"), QStringLiteral("%1 of %2 rows of %3 on %4").arg(present).arg(expected).arg(entity, seat.seat));
    }
    if (!cache.select("SELECT 1 FROM shadow").isEmpty())
        found(QStringLiteral("outbox"), QStringLiteral("pending work on top of %1 after everything was acknowledged").arg(seat.seat));
}

QStringList Checker::overlay(const Seat &seat)
{
    const RawDb outbox(seat.profile + QStringLiteral("/outbox.db"));
    const RawDb cache(seat.profile + QStringLiteral("/cache.db"));
    const auto own = cache.select("SELECT last_seq FROM seat WHERE id=?", {QUuid::fromString(seat.seat).toRfc4122()});
    const qint64 acknowledged = own.isEmpty() ? 0 : own[0][0].toLongLong();
    QMap<QString, std::pair<qint64, qint64>> last; // ticket -> number, priority of the newest operation that sets one
    QMap<qint64, bool> waits;
    for (const QVariantList &row : outbox.select("SELECT seq, body, state=0 AND outcome IS NULL FROM operation WHERE seq>? ORDER BY seq", {acknowledged})) {
        const QJsonObject op = QJsonDocument::fromJson(row[1].toByteArray()).object();
        const QJsonValue priority = op[u"set"][u"priority"];
        if (op.value(QLatin1StringView("entity")) == QLatin1StringView("ticket") && priority.isDouble())
            last[op.value(QLatin1StringView("row")).toString()] = {row[0].toLongLong(), priority.toInteger()};
        waits.insert(row[0].toLongLong(), row[2].toLongLong() == 1);
    }
    QStringList findings;
    for (auto it = last.begin(); it != last.end(); ++it) {
        const auto rows = cache.select("SELECT priority FROM ticket WHERE id=?", {QUuid::fromString(it.key()).toRfc4122()});
        if (waits.value(it->first) && !rows.isEmpty() && rows[0][0].toLongLong() != it->second)
            findings.append(QStringLiteral("overlay: %1 does not show its operation %2").arg(seat.seat).arg(it->first));
    }
    return findings;
}

Checker::Figures Checker::figures(const Seat &seat)
{
    if (m_rows.isEmpty())
        readScopes();
    const QSet<QString> buckets = bucketsOf(seat);
    struct Fact {
        qint64 kind;
        qint64 at;
        QByteArray after;
    };
    QMap<QByteArray, QList<Fact>> tickets;
    for (const QVariantList &row : m_server.select("SELECT id, ticket_id, kind, at, after FROM event ORDER BY n")) {
        const QString bucket = m_rows[QStringLiteral("event")].value(row[0].toByteArray()).bucket;
        if (buckets.contains(bucket) || buckets.contains(QStringLiteral("*")))
            tickets[row[1].toByteArray()].append({row[2].toLongLong(), row[3].toLongLong(), row[4].toByteArray()});
    }
    Figures figures;
    double sum = 0;
    for (auto &facts : tickets) {
        // Of one instant, messages come before the status they may change.
        std::stable_sort(facts.begin(), facts.end(), [](const Fact &x, const Fact &y) { return x.at != y.at ? x.at < y.at : x.kind != 4 && y.kind == 4; });
        qint64 since = 0; // 0: nobody waits
        bool answered = false;
        for (const Fact &fact : std::as_const(facts)) {
            if (fact.kind == 0) { // created
                ++figures.created;
            } else if (fact.kind == 1) { // customer_message
                since = since ? since : fact.at;
            } else if (fact.kind == 2) { // reply
                if (since && !answered) {
                    answered = true;
                    ++figures.firstResponses;
                    sum += static_cast<double>(fact.at - since);
                }
                since = 0;
            } else if (fact.kind == 4 && (fact.after == "resolved" || fact.after == "closed")) { // status
                since = 0;
            }
        }
    }
    figures.meanFirstResponseMs = figures.firstResponses ? sum / static_cast<double>(figures.firstResponses) : 0;
    return figures;
}

} // namespace tidedesk::sim
