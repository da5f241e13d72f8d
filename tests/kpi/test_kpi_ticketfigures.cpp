// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/kpi/script.h"

using namespace tidedesk;
using namespace tidedesk::kpi;
using namespace tidedesk::test;

namespace {

constexpr qint64 k9 = kStart + 9 * kHour; // 09:00 on the first day

struct Case {
    const char *name;
    Script ticket;
    QList<double> minutes; ///< the samples expected
    qint64 flawed = 0;
    qint64 pending = 0;
};

QList<double> minutesOf(const Figure &figure)
{
    QList<double> minutes;
    for (const Evidence &row : figure.rows) {
        if (row.standing == Standing::Counted)
            minutes.append(row.value / 60);
    }
    return minutes;
}

void check(const QList<Case> &cases, const char *figure)
{
    for (const Case &one : cases) {
        const Figure got = figureOf({one.ticket}, frameOf(1), figure);
        QVERIFY2(minutesOf(got) == one.minutes, qPrintable(QString::fromLatin1(one.name) + QLatin1Char(' ') + shown(got)));
        QCOMPARE(got.n, one.minutes.size());
        QCOMPARE(got.value.has_value(), !one.minutes.isEmpty());
        QVERIFY2(got.noted(u"flawed") == one.flawed && got.noted(u"pending") == one.pending, one.name);
    }
}

} // namespace

class TestKpiTicketFigures : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void firstResponse()
    {
        const Script asked = Script(1).created(k9).customer_(k9);
        check({
            {"plain", Script(asked).reply(k9 + 30 * kMin), {30}},
            {"written after creation: from the message", Script(1).created(k9 - kHour).customer_(k9).reply(k9 + 5 * kMin), {5}},
            {"automatic replies do not count", Script(asked).autoReply(k9 + kMin).reply(k9 + 20 * kMin), {20}},
            {"notes do not count", Script(asked).note(k9 + kMin).reply(k9 + 20 * kMin), {20}},
            {"only automatic: still waiting", Script(asked).autoReply(k9 + kMin), {}, 0, 1},
            {"replies before the customer wrote", Script(1).created(k9, agent(1)).reply(k9 + kMin).customer_(k9 + kHour).reply(k9 + kHour + 7 * kMin), {7}},
            {"we wrote, nobody answered", Script(1).created(k9, agent(1)).reply(k9 + kMin), {}},
            {"several messages in a row", Script(asked).customer_(k9 + 5 * kMin).customer_(k9 + 9 * kMin).reply(k9 + 10 * kMin), {10}},
            {"only the first reply", Script(asked).reply(k9 + 3 * kMin).reply(k9 + 9 * kMin), {3}},
            {"a reply without a known author", Script(asked).reply(k9 + 4 * kMin, Id()), {4}},
            {"reopened without a reply before: not from creation",
                Script(asked).status(k9 + kMin, "resolved").customer_(k9 + 5 * kHour).status(k9 + 5 * kHour, "open").reply(k9 + 5 * kHour + 8 * kMin), {8}},
            {"reopened after a reply: once", Script(asked).reply(k9 + 2 * kMin).status(k9 + 3 * kMin, "resolved")
                    .customer_(k9 + kHour).status(k9 + kHour, "open").reply(k9 + 2 * kHour), {2}},
            {"resolved without a word", Script(asked).status(k9 + kMin, "resolved"), {}},
            {"flawed message", Script(1).created(k9).customer_(k9).flaw("clock").reply(k9 + kMin), {}, 1},
            {"flawed reply", Script(asked).reply(k9 + kMin).flaw("clock"), {}, 1},
            {"flawed note is no matter", Script(asked).note(k9).flaw("clock").reply(k9 + kMin), {1}},
            {"creation missing", Script(1).customer_(k9).reply(k9 + kMin), {}, 1},
            {"replied the day before", Script(1).created(kStart - kHour).customer_(kStart - kHour).reply(kStart - 1), {}},
            {"first instant is in", Script(1).created(kStart - kHour).customer_(kStart - kHour).reply(kStart), {60}},
            {"last instant is out", Script(asked).reply(kStart + kDay), {}, 0, 1},
            {"no tickets", Script(1), {}},
        }, "first_response_time");
    }
    void nextResponse()
    {
        const Script answered = Script(1).created(k9).customer_(k9).reply(k9 + kMin);
        check({
            {"none yet", answered, {}},
            {"one", Script(answered).customer_(k9 + kHour).reply(k9 + kHour + 6 * kMin), {6}},
            {"several in a row start one clock, the first",
                Script(answered).customer_(k9 + kHour).customer_(k9 + 2 * kHour).reply(k9 + 3 * kHour), {120}},
            {"two rounds", Script(answered).customer_(k9 + kHour).reply(k9 + kHour + 5 * kMin).customer_(k9 + 2 * kHour).reply(k9 + 2 * kHour + 9 * kMin), {5, 9}},
            {"automatic", Script(answered).customer_(k9 + kHour).autoReply(k9 + kHour).reply(k9 + kHour + kMin), {1}},
            {"reopened: from the message that did it", Script(answered).status(k9 + 2 * kMin, "resolved").customer_(k9 + kHour)
                    .status(k9 + kHour, "open").reply(k9 + kHour + 4 * kMin), {4}},
            {"waiting", Script(answered).customer_(k9 + kHour), {}, 0, 1},
            {"closed with thanks", Script(answered).customer_(k9 + kHour).status(k9 + 2 * kHour, "closed"), {}},
        }, "next_response_time");
    }
    void resolutionTime()
    {
        const Script open = Script(1).created(k9).customer_(k9);
        check({
            {"plain", Script(open).status(k9 + kHour, "resolved"), {60}},
            {"minus pauses", Script(open).status(k9 + 10 * kMin, "on_hold").status(k9 + 40 * kMin, "open")
                    .status(k9 + 50 * kMin, "on_hold").status(k9 + kHour, "resolved"), {20}},
            {"pause after the resolve is no matter", Script(open).status(k9 + 10 * kMin, "resolved").status(k9 + 20 * kMin, "closed"), {10}},
            {"last resolve, once", Script(open).status(k9 + kHour, "resolved").status(k9 + 2 * kHour, "open").status(k9 + 3 * kHour, "resolved"), {180}},
            {"reopened and open", Script(open).status(k9 + kHour, "resolved").status(k9 + 2 * kHour, "open"), {}},
            {"closed is not resolved", Script(open).status(k9 + kHour, "closed"), {}},
            {"resolved at once", Script(1).created(k9, agent(1), "resolved"), {0}},
            {"before creation", Script(1).created(k9).status(k9 - kMin, "resolved"), {}, 1},
            {"flawed status on the way", Script(open).status(k9 + kMin, "on_hold").flaw("clock").status(k9 + 2 * kMin, "resolved"), {}, 1},
            {"creation missing", Script(1).status(k9 + kMin, "resolved"), {}, 1},
        }, "resolution_time");
        Script gap = Script(open).status(k9 + kMin, "on_hold").status(k9 + 2 * kMin, "open").status(k9 + kHour, "resolved");
        gap.events.remove(3);
        QCOMPARE(figureOf({gap}, frameOf(1), "resolution_time").noted(u"flawed"), 1);
    }
    void statisticsAndDrillDown()
    {
        QList<Script> tickets;
        for (int i = 1; i <= 10; ++i)
            tickets.append(Script(i).created(k9).customer_(k9).reply(k9 + i * kMin, agent(i % 2 + 1)));
        const Figure figure = figureOf(tickets, frameOf(1), "first_response_time", Dimension::Agent);
        QCOMPARE(figure.value, 5.0 * 60); // nearest rank
        QCOMPARE(figure.summary->mean, 5.5 * 60);
        QCOMPARE(figure.summary->p90, 9.0 * 60);
        QCOMPARE(figure.unit, Unit::Seconds);
        QCOMPARE(figure.formula, QStringLiteral("formula.first_response_time"));
        QCOMPARE(figure.window, frameOf(1).window);
        QCOMPARE(figure.asOf, frameOf(1).asOf);
        QCOMPARE(figure.part(agent(1).toString())->value, 6.0 * 60); // 2 4 6 8 10
        QCOMPARE(figure.part(agent(2).toString())->n, 5);
        QCOMPARE(figure.rows.size(), 10);
        QCOMPARE(figure.rows[2].subject, ticketId(3));
        QCOMPARE(figure.rows[2].first, tickets[2].events[1].id());
        QCOMPARE(figure.rows[2].last, tickets[2].events[2].id());
        QCOMPARE(figure.rows[2].part, agent(2).toString());
        QCOMPARE(figureOf(tickets, frameOf(1), "first_response_time", Dimension::None, {.agent = agent(2)}).n, 5);
        QCOMPARE(figureOf(tickets, frameOf(1), "first_response_time", Dimension::None, {.queues = QSet<Id> {queue(1)}}).n, 10);
        QCOMPARE(figureOf(tickets, frameOf(1), "first_response_time", Dimension::None, {.queues = QSet<Id>()}).n, 0);
    }

    void counts()
    {
        const Id lin = agent(1);
        const Id wang = agent(2);
        const QList<Script> tickets {
            Script(1, "chat").created(k9).customer_(k9).reply(k9 + kMin, lin).reply(k9 + kHour, lin).status(k9 + kHour, "resolved", lin),
            Script(2, "email").created(k9, lin).reply(k9 + kMin, wang).note(k9 + kMin, lin).status(k9 + kDay, "resolved", lin),
            Script(3, "email").created(k9 + kHour).autoReply(k9 + kHour).status(k9 + kDay, "closed", wang),
            Script(4, "email").created(k9 + kHour).status(k9 + 2 * kHour, "resolved", lin).status(k9 + 3 * kHour, "open", {}).status(k9 + 4 * kHour, "resolved", wang)
                .status(k9 + kDay, "open", {}).status(k9 + kDay + kMin, "resolved", wang),
            Script(5, "chat").created(k9).status(k9 + kMin, "resolved", {}), // by a rule
        };
        const auto byAgent = [&](const char *name, const Id &who) {
            const auto part = figureOf(tickets, frameOf(2), name, Dimension::Agent).part(who.isNull() ? QString() : who.toString());
            return part ? part->n : 0;
        };
        QCOMPARE(figureOf(tickets, frameOf(2), "created").value, 5.0);
        QCOMPARE(byAgent("created", lin), 1);
        QCOMPARE(byAgent("created", {}), 4);
        // handled: reply or resolve, once per day and agent; not notes, not automatic replies, not closing, not rules
        QCOMPARE(byAgent("handled", lin), 3); // 1; 2 on the second day; 4
        QCOMPARE(byAgent("handled", wang), 3); // 2; 4 on both days
        QCOMPARE(byAgent("handled", {}), 0);
        QCOMPARE(figureOf(tickets, frameOf(2), "handled").value, 6.0);
        QCOMPARE(byAgent("resolved", lin), 3); // 1, 2, 4
        QCOMPARE(byAgent("resolved", wang), 2); // 4 on both days
        QCOMPARE(byAgent("resolved", {}), 1); // 5
        QCOMPARE(figureOf(tickets, frameOf(2), "closed_unresolved").value, 1.0);
        QCOMPARE(figureOf(tickets, frameOf(1), "closed_unresolved").value, 0.0);

        const Figure channels = figureOf(tickets, frameOf(2), "volume", Dimension::Channel);
        QCOMPARE(channels.parts.size(), 2);
        QCOMPARE(channels.parts[0].key, QStringLiteral("chat")); // in the spine's order
        QCOMPARE(channels.parts[0].n, 2);
        QCOMPARE(channels.parts[1].n, 3);
        const Figure hours = figureOf(tickets, frameOf(2), "volume", Dimension::Hour);
        QCOMPARE(hours.parts.size(), 24);
        QCOMPARE(hours.part(u"09")->value, 3.0);
        QCOMPARE(hours.part(u"10")->value, 2.0);
        QCOMPARE(hours.part(u"11")->value, 0.0);
        QCOMPARE(figureOf(tickets, frameOf(2), "volume", Dimension::Queue).part(queue(1).toString())->n, 5);
    }
    void hoursAreThoseOfTheZone()
    {
        Frame frame = frameOf(2);
        frame.window.zone = QTimeZone("Asia/Kathmandu"); // +05:45
        const Figure hours = figureOf({Script(1).created(k9 + 14 * kMin), Script(2).created(k9 + 15 * kMin)}, frame, "created", Dimension::Hour);
        QCOMPARE(hours.part(u"14")->n, 1);
        QCOMPARE(hours.part(u"15")->n, 1);
    }
    void handledDaysAreThoseOfTheZone()
    {
        const QList<Script> tickets {Script(1).created(kStart).reply(kStart + 15 * kHour).reply(kStart + 17 * kHour)};
        QCOMPARE(figureOf(tickets, frameOf(1), "handled").value, 1.0);
        Frame shanghai = frameOf(1);
        shanghai.window.zone = QTimeZone("Asia/Shanghai"); // midnight is 16:00 UTC
        QCOMPARE(figureOf(tickets, shanghai, "handled").value, 2.0);
    }

    void absenceIsNotZero()
    {
        for (const Definition &definition : definitions()) {
            const Figure nothing = figureOf({}, frameOf(1), definition.name.data());
            const bool counts = definition.aggregate == Aggregate::Count || definition.aggregate == Aggregate::Level;
            QVERIFY2(nothing.value == (counts ? std::optional(0.0) : std::nullopt), qPrintable(shown(nothing)));
            QVERIFY(!nothing.summary && !nothing.interval);
            Frame unseen = frameOf(1);
            unseen.asOf = unseen.window.from; // nothing received yet: even a count is unknown
            QVERIFY2(!figureOf({}, unseen, definition.name.data()).value, definition.name.data());
        }
    }
    void windowsThatAreNotOverSaySo()
    {
        Frame frame = frameOf(1);
        QCOMPARE(figureOf({}, frame, "created").noted(u"incomplete"), 0);
        frame.asOf -= 1;
        QCOMPARE(figureOf({}, frame, "created").noted(u"incomplete"), 1);
    }
    void slaIsMarkedAsNotMeasured()
    {
        const Figure sla = figureOf({Script(1).created(k9)}, frameOf(1), "sla_attainment");
        QVERIFY(!sla.value);
        QCOMPARE(sla.noted(u"not_measured"), 1);
    }

    void backlogAtAnInstant()
    {
        const QList<Script> tickets {
            Script(1).created(kStart - 8 * kDay),
            Script(2).created(kStart - 30 * kHour).assign(kStart - 29 * kHour, agent(1)).move(kStart + kHour, queue(2)),
            Script(3).created(kStart).status(kStart + 5 * kHour, "resolved").status(kStart + 9 * kHour, "open"),
            Script(4).created(kStart + 3 * kHour).status(kStart + 4 * kHour, "closed"),
            Script(5).created(kStart + 7 * kHour).status(kStart + 8 * kHour, "on_hold"),
        };
        const auto at = [&](qint64 hours, Dimension by = Dimension::Age) {
            Frame frame = frameOf(1);
            frame.window = {kStart - 20 * kDay, kStart + hours * kHour, QTimeZone::utc()};
            return figureOf(tickets, frame, "backlog", by);
        };
        QCOMPARE(at(0).value, 2.0); // created at that very instant: not yet
        QCOMPARE(at(4).value, 4.0); // 1 2 3 4
        QCOMPARE(at(5).value, 3.0); // 1 2 3
        QCOMPARE(at(6).value, 2.0); // 1 2
        QCOMPARE(at(10).value, 4.0); // 1 2 3 5
        QStringList parts;
        for (const Part &part : at(10).parts)
            parts.append(part.key + QLatin1Char('=') + QString::number(part.n));
        QCOMPARE(parts, (QStringList {QStringLiteral("lt_4h=1"), QStringLiteral("4h_24h=1"), QStringLiteral("1d_3d=1"), QStringLiteral("3d_7d=0"), QStringLiteral("gt_7d=1")}));
        QCOMPARE(at(10).summary->max, double(8 * 86400 + 10 * 3600));
        QVERIFY(!at(1, Dimension::Queue).part(queue(2).toString()));
        QCOMPARE(at(2, Dimension::Queue).part(queue(2).toString())->n, 1);
        QCOMPARE(at(2, Dimension::Agent).part(agent(1).toString())->n, 1);
        QCOMPARE(at(2, Dimension::Agent).part(u"")->n, 2);

        // a window that goes on: as of now; one that has not begun: no data
        Frame frame = frameOf(1);
        frame.now = frame.asOf = kStart + 6 * kHour;
        QCOMPARE(figureOf(tickets, frame, "backlog").value, 2.0);
        frame.window = {kStart + kDay, kStart + 2 * kDay, QTimeZone::utc()};
        QVERIFY(!figureOf(tickets, frame, "backlog").value);
    }
    void ageBuckets()
    {
        QCOMPARE(ageKey(0), QStringLiteral("lt_4h"));
        QCOMPARE(ageKey(4 * kHour - 1), QStringLiteral("lt_4h"));
        QCOMPARE(ageKey(4 * kHour), QStringLiteral("4h_24h"));
        QCOMPARE(ageKey(kDay), QStringLiteral("1d_3d"));
        QCOMPARE(ageKey(3 * kDay), QStringLiteral("3d_7d"));
        QCOMPARE(ageKey(7 * kDay - 1), QStringLiteral("3d_7d"));
        QCOMPARE(ageKey(7 * kDay), QStringLiteral("gt_7d"));
    }

    void reopenRate()
    {
        const QList<Script> tickets {
            Script(1).created(k9).status(k9 + kHour, "resolved"),
            Script(2).created(k9).status(k9 + kHour, "resolved").status(k9 + 2 * kHour, "open").status(k9 + 3 * kHour, "resolved").status(k9 + 4 * kHour, "open"),
            Script(3).created(k9).status(k9 + kHour, "resolved").status(k9 + 2 * kHour, "closed").status(k9 + 2 * kDay, "open"),
            Script(4).created(k9).status(k9 + kHour, "closed").status(k9 + 2 * kHour, "open"),
            Script(5).created(k9),
        };
        const Figure seenLater = figureOf(tickets, frameOf(1, 5 * kDay), "reopen_rate");
        QCOMPARE(seenLater.value, 2.0 / 3);
        QCOMPARE(seenLater.n, 3);
        QVERIFY(seenLater.interval->low > 0.2 && seenLater.interval->high < 0.95);
        QCOMPARE(figureOf(tickets, frameOf(1), "reopen_rate").value, 1.0 / 3); // as it stood that evening
        const Script earlier = Script(6).created(k9 - 3 * kDay).status(k9 - 2 * kDay, "resolved").status(k9 - kDay, "open").status(k9, "resolved");
        QCOMPARE(figureOf({earlier}, frameOf(1), "reopen_rate").value, 0.0); // that reopening belongs to the other resolve
    }

    void firstContactResolution()
    {
        const auto solved = [](int n) { return Script(n).created(k9).customer_(k9).reply(k9 + kMin).status(k9 + kHour, "resolved"); };
        const struct {
            const char *name;
            QList<Script> tickets;
            std::optional<double> value;
            qint64 n;
            qint64 pending = 0;
        } cases[] = {
            {"plain", {solved(1)}, 1, 1},
            {"two messages before the first reply are one contact", {Script(1).created(k9).customer_(k9).customer_(k9 + 1).reply(k9 + kMin).status(k9 + kHour, "resolved")}, 1, 1},
            {"two contacts", {Script(1).created(k9).customer_(k9).reply(k9 + kMin).customer_(k9 + 2 * kMin).status(k9 + kHour, "resolved")}, 0, 1},
            {"two agents", {Script(1).created(k9).customer_(k9).reply(k9 + kMin, agent(2)).status(k9 + kHour, "resolved")}, 0, 1},
            {"given to somebody first", {Script(1).created(k9).assign(k9, agent(1)).customer_(k9).status(k9 + kHour, "resolved")}, 1, 1},
            {"handed over", {Script(1).created(k9).assign(k9, agent(2)).assign(k9 + 1, agent(1)).status(k9 + kHour, "resolved")}, 0, 1},
            {"moved by a person", {Script(1).created(k9).move(k9 + 1, queue(2)).status(k9 + kHour, "resolved")}, 0, 1},
            {"routed by the server", {Script(1).created(k9).move(k9 + 1, queue(2), Id()).status(k9 + kHour, "resolved")}, 1, 1},
            {"reopened on day 7", {solved(1).status(k9 + kHour + 7 * kDay - 1, "open")}, 0, 1},
            {"reopened after 7 days", {solved(1).status(k9 + kHour + 7 * kDay, "open")}, 1, 1},
            {"not resolved", {Script(1).created(k9).customer_(k9)}, {}, 0},
            {"same customer and category again", {solved(1).category("bill"), Script(2, "email", 1).category("bill").created(k9 + 6 * kDay)}, 0, 1},
            {"other category", {solved(1).category("bill"), Script(2, "email", 1).category("login").created(k9 + 6 * kDay)}, 1, 1},
            {"other customer", {solved(1).category("bill"), Script(2).category("bill").created(k9 + 6 * kDay)}, 1, 1},
            {"after the window", {solved(1), Script(2, "email", 1).created(k9 + kHour + 7 * kDay)}, 1, 1},
            {"solved as it was written down", {Script(1).created(k9, agent(1), "resolved")}, 1, 1},
            {"the ticket of before is no return", {Script(2, "email", 1).created(k9 - kDay), solved(1)}, 1, 1},
        };
        for (const auto &one : cases) {
            const Figure got = figureOf(one.tickets, frameOf(1, 20 * kDay), "first_contact_resolution");
            QVERIFY2(got.value == one.value && got.n == one.n && got.noted(u"pending") == one.pending,
                qPrintable(QString::fromLatin1(one.name) + QLatin1Char(' ') + shown(got)));
        }
        // younger than the window: in neither, even when it has come back already
        const Figure young = figureOf({solved(1), solved(2).status(k9 + 2 * kHour, "open")}, frameOf(1, 6 * kDay), "first_contact_resolution");
        QVERIFY(!young.value);
        QCOMPARE(young.n, 0);
        QCOMPARE(young.noted(u"pending"), 2);
        QCOMPARE(young.parameters, (QList<Parameter> {{QStringLiteral("reopen_days"), 7}}));
    }

    void satisfaction()
    {
        const auto rated = [](int n, int rating) { return Script(n).created(k9).assign(k9, agent(n % 2 + 1)).status(k9 + kHour, "resolved").rate(k9 + 2 * kHour, rating); };
        QList<Script> tickets {rated(1, 4), rated(2, 5), rated(3, 1), rated(4, 4)};
        Figure few = figureOf(tickets, frameOf(1), "csat_score");
        QVERIFY(!few.value && !few.summary);
        QCOMPARE(few.n, 4);
        QCOMPARE(few.noted(u"few"), 4);
        const Figure fewShare = figureOf(tickets, frameOf(1), "csat_share");
        QVERIFY(!fewShare.value && !fewShare.interval);
        tickets.append(rated(5, 2).rate(k9 + 3 * kHour, 4)); // thought better of it
        tickets.append(Script(6).created(k9).status(k9 + kHour, "resolved"));
        tickets.append(rated(7, 9));
        const Figure score = figureOf(tickets, frameOf(1), "csat_score", Dimension::Agent);
        QCOMPARE(score.value, 20 * 18.0 / 5);
        QCOMPARE(score.unit, Unit::Points);
        QCOMPARE(score.noted(u"flawed"), 1);
        QVERIFY(!score.part(agent(1).toString())->value && !score.part(agent(1).toString())->summary); // two answers only
        QCOMPARE(score.part(agent(1).toString())->n, 2);
        const Figure share = figureOf(tickets, frameOf(1), "csat_share");
        QCOMPARE(share.value, 4.0 / 5);
        QVERIFY(share.interval);
        QCOMPARE(figureOf(tickets, frameOf(1), "csat_response_rate").value, 6.0 / 7);
        // a rating given before the window's end belongs to its day, not to the resolve's
        Frame next = frameOf(2);
        next.window.from += kDay;
        QVERIFY(!figureOf(tickets, next, "csat_score").value);
    }
};

QTEST_GUILESS_MAIN(TestKpiTicketFigures)
#include "test_kpi_ticketfigures.moc"
