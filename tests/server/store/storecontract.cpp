// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/store/storecontract.h"
#include "core/protocol/rowtext.h"
#include "core/schema/entities.h"
#include "core/server/store/sqlitestore.h"
#include <QTest>

namespace tidedesk::test {

using namespace server;

namespace {

const auto kTeam = QStringLiteral("team:a");
const auto kOther = QStringLiteral("team:b");

Row ticketRow(const Id &id, const QString &subject, qint64 number = 1)
{
    const auto &t = schema::ticket();
    Row row(t, id);
    row.version = 1;
    row.set(t.subject, subject);
    row.set(t.number, number);
    return row;
}

/// A value of the field's type, to be told from others by `seed`.
Value sample(const schema::Field &field, int seed)
{
    switch (field.type) {
    case schema::Type::Text:
        return QStringLiteral("退款 \"%1\"\n").arg(seed);
    case schema::Type::Date:
        return QStringLiteral("2026-02-%1").arg(10 + seed % 10);
    case schema::Type::Json:
        return QStringLiteral("{\"n\":%1}").arg(seed);
    case schema::Type::Real:
        return seed + 0.1;
    case schema::Type::Reference:
        return Id::derived(Id::fromString(u"01990000-0000-7000-8000-000000000000"), seed);
    case schema::Type::Set:
        return QStringList {QStringLiteral("a,%1").arg(seed), QStringLiteral("é")};
    case schema::Type::Flag:
    case schema::Type::Choice:
        return qint64(seed % 2);
    case schema::Type::Integer:
    case schema::Type::Instant:
    case schema::Type::Money:
        return qint64(1'700'000'000'000) + seed;
    }
    return {};
}

} // namespace

void StoreContract::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_factory = fresh(m_folder->path());
    auto store = m_factory->writer();
    QVERIFY2(store.ok(), store.ok() ? "" : qPrintable(store.error().detail));
    m_store = std::move(*store);
}

void StoreContract::cleanup()
{
    m_store.reset();
    m_factory.reset();
    m_folder.reset();
}

template <class Work> void StoreContract::write(Work work)
{
    auto transaction = StoreTransaction::begin(*m_store, Store::Access::Write);
    QVERIFY(transaction.ok());
    work();
    QVERIFY(transaction->commit().ok());
}

template <class Work> void StoreContract::read(Work work)
{
    auto transaction = StoreTransaction::begin(*m_store, Store::Access::Read);
    QVERIFY(transaction.ok());
    work();
}

Position StoreContract::head()
{
    auto transaction = StoreTransaction::begin(*m_store, Store::Access::Read);
    const auto head = m_store->head();
    return head ? *head : Position {-1, -1};
}

QList<FeedEntry> StoreContract::entries(Position after, const QSet<QString> &buckets, int limit)
{
    const auto found = m_store->changes(buckets, after, limit);
    return found ? *found : QList<FeedEntry>();
}

/// Every entity, every field: once full, once empty.
void StoreContract::rowsComeBackAsTheyWentIn()
{
    for (const schema::Entity *entity : schema::entities()) {
        StoredRow full {Row(*entity, id()), {}, kTeam};
        full.row.version = 3;
        const StoredRow empty {Row(*entity, id()), {}, kTeam};
        for (const schema::Field &field : entity->fields()) {
            full.row.set(field, sample(field, field.index));
            full.stamps.insert(field.index, {field.index % 3, id(), field.index % 2 ? id() : Id(), 17});
        }
        write([&] {
            QVERIFY(m_store->put(full).ok());
            QVERIFY(m_store->put(empty).ok());
        });
        write([&] {
            const auto first = m_store->row(*entity, full.row.id());
            const auto second = m_store->row(*entity, empty.row.id());
            QVERIFY(first.ok() && *first && second.ok() && *second);
            QCOMPARE((*first)->row, full.row);
            QCOMPARE((*first)->stamps, full.stamps);
            QCOMPARE((*first)->bucket, kTeam);
            QCOMPARE((*second)->row, empty.row);
            QVERIFY((*second)->stamps.isEmpty());
            QVERIFY(!*m_store->row(*entity, id()));
        });
    }
}

void StoreContract::rowsAreReplacedByAnotherVersion()
{
    const Id ticket = id();
    write([&] {
        QVERIFY(m_store->put({ticketRow(ticket, QStringLiteral("first")), {}, kTeam}).ok());
        Row second = ticketRow(ticket, QStringLiteral("second"));
        second.version = 2;
        second.set(schema::ticket().number, Value());
        QVERIFY(m_store->put({second, {}, kOther}).ok());
        const auto back = m_store->row(schema::ticket(), ticket);
        QCOMPARE((*back)->row, second);
        QCOMPARE((*back)->bucket, kOther);
        QCOMPARE(m_store->all(schema::ticket())->size(), 1);
    });
}

void StoreContract::findAndChildren()
{
    const auto &t = schema::ticket();
    const auto &e = schema::event();
    const Id queue = id();
    const Id customer = id();
    const Id ticket = id();
    write([&] {
        Row row = ticketRow(ticket, QStringLiteral("x"), 77);
        row.set(t.queueId, queue);
        row.set(t.customerId, customer);
        QVERIFY(m_store->put({row, {}, kTeam}).ok());
        QCOMPARE(m_store->find(t.number, qint64(77))->size(), 1);
        QCOMPARE(m_store->find(t.number, qint64(78))->size(), 0);
        QCOMPARE(m_store->find(t.customerId, customer)->first().id(), ticket);
        QCOMPARE(*m_store->children(t.queueId, queue), QList<Id> {ticket});

        // An event below a ticket is not below its queue or customer as well.
        Row under(e, id());
        under.set(e.ticketId, ticket);
        under.set(e.queueId, queue);
        Row loose(e, id());
        loose.set(e.queueId, queue);
        Row ofCustomer(e, id());
        ofCustomer.set(e.customerId, customer);
        ofCustomer.set(e.queueId, queue);
        for (const Row &event : {under, loose, ofCustomer})
            QVERIFY(m_store->put({event, {}, kTeam}).ok());
        QCOMPARE(*m_store->children(e.ticketId, ticket), QList<Id> {under.id()});
        QCOMPARE(*m_store->children(e.customerId, customer), QList<Id> {ofCustomer.id()});
        QCOMPARE(*m_store->children(e.queueId, queue), QList<Id> {loose.id()});
        QCOMPARE(*m_store->children(e.queueId, id()), QList<Id>());
    });
}

void StoreContract::numbersBelowABound()
{
    const auto &t = schema::ticket();
    write([&] {
        QList<Id> ids;
        for (const qint64 until : {30, 10, 20, 40}) {
            Row ticket(t, id());
            ticket.set(t.claimedUntil, until);
            QVERIFY(m_store->put({ticket, {}, kTeam}).ok());
            ids.append(ticket.id());
        }
        QVERIFY(m_store->put({Row(t, id()), {}, kTeam}).ok()); // nothing is not less than anything
        QCOMPARE(*m_store->findBelow(t.claimedUntil, 40, 10), (QList<Id> {ids[1], ids[2], ids[0]}));
        QCOMPARE(*m_store->findBelow(t.claimedUntil, 40, 2), (QList<Id> {ids[1], ids[2]}));
        QVERIFY(m_store->findBelow(t.claimedUntil, 10, 10)->isEmpty());
    });
}

void StoreContract::messagesAfterAnOrdinal()
{
    const auto &m = schema::message();
    const Id ticket = id();
    write([&] {
        for (const qint64 ordinal : {3, 1, 2}) {
            Row message(m, id());
            message.set(m.ticketId, ticket);
            message.set(m.ordinal, ordinal);
            QVERIFY(m_store->put({message, {}, kTeam}).ok());
        }
        QList<qint64> ordinals;
        const auto later = m_store->messagesAfter(ticket, 1);
        for (const Row &message : *later)
            ordinals.append(message.number(m.ordinal));
        QCOMPARE(ordinals, (QList<qint64> {2, 3}));
        QVERIFY(m_store->messagesAfter(ticket, 3)->isEmpty());
    });
}

void StoreContract::nestedTransactionsUndoTheirOwn()
{
    const Id kept = id();
    const Id undone = id();
    write([&] {
        QVERIFY(m_store->put({ticketRow(kept, QStringLiteral("kept")), {}, kTeam}).ok());
        QVERIFY(m_store->touch(kTeam, schema::ticket(), kept, Mark::Present).ok());
        {
            auto inner = StoreTransaction::begin(*m_store, Store::Access::Write);
            QVERIFY(m_store->put({ticketRow(undone, QStringLiteral("undone")), {}, kTeam}).ok());
            QVERIFY(m_store->touch(kTeam, schema::ticket(), undone, Mark::Present).ok());
            QVERIFY(m_store->count(QStringLiteral("ticket")).ok());
        }
        QCOMPARE(*m_store->count(QStringLiteral("ticket")), 1); // the number came back
        auto inner = StoreTransaction::begin(*m_store, Store::Access::Write);
        QVERIFY(inner->commit().ok());
    });
    read([&] {
        QVERIFY(*m_store->row(schema::ticket(), kept));
        QVERIFY(!*m_store->row(schema::ticket(), undone));
        const auto told = entries({}, {kTeam});
        QCOMPARE(told.size(), 1);
        QCOMPARE(told[0].row, kept);
        QCOMPARE(*m_store->head(), told[0].position);
    });
    {
        auto whole = StoreTransaction::begin(*m_store, Store::Access::Write);
        QVERIFY(m_store->put({ticketRow(undone, QStringLiteral("undone")), {}, kTeam}).ok());
    }
    write([&] { QVERIFY(!*m_store->row(schema::ticket(), undone)); });
}

void StoreContract::anUndoneBucketIsNoBucket()
{
    const Id ticket = id();
    {
        auto undone = StoreTransaction::begin(*m_store, Store::Access::Write);
        QVERIFY(m_store->put({ticketRow(ticket, QStringLiteral("x")), {}, kTeam}).ok());
    }
    write([&] {
        QVERIFY(m_store->put({ticketRow(id(), QStringLiteral("y")), {}, kOther}).ok());
        QVERIFY(m_store->put({ticketRow(ticket, QStringLiteral("x")), {}, kTeam}).ok());
        QCOMPARE((*m_store->row(schema::ticket(), ticket))->bucket, kTeam);
        const QStringList buckets = *m_store->buckets();
        QVERIFY(buckets.contains(kTeam) && buckets.contains(kOther));
        QCOMPARE(buckets.size(), 2);
    });
}

void StoreContract::readersSeeOneSnapshot()
{
    const Id early = id();
    const Id late = id();
    write([&] {
        QVERIFY(m_store->put({ticketRow(early, QStringLiteral("early")), {}, kTeam}).ok());
        QVERIFY(m_store->touch(kTeam, schema::ticket(), early, Mark::Present).ok());
    });
    auto reader = m_factory->reader();
    QVERIFY(reader.ok());
    auto snapshot = StoreTransaction::begin(**reader, Store::Access::Read);
    QVERIFY(*(*reader)->row(schema::ticket(), early)); // the snapshot begins with the first read
    const Position before = *(*reader)->head();
    write([&] {
        QVERIFY(m_store->put({ticketRow(late, QStringLiteral("late")), {}, QStringLiteral("team:new")}).ok());
        QVERIFY(m_store->touch(QStringLiteral("team:new"), schema::ticket(), late, Mark::Present).ok());
    });
    QVERIFY(!*(*reader)->row(schema::ticket(), late));
    QCOMPARE(*(*reader)->head(), before);
    snapshot->rollback();
    auto next = StoreTransaction::begin(**reader, Store::Access::Read);
    const auto found = (*reader)->row(schema::ticket(), late);
    QVERIFY(found.ok() && *found);
    QCOMPARE((*found)->bucket, QStringLiteral("team:new")); // a bucket made after the reader was opened
    QVERIFY(before < *(*reader)->head());
}

void StoreContract::feedKeepsTheNewestMarkOfEachRow()
{
    const Id ticket = id();
    write([&] { QVERIFY(m_store->touch(kTeam, schema::ticket(), ticket, Mark::Present).ok()); });
    const Position first = head();
    QVERIFY(Position() < first);
    write([&] {
        QVERIFY(m_store->touch(kTeam, schema::ticket(), ticket, Mark::Present).ok());
        QVERIFY(m_store->touch(kTeam, schema::ticket(), ticket, Mark::Gone).ok());
        QVERIFY(m_store->touch(kOther, schema::ticket(), ticket, Mark::Present).ok());
    });
    read([&] {
        const auto both = entries({}, {kTeam, kOther});
        QCOMPARE(both.size(), 2);
        QCOMPARE(both[0].mark, Mark::Gone);
        QCOMPARE(both[0].bucket, kTeam);
        QCOMPARE(both[1].bucket, kOther);
        QCOMPARE(both[1].entity, &schema::ticket());
        QCOMPARE(both[1].row, ticket);
        QCOMPARE(both[1].position, *m_store->head());
        QVERIFY(first < both[0].position);
        const Position above {both[1].position.xid, both[1].position.seq + 1};
        QCOMPARE(*m_store->countChanges({kTeam, kOther}, {}, 100), 2);
        QCOMPARE(*m_store->countChanges({kTeam, kOther}, {}, 1), 1);
        QCOMPARE(*m_store->countPresent(kTeam, above), 0);
        QCOMPARE(*m_store->countPresent(kOther, above), 1);
    });
}

void StoreContract::changesFollowTheOrderOfCommits()
{
    QList<Id> order;
    for (int i = 0; i < 20; ++i) {
        order.append(id());
        write([&] { QVERIFY(m_store->touch(i % 3 ? kTeam : kOther, schema::ticket(), order.last(), Mark::Present).ok()); });
    }
    read([&] {
        QList<Id> seen;
        Position at;
        for (;;) { // pages of 7
            const auto page = entries(at, {kTeam, kOther}, 7);
            if (page.isEmpty())
                break;
            for (const FeedEntry &entry : page) {
                QVERIFY(at < entry.position);
                at = entry.position;
                seen.append(entry.row);
            }
        }
        QCOMPARE(seen, order);
        QCOMPARE(entries({}, {QStringLiteral("team:none")}).size(), 0);
        QCOMPARE(entries({}, {}).size(), 0);
    });
}

void StoreContract::backfillGoesDownwardsAndLeavesOutDepartures()
{
    QList<Id> rows;
    write([&] {
        for (int i = 0; i < 10; ++i) {
            rows.append(id());
            QVERIFY(m_store->touch(kTeam, schema::ticket(), rows.last(), i == 4 ? Mark::Gone : Mark::Present).ok());
        }
    });
    read([&] {
        const Position head = *m_store->head();
        const auto newest = m_store->backfill(kTeam, {head.xid, head.seq + 1}, 3);
        QCOMPARE(newest->size(), 3);
        QCOMPARE(newest->first().row, rows[9]);
        const auto older = m_store->backfill(kTeam, newest->last().position, 100);
        QCOMPARE(older->size(), 6);
        QCOMPARE(older->last().row, rows[0]);
        for (const FeedEntry &entry : *older)
            QVERIFY(!(entry.row == rows[4]));
        QCOMPARE(*m_store->countPresent(kTeam, newest->last().position), 6);
    });
}

void StoreContract::departuresAreForgottenUpToAFloor()
{
    const Id kept = id();
    const Id late = id();
    read([&] { QCOMPARE(*m_store->floor(), Position()); });
    write([&] {
        QVERIFY(m_store->touch(kTeam, schema::ticket(), kept, Mark::Present).ok());
        QVERIFY(m_store->touch(kTeam, schema::ticket(), id(), Mark::Gone).ok());
    });
    const Position upTo = head();
    write([&] { QVERIFY(m_store->forgetDepartures(upTo).ok()); });
    QCOMPARE(head(), upTo); // although the entry that stood there is gone
    write([&] { QVERIFY(m_store->touch(kTeam, schema::ticket(), late, Mark::Gone).ok()); });
    read([&] {
        QCOMPARE(*m_store->floor(), upTo);
        const auto left = entries({}, {kTeam});
        QCOMPARE(left.size(), 2);
        QCOMPARE(left[0].row, kept);
        QCOMPARE(left[1].row, late);
        QCOMPARE(entries(upTo, {kTeam}).size(), 1);
    });
}

void StoreContract::resultsAreKeptAndForgotten()
{
    const Id seat = id();
    const RecordedResult result {id(), {{QStringLiteral("verdict"), QStringLiteral("applied")}, {QStringLiteral("seq"), 1}}};
    write([&] {
        QVERIFY(m_store->record(seat, 1, result, 1000).ok());
        QVERIFY(m_store->record(seat, 2, result, 2000).ok());
        QVERIFY(!*m_store->result(id(), 1));
        const auto back = m_store->result(seat, 1);
        QCOMPARE((*back)->operation, result.operation);
        QCOMPARE((*back)->outcome, result.outcome);
        QVERIFY(m_store->forgetResults(2000).ok());
        QVERIFY(!*m_store->result(seat, 1));
        QVERIFY(*m_store->result(seat, 2));
    });
    {
        auto transaction = StoreTransaction::begin(*m_store, Store::Access::Write);
        QVERIFY(!m_store->record(seat, 2, result, 3000).ok() || !transaction->commit().ok()); // a number is given once
    }
}

void StoreContract::accountsAndSessions()
{
    const Id lin = id();
    const Id wang = id();
    const Session first {QByteArray(32, '1'), lin, id(), 10, 100};
    const Session second {QByteArray(32, '2'), lin, id(), 10, 200};
    const Session third {QByteArray(32, '3'), wang, id(), 10, 300};
    write([&] {
        QVERIFY(!*m_store->account(lin));
        QVERIFY(m_store->putAccount({lin, "hash"}).ok());
        QVERIFY(m_store->putAccount({lin, "other"}).ok());
        QCOMPARE((*m_store->account(lin))->password, "other");
        for (const Session &session : {first, second, third})
            QVERIFY(m_store->putSession(session).ok());
        QVERIFY(m_store->removeSessionsExpiredAt(100).ok());
        QCOMPARE(m_store->sessions()->size(), 2);
        QVERIFY(m_store->sessions()->contains(second));
        QVERIFY(m_store->removeSessionsOfSeat(second.seat).ok());
        QCOMPARE(*m_store->sessions(), QList<Session> {third});
        QVERIFY(m_store->removeSessionsOf(lin).ok());
        QVERIFY(m_store->removeSession(first.tokenHash).ok());
        QCOMPARE(m_store->sessions()->size(), 1);
        QVERIFY(m_store->removeSessionsOf(wang).ok());
        QVERIFY(m_store->sessions()->isEmpty());
    });
}

void StoreContract::sessionsEndedFromAboveAreRemembered()
{
    const Id lin = id();
    const Session mine {QByteArray(32, '1'), lin, id(), 10, 100};
    const Session other {QByteArray(32, '2'), lin, id(), 10, 900};
    const Session theirs {QByteArray(32, '3'), id(), id(), 10, 300};
    write([&] {
        for (const Session &session : {mine, other, theirs})
            QVERIFY(m_store->putSession(session).ok());
        QVERIFY(m_store->revokeSessionsOfSeat(mine.seat, 500).ok());
        QVERIFY(m_store->revokeSessionsOf(lin, 500).ok());
        Session seat = mine;
        seat.revoked = Session::Revoked::Seat; // the first reason stays
        seat.expiresAt = 500;
        QCOMPARE(**m_store->session(mine.tokenHash), seat);
        Session account = other;
        account.revoked = Session::Revoked::Account;
        QCOMPARE(**m_store->session(other.tokenHash), account);
        QCOMPARE(**m_store->session(theirs.tokenHash), theirs);
        QVERIFY(m_store->sessions()->contains(seat) && m_store->sessions()->contains(account));
        QVERIFY(m_store->removeSessionsExpiredAt(500).ok());
        QVERIFY(!*m_store->session(mine.tokenHash));
        QVERIFY(m_store->putSession(seat).ok());
        QVERIFY(m_store->forgetRevokedOf(lin).ok());
        QVERIFY(!*m_store->session(other.tokenHash));
        QCOMPARE(**m_store->session(mine.tokenHash), seat);
    });
}

void StoreContract::sealedFilesAndTheirPieces()
{
    SealedFile file {QStringLiteral("00"), 10, 4, {id(), id(), id(), 3, 1, 50}, 100};
    SealedFile earlier {QStringLiteral("01"), 10, 10, {id(), id(), id(), 0, 0, 51}, 99, SealedFile::State::Waiting};
    write([&] {
        QVERIFY(!*m_store->sealedFile(file.hash));
        QVERIFY(m_store->putSealedFile(file).ok() && m_store->putSealedFile(earlier).ok());
        QVERIFY(m_store->putSealedPiece(file.hash, 0, "four").ok());
        QVERIFY(m_store->putSealedPiece(file.hash, 0, "FOUR").ok()); // once more
        QVERIFY(m_store->putSealedPiece(earlier.hash, 0, "else").ok());
    });
    write([&] {
        QCOMPARE(**m_store->sealedFile(file.hash), file);
        QCOMPARE(*m_store->sealedFiles(), (QList<SealedFile> {earlier, file}));
        QCOMPARE(**m_store->sealedPiece(file.hash, 0), "FOUR");
        QVERIFY(!*m_store->sealedPiece(file.hash, 4));
        file.held = 10;
        file.state = SealedFile::State::Applied;
        file.decidedAt = 200;
        file.report = {{QStringLiteral("applied"), 3}};
        QVERIFY(m_store->putSealedFile(file).ok());
        QCOMPARE(**m_store->sealedFile(file.hash), file);
        QVERIFY(m_store->dropSealedPieces(file.hash).ok());
        QVERIFY(!*m_store->sealedPiece(file.hash, 0));
        QVERIFY(*m_store->sealedPiece(earlier.hash, 0));
    });
}

void StoreContract::blobsAndCounters()
{
    write([&] {
        QVERIFY(!*m_store->blob(QStringLiteral("00")));
        QVERIFY(m_store->putBlob({QStringLiteral("00"), 5, id(), 1}).ok());
        QVERIFY(m_store->putBlob({QStringLiteral("00"), 6, id(), 2}).ok()); // the same bytes again
        QCOMPARE((*m_store->blob(QStringLiteral("00")))->size, 5);
        QCOMPARE(m_store->blobs()->size(), 1);
        const BlobGiver lin {QStringLiteral("00"), id()};
        const BlobGiver chen {QStringLiteral("00"), id()};
        QVERIFY(!*m_store->isGiver(lin));
        QVERIFY(m_store->putGiver(lin).ok());
        QVERIFY(m_store->putGiver(lin).ok()); // once more
        QVERIFY(*m_store->isGiver(lin));
        QVERIFY(!*m_store->isGiver(chen));
        QVERIFY(!*m_store->isGiver({QStringLiteral("01"), lin.user}));
        QVERIFY(m_store->putGiver(chen).ok());
        QCOMPARE(m_store->givers()->size(), 2);
        QVERIFY(m_store->givers()->contains(lin) && m_store->givers()->contains(chen));
        QCOMPARE(*m_store->counted(QStringLiteral("ticket")), 0);
        for (qint64 n = 1; n <= 3; ++n)
            QCOMPARE(*m_store->count(QStringLiteral("ticket")), n);
        QCOMPARE(*m_store->counted(QStringLiteral("ticket")), 3);
        QCOMPARE(*m_store->meta(QStringLiteral("nothing")), QString());
        QVERIFY(m_store->setMeta(QStringLiteral("k"), QStringLiteral("v")).ok());
        QVERIFY(m_store->setMeta(QStringLiteral("k"), QStringLiteral("w")).ok());
        QCOMPARE(*m_store->meta(QStringLiteral("k")), QStringLiteral("w"));
        QCOMPARE(m_store->meta(QString(kEpochKey))->size(), 36);
    });
}

void StoreContract::filesOnTheirWay()
{
    const QString hash = QStringLiteral("00");
    const Id lin = id();
    const Id chen = id();
    write([&] {
        QVERIFY(!*m_store->upload(hash, lin));
        QCOMPARE(*m_store->fileBytes(), 0);
        for (const Id &user : {lin, chen})
            QVERIFY(m_store->putUpload({hash, user, 10, 0, 100}).ok());
        QVERIFY(m_store->putUpload({hash, lin, 10, 4, 200}).ok());
        QVERIFY(m_store->putPiece(hash, lin, 0, "four").ok());
        QVERIFY(m_store->putPiece(hash, lin, 0, "FOUR").ok()); // once more
        QVERIFY(m_store->putPiece(hash, chen, 0, "else").ok());
    });
    write([&] {
        const auto upload = *m_store->upload(hash, lin);
        QVERIFY(upload);
        QCOMPARE(upload->size, 10);
        QCOMPARE(upload->held, 4);
        QCOMPARE(upload->at, 200);
        QCOMPARE(**m_store->piece(hash, lin, 0), "FOUR");
        QCOMPARE(**m_store->piece(hash, chen, 0), "else");
        QVERIFY(!*m_store->piece(hash, lin, 4));
        QCOMPARE(*m_store->uploadedSince(lin, 200), 10);
        QCOMPARE(*m_store->uploadedSince(lin, 201), 0);
        QCOMPARE(*m_store->fileBytes(), 20);
        QVERIFY(m_store->putBlob({hash, 10, lin, 1}).ok());
        QVERIFY(m_store->putUpload({hash, lin, 10, 10, 300}).ok()); // whole
        QCOMPARE(*m_store->fileBytes(), 20);
        QVERIFY(m_store->publishPieces(hash, lin).ok());
        QVERIFY(!*m_store->piece(hash, lin, 0));
        QVERIFY(m_store->forgetUploads(200).ok());
        QVERIFY(*m_store->upload(hash, lin));
        QVERIFY(!*m_store->upload(hash, chen));
        QVERIFY(!*m_store->piece(hash, chen, 0));
        QVERIFY(m_store->putPiece(hash, lin, 0, "four").ok());
        QVERIFY(m_store->dropUpload(hash, lin).ok());
        QVERIFY(!*m_store->upload(hash, lin));
        QVERIFY(!*m_store->piece(hash, lin, 0));
        QCOMPARE(*m_store->fileBytes(), 10);
    });
}

void StoreContract::aCopyHoldsEverything()
{
    const Id ticket = id();
    const Id seat = id();
    const StoredRow stored {ticketRow(ticket, QStringLiteral("x")), {{schema::ticket().subject.index, {1, seat, id(), 5}}}, kTeam};
    const RecordedResult result {id(), {{QStringLiteral("verdict"), QStringLiteral("applied")}}};
    const SealedFile sealed {QStringLiteral("5e"), 6, 6, {id(), id(), seat, 3, 1, 50}, 100, SealedFile::State::Waiting};
    write([&] {
        QVERIFY(m_store->put(stored).ok());
        QVERIFY(m_store->touch(kTeam, schema::ticket(), id(), Mark::Gone).ok());
        QVERIFY(m_store->touch(kTeam, schema::ticket(), ticket, Mark::Present).ok());
        QVERIFY(m_store->record(seat, 1, result, 1000).ok());
        QVERIFY(m_store->putAccount({seat, "hash"}).ok());
        QVERIFY(m_store->putSession({QByteArray(32, '1'), id(), seat, 10, 100}).ok());
        QVERIFY(m_store->putBlob({QStringLiteral("00"), 5, id(), 1}).ok());
        QVERIFY(m_store->putGiver({QStringLiteral("00"), seat}).ok());
        QVERIFY(m_store->putSealedFile(sealed).ok());
        QVERIFY(m_store->putSealedPiece(sealed.hash, 0, "sealed").ok());
        QVERIFY(m_store->setMeta(QStringLiteral("k"), QStringLiteral("v")).ok());
        QVERIFY(m_store->count(QStringLiteral("ticket")).ok());
    });
    QTemporaryDir elsewhere;
    auto reader = m_factory->reader();
    const auto copied = (*reader)->copyTo(elsewhere.filePath(QStringLiteral("server.db")));
    QVERIFY2(copied.ok(), copied.ok() ? "" : qPrintable(copied.error().code + copied.error().detail));
    m_store = std::move(*SqliteStoreFactory(elsewhere.filePath(QStringLiteral("server.db"))).writer());
    read([&] {
        const auto back = m_store->row(schema::ticket(), ticket);
        QVERIFY(*back);
        QCOMPARE((*back)->row, stored.row);
        QCOMPARE((*back)->stamps, stored.stamps);
        QCOMPARE((*back)->bucket, kTeam);
        const auto told = entries({}, {kTeam});
        QCOMPARE(told.size(), 2);
        QCOMPARE(told[0].mark, Mark::Gone);
        QCOMPARE(told[1].row, ticket);
        QCOMPARE(told[1].position, *m_store->head());
        QCOMPARE((*m_store->result(seat, 1))->operation, result.operation);
        QCOMPARE((*m_store->account(seat))->password, "hash");
        QCOMPARE(m_store->sessions()->size(), 1);
        QCOMPARE(m_store->blobs()->size(), 1);
        QCOMPARE(*m_store->givers(), (QList<BlobGiver> {{QStringLiteral("00"), seat}}));
        QCOMPARE(*m_store->sealedFiles(), QList<SealedFile> {sealed});
        QCOMPARE(**m_store->sealedPiece(sealed.hash, 0), "sealed");
        QCOMPARE(*m_store->meta(QStringLiteral("k")), QStringLiteral("v"));
        QCOMPARE(*m_store->counted(QStringLiteral("ticket")), 1);
        QCOMPARE(*m_store->inspect(), QStringList());
    });
}

/// A failure anywhere in a transaction that is committed all the same stores nothing of it.
void StoreContract::aDamagedTransactionLeavesNothing()
{
    const Id seat = id();
    const Id ticket = id();
    const RecordedResult result {id(), {}};
    write([&] { QVERIFY(m_store->record(seat, 1, result, 1000).ok()); });
    {
        auto transaction = StoreTransaction::begin(*m_store, Store::Access::Write);
        QVERIFY(m_store->put({ticketRow(ticket, QStringLiteral("x")), {}, kTeam}).ok());
        bool told = !m_store->record(seat, 1, result, 1000).ok();
        {
            auto inner = StoreTransaction::begin(*m_store, Store::Access::Write);
            told = !inner.ok() || told;
        }
        if (told)
            transaction->rollback();
        else
            QCOMPARE(transaction->commit().error().code, QStringLiteral("store.constraint"));
    }
    read([&] { QVERIFY(!*m_store->row(schema::ticket(), ticket)); });
    write([&] { QVERIFY(m_store->put({ticketRow(ticket, QStringLiteral("x")), {}, kTeam}).ok()); }); // and life goes on
    read([&] { QVERIFY(*m_store->row(schema::ticket(), ticket)); });
}

/// More than any engine keeps under way; read in one go, one by one and as a walk.
void StoreContract::manyRowsAtOnce()
{
    QList<Id> ids;
    for (int i = 0; i < 1200; ++i)
        ids.append(id());
    std::sort(ids.begin(), ids.end());
    write([&] {
        for (const Id &ticket : ids) {
            QVERIFY(m_store->put({ticketRow(ticket, QStringLiteral("x")), {}, kTeam}).ok());
            QVERIFY(m_store->touch(kTeam, schema::ticket(), ticket, Mark::Present).ok());
        }
    });
    read([&] {
        QList<FeedEntry> wanted {{kTeam, &schema::ticket(), id(), Mark::Present, {}}, {kTeam, &schema::ticket(), id(), Mark::Gone, {}}};
        for (const Id &ticket : ids)
            wanted.append({kTeam, &schema::ticket(), ticket, Mark::Present, {}});
        QList<Id> texts;
        const auto take = [&](const FeedEntry &entry, QByteArrayView text) {
            QByteArray expected;
            if (texts.size() >= 2) // the first two are not there
                protocol::appendRow(expected, ticketRow(entry.row, QStringLiteral("x")));
            texts.append(entry.row);
            return text == expected && texts.size() < wanted.size() - 1;
        };
        QVERIFY(m_store->rowTexts(wanted, take).ok());
        QCOMPARE(texts.size(), wanted.size() - 1); // as far as it was wanted
        QVERIFY(m_store->rowTexts({}, take).ok());
        QList<Id> walked;
        QVERIFY(m_store->each(schema::ticket(), [&](const StoredRow &stored) -> Status { walked.append(stored.row.id()); return {}; }).ok());
        QCOMPARE(walked, ids);
        QCOMPARE(entries({}, {kTeam}, 2000).size(), ids.size());
        int told = 0;
        QVERIFY(m_store->eachEntry([&](const FeedEntry &) -> Status { ++told; return {}; }).ok());
        QCOMPARE(told, ids.size());
    });
}

void StoreContract::inspectionOfASoundStore()
{
    const Id ticket = id();
    write([&] {
        QVERIFY(m_store->put({ticketRow(ticket, QStringLiteral("x")), {}, kTeam}).ok());
        QVERIFY(m_store->touch(kTeam, schema::ticket(), ticket, Mark::Present).ok());
        QVERIFY(m_store->touch(kOther, schema::ticket(), ticket, Mark::Gone).ok());
        QCOMPARE(*m_store->inspect(), QStringList());
    });
}

void StoreContract::inspectionFindsWhatTheFeedDoesNotTell()
{
    const Id ticket = id();
    write([&] {
        QVERIFY(m_store->put({ticketRow(ticket, QStringLiteral("x")), {}, kTeam}).ok());
        QCOMPARE(m_store->inspect()->size(), 1); // never told
        QVERIFY(m_store->touch(kOther, schema::ticket(), ticket, Mark::Present).ok());
        QCOMPARE(m_store->inspect()->size(), 2); // told elsewhere, too
        QVERIFY(m_store->touch(kTeam, schema::ticket(), ticket, Mark::Present).ok());
        QCOMPARE(m_store->inspect()->size(), 1);
        QVERIFY(m_store->touch(kOther, schema::ticket(), ticket, Mark::Gone).ok());
        QCOMPARE(*m_store->inspect(), QStringList());
    });
}

} // namespace tidedesk::test
