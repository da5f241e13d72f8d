// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/engine/deskfixture.h"
#include <QTest>

using namespace tidedesk;
using namespace tidedesk::server;
using domain::Change;
using domain::Outcome;
using domain::Verdict;
using schema::Writer;

/// Role x operation x entity x field, generated from the spine: a new entity or field is in here by being in there.
class TestRoles : public QObject {
    Q_OBJECT
    std::unique_ptr<test::DeskFixture> desk;
    Id ticket;
    Id message;

    struct Role {
        const char *name;
        test::DeskFixture::Person test::DeskFixture::*person;
        Writer level;
    };
    static constexpr std::array kRoles {Role {"agent", &test::DeskFixture::agent, Writer::Agent},
        Role {"supervisor", &test::DeskFixture::supervisor, Writer::Supervisor},
        Role {"manager", &test::DeskFixture::manager, Writer::Manager}, Role {"admin", &test::DeskFixture::admin, Writer::Admin}};

    /// An id a reference of the first team's row may hold.
    Id target(const char *entity) const
    {
        const QByteArray name(entity);
        return name == "customer" ? desk->customer
            : name == "ticket"    ? ticket
            : name == "message"   ? message
            : name == "queue"     ? desk->queue
            : name == "team"      ? desk->team
                                  : desk->agent.session.user;
    }
    Value sample(const schema::Field &field, int seed) const
    {
        switch (field.type) {
        case schema::Type::Date:
            return QStringLiteral("2026-02-0%1").arg(1 + seed % 9);
        case schema::Type::Real:
            return seed + 0.5;
        case schema::Type::Reference:
            return target(field.options.target);
        case schema::Type::Set:
            return QStringList {QString::number(seed)};
        case schema::Type::Text:
            if (field == schema::attachment().name)
                return QStringLiteral("file-%1").arg(seed);
            if (field == schema::attachment().hash)
                return QString(64, u'0');
            [[fallthrough]];
        case schema::Type::Json:
            return QStringLiteral("{\"n\":%1}").arg(seed);
        default:
            return qint64(seed % 2);
        }
    }
    QMap<int, Value> required(const schema::Entity &entity, int seed) const
    {
        QMap<int, Value> set;
        for (const schema::Field &field : entity.fields()) {
            if (field.options.required)
                set.insert(field.index, sample(field, seed));
        }
        return set;
    }
    /// A row of the entity in the first team's scope, made by the server.
    Id rowOf(const schema::Entity &entity)
    {
        Row row(entity, desk->ids.next());
        row.version = 1;
        const QMap<int, Value> set = required(entity, 0);
        for (auto it = set.begin(); it != set.end(); ++it)
            row.set(entity.fields()[static_cast<size_t>(it.key())], it.value());
        for (const QLatin1StringView parent : entity.scope().parents) {
            const schema::Field &field = *entity.find(QString(parent));
            row.set(field, target(field.options.target));
        }
        desk->own([&](WriteContext &context) { return context.put(row); });
        return row.id();
    }
    Outcome asked(test::DeskFixture::Person &person, const Change &change) { return desk->outcome(person, change); }

private Q_SLOTS:
    void init()
    {
        desk = std::make_unique<test::DeskFixture>();
        ticket = desk->newTicket(desk->queue);
        message = rowOf(schema::message());
    }
    void cleanup() { desk.reset(); }

    void whoMayCreate()
    {
        int allowed = 0;
        for (const schema::Entity *entity : schema::entities()) {
            for (const Role &role : kRoles) {
                auto &person = (*desk).*role.person;
                auto set = required(*entity, 0);
                if (entity == &schema::attachment()) { // files go on one's own messages
                    const Change own = desk->create(person, schema::message(), required(schema::message(), 0));
                    QCOMPARE(asked(person, own).verdict, Verdict::Applied);
                    set.insert(schema::attachment().messageId.index, own.row);
                }
                const Outcome outcome = asked(person, desk->create(person, *entity, set));
                const bool may = entity->creator() != Writer::None && role.level >= entity->creator();
                const QByteArray what = QByteArray(role.name) + " creates " + entity->name().data() + ": " + outcome.reason.toUtf8();
                if (may)
                    QVERIFY2(outcome.verdict == Verdict::Applied, what.constData());
                else
                    QVERIFY2(outcome.reason == u"not_allowed", what.constData());
                allowed += may;
            }
        }
        QVERIFY(allowed > 0);
    }
    void whoMayChangeWhichField()
    {
        int allowed = 0;
        for (const schema::Entity *entity : schema::entities()) {
            const Id row = rowOf(*entity);
            for (const Role &role : kRoles) {
                auto &person = (*desk).*role.person;
                for (const schema::Field &field : entity->fields()) {
                    const bool may = entity->updater() != Writer::None && role.level >= entity->updater()
                        && role.level >= field.options.writer;
                    const bool members = field.merge == schema::Merge::Members;
                    Change change = desk->update(person, *entity, row, desk->row(*entity, row).version, {});
                    if (members)
                        change.add.insert(field.index, {QStringLiteral("x")});
                    else
                        change.set.insert(field.index, sample(field, static_cast<int>(person.seq)));
                    const Outcome outcome = asked(person, change);
                    const bool fixed = field.merge == schema::Merge::Immutable || field.merge == schema::Merge::ServerOnly;
                    const QByteArray what = QByteArray(role.name) + " changes " + entity->name().data() + '.' + field.name.data() + ": " + outcome.reason.toUtf8();
                    if (!may)
                        QVERIFY2(outcome.reason == u"not_allowed", what.constData());
                    else if (fixed)
                        QVERIFY2(outcome.reason == u"field_not_writable", what.constData());
                    else
                        QVERIFY2(outcome.verdict == Verdict::Applied || outcome.reason == u"illegal_transition" || outcome.reason == u"only_on_hold" || outcome.reason == u"merge_open", what.constData());
                    allowed += may && !fixed;
                }
            }
        }
        QVERIFY(allowed > 20);
    }
    /// Whatever an agent may change, one of another team may not, when it lies in a team's bucket.
    void nobodyReachesIntoAnotherTeam()
    {
        const auto &c = schema::customer();
        desk->own([&](WriteContext &context) { // the customer now belongs to the first team, too
            Change change;
            change.entity = &c;
            change.row = desk->customer;
            change.set.insert(c.teamId.index, desk->team);
            return context.applyOwn(change);
        });
        int seen = 0;
        for (const schema::Entity *entity : schema::entities()) {
            const Id row = rowOf(*entity);
            if (!desk->bucket(*entity, row).startsWith(u"team:"))
                continue;
            ++seen;
            for (const schema::Field &field : entity->fields()) {
                const bool fixed = field.merge == schema::Merge::Immutable || field.merge == schema::Merge::ServerOnly;
                if (fixed || entity->updater() != Writer::Agent || field.type == schema::Type::Reference)
                    continue; // a reference is refused for what it points to
                Change change = desk->update(desk->stranger, *entity, row, 1, {});
                if (field.merge == schema::Merge::Members)
                    change.add.insert(field.index, {QStringLiteral("x")});
                else
                    change.set.insert(field.index, sample(field, 1));
                QVERIFY2(asked(desk->stranger, change).reason == u"out_of_scope", field.name.data());
            }
            if (entity->creator() == Writer::Agent && !entity->scope().parents.empty() && entity->scope().kind == schema::Scope::Kind::Parent) {
                const Outcome outcome = asked(desk->stranger, desk->create(desk->stranger, *entity, required(*entity, 0)));
                QVERIFY2(outcome.reason == u"out_of_scope", entity->name().data());
            }
        }
        QVERIFY(seen >= 8);
    }
    /// References to rows one may not see are refused in every field, or a link would be a window.
    void noReferenceLeadsOutOfScope()
    {
        int seen = 0;
        for (const schema::Entity *entity : schema::entities()) {
            for (const schema::Field &field : entity->fields()) {
                if (field.type != schema::Type::Reference || field.merge == schema::Merge::ServerOnly || entity->creator() != Writer::Agent)
                    continue;
                if (qstrcmp(field.options.target, "customer") != 0)
                    continue; // the one kind of row here that belongs to another team and may be pointed to
                QMap<int, Value> set = required(*entity, 1);
                set.insert(field.index, desk->otherCustomer);
                QVERIFY2(asked(desk->agent, desk->create(desk->agent, *entity, set)).reason == u"out_of_scope", field.name.data());
                set.insert(field.index, desk->ids.next());
                QVERIFY2(asked(desk->agent, desk->create(desk->agent, *entity, set)).reason == u"unknown_reference", field.name.data());
                ++seen;
            }
        }
        QVERIFY(seen >= 2);
    }
};

QTEST_GUILESS_MAIN(TestRoles)
#include "test_roles.moc"
