// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/entities.h"
#include "core/seat/localstore.h"
#include "core/seat/readstore.h"
#include "core/seat/resolve.h"
#include "core/seat/syncwork.h"
#include "tests/storage/sent.h"
#include "tests/support/blocks.h"
#include "tests/support/fakeclock.h"
#include <QTemporaryDir>
#include <QTest>

using namespace tidedesk;
using domain::Change;
using domain::Outcome;
using domain::Verdict;

/// The life of an edit on the seat, against pages and answers written by hand.
class TestSeatStore : public QObject {
    Q_OBJECT

    test::FakeClock clock;
    std::unique_ptr<QTemporaryDir> dir;
    std::unique_ptr<seat::LocalStore> store;
    const Id user = Id::fromString(u"01900000-0000-7000-8000-000000000001");
    const Id seatId = Id::fromString(u"01900000-0000-7000-8000-000000000002");
    const Id ticketId = Id::fromString(u"01900000-0000-7000-8000-000000000003");
    QString cursor;

    void reopen()
    {
        store.reset();
        auto opened = seat::LocalStore::open(dir->path(), clock);
        QVERIFY2(opened.ok(), opened.ok() ? "" : qPrintable(opened.error().code + opened.error().detail));
        store = std::move(*opened);
    }
    Row ticketRow(qint64 version, qint64 priority) const
    {
        const auto &t = schema::ticket();
        Row row(t, ticketId);
        row.version = version;
        row.set(t.subject, QStringLiteral("退款"));
        row.set(t.status, qint64(0));
        row.set(t.priority, priority);
        row.set(t.updatedAt, clock.nowMs());
        row.set(t.createdAt, clock.nowMs());
        return row;
    }
    Row messageRow(qint64 ordinal, const QString &body, qint64 createdAt) const
    {
        const auto &m = schema::message();
        Row row(m, Id::fromString(QStringLiteral("01900000-0000-7000-9000-%1").arg(ordinal, 12, 10, QLatin1Char('0'))));
        row.version = 1;
        row.set(m.ticketId, ticketId);
        row.set(m.kind, qint64(0));
        row.set(m.body, body);
        row.set(m.ordinal, ordinal);
        row.set(m.createdAt, createdAt);
        return row;
    }
    std::unique_ptr<seat::ReadStore> indexedReader()
    {
        while (*store->mirror().indexSome(1000)) { }
        auto reader = seat::ReadStore::open(dir->path());
        if (!reader)
            return {};
        (*reader)->setActor({user, seatId, schema::Writer::Agent});
        return std::move(*reader);
    }
    Row seatRow(qint64 lastSeq) const
    {
        Row row(schema::seat(), seatId);
        row.version = lastSeq + 1;
        row.set(schema::seat().lastSeq, lastSeq);
        return row;
    }
    void page(const QList<Row> &rows, const QList<Id> &gone = {}, const std::optional<protocol::PullHeader> &header = {}, bool more = false)
    {
        protocol::Page page;
        page.end.more = more;
        for (const Row &row : rows)
            page.blocks.append(test::received(QStringLiteral("team:x"), row.entity(), {row}));
        if (!gone.isEmpty())
            page.blocks.append(test::departed(QStringLiteral("team:x"), schema::ticket(), gone));
        page.end.previous = cursor;
        page.end.next = cursor = cursor + QStringLiteral("x");
        domain::ChangeSet changed;
        const Status applied = store->seat().applyPages({page}, changed, header);
        QVERIFY2(applied.ok(), applied.ok() ? "" : qPrintable(applied.error().code + applied.error().detail));
    }
    qint64 edit(const schema::Field &field, Value value)
    {
        Change change;
        change.entity = &schema::ticket();
        change.row = ticketId;
        change.set.insert(field.index, std::move(value));
        domain::ChangeSet changed;
        const auto seqs = store->seat().commit({change}, changed);
        return seqs ? seqs->first() : -1;
    }
    Row ticket() { return store->mirror().row(schema::ticket(), ticketId)->value_or(Row()); }
    QString digest() { return store->mirror().digest()->text(); }
    void answer(qint64 seq, const Outcome &outcome)
    {
        domain::ChangeSet changed;
        QVERIFY(store->seat().applyOutcomes({{seq, outcome}}, changed).ok());
    }

private Q_SLOTS:
    void init()
    {
        store.reset();
        dir = std::make_unique<QTemporaryDir>();
        cursor.clear();
        reopen();
        QVERIFY(store->setIdentity({QStringLiteral("http://127.0.0.1"), user, seatId, QStringLiteral("lin"), 1, "t"}).ok());
        page({ticketRow(1, 1), seatRow(0)});
    }
    void cleanup() { store.reset(); }

    void editShowsAtOnceAndLeavesTheServersRowUnderneath()
    {
        const QString before = digest();
        QCOMPARE(edit(schema::ticket().priority, qint64(3)), 1);
        QCOMPARE(ticket().number(schema::ticket().priority), 3);
        QCOMPARE(digest(), before); // the digest speaks of the server's rows
        QCOMPARE(*store->outbox().waiting(), 1);
    }
    void survivesReopening()
    {
        edit(schema::ticket().priority, qint64(3));
        reopen();
        QCOMPARE(ticket().number(schema::ticket().priority), 3);
        QCOMPARE(*store->outbox().waiting(), 1);
        QCOMPARE(edit(schema::ticket().priority, qint64(2)), 2); // numbers go on without a gap
    }
    void pendingWorkStaysOnTopOfWhatComesIn()
    {
        edit(schema::ticket().priority, qint64(3));
        Row theirs = ticketRow(2, 1);
        theirs.set(schema::ticket().subject, QStringLiteral("换货"));
        page({theirs});
        QCOMPARE(ticket().number(schema::ticket().priority), 3);
        QCOMPARE(ticket().text(schema::ticket().subject), QStringLiteral("换货"));
        QCOMPARE(ticket().version, 2);
    }
    /// Laying it anew with each page of a long answer would cost pages times operations.
    void pagesThatOthersFollowGoUnderPendingWork()
    {
        const auto &t = schema::ticket();
        const qint64 first = edit(t.priority, qint64(3));
        Row theirs = ticketRow(2, 0);
        theirs.set(t.subject, QStringLiteral("换货"));
        page({theirs, seatRow(0)}, {}, {}, true);
        QCOMPARE(ticket().number(t.priority), 3);
        QCOMPARE(ticket().text(t.subject), QStringLiteral("退款")); // not seen yet, so
        QCOMPARE(edit(t.subject, QStringLiteral("维修")), first + 1);
        QCOMPARE(store->outbox().queued()->last().change.base, 1); // the server is told what the person saw
        const QString held = digest();
        page({ticketRow(1, 2)}, {}, {}, true); // late
        QCOMPARE(digest(), held);
        page({}, {}, {}, false);
        QCOMPARE(ticket().version, 2);
        QCOMPARE(ticket().number(t.priority), 3);
        QCOMPARE(ticket().text(t.subject), QStringLiteral("维修"));
        QCOMPARE(digest(), held);
    }
    void pagesUnderPendingWorkSurviveACrash()
    {
        edit(schema::ticket().priority, qint64(3));
        Row theirs = ticketRow(2, 0);
        theirs.set(schema::ticket().subject, QStringLiteral("换货"));
        page({theirs}, {}, {}, true);
        reopen();
        QCOMPARE(ticket().text(schema::ticket().subject), QStringLiteral("换货"));
        QCOMPARE(ticket().number(schema::ticket().priority), 3);
        page({}, {ticketId}, {}, true);
        QVERIFY(!ticket().isNull());
        page({});
        QVERIFY(ticket().isNull()); // it has left; the operation waits for the server's word
        QCOMPARE(*store->outbox().waiting(), 1);
    }
    void acknowledgedOperationLeavesTheOverlay()
    {
        const qint64 seq = edit(schema::ticket().priority, qint64(3));
        answer(seq, {Verdict::Applied, 2});
        QCOMPARE(ticket().number(schema::ticket().priority), 3); // answered, but not yet in the feed
        page({ticketRow(2, 3), seatRow(seq)});
        QCOMPARE(ticket().number(schema::ticket().priority), 3);
        QCOMPARE(*store->outbox().waiting(), 0);
        QVERIFY(store->outbox().toReplay(seq)->isEmpty());
        page({ticketRow(3, 0)});
        QCOMPARE(ticket().number(schema::ticket().priority), 0);
    }
    void acknowledgementWithoutAnAnswerKeepsTheOperationToSendAgain()
    {
        const qint64 seq = edit(schema::ticket().priority, qint64(3));
        page({ticketRow(2, 3), seatRow(seq)}); // the answer to the push was lost
        QCOMPARE(store->outbox().queued()->size(), 1);
        Outcome conflict {Verdict::Conflict, 2};
        conflict.conflicts.append({schema::ticket().priority.index, qint64(0), user, 5});
        answer(seq, conflict);
        QCOMPARE(*store->outbox().openReviews(), 1); // the conflict was not lost with the answer
    }
    void conflictTakesTheFieldBackAndCanBeDecidedForMine()
    {
        const qint64 seq = edit(schema::ticket().priority, qint64(3));
        page({ticketRow(2, 0)});
        Outcome conflict {Verdict::Conflict, 2};
        conflict.conflicts.append({schema::ticket().priority.index, qint64(0), user, 5});
        answer(seq, conflict);
        QCOMPARE(ticket().number(schema::ticket().priority), 0);
        const auto review = store->outbox().reviews(true)->first();
        const auto resolved = seat::resolveReview(*store, review.id, domain::Resolution::Mine, {});
        QVERIFY(resolved.ok());
        QCOMPARE(resolved->seqs, QList<qint64> {2});
        QCOMPARE(store->outbox().entry(2)->value().change.base, 2);
        QCOMPARE(ticket().number(schema::ticket().priority), 3);
        QCOMPARE(*store->outbox().openReviews(), 0);
    }
    void ticketsWithAnOpenReviewAreMarkedInLists()
    {
        auto reader = seat::ReadStore::open(dir->path());
        QVERIFY(reader.ok());
        const auto marked = [&] {
            domain::TicketQuery all;
            all.view = domain::TicketQuery::View::All;
            const auto lines = (*reader)->tickets().page(all, {0, 0, true});
            const auto same = (*reader)->tickets().lines({ticketId});
            return lines.ok() && same.ok() && lines->size() == 1 && lines->first().review && same->first().review;
        };
        QVERIFY(!marked());
        const qint64 seq = edit(schema::ticket().priority, qint64(3));
        page({ticketRow(2, 0)});
        Outcome conflict {Verdict::Conflict, 2};
        conflict.conflicts.append({schema::ticket().priority.index, qint64(0), user, 5});
        answer(seq, conflict);
        QVERIFY(marked());
        reopen();
        QVERIFY(marked());
        const auto review = store->outbox().reviews(true)->first();
        QVERIFY(seat::resolveReview(*store, review.id, domain::Resolution::Theirs, {}).ok());
        QVERIFY(!marked());
    }
    void aReturnedReplyMarksItsTicket()
    {
        Change reply;
        reply.kind = Change::Kind::Create;
        reply.entity = &schema::message();
        reply.set = {{schema::message().ticketId.index, ticketId}, {schema::message().body.index, QStringLiteral("好的")},
            {schema::message().kind.index, qint64(1)}};
        domain::ChangeSet changed;
        const auto seqs = store->seat().commit({reply}, changed);
        QVERIFY2(seqs.ok(), seqs.ok() ? "" : qPrintable(seqs.error().code + seqs.error().detail));
        answer(seqs->first(), {Verdict::Returned, 0});
        auto reader = seat::ReadStore::open(dir->path());
        QVERIFY((*reader)->tickets().lines({ticketId})->first().review);
    }
    void chosenTicketsAreListedInAnyNumberAndOrder()
    {
        QList<Row> rows;
        domain::TicketQuery query;
        query.view = domain::TicketQuery::View::Chosen;
        query.sort = domain::TicketQuery::Sort::Created;
        for (int i = 0; i < 1000; ++i) {
            Row row(schema::ticket(), Id::derived(user, i + 10));
            row.version = 1;
            row.set(schema::ticket().status, qint64(i % 5)); // closed ones too
            row.set(schema::ticket().createdAt, qint64(1000 + (i * 7) % 1000));
            row.set(schema::ticket().updatedAt, qint64(1000 - i));
            row.set(schema::ticket().priority, qint64(1));
            rows.append(row);
            if (i % 2 == 0)
                query.chosen.append(row.id());
        }
        page(rows);
        query.chosen.append(user); // not held
        auto reader = seat::ReadStore::open(dir->path());
        const auto outline = (*reader)->tickets().outline(query);
        QVERIFY(outline.ok());
        QCOMPARE(outline->total, 500);
        QCOMPARE(*(*reader)->tickets().count(query), 500);
        qint64 last = 5000;
        int seen = 0;
        for (const domain::ListAnchor &anchor : outline->anchors) {
            const auto lines = (*reader)->tickets().page(query, anchor);
            for (const domain::TicketLine &line : *lines) {
                QVERIFY(query.chosen.contains(line.ticket.id()));
                const qint64 created = line.ticket.number(schema::ticket().createdAt);
                QVERIFY(created < last);
                last = created;
                ++seen;
            }
        }
        QCOMPARE(seen, 500);
        query.statuses = {0};
        QCOMPARE(*(*reader)->tickets().count(query), 100);
        query.chosen.clear();
        QCOMPARE(*(*reader)->tickets().count(query), 0);
    }
    void discardVoidsTheOperationAndWhatHangsOnIt()
    {
        Change create;
        create.kind = Change::Kind::Create;
        create.entity = &schema::ticket();
        create.set.insert(schema::ticket().subject.index, QStringLiteral("x"));
        domain::ChangeSet changed;
        QVERIFY(store->seat().commit({create}, changed).ok());
        const Id made = store->outbox().entry(1)->value().change.row;
        Change update;
        update.entity = &schema::ticket();
        update.row = made;
        update.set.insert(schema::ticket().priority.index, qint64(2));
        QVERIFY(store->seat().commit({update}, changed).ok());
        const auto taken = store->seat().discard(1, changed);
        QVERIFY(taken.ok());
        QCOMPARE(*taken, (QList<qint64> {1, 2}));
        QVERIFY(!store->mirror().row(schema::ticket(), made)->has_value());
        const auto queued = *store->outbox().queued();
        QCOMPARE(queued.size(), 2); // their numbers still travel
        QCOMPARE(queued[0].change.kind, Change::Kind::Void);
        QVERIFY(store->outbox().noteAttempt(1, 2).ok());
        QVERIFY(!store->seat().discard(1, changed).ok());
    }
    void pageOutOfStepChangesNothing()
    {
        protocol::Page page;
        page.blocks.append(test::received(QStringLiteral("team:x"), schema::ticket(), {ticketRow(9, 2)}));
        page.end.previous = QStringLiteral("elsewhere");
        domain::ChangeSet changed;
        const Status applied = store->seat().applyPages({page}, changed);
        QVERIFY(!applied.ok());
        QCOMPARE(applied.error().code, QStringLiteral("pull.out_of_step"));
        QCOMPARE(ticket().version, 1);
    }
    void rowsLeaveWithTheirBucketOnly()
    {
        protocol::Page moved;
        moved.blocks.append(test::received(QStringLiteral("team:y"), schema::ticket(), {ticketRow(2, 1)}));
        moved.end.previous = cursor;
        moved.end.next = cursor = QStringLiteral("moved");
        domain::ChangeSet changed;
        QVERIFY(store->seat().applyPages({moved}, changed).ok());
        page({}, {ticketId}); // left team:x, but it lies in team:y now
        QVERIFY(!ticket().isNull());
        protocol::PullHeader header;
        header.drop = {QStringLiteral("team:y")};
        protocol::Page out = moved;
        out.blocks.clear();
        QVERIFY(!store->seat().applyPages({out}, changed, header).ok()); // does not follow the cursor: nothing is evicted
        QVERIFY(!ticket().isNull());
        page({}, {}, header);
        QVERIFY(ticket().isNull());
    }
    void resetKeepsTheOutbox()
    {
        edit(schema::ticket().priority, qint64(3));
        protocol::PullHeader header;
        header.reset = true;
        cursor.clear();
        page({}, {}, header);
        QVERIFY(ticket().isNull());
        QCOMPARE(*store->outbox().waiting(), 1);
        page({ticketRow(5, 1), seatRow(0)});
        QCOMPARE(ticket().number(schema::ticket().priority), 3);
    }
    /// Its row may come pages after the reset, or after a time out of scope.
    void pendingWorkLiesOnARowThatComesBackLater()
    {
        edit(schema::ticket().priority, qint64(3));
        protocol::PullHeader header;
        header.reset = true;
        cursor.clear();
        page({seatRow(0)}, {}, header);
        QVERIFY(ticket().isNull());
        page({ticketRow(5, 1)});
        QCOMPARE(ticket().number(schema::ticket().priority), 3);
    }
    void restoredServerGetsTheOperationsAgain()
    {
        const qint64 seq = edit(schema::ticket().priority, qint64(3));
        answer(seq, {Verdict::Applied, 2});
        page({ticketRow(2, 3), seatRow(seq)});
        QCOMPARE(*store->outbox().waiting(), 0);
        protocol::PullHeader header;
        header.reset = true;
        cursor.clear();
        page({ticketRow(1, 1), seatRow(0)}, {}, header);
        QCOMPARE(*store->outbox().waiting(), 1);
        QCOMPARE(ticket().number(schema::ticket().priority), 3);
    }
    /// A server back from a backup takes no number out of turn: refused operations must travel too, emptied.
    void restoredServerGetsTheNumbersOfRefusedOperationsToo()
    {
        const qint64 refused = edit(schema::ticket().priority, qint64(3));
        const qint64 hanging = edit(schema::ticket().status, qint64(3));
        const qint64 disputed = edit(schema::ticket().priority, qint64(2));
        const qint64 fine = edit(schema::ticket().category, QStringLiteral("c"));
        answer(refused, Outcome::rejected("out_of_scope"));
        answer(hanging, Outcome::rejected("dependency"));
        Outcome conflict {Verdict::Conflict, 2};
        conflict.conflicts.append({schema::ticket().priority.index, qint64(0), user, 5});
        answer(disputed, conflict);
        answer(fine, {Verdict::Applied, 3});
        page({ticketRow(3, 0), seatRow(fine)});
        QCOMPARE(*store->outbox().waiting(), 0);
        protocol::PullHeader header;
        header.reset = true;
        cursor.clear();
        page({ticketRow(1, 1), seatRow(0)}, {}, header);
        const auto batch = *test::sent(*store);
        QCOMPARE(batch.size(), 4);
        for (qsizetype i = 0; i < batch.size(); ++i) {
            QCOMPARE(batch[i].seq, i + 1);
            QCOMPARE(batch[i].kind, i < 3 ? Change::Kind::Void : Change::Kind::Update);
        }
        const auto before = store->outbox().reviews(true)->size();
        answer(refused, {});
        answer(hanging, {});
        answer(disputed, {});
        answer(fine, {Verdict::Applied, 2});
        QCOMPARE(*store->outbox().waiting(), 0);
        QCOMPARE(store->outbox().reviews(true)->size(), before); // what was decided stays decided
        QCOMPARE(store->outbox().entry(refused)->value().outcome->verdict, Verdict::Rejected);
        QCOMPARE(store->outbox().entry(refused)->value().change.kind, Change::Kind::Update); // the card still shows it
    }
    /// What I set stays on my screen until the server has decided, even if it was so already when I set it.
    void pendingWorkIsShownThoughItChangedNothing()
    {
        const qint64 seq = edit(schema::ticket().priority, qint64(1));
        page({ticketRow(2, 3)});
        QCOMPARE(ticket().number(schema::ticket().priority), 1);
        answer(seq, {Verdict::Applied, 3});
        page({ticketRow(3, 1), seatRow(seq)});
        QCOMPARE(ticket().number(schema::ticket().priority), 1);
    }
    /// Only what the server says of the operations it was asked about, whole, is its word.
    void answersToAPushAreReadStrictly_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<QString>("code");
        const auto none = QStringLiteral("push.no_answer");
        for (const char *text : {"{}", "{'results':[{'seq':1,'id':'%1','verdict':'applied'}]}", "{'epoch':'e','results':[]}",
                 "{'epoch':'e','results':[{'seq':1,'i", "<html>portal</html>", "", "[]", "{'epoch':'e','results':[7]}",
                 "{'epoch':'e','results':[{'seq':1,'id':'%1'}]}", "{'epoch':'e','results':[{'seq':1,'id':'%1','verdict':'fine'}]}"})
            QTest::newRow(text) << QByteArray(text) << none;
        const auto foreign = QStringLiteral("push.foreign_answer");
        QTest::newRow("another number") << QByteArray("{'epoch':'e','results':[{'seq':9,'id':'%1','verdict':'applied'}]}") << foreign;
        QTest::newRow("another operation")
            << QByteArray("{'epoch':'e','results':[{'seq':1,'id':'01900000-0000-7000-8000-000000000001','verdict':'applied'}]}") << foreign;
    }
    void answersToAPushAreReadStrictly()
    {
        QFETCH(QByteArray, answer);
        QFETCH(QString, code);
        const qint64 seq = edit(schema::ticket().priority, qint64(3));
        const QByteArray id = store->outbox().entry(seq)->value().change.id.toString().toLatin1();
        const auto step = seat::takeAnswer(*store, answer.replace('\'', '"').replace("%1", id), seq, seq);
        QVERIFY(!step.ok());
        QCOMPARE(step.error().code, code);
        QCOMPARE(*store->outbox().waiting(), 1);
    }
    /// An answer that was under way while the server was restored is about operations the server has forgotten again.
    void answersFromBeforeARestoreAreWorthNothing()
    {
        const qint64 seq = edit(schema::ticket().priority, qint64(3));
        const QByteArray id = store->outbox().entry(seq)->value().change.id.toString().toLatin1();
        const QByteArray applied = "{'epoch':'%2','results':[{'seq':1,'id':'%1','verdict':'applied','version':2}]}";
        page({}, {}, protocol::PullHeader {.epoch = QStringLiteral("mine")});
        const auto late = seat::takeAnswer(*store, QByteArray(applied).replace('\'', '"').replace("%1", id).replace("%2", "another"), seq, seq);
        QVERIFY(!late.ok());
        QCOMPARE(late.error().code, QStringLiteral("push.other_epoch"));
        QCOMPARE(*store->outbox().waiting(), 1);
        QVERIFY(seat::takeAnswer(*store, QByteArray(applied).replace('\'', '"').replace("%1", id).replace("%2", "mine"), seq, seq).ok());
        QCOMPARE(*store->outbox().waiting(), 0);
    }
    void restoredServerGetsNumbersThatWereForgottenHere()
    {
        const qint64 old = edit(schema::ticket().priority, qint64(3));
        answer(old, {Verdict::Applied, 2});
        page({ticketRow(2, 3), seatRow(old)});
        clock.advance(15LL * 24 * 3600 * 1000);
        reopen(); // forgets what was done more than 14 days ago
        QVERIFY(!store->outbox().entry(old)->has_value());
        const qint64 young = edit(schema::ticket().priority, qint64(2));
        answer(young, {Verdict::Applied, 3});
        page({ticketRow(3, 2), seatRow(young)});
        protocol::PullHeader header;
        header.reset = true;
        cursor.clear();
        page({ticketRow(1, 1), seatRow(0)}, {}, header);
        const auto batch = *test::sent(*store);
        QCOMPARE(batch.size(), 2);
        QCOMPARE(batch[0].seq, 1);
        QCOMPARE(batch[0].kind, Change::Kind::Void);
        QCOMPARE(batch[1].kind, Change::Kind::Update);
    }
    void damagedOperationIsNeverSent()
    {
        edit(schema::ticket().subject, QStringLiteral("first"));
        edit(schema::ticket().priority, qint64(3));
        edit(schema::ticket().category, QStringLiteral("third"));
        store.reset();
        {
            sqlite::Options options;
            options.path = dir->filePath(QStringLiteral("outbox.db"));
            auto raw = sqlite::Connection::open(options);
            QVERIFY(raw.ok());
            QVERIFY((*raw)->exec("UPDATE operation SET body=replace(body, '\"priority\":3', '\"priority\":2')").ok());
        }
        reopen();
        QCOMPARE(ticket().text(schema::ticket().subject), QStringLiteral("first"));
        QCOMPARE(ticket().number(schema::ticket().priority), 1); // nobody knows any more what it was to be
        QCOMPARE(ticket().text(schema::ticket().category), QStringLiteral("third"));
        const auto all = store->outbox().entries();
        QCOMPARE(all->size(), 3);
        QVERIFY(all->at(1).damaged);
        QCOMPARE(all->at(1).lastError, QStringLiteral("outbox.damaged"));
        QCOMPARE(store->outbox().queued()->size(), 1); // those before it go
        answer(1, {Verdict::Applied, 2});
        const auto stuck = store->outbox().queued();
        QVERIFY(!stuck.ok());
        QCOMPARE(stuck.error().code, QStringLiteral("outbox.damaged"));
        QCOMPARE(stuck.error().consequence, Consequence::RetryLater); // the seat goes on pulling
        domain::ChangeSet changed;
        QVERIFY(store->seat().discard(2, changed).ok());
        const auto queued = store->outbox().queued();
        QVERIFY(queued.ok());
        QCOMPARE(queued->size(), 2);
        QCOMPARE(queued->first().change.kind, Change::Kind::Void); // its number is not left out
        QCOMPARE(queued->first().change.seq, 2);
    }
    void searchFindsWhatIsIndexedAndWhatWasChanged()
    {
        auto reader = seat::ReadStore::open(dir->path());
        QVERIFY(reader.ok());
        (*reader)->setActor({user, seatId, schema::Writer::Agent});
        while (*store->mirror().indexSome(100)) { }
        const auto hits = [&](const char16_t *text) { return (*reader)->search().run(QString::fromUtf16(text), 10)->hits.size(); };
        QCOMPARE(hits(u"退款"), 1);
        QCOMPARE(hits(u"换货"), 0);
        edit(schema::ticket().subject, QStringLiteral("申请换货"));
        QCOMPARE(hits(u"换货"), 1);
        QCOMPARE(hits(u"退款"), 0);
        QCOMPARE(hits(u"status:待处理"), 1);
        QCOMPARE(hits(u"status:closed"), 0);
    }
    /// Above a thousand hits both ends of the index are read; where they meet, a row is a hit once.
    void searchGivesNoHitTwice()
    {
        QList<Row> rows;
        for (qint64 i = 1; i <= 1006; ++i)
            rows.append(messageRow(i, QStringLiteral("优惠"), clock.nowMs() + i * 7919 % 1009));
        page(rows);
        const auto reader = indexedReader();
        QVERIFY(reader);
        const auto answer = reader->search().run(QStringLiteral("优惠"), 200);
        QVERIFY(answer.ok());
        QCOMPARE(answer->hits.size(), 200);
        QVERIFY(answer->more);
        QSet<Id> ids;
        qint64 last = std::numeric_limits<qint64>::max();
        for (const domain::SearchHit &hit : answer->hits) {
            QVERIFY2(!ids.contains(hit.id), qPrintable(hit.id.toString()));
            ids.insert(hit.id);
            QVERIFY(hit.at <= last); // newest first, over both ends
            last = hit.at;
        }
    }
    /// A day asks a message when it was written, not when its ticket was opened.
    void daysAskTheMessageForItsOwnTime()
    {
        const QDate day = QDateTime::fromMSecsSinceEpoch(clock.nowMs()).date(); // the ticket's
        const auto noon = [&](int days) { return QDateTime(day.addDays(days), QTime(12, 0)).toMSecsSinceEpoch(); };
        Row waiting = messageRow(4, QStringLiteral("发票"), 0); // not released yet: its author's clock counts
        waiting.set(schema::message().createdAt, Value());
        waiting.set(schema::message().writtenAt, noon(3));
        page({messageRow(1, QStringLiteral("发票"), noon(-2)), messageRow(2, QStringLiteral("发票"), noon(0)),
            messageRow(3, QStringLiteral("发票"), noon(2)), waiting});
        const auto reader = indexedReader();
        QVERIFY(reader);
        const auto ordinals = [&](const QString &words, int days) {
            QStringList found;
            const auto answer = reader->search().run(words.arg(day.addDays(days).toString(Qt::ISODate)), 10);
            for (const domain::SearchHit &hit : answer.valueOr({}).hits)
                found.append(hit.id.toString().last(1));
            found.sort();
            return found.join(u' ');
        };
        QCOMPARE(ordinals(QStringLiteral("发票 before:%1"), 1), QStringLiteral("1 2"));
        QCOMPARE(ordinals(QStringLiteral("发票 before:%1"), 0), QStringLiteral("1")); // the ticket is not that old
        QCOMPARE(ordinals(QStringLiteral("发票 after:%1"), 1), QStringLiteral("3 4"));
        QCOMPARE(ordinals(QStringLiteral("发票 -after:%1"), 1), QStringLiteral("1 2"));
        QCOMPARE(ordinals(QStringLiteral("发票 before:%1 status:new"), 1), QStringLiteral("1 2"));
        QCOMPARE(ordinals(QStringLiteral("发票 before:%1 status:closed"), 1), QString());
    }
    void everyStatementMayFail()
    {
        for (const int code : {10 /* IOERR */, 13 /* FULL */, 5 /* BUSY */}) {
            for (int i = 1;; ++i) {
                init();
                int count = 0;
                store->mirror().connection().setFaultHook([&](QByteArrayView) -> std::optional<int> {
                    return ++count == i ? std::optional(code) : std::nullopt;
                });
                const qint64 seq = edit(schema::ticket().priority, qint64(3));
                const bool reached = count >= i;
                store->mirror().connection().setFaultHook({});
                const qint64 waiting = *store->outbox().waiting();
                QCOMPARE(waiting, seq < 0 ? 0 : 1); // confirmed or not done, nothing between
                reopen();
                QCOMPARE(*store->outbox().waiting(), waiting);
                QCOMPARE(ticket().number(schema::ticket().priority), waiting ? 3 : 1);
                if (!reached)
                    break;
                QVERIFY(i < 100);
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestSeatStore)
#include "test_seatstore.moc"
