// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/process/auditor.h"
#include <QFile>
#include <QUuid>
#include <algorithm>

namespace tidedesk::test {

using sim::RawDb;

namespace {

QByteArray idBytes(const QJsonValue &id) { return QUuid::fromString(id.toString()).toRfc4122(); }

/// All columns that belong to the row itself, as one expression; not what each side keeps for itself.
QByteArray wholeRow(const RawDb &db, const QByteArray &table)
{
    const QByteArrayList own {"n", "bucket", "stamps", "open", "urgency", "place"};
    QByteArrayList columns;
    for (const QVariantList &column : db.select("SELECT name FROM pragma_table_info(?)", {QString::fromUtf8(table)})) {
        if (const QByteArray name = column[0].toByteArray(); !own.contains(name))
            columns.append("quote(\"" + name + "\")");
    }
    std::sort(columns.begin(), columns.end());
    return columns.join("||'|'||");
}

QHash<QByteArray, QByteArray> rows(const RawDb &db, const QByteArray &table)
{
    QHash<QByteArray, QByteArray> all;
    for (const QVariantList &row : db.select("SELECT id, " + wholeRow(db, table) + " FROM \"" + table + '"'))
        all.insert(row[0].toByteArray(), row[1].toByteArray());
    return all;
}

} // namespace

void Auditor::promise(const QString &who, const QJsonObject &receipt, const QString &text)
{
    const QJsonArray numbers = receipt.value(QLatin1StringView("operations")).toArray();
    if (!numbers.isEmpty())
        m_promises.append({who, numbers.last().toInteger(), numbers.first().toInteger(), text});
}

QStringList Auditor::unsound(const QString &who) const
{
    QStringList findings;
    const QStringList files = who.isEmpty() ? QStringList {m_office.serverFolder() + QStringLiteral("/server.db")}
                                            : QStringList {m_office.profile(who) + QStringLiteral("/outbox.db"), m_office.profile(who) + QStringLiteral("/cache.db")};
    for (const QString &file : files) {
        if (!QFile::exists(file))
            continue;
        for (const QVariantList &row : RawDb(file).select("PRAGMA integrity_check")) {
            if (row[0].toByteArray() != "ok")
                findings.append(QStringLiteral("%1: %2").arg(file, QString::fromUtf8(row[0].toByteArray())));
        }
    }
    return findings;
}

QStringList Auditor::audit(const QStringList &agents)
{
    m_findings = unsound({});
    const RawDb server(m_office.serverFolder() + QStringLiteral("/server.db"));
    readServer(server);
    for (const QString &who : agents) {
        m_findings += unsound(who);
        auditSeat(who, server);
    }
    return m_findings;
}

void Auditor::readServer(const RawDb &server)
{
    m_messages.clear();
    m_subjects.clear();
    m_categories.clear();
    m_messageTexts.clear();
    m_places.clear();
    for (const QVariantList &row : server.select("SELECT id, body, ticket_id, ordinal FROM message ORDER BY ticket_id, ordinal")) {
        ++m_messages[row[1].toByteArray()];
        m_messageTexts.insert(row[0].toByteArray(), row[1].toByteArray());
        m_places.insert(row[0].toByteArray(), row[2].toByteArray() + QByteArray::number(row[3].toLongLong()).rightJustified(12, '0'));
    }
    for (const QVariantList &row : server.select("SELECT subject FROM ticket"))
        ++m_subjects[row[0].toByteArray()];
    for (const QVariantList &row : server.select("SELECT after FROM event WHERE field='category'"))
        ++m_categories[row[0].toByteArray()];
    for (const QVariantList &row : server.select("SELECT hex(ticket_id), count(*), max(ordinal) FROM message GROUP BY ticket_id")) {
        if (row[1] != row[2])
            found(QStringLiteral("messages of ticket %1 are not numbered 1, 2, 3").arg(QString::fromUtf8(row[0].toByteArray())));
    }
    for (const QVariantList &row : server.select("SELECT hex(operation), count(*) FROM server_result GROUP BY operation HAVING count(*)>1"))
        found(QStringLiteral("operation %1 was taken %2 times").arg(QString::fromUtf8(row[0].toByteArray())).arg(row[1].toLongLong()));
}

void Auditor::auditSeat(const QString &who, const RawDb &server)
{
    const RawDb outbox(m_office.profile(who) + QStringLiteral("/outbox.db"));
    const RawDb cache(m_office.profile(who) + QStringLiteral("/cache.db"));
    const QByteArray seat = QUuid::fromString(QString::fromUtf8(outbox.select("SELECT value FROM setting WHERE key='seat'")[0][0].toByteArray())).toRfc4122();
    QMap<qint64, QByteArray> taken;
    for (const QVariantList &row : server.select("SELECT seq, operation FROM server_result WHERE seat=?", {seat}))
        taken.insert(row[0].toLongLong(), row[1].toByteArray());
    QMap<qint64, QJsonObject> held;
    QHash<QByteArray, QByteArray> places; // of the last message written here, by ticket: later ones stand behind it
    for (const QVariantList &row : outbox.select("SELECT seq, body, state, outcome, id FROM operation ORDER BY seq")) {
        const qint64 seq = row[0].toLongLong();
        const QString where = QStringLiteral("operation %1 of %2").arg(seq).arg(who);
        const QJsonObject operation = QJsonDocument::fromJson(row[1].toByteArray()).object();
        held.insert(seq, operation);
        if (seq != held.size())
            found(where + QStringLiteral(" does not follow on the one before"));
        if (row[2].toLongLong() != 2 || row[3].isNull())
            found(where + QStringLiteral(" is not done"));
        if (taken.value(seq) != row[4].toByteArray())
            found(where + (taken.contains(seq) ? QStringLiteral(" is another one on the server") : QStringLiteral(" never reached the server")));
        auditOperation(where, operation, QJsonDocument::fromJson(row[3].toByteArray()).object(), !outbox.select("SELECT 1 FROM review WHERE seq=?", {seq}).isEmpty());
        const QByteArray place = m_places.value(idBytes(operation.value(QLatin1StringView("row"))));
        if (QByteArray &last = places[place.left(16)]; !place.isEmpty() && std::exchange(last, place) > place)
            found(where + QStringLiteral(" stands before an earlier one of this seat"));
    }
    if (taken.size() != held.size())
        found(QStringLiteral("the server took %1 operations of %2, who has made %3").arg(taken.size()).arg(who).arg(held.size()));
    for (const Promise &promise : std::as_const(m_promises)) {
        if (promise.who != who)
            continue;
        const QJsonObject set = held.value(promise.last).value(QLatin1StringView("set")).toObject();
        bool carries = false;
        for (const QJsonValue &value : set)
            carries = carries || value.toString() == promise.text;
        if (!carries || !held.contains(promise.first))
            found(QStringLiteral("operation %1 of %2 was confirmed and is lost: %3").arg(promise.last).arg(who, promise.text));
    }
    compareRows(who, seat, server, cache);
}

/// Its effect is there exactly once, or not at all and a person was told.
void Auditor::auditOperation(const QString &where, const QJsonObject &operation, const QJsonObject &outcome, bool hasCard)
{
    const QString entity = operation.value(QLatin1StringView("entity")).toString();
    const QString verdict = outcome.value(QLatin1StringView("verdict")).toString();
    const QJsonObject set = operation.value(QLatin1StringView("set")).toObject();
    const bool applied = verdict == u"applied" || verdict == u"merged";
    const bool dependent = outcome.value(QLatin1StringView("reason")).toString() == u"dependency";
    if (!applied && !dependent && !hasCard)
        found(QStringLiteral("%1 is '%2', and nobody was told").arg(where, verdict));
    const QByteArray body = set.value(QLatin1StringView("body")).toString().toUtf8();
    if (entity == u"message") {
        if (m_messages.value(body) != int(applied))
            found(QStringLiteral("%1 is '%2', its text stands there %3 times").arg(where, verdict).arg(m_messages.value(body)));
        if (applied && m_messageTexts.value(idBytes(operation.value(QLatin1StringView("row")))) != body)
            found(where + QStringLiteral(" has another text on the server"));
    }
    if (set.contains(QLatin1StringView("subject")) && m_subjects.value(set.value(QLatin1StringView("subject")).toString().toUtf8()) != int(applied))
        found(where + QStringLiteral(": the ticket is not there exactly once"));
    if (set.contains(QLatin1StringView("category")) && m_categories.value(set.value(QLatin1StringView("category")).toString().toUtf8()) != int(applied))
        found(QStringLiteral("%1 is '%2', the field was set %3 times").arg(where, verdict).arg(m_categories.value(set.value(QLatin1StringView("category")).toString().toUtf8())));
}

void Auditor::compareRows(const QString &who, const QByteArray &seat, const RawDb &server, const RawDb &cache)
{
    for (const QByteArray table : {"team", "user", "queue", "tag", "seat", "customer", "identity", "ticket", "message", "attachment", "event", "interaction"}) {
        auto there = rows(server, table);
        if (table == "seat")
            there = {{seat, there.value(seat)}};
        const auto here = rows(cache, table);
        for (auto it = here.begin(); it != here.end(); ++it) {
            if (there.value(it.key()) != it.value())
                found(QStringLiteral("%1 of %2\n   seat   %3\n   server %4").arg(QString::fromUtf8(table), who, QString::fromUtf8(it.value()), QString::fromUtf8(there.value(it.key()))));
        }
        if (here.size() != there.size())
            found(QStringLiteral("%1 has %2 of %3 rows of %4").arg(who).arg(here.size()).arg(there.size()).arg(QString::fromUtf8(table)));
    }
    if (!cache.select("SELECT 1 FROM shadow").isEmpty())
        found(QStringLiteral("%1 still shows pending work").arg(who));
}

} // namespace tidedesk::test
