// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/import/importdesk.h"
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>
#include <map>

using namespace tidedesk;
using test::ImportDesk;

namespace {

QString dataFile(const char *name)
{
    return qEnvironmentVariable("TIDEDESK_SOURCE", QStringLiteral(".")) + QStringLiteral("/../shared/data/")
        + QLatin1StringView(name);
}

QJsonObject expected(const char *name)
{
    QFile file(dataFile(name));
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
}

} // namespace

/// Files that nobody here wrote, against figures that nobody here computed.
class TestImportPublic : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void tickets()
    {
        const QString file = dataFile("tickets/customer_support_tickets.csv");
        const QJsonObject numbers = expected("tickets/kaggle_tickets.json");
        if (!QFile::exists(file) || numbers.isEmpty())
            QSKIP("public data set absent: ../shared/data/tickets/customer_support_tickets.csv and kaggle_tickets.json beside the sources");
        ImportDesk desk;
        const auto summary = desk.run("support-tickets", {file});
        const auto number = [&numbers](const char *key) { return numbers.value(QLatin1StringView(key)).toInt(); };
        QCOMPARE(summary.read, number("rows"));
        QCOMPARE(summary.records.created, number("rows"));
        QVERIFY(summary.rejected.isEmpty());
        QCOMPARE(summary.flagged.size(), number("resolution_before_first_response"));
        QCOMPARE(desk.all(schema::customer()).size(), number("distinct_emails"));

        const auto &t = schema::ticket();
        std::map<QString, int> counts;
        int multiLine = 0;
        int ratings = 0;
        qint64 stars = 0;
        QHash<Id, Row> byId;
        for (const Row &ticket : desk.all(t)) {
            ++counts[ticket.choice(t.status)];
            ++counts[ticket.choice(t.priority)];
            ++counts[ticket.choice(t.channel)];
            ++counts[ticket.text(t.category)];
            ++counts[ticket.choice(t.channel) + u'|' + ticket.choice(t.priority)];
            ratings += ticket.has(t.rating);
            stars += ticket.number(t.rating);
            byId.insert(ticket.id(), ticket);
        }
        const auto of = [&numbers](const char *group, const char *key) {
            return numbers.value(QLatin1StringView(group)).toObject().value(QLatin1StringView(key)).toInt();
        };
        for (const auto &[ours, group, theirs] : {std::tuple("on_hold", "status", "Pending Customer Response"),
                 {"closed", "status", "Closed"}, {"open", "status", "Open"}, {"urgent", "priority", "Critical"},
                 {"low", "priority", "Low"}, {"high", "priority", "High"}, {"normal", "priority", "Medium"},
                 {"social", "channel", "Social media"}, {"chat", "channel", "Chat"}, {"email", "channel", "Email"},
                 {"phone", "channel", "Phone"}, {"Technical issue", "type", "Technical issue"},
                 {"Refund request", "type", "Refund request"}, {"phone|normal", "channel_x_priority", "Phone|Medium"},
                 {"chat|urgent", "channel_x_priority", "Chat|Critical"}})
            QCOMPARE(counts[QString::fromLatin1(ours)], of(group, theirs));
        QCOMPARE(ratings, number("csat_n"));
        QVERIFY(std::abs(double(stars) / ratings - numbers.value(QLatin1StringView("csat_mean")).toDouble()) < 1e-9);
        for (const Row &message : desk.all(schema::message())) {
            const QString body = message.text(schema::message().body);
            QVERIFY(!body.contains(QStringLiteral("{product_purchased}")));
            multiLine += message.choice(schema::message().kind) == u"customer" && body.contains(u'\n');
        }
        QCOMPARE(multiLine, number("multi_line_descriptions"));
        checkTimes(desk, byId, numbers);

        const auto again = desk.run("support-tickets", {file});
        QCOMPARE(again.records.unchanged, number("rows"));
        QCOMPARE(again.records.created + again.records.updated, 0);
        for (const auto &[entity, rows] : again.rows)
            QVERIFY2(rows.created + rows.updated == 0, qPrintable(entity));
    }

    void calls()
    {
        const QString file = dataFile("calls/pwc_calls.csv");
        const QJsonObject numbers = expected("calls/pwc_calls.json");
        if (!QFile::exists(file) || numbers.isEmpty())
            QSKIP("public data set absent: ../shared/data/calls/pwc_calls.csv and pwc_calls.json beside the sources");
        ImportDesk desk;
        const auto summary = desk.run("call-records", {file});
        const auto number = [&numbers](const char *key) { return numbers.value(QLatin1StringView(key)).toInt(); };
        QCOMPARE(summary.records.created, number("calls"));
        QVERIFY(summary.rejected.isEmpty() && summary.flagged.isEmpty());
        const auto &i = schema::interaction();
        int answered = 0;
        int resolved = 0;
        qint64 waits = 0;
        qint64 talks = 0;
        std::map<qint64, int> ratings;
        QHash<Id, int> byAgent;
        QHash<QString, int> byTopic;
        for (const Row &call : desk.all(i)) {
            const bool taken = call.choice(i.outcome) == u"answered";
            answered += taken;
            resolved += call.flag(i.resolved);
            waits += taken ? call.number(i.wait) : 0;
            talks += call.number(i.talk);
            if (call.has(i.rating))
                ++ratings[call.number(i.rating)];
            ++byAgent[call.ref(i.agentId)];
            ++byTopic[call.text(i.topic)];
            QVERIFY(desk.queue().id() == call.ref(i.queueId));
        }
        QCOMPARE(answered, number("answered"));
        QCOMPARE(resolved, number("resolved"));
        QCOMPARE(waits, number("asa_sum_s"));
        QCOMPARE(talks, number("talk_sum_s"));
        const QJsonObject histogram = numbers.value(QLatin1StringView("csat_hist")).toObject();
        for (const auto &[stars, count] : ratings)
            QCOMPARE(count, histogram.value(QString::number(stars)).toInt());
        const QJsonObject agents = numbers.value(QLatin1StringView("by_agent")).toObject();
        for (const Row &user : desk.all(schema::user())) {
            const QJsonObject agent = agents.value(user.text(schema::user().displayName)).toObject();
            if (!agent.isEmpty())
                QCOMPARE(byAgent[user.id()], agent.value(QLatin1StringView("calls")).toInt());
            QVERIFY(agent.isEmpty() || !user.flag(schema::user().active));
        }
        QCOMPARE(byAgent.size(), agents.size());
        for (const QString &topic : numbers.value(QLatin1StringView("by_topic")).toObject().keys())
            QCOMPARE(byTopic[topic], numbers.value(QLatin1StringView("by_topic")).toObject().value(topic).toInt());
        QCOMPARE(desk.run("call-records", {file}).records.unchanged, number("calls"));
    }

private:
    /// First response and resolution: the reversed ones carry their flaw, the median of the others is the published
    /// one.
    static void checkTimes(ImportDesk &desk, const QHash<Id, Row> &tickets, const QJsonObject &numbers)
    {
        const auto &t = schema::ticket();
        const auto &e = schema::event();
        QSet<Id> flawed;
        for (const Row &event : desk.all(e)) {
            if (event.text(e.flaw) == u"resolution_before_first_reply")
                flawed.insert(event.ref(e.ticketId));
        }
        QCOMPARE(flawed.size(), numbers.value(QLatin1StringView("resolution_before_first_response")).toInt());
        std::vector<double> minutes;
        for (const Row &ticket : tickets) {
            if (ticket.has(t.resolvedAt) && !flawed.contains(ticket.id()))
                minutes.push_back(double(ticket.number(t.resolvedAt) - ticket.number(t.firstReplyAt)) / 60'000);
        }
        QCOMPARE(int(minutes.size()), numbers.value(QLatin1StringView("resolution_ge_first_response")).toInt());
        std::sort(minutes.begin(), minutes.end());
        const double median = (minutes[(minutes.size() - 1) / 2] + minutes[minutes.size() / 2]) / 2;
        QVERIFY(std::abs(median - numbers.value(QLatin1StringView("median_minutes_of_nonneg")).toDouble()) < .01);
    }
};

QTEST_GUILESS_MAIN(TestImportPublic)
#include "test_import_public.moc"
