// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/lifecycle.h"
#include "core/domain/merging.h"
#include "core/domain/undo.h"
#include "tests/domain/ruledesk.h"
#include <QTest>
#include <random>

using namespace tidedesk;
using namespace tidedesk::domain;

/// Tickets that are one matter, and operations that are taken back.
class TestMerging : public QObject, test::RuleDesk {
    Q_OBJECT

    Change mergeOf(const Id &ticket, const Id &into, qint64 base)
    {
        Change change = update(t, ticket, base, {{t.mergedInto.index, into}, {t.status.index, qint64(TicketStatus::Closed)}});
        change.whole = true;
        return change;
    }
    Row ticket(const Id &id) { return world->get(t, id); }
    qint64 version(const Id &id) { return ticket(id).version; }
    QList<Row> messagesOf(const Id &id)
    {
        QList<Row> found;
        for (const Row &message : world->all(m)) {
            if (message.ref(m.ticketId) == id)
                found.append(message);
        }
        return found;
    }
    /// As a seat keeps it beside the operation, based on what the operation became.
    Change takingBack(const Change &change, const Row &before)
    {
        Change back = inverse(change, before, ticket(change.row));
        back.id = ids.next();
        back.base = version(change.row);
        return back;
    }

private Q_SLOTS:
    void init() { beginAnew(); }

    void aMergedTicketIsClosedAndTheOtherSaysSo()
    {
        const Id a = newTicket();
        const Id b = newTicket();
        say(b, "customer", wang);
        QCOMPARE(run(mergeOf(a, b, version(a)), lin).verdict, Verdict::Applied);
        QCOMPARE(ticket(a).ref(t.mergedInto), b);
        QCOMPARE(ticket(a).choice(t.status), QStringLiteral("closed"));
        const QList<Row> said = messagesOf(b);
        QCOMPARE(said.size(), 2);
        const Row told = mergedTicketOf(said.first()).isNull() ? said.last() : said.first();
        QCOMPARE(mergedTicketOf(told), a);
        QCOMPARE(told.number(m.ordinal), 2);
        QCOMPARE(ticket(b).number(t.lastOrdinal), 2);
    }
    void onlyWhatFitsIsMerged()
    {
        const Id a = newTicket();
        const Id b = newTicket();
        const Id c = newTicket();
        QCOMPARE(run(mergeOf(a, a, 1), lin).reason, QStringLiteral("merge_itself"));
        QCOMPARE(run(mergeOf(a, ids.next(), 1), lin).reason, QStringLiteral("unknown_reference"));
        QCOMPARE(run(update(t, a, 1, {{t.mergedInto.index, b}}), lin).reason, QStringLiteral("merge_open"));
        QCOMPARE(run(mergeOf(a, b, 1), lin).verdict, Verdict::Applied);
        QCOMPARE(run(mergeOf(b, a, version(b)), lin).reason, QStringLiteral("merge_target_merged")); // no rings
        QCOMPARE(run(mergeOf(c, a, 1), lin).reason, QStringLiteral("merge_target_merged"));
        QCOMPARE(run(mergeOf(a, c, version(a)), lin).reason, QStringLiteral("merged"));
        QCOMPARE(run(mergeOf(b, c, version(b)), lin).verdict, Verdict::Applied); // what was merged into it comes along
        QCOMPARE(*standingFor(ticket(a), *world), c);
    }
    void twoMergesOfOneTicketTheSecondIsAConflictAsAWhole()
    {
        const Id a = newTicket();
        const Id b = newTicket();
        const Id c = newTicket();
        const qint64 seen = version(a);
        QCOMPARE(run(mergeOf(a, b, seen), wang).verdict, Verdict::Applied);
        const Outcome late = run(mergeOf(a, c, seen), lin);
        QCOMPARE(late.verdict, Verdict::Conflict);
        QCOMPARE(late.conflicts.first().by, wang.user);
        QCOMPARE(ticket(a).ref(t.mergedInto), b);
    }
    /// One field in conflict, and nothing of it is done: a closed ticket that is not merged would be lost.
    void aWholeOperationIsNotDoneInPart()
    {
        const Id a = newTicket();
        const Id b = newTicket();
        const qint64 seen = version(a);
        run(update(t, a, seen, {{t.status.index, qint64(TicketStatus::Open)}}), wang);
        const qint64 before = version(a);
        QCOMPARE(run(mergeOf(a, b, seen), lin).verdict, Verdict::Conflict);
        QCOMPARE(version(a), before);
        QVERIFY(!ticket(a).has(t.mergedInto));
        QVERIFY(messagesOf(b).isEmpty());
    }
    void aMergedTicketTakesNotesOnly()
    {
        const Id a = newTicket();
        const Id b = newTicket();
        run(mergeOf(a, b, version(a)), lin);
        QCOMPARE(say(a, "reply", lin).reason, QStringLiteral("merged"));
        QCOMPARE(say(a, "customer", lin).reason, QStringLiteral("merged"));
        QCOMPARE(say(a, "note", lin).verdict, Verdict::Applied);
        QCOMPARE(run(update(t, a, version(a), {{t.status.index, qint64(TicketStatus::Open)}}), lin).reason, QStringLiteral("merged"));
    }
    /// Seen before sent: who answers there has not read what was said in the other ticket.
    void aReplyThatDoesNotKnowOfTheMergeComesBack()
    {
        const Id a = newTicket();
        const Id b = newTicket();
        say(b, "customer", wang);
        run(mergeOf(a, b, version(a)), wang);
        QCOMPARE(say(b, "reply", lin, 1).verdict, Verdict::Returned);
        QCOMPARE(say(b, "reply", lin, 2).verdict, Verdict::Applied);
        QCOMPARE(say(b, "reply", wang, 3).verdict, Verdict::Applied); // whose own doing it was
    }
    /// The case that matters most: a customer writes anew about something that was done.
    void whoWaitsInTheOneWaitsInTheOther()
    {
        const Id a = newTicket();
        const Id b = newTicket();
        say(a, "customer", wang);
        const qint64 since = ticket(a).number(t.waitingSince);
        run(update(t, b, version(b), {{t.status.index, qint64(TicketStatus::Resolved)}}), lin);
        run(mergeOf(a, b, version(a)), lin);
        QCOMPARE(ticket(b).choice(t.status), QStringLiteral("open"));
        QCOMPARE(ticket(b).number(t.waitingSince), since);
        const Id c = newTicket();
        run(update(t, b, version(b), {{t.status.index, qint64(TicketStatus::Resolved)}}), lin);
        run(mergeOf(c, b, version(c)), lin); // nobody waits there
        QCOMPARE(ticket(b).choice(t.status), QStringLiteral("resolved"));
    }
    void aMergeIsTakenBackMuchLater()
    {
        const Id a = newTicket();
        const Id b = newTicket();
        run(update(t, a, version(a), {{t.status.index, qint64(TicketStatus::OnHold)}, {t.holdReason.index, qint64(1)}}), lin);
        const Row before = ticket(a);
        const Change merge = mergeOf(a, b, version(a));
        run(merge, lin);
        const Change back = takingBack(merge, before);
        clock.advance(8LL * 24 * 3600 * 1000);
        run(update(t, a, version(a), {{t.category.index, QStringLiteral("物流")}}), wang); // of something else
        QVERIFY(run(back, lin).verdict != Verdict::Conflict);
        QVERIFY(!ticket(a).has(t.mergedInto));
        QCOMPARE(ticket(a).choice(t.status), QStringLiteral("on_hold"));
        QCOMPARE(ticket(a).number(t.holdReason), 1); // what had followed from it
        QCOMPARE(ticket(a).text(t.category), QStringLiteral("物流"));
        QCOMPARE(say(a, "reply", lin).verdict, Verdict::Applied);
    }
    void whatWasClosedByMistakeIsNewAgain()
    {
        const Id a = newTicket();
        const Row before = ticket(a);
        const Change close = update(t, a, version(a), {{t.status.index, qint64(TicketStatus::Closed)}});
        run(close, lin);
        QCOMPARE(run(takingBack(close, before), lin).verdict, Verdict::Applied);
        QCOMPARE(ticket(a).choice(t.status), QStringLiteral("new"));
    }
    void onesOwnLaterChangeIsKeptToo()
    {
        const Id a = newTicket();
        const Row before = ticket(a);
        const Change first = update(t, a, version(a), {{t.priority.index, qint64(3)}, {t.category.index, QStringLiteral("x")}});
        run(first, lin);
        const Change back = takingBack(first, before);
        run(update(t, a, version(a), {{t.priority.index, qint64(2)}}), lin);
        QCOMPARE(run(back, lin).verdict, Verdict::Merged);
        QCOMPARE(ticket(a).number(t.priority), 2);
        QVERIFY(!ticket(a).has(t.category));
    }
    /// Operation and undo: as before, of everything nobody has changed since.
    void undoIsTheWayBack()
    {
        const auto seed = static_cast<quint32>(qEnvironmentVariable("TIDEDESK_SEED", QStringLiteral("1")).toUInt());
        qInfo("TIDEDESK_SEED=%u", seed);
        std::mt19937 random(seed);
        const auto below = [&](quint32 n) { return random() % n; };
        const auto somethingElse = [&](const Id &id, QSet<int> &touched) {
            Change change = update(t, id, version(id), {});
            if (below(2))
                change.set.insert(t.priority.index, qint64(below(4)));
            if (below(2))
                change.set.insert(t.category.index, QString::number(below(5)));
            if (below(3) == 0)
                change.set.insert(t.subject.index, QString::number(below(1000)));
            if (below(3) == 0)
                change.set.insert(t.status.index, qint64(1 + below(4)));
            if (below(2))
                change.add.insert(t.tags.index, {QString::number(below(6))});
            if (below(3) == 0)
                change.remove.insert(t.tags.index, {QString::number(below(6))});
            if (changesNothing(change))
                change.set.insert(t.category.index, QStringLiteral("y"));
            for (auto it = change.set.begin(); it != change.set.end(); ++it) {
                if (!(ticket(id).value(t.fields()[size_t(it.key())]) == it.value()))
                    touched.insert(it.key());
            }
            return change;
        };
        for (int round = 0; round < 500; ++round) {
            const Id id = newTicket();
            QSet<int> ignored;
            run(somethingElse(id, ignored), wang);
            const Row before = ticket(id);
            const Change mine = somethingElse(id, ignored);
            if (run(mine, lin).verdict == Verdict::Rejected)
                continue;
            const Change back = takingBack(mine, before);
            QSet<int> since;
            QStringList theirTags;
            for (auto k = below(3); k > 0; --k) {
                QSet<int> touched;
                const Change theirs = somethingElse(id, touched);
                const qint64 was = version(id);
                if (run(theirs, below(2) ? wang : lin).verdict == Verdict::Rejected || version(id) == was)
                    continue;
                since += touched;
                theirTags += theirs.add.value(t.tags.index) + theirs.remove.value(t.tags.index);
            }
            const Row middle = ticket(id);
            if (!changesNothing(back))
                QVERIFY(run(back, lin).verdict != Verdict::Conflict);
            const Row after = ticket(id);
            for (const schema::Field *field : {&t.priority, &t.category, &t.subject, &t.status})
                QCOMPARE(after.value(*field), since.contains(field->index) ? middle.value(*field) : before.value(*field));
            for (int tag = 0; tag < 6; ++tag) {
                const QString name = QString::number(tag);
                if (!theirTags.contains(name))
                    QCOMPARE(after.members(t.tags).contains(name), before.members(t.tags).contains(name));
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestMerging)
#include "test_merging.moc"
