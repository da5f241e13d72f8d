// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/schema/entities.h"
#include "core/server/engine/pushing.h"
#include "tests/support/fakeclock.h"
#include "tests/support/scratchdatabase.h"

namespace tidedesk::test {

/// A small desk on a scratch store: two teams with a queue each, one person of every role in the first, an agent in the
/// second, a seat for everybody, a customer for all and one of the second team alone. Pushes without an engine.
class DeskFixture {
public:
    DeskFixture();

    struct Person {
        server::Session session;
        qint64 seq = 0; ///< of the last operation made by change()
    };
    /// The next operation of a seat.
    domain::Change change(Person &person, const schema::Entity &entity, domain::Change::Kind kind, const Id &row);
    domain::Change create(Person &person, const schema::Entity &entity, const QMap<int, Value> &set);
    domain::Change update(Person &person, const schema::Entity &entity, const Id &row, qint64 base, const QMap<int, Value> &set);

    /// One transaction; the reply, or the error after which nothing is stored.
    Result<server::PushReply> push(const Person &person, const QList<domain::Change> &changes);
    /// The only result of pushing one operation.
    domain::Outcome outcome(const Person &person, const domain::Change &change);
    /// Work as the server itself, committed.
    void own(const std::function<Status(server::WriteContext &)> &work);

    Person anotherSeatOf(server::WriteContext &context, const Person &person);

    Row row(const schema::Entity &entity, const Id &id);
    QString bucket(const schema::Entity &entity, const Id &id);
    QList<server::FeedEntry> entriesAfter(server::Position position, const QString &bucket);
    server::Position head();
    Id newTicket(const Id &queue);

    ScratchDatabase database;
    FakeClock clock;
    IdGenerator ids {clock};
    std::unique_ptr<server::Store> store;
    Id team;
    Id otherTeam;
    Id queue;
    Id otherQueue;
    Id customer;
    Id otherCustomer; ///< of the other team alone
    Person agent;
    Person supervisor;
    Person manager;
    Person admin;
    Person stranger; ///< an agent of the other team

private:
    Id make(server::WriteContext &context, const schema::Entity &entity, const QMap<int, Value> &set, const QMap<int, QStringList> &add = {});
    Person person(server::WriteContext &context, const QString &name, qint64 role, const Id &team);
};

} // namespace tidedesk::test
