// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/entities.h"
#include "core/server/sample/corpus.h"
#include "core/server/sample/generator.h"
#include "core/server/sample/workcalendar.h"
#include "tests/sample/deskcheck.h"
#include <QRegularExpression>
#include <QTest>
#include <algorithm>
#include <array>
#include <cmath>
#include <map>

using namespace tidedesk;
using namespace tidedesk::sample;
using test::DeskCheck;

namespace {

QByteArray hashOf(quint64 seed)
{
    DeskCheck desk(defaultUntil());
    const Status status = generate({.seed = seed, .tickets = 1500}, desk);
    return status ? desk.hash() : status.error().detail.toUtf8();
}

double quantile(std::vector<double> values, double share)
{
    std::sort(values.begin(), values.end());
    return values[static_cast<size_t>(share * static_cast<double>(values.size()))];
}

/// Passes everything on but spoils one ticket: the checker must notice.
class SpoilingSink final : public SampleSink {
public:
    SpoilingSink(SampleSink &next, const schema::Field &field)
        : m_next(next)
        , m_field(field)
    {
    }
    Status row(Row row) override
    {
        if (&row.entity() == m_field.entity && row.has(m_field) && !m_spoiled) {
            row.set(m_field, row.number(m_field) + 1);
            m_spoiled = true;
        }
        return m_next.row(std::move(row));
    }

private:
    SampleSink &m_next;
    const schema::Field m_field;
    bool m_spoiled = false;
};

class RefusingSink final : public SampleSink {
public:
    Status row(Row) override
    {
        return ++m_rows < 100 ? Status() : Error{Consequence::Fatal, QStringLiteral("disk.full"), {}};
    }

private:
    int m_rows = 0;
};

} // namespace

class TestSampleDesk : public QObject {
    Q_OBJECT
private Q_SLOTS:
    /// The small desk, whole: 20,000 tickets of 90 days.
    void initTestCase()
    {
        const Status status = generate({}, m_desk);
        QVERIFY2(status.ok(), status ? "" : qPrintable(status.error().detail));
        m_desk.finish();
    }

    void sameSeedSameBytes()
    {
        const QByteArray hash = hashOf(1);
        QCOMPARE(hashOf(1), hash);
        QVERIFY(hashOf(2) != hash);
        // Pinned: whoever changes the sample data on purpose pins the new value.
        QCOMPARE(hash, QByteArray("9478aa2d84d5e5bc8353fc037784c1bd084c9f3acd3f9a2237877bbfde3acb47"));
    }

    void hangsTogether() { QVERIFY2(m_desk.problems().isEmpty(), qPrintable(m_desk.problems().join(u'\n'))); }

    /// Nobody writes or calls before the day they became a customer.
    void customersAreCustomersBeforeTheyCome()
    {
        QHash<Id, qint64> first;
        const auto came = [&first](const Id &customer, qint64 at) {
            if (!customer.isNull())
                first[customer] = std::min(first.value(customer, at), at);
        };
        for (const Row &ticket : m_desk.rows(schema::ticket()))
            came(ticket.ref(schema::ticket().customerId), ticket.number(schema::ticket().createdAt));
        for (const Row &call : m_desk.rows(schema::interaction()))
            came(call.ref(schema::interaction().customerId), call.number(schema::interaction().startedAt));
        int late = 0;
        for (const Row &customer : m_desk.rows(schema::customer())) {
            const auto at = first.constFind(customer.id());
            late += at != first.cend() && customer.text(schema::customer().since) > workcalendar::isoDate(workcalendar::dayOf(*at));
        }
        QVERIFY(first.size() > 3000);
        QCOMPARE(late, 0);
    }

    void checkerNoticesASpoiledTicket_data()
    {
        QTest::addColumn<int>("field");
        const auto &t = schema::ticket();
        for (const schema::Field &field :
            {t.firstReplyAt, t.waitingSince, t.resolvedAt, t.lastOrdinal, t.rating, t.status, t.reopened})
            QTest::newRow(field.name.data()) << field.index;
    }
    void checkerNoticesASpoiledTicket()
    {
        QFETCH(int, field);
        DeskCheck desk(defaultUntil());
        SpoilingSink sink(desk, schema::ticket().fields()[static_cast<size_t>(field)]);
        QVERIFY(generate({.tickets = 400}, sink).ok());
        desk.finish();
        QVERIFY(!desk.problems().isEmpty());
    }

    void anErrorOfTheSinkEndsIt()
    {
        RefusingSink sink;
        const Status status = generate({.tickets = 400}, sink);
        QVERIFY(!status.ok());
        QCOMPARE(status.error().code, QStringLiteral("disk.full"));
    }

    void sizeIsAsPromised()
    {
        QCOMPARE(m_desk.rows(schema::ticket()).size(), 20'000);
        const auto messages = m_desk.rows(schema::message()).size();
        qInfo("%lld messages, %lld events, %lld interactions", qint64(messages),
            qint64(m_desk.rows(schema::event()).size()), qint64(m_desk.rows(schema::interaction()).size()));
        QVERIFY(messages > 110'000 && messages < 140'000);
        QCOMPARE(m_desk.rows(schema::team()).size(), 3);
        QStringList names;
        for (const Row &user : m_desk.rows(schema::user()))
            names.append(user.text(schema::user().name));
        QCOMPARE(names.size(), 16);
        for (const char *name : {"agent.lin", "agent.smith", "supervisor.chen", "manager.zhao"})
            QVERIFY(names.contains(QLatin1StringView(name)));
    }

    void thereIsWorkToDo()
    {
        const auto &t = schema::ticket();
        std::map<QString, int> byStatus;
        int unassigned = 0;
        int waiting = 0;
        int young = 0;
        int old = 0;
        QHash<Id, int> mine;
        for (const Row &ticket : m_desk.rows(t)) {
            const QString status = ticket.choice(t.status);
            ++byStatus[status];
            if (ticket.number(t.status) > t.status.choice(u"on_hold"))
                continue;
            unassigned += !ticket.has(t.assigneeId);
            waiting += ticket.has(t.waitingSince);
            const qint64 age = defaultUntil() - ticket.number(t.createdAt);
            young += age < 2 * kDay;
            old += age > 20 * kDay;
            if (ticket.has(t.assigneeId))
                ++mine[ticket.ref(t.assigneeId)];
        }
        for (const auto &[status, count] : byStatus)
            qInfo("%s %d", qPrintable(status), count);
        QVERIFY(byStatus[QStringLiteral("new")] > 30 && byStatus[QStringLiteral("open")] > 300
            && byStatus[QStringLiteral("on_hold")] > 50);
        QVERIFY(byStatus[QStringLiteral("resolved")] > 300);
        QVERIFY(unassigned > 30 && waiting > 100 && young > 100 && old > 100);
        QCOMPARE(mine.size(), 12);
        for (const int count : mine)
            QVERIFY(count >= 20 && count < 400);
    }

    void mixIsAsSpecified()
    {
        const auto &t = schema::ticket();
        std::map<QString, double> channels;
        std::map<QString, double> languages;
        std::array<double, 6> ratings{};
        QHash<Id, QString> language;
        for (const Row &customer : m_desk.rows(schema::customer()))
            language.insert(customer.id(), customer.text(schema::customer().language));
        for (const Row &ticket : m_desk.rows(t)) {
            channels[ticket.choice(t.channel)] += 1 / 20'000.0;
            languages[language.value(ticket.ref(t.customerId))] += 1 / 20'000.0;
            ++ratings[static_cast<size_t>(ticket.number(t.rating))];
        }
        const auto near = [](double value, double wanted) { return std::abs(value - wanted) < .015; };
        QVERIFY(near(channels[QStringLiteral("phone")], .45) && near(channels[QStringLiteral("chat")], .20));
        QVERIFY(near(channels[QStringLiteral("email")], .18) && near(channels[QStringLiteral("web")], .10));
        // A few customers write much, so the languages of tickets stray a little.
        QVERIFY(std::abs(languages[QStringLiteral("en")] - .20) < .03
            && std::abs(languages[QStringLiteral("zh-TW")] - .05) < .02);
        const double rated = 20'000 - ratings[0];
        QVERIFY(std::abs(rated / 20'000 - .25) < .03);
        for (const auto &[stars, share] : {std::pair(1, .10), {2, .10}, {3, .30}, {4, .29}, {5, .21}})
            QVERIFY(near(ratings[static_cast<size_t>(stars)] / rated, share));
    }

    /// Calls as measured: log-normal service, patience that ends, and each agent on one call at a time.
    void callsAreBelievable()
    {
        const auto &s = schema::interaction();
        std::vector<double> service;
        double wrap = 0;
        int abandoned = 0;
        int offered = 0;
        int peakAbandoned = 0;
        int peak = 0;
        int flawed = 0;
        int anonymous = 0;
        QHash<Id, qint64> busyUntil;
        for (const Row &row : m_desk.rows(s)) {
            flawed += row.has(s.flaw);
            if (row.choice(s.channel) != QLatin1StringView("phone") || row.has(s.flaw))
                continue;
            ++offered;
            const bool lost = row.choice(s.outcome) == QLatin1StringView("abandoned");
            const qint64 hour = workcalendar::sinceMidnight(row.number(s.startedAt)) / kHour;
            abandoned += lost;
            peak += hour >= 9 && hour < 16;
            peakAbandoned += lost && hour >= 9 && hour < 16;
            if (lost) {
                anonymous += !row.has(s.customerId);
                continue;
            }
            const qint64 answered = row.number(s.startedAt) + row.number(s.wait) * kSecond;
            const qint64 busy = row.number(s.talk) + row.number(s.hold);
            service.push_back(static_cast<double>(busy));
            wrap += static_cast<double>(row.number(s.wrap));
            // Clocks of whole seconds: two seconds of overlap are none.
            QVERIFY(answered + 2 * kSecond >= busyUntil.value(row.ref(s.agentId)));
            busyUntil[row.ref(s.agentId)] = answered + (busy + row.number(s.wrap)) * kSecond;
        }
        const double served = static_cast<double>(service.size());
        double mean = 0;
        for (const double seconds : service)
            mean += seconds / served;
        qInfo("service p50 %.0f mean %.0f, wrap-up %.1f, abandoned %.3f, at peak %.3f", quantile(service, .5), mean,
            wrap / served, double(abandoned) / offered, double(peakAbandoned) / peak);
        QVERIFY(std::abs(quantile(service, .5) / 122 - 1) < .05);
        QVERIFY(std::abs(quantile(service, .9) / (122 * std::exp(.927 * 1.2816)) - 1) < .05);
        QVERIFY(std::abs(mean / 188 - 1) < .05);
        QVERIFY(std::abs(wrap / served / 30 - 1) < .05);
        QVERIFY(double(peakAbandoned) / peak > .12 && double(peakAbandoned) / peak < .22);
        QVERIFY(std::abs(double(anonymous) / abandoned - .5) < .1);
        QVERIFY(flawed > 20 && flawed < 200);
    }

    /// Dwell in the pauses, hours: customer p50 17.9 and p90 170, supplier p50 76.8. Some 2,000 and 300 of them: +-15
    /// %.
    void pausesFollowTheLog()
    {
        const auto &e = schema::event();
        std::map<QString, std::vector<double>> hours;
        for (const Row &ticket : m_desk.rows(schema::ticket())) {
            if (defaultUntil() - ticket.number(schema::ticket().createdAt) < 50 * kDay)
                continue;
            qint64 since = 0;
            QString reason; // of the pause under way: the ticket itself forgets it when it goes on
            for (const Row &event : m_desk.eventsOf(ticket.id())) {
                if (event.text(e.field) == QLatin1StringView("hold_reason"))
                    reason = event.text(e.after);
                if (event.choice(e.kind) != QLatin1StringView("status"))
                    continue;
                if (since > 0)
                    hours[reason].push_back(double(event.number(e.at) - since) / kHour);
                since = event.text(e.after) == QLatin1StringView("on_hold") ? event.number(e.at) : 0;
            }
        }
        auto &customer = hours[QStringLiteral("customer")];
        auto &supplier = hours[QStringLiteral("supplier")];
        qInfo("customer n %zu p50 %.1f p90 %.1f, supplier n %zu p50 %.1f", customer.size(), quantile(customer, .5),
            quantile(customer, .9), supplier.size(), quantile(supplier, .5));
        QVERIFY(std::abs(quantile(customer, .5) / 17.9 - 1) < .15);
        QVERIFY(std::abs(quantile(customer, .9) / 170 - 1) < .15);
        QVERIFY(std::abs(quantile(supplier, .5) / 76.8 - 1) < .15);
    }

    void fewBringMuch()
    {
        QHash<Id, int> counts;
        for (const Row &ticket : m_desk.rows(schema::ticket()))
            ++counts[ticket.ref(schema::ticket().customerId)];
        std::vector<int> sorted(counts.begin(), counts.end());
        std::sort(sorted.begin(), sorted.end(), std::greater<>());
        for (size_t i = 0; i < 3; ++i) // three hot accounts of 1 - 2 %
            QVERIFY(sorted[i] >= 200 && sorted[i] <= 400);
        const auto once = std::count(sorted.begin(), sorted.end(), 1);
        const double share = double(once) / double(sorted.size());
        QVERIFY2(share > .28 && share < .50, QByteArray::number(share).constData());
    }

    void corpusIsRich()
    {
        const auto corpus = Corpus::load();
        QVERIFY(corpus.ok());
        qsizetype scenes = 0;
        for (const Language language : {Language::Chinese, Language::Traditional, Language::English, Language::Mixed})
            scenes += corpus->scenes(language).size();
        QVERIFY2(scenes >= 120, QByteArray::number(scenes).constData());
        QSet<QString> bodies;
        QSet<QString> subjects;
        for (const Row &ticket : m_desk.rows(schema::ticket())) {
            subjects.insert(ticket.text(schema::ticket().subject));
            for (const Row &message : m_desk.messagesOf(ticket.id()))
                bodies.insert(message.text(schema::message().body));
        }
        qInfo("%lld different bodies, %lld subjects", qint64(bodies.size()), qint64(subjects.size()));
        QVERIFY(bodies.size() > 50'000);
        // A choice left standing would show as [one|another].
        static const QRegularExpression choice(QStringLiteral("\\[[^\\]\\n]*\\|[^\\]\\n]*\\]"));
        for (const QString &body : std::as_const(bodies)) {
            if (body.size() < 2000)
                QVERIFY2(!body.contains(choice), qPrintable(body));
        }
    }

    /// Replies are written by somebody who is there, and the texts are in the customer's language.
    void agentsWorkInWorkingHours()
    {
        const auto &m = schema::message();
        int replies = 0;
        int atNight = 0;
        for (const Row &ticket : m_desk.rows(schema::ticket())) {
            for (const Row &message : m_desk.messagesOf(ticket.id())) {
                if (message.choice(m.kind) != QLatin1StringView("reply") || message.flag(m.automatic))
                    continue;
                ++replies;
                const qint64 time = workcalendar::sinceMidnight(message.number(m.createdAt));
                atNight += time < 7 * kHour || time > 22 * kHour;
            }
        }
        QVERIFY2(atNight < replies / 200, qPrintable(QStringLiteral("%1 of %2").arg(atNight).arg(replies)));
    }

    void blocksNameTheirSourceAndAge()
    {
        for (const schema::Entity *entity : {static_cast<const schema::Entity *>(&schema::customer()),
                 static_cast<const schema::Entity *>(&schema::transaction()),
                 static_cast<const schema::Entity *>(&schema::contract()),
                 static_cast<const schema::Entity *>(&schema::receivable()),
                 static_cast<const schema::Entity *>(&schema::usage())}) {
            QVERIFY(m_desk.rows(*entity).size() > 100);
            for (const Row &row : m_desk.rows(*entity)) {
                QVERIFY(!row.text(*entity->find(u"source")).isEmpty());
                QVERIFY(defaultUntil() - row.number(*entity->find(u"as_of")) <= kDay);
            }
        }
    }

private:
    DeskCheck m_desk{defaultUntil()};
};

QTEST_GUILESS_MAIN(TestSampleDesk)
#include "test_sample_desk.moc"
