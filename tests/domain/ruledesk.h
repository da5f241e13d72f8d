// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/apply.h"
#include "tests/support/fakeclock.h"
#include "tests/support/memoryworld.h"

namespace tidedesk::test {

/// A world in memory, two agents and a supervisor, and the operations they make: what the tests of the rules share.
class RuleDesk {
protected:
    FakeClock clock;
    IdGenerator ids {clock};
    std::unique_ptr<MemoryWorld> world;
    domain::Actor lin {ids.next(), ids.next(), schema::Writer::Agent};
    domain::Actor wang {ids.next(), ids.next(), schema::Writer::Agent};
    domain::Actor supervisor {ids.next(), ids.next(), schema::Writer::Supervisor};
    const schema::Ticket &t = schema::ticket();
    const schema::Message &m = schema::message();

    void beginAnew() { world = std::make_unique<MemoryWorld>(); }

    /// A second later.
    domain::Outcome run(const domain::Change &change, const domain::Actor &actor)
    {
        clock.advance(1000);
        const auto outcome = domain::apply(change, actor, clock.nowMs(), *world);
        return outcome ? *outcome : domain::Outcome::rejected("storage");
    }
    domain::Change change(const schema::Entity &entity, domain::Change::Kind kind, const Id &row, const QMap<int, Value> &fields = {})
    {
        domain::Change change;
        change.id = ids.next();
        change.seq = 1;
        change.kind = kind;
        change.entity = &entity;
        change.row = row;
        change.set = fields;
        return change;
    }
    domain::Change create(const schema::Entity &entity, const QMap<int, Value> &fields)
    {
        return change(entity, domain::Change::Kind::Create, ids.next(), fields);
    }
    domain::Change update(const schema::Entity &entity, const Id &row, qint64 base, const QMap<int, Value> &fields)
    {
        domain::Change update = change(entity, domain::Change::Kind::Update, row, fields);
        update.base = base;
        return update;
    }
    /// Null when it was refused.
    Id made(const schema::Entity &entity, const QMap<int, Value> &fields)
    {
        const domain::Change change = create(entity, fields);
        return run(change, lin).verdict == domain::Verdict::Applied ? change.row : Id();
    }
    Id newTicket() { return made(t, {{t.subject.index, QStringLiteral("退款没有到账")}}); }
    domain::Change message(const Id &ticket, const char *kind, const QMap<int, Value> &more = {})
    {
        QMap<int, Value> fields {{m.ticketId.index, ticket}, {m.kind.index, qint64(m.kind.choice(QString::fromLatin1(kind)))},
            {m.body.index, QStringLiteral("…")}};
        fields.insert(more);
        return create(m, fields);
    }
    domain::Outcome say(const Id &ticket, const char *kind, const domain::Actor &actor, qint64 seen = 0)
    {
        return run(message(ticket, kind, {{m.seen.index, seen}}), actor);
    }
};

} // namespace tidedesk::test
