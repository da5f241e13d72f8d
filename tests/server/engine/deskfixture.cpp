// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/engine/deskfixture.h"
#include "core/protocol/changes.h"

namespace tidedesk::test {

using namespace server;
using domain::Change;

namespace {

/// A fixture that cannot be set up is no test result; the program stops where it went wrong.
template <class T> T must(Result<T> result)
{
    if (!result)
        qFatal("fixture: %s %s", qPrintable(result.error().code), qPrintable(result.error().detail));
    if constexpr (!std::is_void_v<T>)
        return std::move(*result);
}

} // namespace

DeskFixture::DeskFixture()
    : store(must(database.stores().writer()))
{
    const auto &q = schema::queue();
    const auto &c = schema::customer();
    own([&](WriteContext &context) -> Status {
        team = make(context, schema::team(), {{schema::team().name.index, QStringLiteral("支持")}});
        otherTeam = make(context, schema::team(), {{schema::team().name.index, QStringLiteral("售后")}});
        queue = make(context, q, {{q.name.index, QStringLiteral("支持")}, {q.teamId.index, team}, {q.active.index, qint64(1)}});
        otherQueue = make(context, q, {{q.name.index, QStringLiteral("售后")}, {q.teamId.index, otherTeam}, {q.active.index, qint64(1)}});
        customer = make(context, c, {{c.name.index, QStringLiteral("张伟")}});
        otherCustomer = make(context, c, {{c.name.index, QStringLiteral("李娜")}, {c.teamId.index, otherTeam}});
        agent = person(context, QStringLiteral("agent"), 0, team);
        supervisor = person(context, QStringLiteral("supervisor"), 1, team);
        manager = person(context, QStringLiteral("manager"), 2, team);
        admin = person(context, QStringLiteral("admin"), 3, team);
        stranger = person(context, QStringLiteral("stranger"), 0, otherTeam);
        return {};
    });
}

void DeskFixture::own(const std::function<Status(WriteContext &)> &work)
{
    auto transaction = must(StoreTransaction::begin(*store, Store::Access::Write));
    WriteContext context(*store, ids, clock.nowMs());
    must(work(context));
    must(context.flush());
    must(transaction.commit());
}

Id DeskFixture::make(
    WriteContext &context, const schema::Entity &entity, const QMap<int, Value> &set, const QMap<int, QStringList> &add)
{
    Change change;
    change.id = ids.next();
    change.kind = Change::Kind::Create;
    change.entity = &entity;
    change.row = ids.next();
    change.set = set;
    change.add = add;
    must(context.applyOwn(change));
    return change.row;
}

DeskFixture::Person DeskFixture::person(WriteContext &context, const QString &name, qint64 role, const Id &of)
{
    const auto &u = schema::user();
    Person made;
    made.session.user = make(context, u, {{u.name.index, name}, {u.role.index, role}, {u.active.index, qint64(1)}},
        {{u.teams.index, {of.toString()}}});
    return anotherSeatOf(context, made);
}

DeskFixture::Person DeskFixture::anotherSeatOf(WriteContext &context, const Person &person)
{
    const auto &s = schema::seat();
    Person made = person;
    made.seq = 0;
    made.session.seat = ids.next();
    Row seat(s, made.session.seat);
    seat.version = 1;
    seat.set(s.userId, made.session.user);
    seat.set(s.lastSeq, qint64(0));
    must(context.put(seat));
    return made;
}

Change DeskFixture::change(Person &person, const schema::Entity &entity, Change::Kind kind, const Id &row)
{
    Change change;
    change.id = ids.next();
    change.seq = ++person.seq;
    change.kind = kind;
    change.entity = &entity;
    change.row = row;
    change.doneAt = clock.nowMs();
    return change;
}

Change DeskFixture::create(Person &person, const schema::Entity &entity, const QMap<int, Value> &set)
{
    Change made = change(person, entity, Change::Kind::Create, ids.next());
    made.set = set;
    return made;
}

Change DeskFixture::update(
    Person &person, const schema::Entity &entity, const Id &row, qint64 base, const QMap<int, Value> &set)
{
    Change made = change(person, entity, Change::Kind::Update, row);
    made.base = base;
    made.set = set;
    return made;
}

Result<PushReply> DeskFixture::push(const Person &person, const QList<Change> &changes)
{
    TD_ASSIGN(transaction, StoreTransaction::begin(*store, Store::Access::Write));
    WriteContext context(*store, ids, clock.nowMs());
    QList<Operation> operations;
    for (const Change &change : changes)
        operations.append({change, {}});
    TD_ASSIGN(reply, server::push(context, person.session, operations));
    TD_TRY(transaction.commit());
    return reply;
}

domain::Outcome DeskFixture::outcome(const Person &person, const Change &change)
{
    const PushReply reply = must(push(person, {change}));
    if (reply.results.size() != 1)
        qFatal("fixture: %d results", int(reply.results.size()));
    return must(protocol::outcomeFromJson(reply.results.first().toObject(), change.entity, QStringLiteral("test")));
}

Row DeskFixture::row(const schema::Entity &entity, const Id &id)
{
    auto snapshot = must(StoreTransaction::begin(*store, Store::Access::Read));
    const auto stored = must(store->row(entity, id));
    return stored ? stored->row : Row();
}

QString DeskFixture::bucket(const schema::Entity &entity, const Id &id)
{
    auto snapshot = must(StoreTransaction::begin(*store, Store::Access::Read));
    const auto stored = must(store->row(entity, id));
    return stored ? stored->bucket : QString();
}

QList<FeedEntry> DeskFixture::entriesAfter(Position position, const QString &bucket)
{
    auto snapshot = must(StoreTransaction::begin(*store, Store::Access::Read));
    return must(store->changes({bucket}, position, 1000));
}

Position DeskFixture::head()
{
    auto snapshot = must(StoreTransaction::begin(*store, Store::Access::Read));
    return must(store->head());
}

Id DeskFixture::newTicket(const Id &in)
{
    const auto &t = schema::ticket();
    Id made;
    own([&](WriteContext &context) -> Status {
        made = make(context, t, {{t.subject.index, QStringLiteral("退款")}, {t.queueId.index, in}, {t.customerId.index, customer}});
        return {};
    });
    return made;
}

} // namespace tidedesk::test
