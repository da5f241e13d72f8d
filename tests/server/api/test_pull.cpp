// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/protocol/rowreader.h"
#include "core/schema/entities.h"
#include "core/server/api/people.h"
#include "core/server/check/inspection.h"
#include "core/server/engine/housekeeping.h"
#include "core/server/pull/pullsession.h"
#include "core/server/pull/scopecheck.h"
#include "core/server/store/sqlitestore.h"
#include "core/server/store/storecopy.h"
#include "tests/support/fakeclock.h"
#include "tests/support/scratchdatabase.h"
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

using namespace tidedesk;
using namespace tidedesk::server;
using domain::Change;

/// What a seat would hold after following the pages it was sent: the rules of the client, and nothing of its code.
struct Follower {
    QString cursor;
    QMap<std::pair<QString, Id>, std::pair<QString, Row>> rows; ///< (entity, id) -> (bucket, row)
    bool follow(Store &store, const Session &session, int mostPages)
    {
        const auto decoded = Cursor::fromText(cursor);
        PullSession pull(session, *decoded, cursor);
        protocol::PageReader reader;
        const auto header = pull.header(store, 0);
        if (!header || !reader.feed(*header))
            return false;
        const auto head = reader.takeHeader();
        for (int i = 0; i < mostPages; ++i) {
            const auto bytes = pull.nextPage(store);
            if (!bytes)
                return false;
            if (!*bytes)
                return true;
            if (!reader.feed(**bytes))
                return false;
            if (i == 0) { // the header counts together with the first page
                if (head->reset) {
                    rows.clear();
                    cursor.clear();
                }
                for (const QString &bucket : head->drop)
                    rows.removeIf([&](const auto &entry) { return entry.value().first == bucket; });
            }
            const auto page = reader.takePage();
            if (!page || page->end.previous != cursor)
                return false;
            take(*page);
        }
        return true; // cut here; the next answer goes on from the cursor
    }
    void take(const protocol::Page &page)
    {
        for (const protocol::Block &block : page.blocks) {
            const QString name = block.entity->name();
            const auto received = protocol::rowsOf(block);
            QVERIFY(received.ok());
            for (const Row &row : *received)
                rows.insert({name, row.id()}, {block.bucket, row});
            for (const Id &id : block.gone) {
                if (rows.value({name, id}).first == block.bucket)
                    rows.remove({name, id});
            }
        }
        cursor = page.end.next;
    }
    QString digest() const
    {
        protocol::Digest digest;
        for (const auto &[bucket, row] : rows) {
            if (&row.entity() != &schema::seat())
                digest.add(row);
        }
        return digest.text();
    }
};

class TestPull : public QObject {
    Q_OBJECT
    test::FakeClock clock;
    IdGenerator ids {clock};

    template <class Work> void write(Store &store, Work work)
    {
        auto transaction = StoreTransaction::begin(store, Store::Access::Write);
        WriteContext context(store, ids, clock.nowMs());
        work(context);
        QVERIFY(transaction->commit().ok());
    }
    Change change(const schema::Entity &entity, Change::Kind kind, const Id &row)
    {
        Change change;
        change.id = ids.next();
        change.kind = kind;
        change.entity = &entity;
        change.row = row;
        return change;
    }
    QString wanted(Store &store, const Session &session)
    {
        auto snapshot = StoreTransaction::begin(store, Store::Access::Read);
        const auto scope = scopeNow(store, session.user, session.seat);
        const auto inspection = Inspection::of(store);
        if (!scope || !inspection || !inspection->problems().isEmpty())
            return {};
        return inspection->digestOf(*scope).text();
    }

private Q_SLOTS:
    void badCursorsAreRefused()
    {
        for (const char16_t *bad : {u"x", u"eyJ2IjoyfQ", u"%%%%", u"AAAA"})
            QCOMPARE(Cursor::fromText(QString::fromUtf16(bad)).error().code, QStringLiteral("pull.bad_cursor"));
        Cursor cursor {QStringLiteral("e"), {1, 2}, {{QStringLiteral("ref"), std::nullopt}, {QStringLiteral("team:x"), Position {0, 9}}}, 3};
        const auto back = Cursor::fromText(cursor.toText());
        QVERIFY(back.ok());
        QCOMPARE(back->top, cursor.top);
        QCOMPARE(back->buckets, cursor.buckets);
    }
    /// Random writes, moves between teams, people who change teams, answers cut after any number of pages: whoever has
    /// caught up holds his scope, exactly.
    void whoHasCaughtUpHoldsHisScope()
    {
        bool given = false;
        const quint32 wished = qEnvironmentVariable("TIDEDESK_SEED").toUInt(&given);
        const quint32 seed = given ? wished : QRandomGenerator::global()->generate();
        QRandomGenerator random(seed);
        qInfo() << "seed" << seed;
        const test::ScratchDatabase database;
        const StoreFactory &stores = database.stores();
        auto writer = stores.writer();
        auto reader = stores.reader();
        QVERIFY(writer.ok() && reader.ok());
        Store &store = **writer;
        QList<Session> sessions;
        QList<Id> queues;
        QList<Id> tickets;
        QStringList teams;
        write(store, [&](WriteContext &context) {
            for (int i = 0; i < 3; ++i) {
                const auto user = addUser(context, {QStringLiteral("agent%1").arg(i), {}, i == 2 ? 3 : 0, QStringLiteral("team%1").arg(i), "h"});
                const Id seat = ids.next();
                QVERIFY(useSeat(context, *user, seat, {}).ok());
                sessions.append({{}, *user, seat, 0, 0});
            }
            const auto made = context.store().all(schema::queue());
            for (const Row &queue : *made) {
                queues.append(queue.id());
                teams.append(queue.ref(schema::queue().teamId).toString());
            }
        });
        QList<Follower> followers(3);
        const auto &t = schema::ticket();
        for (int round = 0; round < 120; ++round) {
            write(store, [&](WriteContext &context) {
                for (int n = random.bounded(40); n > 0; --n) {
                    const int dice = random.bounded(100);
                    if (tickets.isEmpty() || dice < 40) {
                        Change create = change(t, Change::Kind::Create, ids.next());
                        create.set = {{t.subject.index, QString::number(round)}, {t.queueId.index, queues[random.bounded(3)]}};
                        QVERIFY(context.applyOwn(create).ok());
                        tickets.append(create.row);
                    } else if (dice < 80) {
                        Change message = change(schema::message(), Change::Kind::Create, ids.next());
                        message.set = {{schema::message().ticketId.index, tickets[random.bounded(static_cast<int>(tickets.size()))]},
                            {schema::message().kind.index, qint64(0)}, {schema::message().body.index, QStringLiteral("x")}};
                        QVERIFY(context.applyOwn(message).ok());
                    } else if (dice < 97) { // moves with everything below it
                        Change move = change(t, Change::Kind::Update, tickets[random.bounded(static_cast<int>(tickets.size()))]);
                        move.set.insert(t.queueId.index, queues[random.bounded(3)]);
                        QVERIFY(context.applyOwn(move).ok());
                    } else { // an agent changes team
                        Change join = change(schema::user(), Change::Kind::Update, sessions[random.bounded(2)].user);
                        const QString team = teams[random.bounded(3)];
                        (random.bounded(2) ? join.add : join.remove).insert(schema::user().teams.index, {team});
                        QVERIFY(context.applyOwn(join).ok());
                    }
                }
            });
            for (int i = 0; i < 3; ++i) {
                if (random.bounded(3))
                    QVERIFY(followers[i].follow(**reader, sessions[i], random.bounded(3)));
            }
        }
        for (int i = 0; i < 3; ++i) {
            QVERIFY(followers[i].follow(**reader, sessions[i], 10'000));
            QCOMPARE(followers[i].digest(), wanted(**reader, sessions[i]));
            Follower fresh;
            QVERIFY(fresh.follow(**reader, sessions[i], 10'000));
            QCOMPARE(fresh.digest(), followers[i].digest());
            const QString before = followers[i].cursor;
            QVERIFY(followers[i].follow(**reader, sessions[i], 10'000));
            QCOMPARE(Cursor::fromText(followers[i].cursor)->top, Cursor::fromText(before)->top); // nothing new, nothing moved
        }
    }
    /// Departures are told for 45 days. Who was away for longer begins anew, who was not goes on; both end up alike.
    void departuresAreForgottenAfterTheirTime()
    {
        const test::ScratchDatabase database;
        auto writer = database.stores().writer();
        auto reader = database.stores().reader();
        Session session;
        QList<Id> queues;
        QList<Id> tickets;
        write(**writer, [&](WriteContext &context) {
            session.user = *addUser(context, {QStringLiteral("lin"), {}, 0, QStringLiteral("t"), "h"});
            session.seat = ids.next();
            QVERIFY(useSeat(context, session.user, session.seat, {}).ok());
            QVERIFY(addUser(context, {QStringLiteral("wang"), {}, 0, QStringLiteral("u"), "h"}).ok());
            const auto made = context.store().all(schema::queue());
            for (const QString &name : {QStringLiteral("t"), QStringLiteral("u")}) {
                for (const Row &queue : *made) {
                    if (queue.text(schema::queue().name) == name)
                        queues.append(queue.id());
                }
            }
            for (int i = 0; i < 4; ++i) {
                Change create = change(schema::ticket(), Change::Kind::Create, ids.next());
                create.set = {{schema::ticket().subject.index, QString::number(i)}, {schema::ticket().queueId.index, queues[0]}};
                QVERIFY(context.applyOwn(create).ok());
                tickets.append(create.row);
            }
        });
        Follower old;
        QVERIFY(old.follow(**reader, session, 100));
        const auto leave = [&](int ticket) {
            write(**writer, [&](WriteContext &context) {
                Change move = change(schema::ticket(), Change::Kind::Update, tickets[ticket]);
                move.set.insert(schema::ticket().queueId.index, queues[1]);
                QVERIFY(context.applyOwn(move).ok());
            });
        };
        const auto days = [&](int count) {
            for (int day = 0; day < count; ++day) {
                clock.advance(kDayMs);
                write(**writer, [&](WriteContext &context) { QVERIFY(keepHouse(context).ok()); });
            }
        };
        const auto departures = [&] {
            auto snapshot = StoreTransaction::begin(**reader, Store::Access::Read);
            const auto entries = (*reader)->changes({QStringLiteral("team:") + (*(*reader)->row(schema::queue(), queues[0]))->row.ref(schema::queue().teamId).toString()}, {}, 1000);
            return std::count_if(entries->begin(), entries->end(), [](const FeedEntry &entry) { return entry.mark == Mark::Gone && entry.entity == &schema::ticket(); });
        };
        leave(0);
        days(20);
        Follower young;
        QVERIFY(young.follow(**reader, session, 100));
        leave(1);
        days(20);
        QVERIFY(departures() == 2); // not yet
        days(10);
        QVERIFY(departures() == 1); // the second is 30 days old
        const auto resets = [&](const Follower &follower) {
            PullSession pull(session, *Cursor::fromText(follower.cursor), follower.cursor);
            protocol::PageReader pages;
            const auto header = pull.header(**reader, 0);
            return header.ok() && pages.feed(*header) && pages.takeHeader()->reset;
        };
        QVERIFY(resets(old));
        QVERIFY(!resets(young));
        for (Follower *follower : {&old, &young}) {
            QVERIFY(follower->follow(**reader, session, 100));
            QCOMPARE(follower->digest(), wanted(**reader, session));
        }
    }
    /// A server that moves from SQLite: cursors are good in the copy, whatever its engine.
    void aCopyGoesOnWithTheSameCursors()
    {
        const test::ScratchDatabase database;
        QTemporaryDir folder;
        const SqliteStoreFactory before(folder.filePath(QStringLiteral("server.db")));
        auto source = before.writer();
        Session session;
        const auto newTicket = [&](WriteContext &context) {
            Change create = change(schema::ticket(), Change::Kind::Create, ids.next());
            create.set = {{schema::ticket().subject.index, QStringLiteral("x")}};
            QVERIFY(context.applyOwn(create).ok());
        };
        write(**source, [&](WriteContext &context) {
            session.user = *addUser(context, {QStringLiteral("lin"), {}, 0, QStringLiteral("t"), "h"});
            session.seat = ids.next();
            QVERIFY(useSeat(context, session.user, session.seat, {}).ok());
            newTicket(context);
        });
        Follower follower;
        QVERIFY(follower.follow(**source, session, 100));
        write(**source, newTicket);
        auto target = database.stores().writer();
        const auto copied = copyStore(**source, **target);
        QVERIFY(copied.ok() && copied->sameEpoch);
        QCOMPARE(copyStore(**source, **target).error().code, QStringLiteral("store.not_empty"));
        write(**target, newTicket);
        PullSession pull(session, *Cursor::fromText(follower.cursor), follower.cursor);
        protocol::PageReader pages;
        QVERIFY(pages.feed(*pull.header(**target, 0)).ok());
        QVERIFY(!pages.takeHeader()->reset);
        QVERIFY(follower.follow(**target, session, 100));
        QCOMPARE(follower.digest(), wanted(**target, session));
    }
    void anotherEpochBeginsAnew()
    {
        const test::ScratchDatabase database;
        const StoreFactory &stores = database.stores();
        auto writer = stores.writer();
        Session session;
        write(**writer, [&](WriteContext &context) {
            session.user = *addUser(context, {QStringLiteral("lin"), {}, 0, QStringLiteral("t"), "h"});
            session.seat = ids.next();
            QVERIFY(useSeat(context, session.user, session.seat, {}).ok());
        });
        auto reader = stores.reader();
        Follower follower;
        QVERIFY(follower.follow(**reader, session, 100));
        QVERIFY(!follower.rows.isEmpty());
        write(**writer, [&](WriteContext &context) { QVERIFY(context.store().setMeta(QString(kEpochKey), QStringLiteral("another")).ok()); });
        QVERIFY(follower.follow(**reader, session, 100));
        QCOMPARE(follower.digest(), wanted(**reader, session));
    }
    /// What a seat may send us: never more than a wrong answer to itself.
    void inventedCursorsHarmNobody_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::newRow("turn below zero") << QByteArray(R"({"v":1,"e":"%1","t":[0,1],"b":{"ref":[0,9],"customers":[0,9],"team:x":[0,9]},"n":-7})");
        QTest::newRow("turn beyond all") << QByteArray(R"({"v":1,"e":"%1","t":[0,1],"b":{"customers":[0,9]},"n":1e300})");
        QTest::newRow("future") << QByteArray(R"({"v":1,"e":"%1","t":[0,9007199254740991],"b":{"ref":1}})");
        QTest::newRow("before all") << QByteArray(R"({"v":1,"e":"%1","t":[0,-9007199254740991],"b":{"ref":[-1,-1]}})");
        QTest::newRow("wrong types") << QByteArray(R"({"v":1,"e":7,"t":"x","b":[1,2],"n":{}})");
        QTest::newRow("foreign buckets") << QByteArray(R"({"v":1,"e":"%1","t":[0,1],"b":{"team:y":[0,99],"nowhere":[0,99],"seat:z":1}})");
        QTest::newRow("far fill") << QByteArray(R"({"v":1,"e":"%1","t":[0,1],"b":{"ref":[0,9007199254740991],"customers":[9,9]}})");
    }
    void inventedCursorsHarmNobody()
    {
        QFETCH(QByteArray, json);
        const test::ScratchDatabase database;
        const StoreFactory &stores = database.stores();
        auto writer = stores.writer();
        Session session;
        Id foreign;
        write(**writer, [&](WriteContext &context) {
            session.user = *addUser(context, {QStringLiteral("lin"), {}, 0, QStringLiteral("t"), "h"});
            session.seat = ids.next();
            QVERIFY(useSeat(context, session.user, session.seat, {}).ok());
            QVERIFY(addUser(context, {QStringLiteral("wang"), {}, 0, QStringLiteral("u"), "h"}).ok());
            const auto queues = context.store().all(schema::queue());
            for (const Row &queue : *queues) {
                Change create = change(schema::ticket(), Change::Kind::Create, ids.next());
                create.set = {{schema::ticket().subject.index, QStringLiteral("x")}, {schema::ticket().queueId.index, queue.id()}};
                QVERIFY(context.applyOwn(create).ok());
                if (queue.text(schema::queue().name) == u"u")
                    foreign = create.row;
            }
        });
        auto reader = stores.reader();
        QString epoch;
        {
            auto snapshot = StoreTransaction::begin(**reader, Store::Access::Read);
            epoch = *(*reader)->meta(QString(kEpochKey));
        }
        json.replace("%1", epoch.toLatin1());
        const auto cursor = Cursor::fromText(QString::fromLatin1(json.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals)));
        QVERIFY(cursor.ok());
        PullSession pull(session, *cursor, QStringLiteral("made up"));
        protocol::PageReader pages;
        QVERIFY(pages.feed(*pull.header(**reader, 0)).ok());
        for (int i = 0;; ++i) {
            QVERIFY(i < 20);
            const auto bytes = pull.nextPage(**reader);
            QVERIFY(bytes.ok());
            if (!*bytes)
                break;
            QVERIFY(!(*bytes)->contains(foreign.toString().toLatin1()));
            QVERIFY(pages.feed(**bytes).ok());
        }
    }
    /// A person who leaves a team while the answer is under way gets no further page of it.
    void theScopeIsLookedAtForEveryPage()
    {
        const test::ScratchDatabase database;
        const StoreFactory &stores = database.stores();
        auto writer = stores.writer();
        Session session;
        QStringList teams;
        write(**writer, [&](WriteContext &context) {
            session.user = *addUser(context, {QStringLiteral("lin"), {}, 0, QStringLiteral("t"), "h"});
            session.seat = ids.next();
            QVERIFY(useSeat(context, session.user, session.seat, {}).ok());
            const Row queue = context.store().all(schema::queue())->first();
            teams.append(queue.ref(schema::queue().teamId).toString());
            for (int i = 0; i < 3000; ++i) {
                Change create = change(schema::ticket(), Change::Kind::Create, ids.next());
                create.set = {{schema::ticket().subject.index, QString::number(i)}, {schema::ticket().queueId.index, queue.id()}};
                QVERIFY(context.applyOwn(create).ok());
            }
        });
        auto reader = stores.reader();
        PullSession pull(session, {}, {});
        QVERIFY(pull.header(**reader, 0).ok());
        QVERIFY(*pull.nextPage(**reader));
        QVERIFY(*pull.nextPage(**reader));
        write(**writer, [&](WriteContext &context) {
            Change leave = change(schema::user(), Change::Kind::Update, session.user);
            leave.remove.insert(schema::user().teams.index, teams);
            QVERIFY(context.applyOwn(leave).ok());
        });
        const auto next = pull.nextPage(**reader);
        QVERIFY(next.ok());
        QVERIFY(!*next);
        Follower follower;
        QVERIFY(follower.follow(**reader, session, 100));
        QCOMPARE(follower.digest(), wanted(**reader, session));
        write(**writer, [&](WriteContext &context) { QVERIFY(disableUser(context, QStringLiteral("lin")).ok()); });
        PullSession late(session, *Cursor::fromText(follower.cursor), follower.cursor);
        QCOMPARE(late.header(**reader, 0).error().code, QStringLiteral("session.revoked"));
    }
    /// Rows of a million characters are many pages, and many pages are several answers: each fits into memory on both sides.
    void pagesAndAnswersAreBoundedInBytes()
    {
        const test::ScratchDatabase database;
        const StoreFactory &stores = database.stores();
        auto writer = stores.writer();
        Session session;
        write(**writer, [&](WriteContext &context) {
            session.user = *addUser(context, {QStringLiteral("lin"), {}, 0, QStringLiteral("t"), "h"});
            session.seat = ids.next();
            QVERIFY(useSeat(context, session.user, session.seat, {}).ok());
            const auto &t = schema::ticket();
            const auto &m = schema::message();
            const QString large(500'000, u'退');
            Change ticket = change(t, Change::Kind::Create, ids.next());
            ticket.set = {{t.subject.index, QStringLiteral("long letters")}, {t.queueId.index, context.store().all(schema::queue())->first().id()}};
            QVERIFY(context.applyOwn(ticket).ok());
            for (int i = 0; i < 20; ++i) {
                Change create = change(m, Change::Kind::Create, ids.next());
                create.set = {{m.ticketId.index, ticket.row}, {m.kind.index, qint64(0)}, {m.body.index, large}};
                QVERIFY(context.applyOwn(create).ok());
            }
        });
        auto reader = stores.reader();
        PullSession pull(session, {}, {});
        QVERIFY(pull.header(**reader, 0).ok());
        int pages = 0;
        qint64 given = 0;
        for (auto bytes = pull.nextPage(**reader); *bytes; bytes = pull.nextPage(**reader)) {
            QVERIFY((*bytes)->size() < 3 * PageFiller::kBytes);
            given += (*bytes)->size();
            ++pages;
        }
        QVERIFY2(pages >= 3, qPrintable(QString::number(pages)));
        QVERIFY(given >= PullSession::kAnswerBytes && given < PullSession::kAnswerBytes + 3 * PageFiller::kBytes);
        Follower follower;
        QVERIFY(follower.follow(**reader, session, 100));
        QVERIFY(follower.digest() != wanted(**reader, session)); // there was more
        QVERIFY(follower.follow(**reader, session, 100));
        QCOMPARE(follower.digest(), wanted(**reader, session));
    }
    void whoIsDisabledGetsNothing()
    {
        const test::ScratchDatabase database;
        const StoreFactory &stores = database.stores();
        auto writer = stores.writer();
        Session session;
        write(**writer, [&](WriteContext &context) {
            session.user = *addUser(context, {QStringLiteral("lin"), {}, 0, QStringLiteral("t"), "h"});
            session.seat = ids.next();
            QVERIFY(disableUser(context, QStringLiteral("lin")).ok());
        });
        auto reader = stores.reader();
        PullSession pull(session, {}, {});
        QCOMPARE(pull.header(**reader, 0).error().code, QStringLiteral("session.revoked"));
    }
};

QTEST_GUILESS_MAIN(TestPull)
#include "test_pull.moc"
