// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/kpi/script.h"
#include <algorithm>

using namespace tidedesk;
using namespace tidedesk::kpi;
using namespace tidedesk::test;

namespace {

constexpr int kDays = 14; ///< tickets live from 20 days before kStart to kDays after it

/// A ticket's life as operations would record it, and what it was open from when to when.
struct Life {
    Script script;
    QList<std::pair<qint64, bool>> open; ///< changes, in order
    QList<EventFact> events() const
    {
        QList<EventFact> all;
        for (const Row &row : script.events)
            all.append(eventFact(row));
        return all;
    }
    bool openAt(qint64 instant) const
    {
        bool now = false;
        for (const auto &[at, is] : open)
            now = at < instant ? is : now;
        return now;
    }
};

bool isOpenName(const QString &status)
{
    return status != QLatin1StringView("resolved") && status != QLatin1StringView("closed");
}

void change(Life &life, qint64 at, const char *status, const Id &by)
{
    if (life.script.statusNow() == QLatin1StringView(status))
        return;
    life.script.status(at, status, by);
    life.open.append({at, isOpenName(life.script.statusNow())});
}

Life live(int n, QRandomGenerator &random)
{
    static constexpr const char *kChannels[] = {"email", "chat", "phone"};
    static constexpr const char *kStatuses[] = {"open", "on_hold", "resolved", "resolved", "closed"};
    Life life {Script(n, kChannels[random.bounded(3)], random.bounded(60)), {}};
    life.script.category(random.bounded(2) ? "bill" : "login");
    qint64 at = kStart + qint64(random.bounded(kDays + 20) - 20) * kDay + random.bounded(int(kDay));
    const qint64 end = kStart + kDays * kDay;
    life.script.created(at, random.bounded(4) ? Id() : agent(1));
    life.open.append({at, true});
    for (int steps = random.bounded(14); steps > 0; --steps) {
        at += 1 + random.bounded(random.bounded(3) ? int(3 * kHour) : int(2 * kDay));
        if (at >= end)
            break;
        const Id by = agent(1 + random.bounded(4));
        switch (random.bounded(9)) {
        case 0:
        case 1:
            life.script.customer_(at);
            if (life.script.statusNow() != QLatin1StringView("new"))
                change(life, at, "open", {});
            break;
        case 2:
        case 3:
            life.script.reply(at, by);
            if (life.script.statusNow() == QLatin1StringView("new"))
                change(life, at, "open", by);
            break;
        case 4:
            life.script.autoReply(at);
            break;
        case 5:
            life.script.assign(at, by, by);
            break;
        case 6:
            life.script.move(at, queue(1 + random.bounded(3)), random.bounded(2) ? by : Id());
            break;
        case 7:
            change(life, at, kStatuses[random.bounded(5)], by);
            break;
        default:
            life.script.rate(at, 1 + random.bounded(5));
        }
        if (random.bounded(40) == 0)
            life.script.flaw("clock");
    }
    return life;
}

QList<Life> lives(quint32 seed, int count)
{
    qInfo("seed %u", seed);
    QRandomGenerator random(seed);
    QList<Life> all;
    for (int i = 1; i <= count; ++i)
        all.append(live(i, random));
    return all;
}

QList<InteractionFacts> contacts(quint32 seed)
{
    QRandomGenerator random(seed);
    QList<InteractionFacts> all;
    for (int i = 1; i <= 200; ++i) {
        all.append({.id = idOf(6, i), .queue = queue(1 + random.bounded(3)), .agent = agent(1 + random.bounded(4)), .channel = 0,
            .outcome = static_cast<InteractionFacts::Outcome>(random.bounded(3)),
            .startedAt = kStart + qint64(random.bounded(kDays)) * kDay + random.bounded(int(kDay)), .wait = random.bounded(60),
            .talk = random.bounded(300), .rating = random.bounded(6)});
    }
    return all;
}

/// Every figure, in every breakdown, whole and per day.
QList<Request> everything()
{
    QList<Request> all;
    for (const Definition &definition : definitions()) {
        for (const Dimension by : QList {Dimension::None} + definition.dimensions) {
            all.append({.name = definition.name, .by = by});
            all.append({.name = definition.name, .by = by, .per = Step::Day});
        }
    }
    return all;
}

QList<Figure> answers(Accumulator &facts, const QList<int> &handles)
{
    QList<Figure> all;
    for (const int handle : handles)
        all += facts.answer(handle).figures;
    return all;
}

QList<int> ask(Accumulator &facts, const QList<Request> &requests)
{
    QList<int> handles;
    for (const Request &request : requests)
        handles.append(facts.ask(request).value());
    return handles;
}

void feed(Accumulator &facts, const QList<Life> &all, const QList<InteractionFacts> &interactions)
{
    for (const Life &life : all) {
        facts.describe(ticketDims(life.script.row()));
        for (const EventFact &event : life.events())
            facts.add(event);
    }
    for (const InteractionFacts &one : interactions)
        facts.add(one);
}

/// What a store delivers that reads no more than it is asked for.
void feedLeast(Accumulator &facts, const QList<Life> &all, const QList<InteractionFacts> &interactions)
{
    const Needs needs = facts.needs();
    const Window window = facts.period();
    const qint64 now = facts.frame().now;
    for (const Life &life : all) {
        const QList<EventFact> events = life.events();
        const auto any = [&](auto &&wanted) { return std::any_of(events.begin(), events.end(), wanted); };
        const bool whole = any([&](const EventFact &event) {
            return window.contains(event.at) && needs.histories.contains(event.kind);
        }) || (needs.open && any([&](const EventFact &event) { return event.at >= window.from; }));
        const bool asleep = needs.open && !whole && life.openAt(now);
        QList<EventFact> sent;
        for (const EventFact &event : events) {
            if (whole || (asleep && life.script.number() % 2)
                || (needs.events.contains(event.kind) && event.at >= window.from && event.at < window.to + needs.lookAhead))
                sent.append(event);
        }
        if ((needs.ticketRows && !sent.isEmpty()) || asleep)
            facts.describe(ticketDims(life.script.row()));
        for (const EventFact &event : sent)
            facts.add(event);
    }
    for (const InteractionFacts &one : interactions) {
        if (needs.interactions && window.contains(one.startedAt))
            facts.add(one);
    }
}

void compare(const QList<Figure> &got, const QList<Figure> &expected)
{
    QCOMPARE(got.size(), expected.size());
    for (qsizetype i = 0; i < got.size(); ++i) {
        QCOMPARE(shown(got[i]), shown(expected[i]));
        QVERIFY2(got[i] == expected[i], qPrintable(shown(got[i])));
    }
}

/// A ticket known by its row alone has no creation event to show.
QList<Figure> withoutCreation(QList<Figure> figures)
{
    for (Figure &figure : figures) {
        for (Evidence &row : figure.rows)
            row.last = figure.name == QLatin1StringView("backlog") ? Id() : row.last;
    }
    return figures;
}

Frame middle(int fromDay, int days)
{
    Frame frame = frameOf(kDays);
    frame.window = {kStart + fromDay * kDay, kStart + (fromDay + days) * kDay, QTimeZone::utc()};
    return frame;
}

const QByteArrayList kZones {"America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Asia/Shanghai"};

} // namespace

class TestKpiAccumulator : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void refusesWhatItDoesNotKnow()
    {
        Accumulator facts(frameOf(1));
        QCOMPARE(facts.ask({.name = QStringLiteral("happiness")}).error().code, QStringLiteral("kpi.unknown_figure"));
        QCOMPARE(facts.ask({.name = QStringLiteral("created"), .by = Dimension::Age}).error().code, QStringLiteral("kpi.unknown_breakdown"));
        QCOMPARE(facts.ask({.name = QStringLiteral("created"), .window = Window {}}).error().code, QStringLiteral("kpi.empty_window"));
    }
    void registryIsOneListWithDistinctNames()
    {
        QSet<QString> names;
        for (const Definition &definition : definitions()) {
            QVERIFY(!names.contains(definition.name));
            names.insert(definition.name);
            QCOMPARE(kpi::find(QString(definition.name)), &definition);
            QVERIFY(definition.aggregate == Aggregate::None || definition.ticket || definition.interaction);
        }
        QVERIFY(!kpi::find(u"happiness"));
    }

    void streamedInDisorderIsAsFromScratch()
    {
        const QList<Life> all = lives(101, 250);
        const auto interactions = contacts(101);
        Frame frame = middle(2, 9);
        frame.rows = true;
        Accumulator scratch(frame);
        const auto handles = ask(scratch, everything());
        for (const Life &life : all)
            scratch.add(life.script.facts());
        for (const InteractionFacts &one : interactions)
            scratch.add(one);

        Accumulator streamed(frame);
        QCOMPARE(ask(streamed, everything()), handles);
        QRandomGenerator random(102);
        for (const Life &life : all) {
            QList<EventFact> events = life.events();
            events += events.mid(random.bounded(int(events.size())));
            std::shuffle(events.begin(), events.end(), random);
            const qsizetype told = random.bounded(int(events.size()));
            for (qsizetype i = 0; i < events.size(); ++i) {
                if (i == told)
                    streamed.describe(ticketDims(life.script.row()));
                streamed.add(events[i]);
            }
        }
        for (const InteractionFacts &one : interactions + interactions)
            streamed.add(one);
        compare(answers(streamed, handles), answers(scratch, handles));
    }

    void theLeastDataGiveTheSameFigures_data()
    {
        QTest::addColumn<QString>("name");
        for (const Definition &definition : definitions())
            QTest::newRow(definition.name.data()) << QString(definition.name);
        QTest::newRow("all together") << QString();
    }
    void theLeastDataGiveTheSameFigures()
    {
        QFETCH(QString, name);
        const QList<Life> all = lives(201, 400);
        const auto interactions = contacts(201);
        QList<Request> requests = everything();
        requests.removeIf([&](const Request &request) { return !name.isEmpty() && request.name != name; });
        for (const auto &[from, days] : {std::pair(3, 4), std::pair(10, 4), std::pair(0, 1)}) {
            Accumulator full(middle(from, days));
            Accumulator least(middle(from, days));
            const auto handles = ask(full, requests);
            ask(least, requests);
            feed(full, all, interactions);
            feedLeast(least, all, interactions);
            compare(withoutCreation(answers(least, handles)), withoutCreation(answers(full, handles)));
        }
    }

    void backlogIsTheCountByReplay()
    {
        const QList<Life> all = lives(301, 400);
        QRandomGenerator random(302);
        for (int round = 0; round < 40; ++round) {
            const qint64 instant = kStart + qint64(random.bounded(kDays)) * kDay + random.bounded(int(kDay));
            qint64 expected = 0;
            for (const Life &life : all)
                expected += life.openAt(instant);
            Frame frame = frameOf(kDays); // seen from the end: the past can be asked for again
            frame.window.to = instant;
            frame.window.from = instant - kDay;
            Accumulator facts(frame);
            const int total = facts.ask({.name = QStringLiteral("backlog")}).value();
            const int ages = facts.ask({.name = QStringLiteral("backlog"), .by = Dimension::Age}).value();
            feed(facts, all, {});
            QCOMPARE(facts.answer(total).figures.first().n, expected);
            qint64 sum = 0;
            const Figure byAge = facts.answer(ages).figures.first();
            for (const Part &part : byAge.parts)
                sum += part.n;
            QCOMPARE(sum, expected);
        }
    }
    /// backlog(to) = backlog(from) + created + reopened - done, for each day of each zone.
    void backlogBalances()
    {
        const QList<Life> all = lives(401, 300);
        for (const QByteArray &zone : kZones) {
            Frame frame = frameOf(kDays);
            frame.window.zone = QTimeZone(zone);
            Accumulator facts(frame);
            const int backlog = facts.ask({.name = QStringLiteral("backlog"), .per = Step::Day}).value();
            feed(facts, all, {});
            const QList<Figure> figures = facts.answer(backlog).figures;
            QVERIFY(figures.size() >= kDays);
            qint64 before = std::count_if(all.begin(), all.end(), [](const Life &life) { return life.openAt(kStart); });
            for (const Figure &figure : figures) {
                for (const Life &life : all) {
                    bool was = false;
                    for (const auto &[at, is] : life.open) {
                        if (figure.window.contains(at))
                            before += int(is) - int(was);
                        was = is;
                    }
                }
                QCOMPARE(figure.n, before);
            }
        }
    }
    void daysAddUpToTheWindow()
    {
        const QList<Life> all = lives(501, 300);
        const auto interactions = contacts(501);
        for (const QByteArray &zone : kZones) {
            for (const Definition &definition : definitions()) {
                if (definition.aggregate == Aggregate::Level || definition.name == QLatin1StringView("reopen_rate")
                    || definition.name.startsWith(QLatin1StringView("csat")))
                    continue; // a ticket may be resolved or rated on several days
                Frame frame = frameOf(kDays);
                frame.window.zone = QTimeZone(zone);
                Accumulator facts(frame);
                const int whole = facts.ask({.name = definition.name}).value();
                const int daily = facts.ask({.name = definition.name, .per = Step::Day}).value();
                feed(facts, all, interactions);
                qint64 sum = 0;
                for (const Figure &figure : facts.answer(daily).figures)
                    sum += figure.n;
                QVERIFY2(sum == facts.answer(whole).figures.first().n, definition.name.data());
            }
        }
    }
    void aPieceIsTheFigureOfItsWindow()
    {
        const QList<Life> all = lives(551, 200);
        const auto interactions = contacts(551);
        Frame frame = frameOf(4);
        frame.now = frame.asOf = frameOf(kDays).now;
        frame.window.zone = QTimeZone("Australia/Lord_Howe");
        for (const Step step : {Step::Hour, Step::Day, Step::Week}) {
            for (const char *name : {"first_response_time", "backlog", "handled", "csat_share", "average_handle_time"}) {
                Accumulator cutUp(frame);
                const int handle = cutUp.ask({.name = QLatin1StringView(name), .per = step}).value();
                feed(cutUp, all, interactions);
                const QList<Figure> pieces = cutUp.answer(handle).figures;
                for (qsizetype i = 0; i < pieces.size(); i += step == Step::Hour ? 7 : 1) {
                    Frame alone = frame;
                    alone.window = pieces[i].window;
                    Accumulator one(alone);
                    const int same = one.ask({.name = QLatin1StringView(name)}).value();
                    feed(one, all, interactions);
                    compare({pieces[i]}, one.answer(same).figures);
                }
            }
        }
    }
    void thePastCanBeSeenAsItStood()
    {
        const QList<Life> all = lives(601, 200);
        const auto interactions = contacts(601);
        Frame frame = middle(2, 6);
        frame.now = frame.asOf = kStart + 8 * kDay;
        Accumulator later(frame);
        Accumulator then(frame);
        const auto handles = ask(later, everything());
        ask(then, everything());
        feed(later, all, interactions);
        for (const Life &life : all) {
            TicketDims dims = ticketDims(life.script.row());
            bool known = false;
            for (const EventFact &event : life.events())
                known = known || event.at < frame.now;
            if (!known)
                continue;
            then.describe(dims);
            for (const EventFact &event : life.events()) {
                if (event.at < frame.now)
                    then.add(event);
            }
        }
        for (const InteractionFacts &one : interactions) {
            if (one.startedAt < frame.now)
                then.add(one);
        }
        compare(answers(later, handles), answers(then, handles));
    }

    /// The definition once more, told differently: for each reply the earliest unanswered message.
    void firstResponseMatchesAPlainReading()
    {
        const QList<Life> all = lives(701, 500);
        Frame frame = middle(0, kDays);
        QList<qint64> expected;
        for (const Life &life : all) {
            QList<const EventFact *> unanswered;
            const QList<EventFact> events = life.events();
            for (const EventFact &event : events) {
                if (event.kind == EventKind::CustomerMessage)
                    unanswered.append(&event);
                if (event.kind == EventKind::Status && (event.after == TicketStatus::Resolved || event.after == TicketStatus::Closed))
                    unanswered.clear();
                if (event.kind != EventKind::Reply || unanswered.isEmpty())
                    continue;
                const bool flawed = !event.flaw.isEmpty() || !unanswered.first()->flaw.isEmpty();
                if (!flawed && frame.window.contains(event.at))
                    expected.append(event.at - unanswered.first()->at);
                break;
            }
        }
        Accumulator facts(frame);
        const int handle = facts.ask({.name = QStringLiteral("first_response_time")}).value();
        feed(facts, all, {});
        const Figure figure = facts.answer(handle).figures.first();
        QVERIFY(expected.size() > 50);
        QCOMPARE(figure.n, expected.size());
        QCOMPARE(*figure.summary, *summarize(expected, 1000));
    }
};

QTEST_GUILESS_MAIN(TestKpiAccumulator)
#include "test_kpi_accumulator.moc"
