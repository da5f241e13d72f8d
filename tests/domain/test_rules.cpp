// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/identity.h"
#include "core/domain/lifecycle.h"
#include "core/domain/scope.h"
#include "core/schema/entities.h"
#include <QTest>

using namespace tidedesk;
using namespace tidedesk::domain;

class TestRules : public QObject {
    Q_OBJECT
    static Id id(int n) { return Id::fromString(QStringLiteral("01900000-0000-7000-8000-%1").arg(n, 12, 10, QLatin1Char('0'))); }

private Q_SLOTS:
    void transitions()
    {
        for (int from = 0; from <= 4; ++from) {
            for (int to = 0; to <= 4; ++to) {
                const bool expected = from == to || (to != 0 && !(to == 2 && from >= 3) && !(to == 3 && from == 4));
                QCOMPARE(legalTransition(static_cast<TicketStatus>(from), static_cast<TicketStatus>(to)), expected);
            }
        }
    }
    void identities_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("written");
        QTest::addColumn<QString>("normal");
        QTest::newRow("mobile") << 0 << "138 0013 8000" << "+8613800138000";
        QTest::newRow("mobile with code") << 0 << "+86 138-0013-8000" << "+8613800138000";
        QTest::newRow("00") << 0 << "0086 13800138000" << "+8613800138000";
        QTest::newRow("full width") << 0 << "１３８００１３８０００" << "+8613800138000";
        QTest::newRow("landline") << 0 << "(010) 6552-9988" << "01065529988";
        QTest::newRow("extension") << 0 << "+1 415 555 0100 x22" << "+14155550100";
        QTest::newRow("nothing") << 0 << "n/a" << "";
        QTest::newRow("mail") << 1 << " Li.Na@Example.COM " << "li.na@example.com";
        QTest::newRow("wechat") << 2 << " lina_88 " << "lina_88";
    }
    void identities()
    {
        QFETCH(int, kind);
        QFETCH(QString, written);
        QFETCH(QString, normal);
        QCOMPARE(normalIdentity(kind, written), normal);
    }
    void buckets()
    {
        const auto &q = schema::queue();
        Row queue(q, id(1));
        queue.set(q.teamId, id(2));
        Row ticket(schema::ticket(), id(3));
        ticket.set(schema::ticket().queueId, id(1));
        Row message(schema::message(), id(4));
        message.set(schema::message().ticketId, id(3));
        Row orphan(schema::message(), id(5));
        orphan.set(schema::message().ticketId, id(9));
        Row call(schema::interaction(), id(6));
        call.set(schema::interaction().queueId, id(1));
        const Lookup lookup = [&](const schema::Entity &, const Id &wanted) -> Result<std::optional<Row>> {
            for (const Row &row : {queue, ticket, message}) {
                if (row.id() == wanted)
                    return std::optional(row);
            }
            return std::optional<Row>();
        };
        const QString team = QStringLiteral("team:") + id(2).toString();
        QCOMPARE(*bucketOf(queue, lookup), QStringLiteral("ref"));
        QCOMPARE(*bucketOf(ticket, lookup), team);
        QCOMPARE(*bucketOf(message, lookup), team);
        QCOMPARE(*bucketOf(call, lookup), team);
        QCOMPARE(*bucketOf(orphan, lookup), QStringLiteral("nowhere"));
        Row customer(schema::customer(), id(7));
        QCOMPARE(*bucketOf(customer, lookup), QStringLiteral("customers"));
        customer.set(schema::customer().teamId, id(2));
        QCOMPARE(*bucketOf(customer, lookup), team);
    }
    void scopeIsDeniedByDefault()
    {
        const auto &u = schema::user();
        Row user(u, id(1));
        user.set(u.role, qint64(0));
        user.set(u.teams, QStringList {id(2).toString()});
        QVERIFY(scopeOf(user, id(3)).buckets.isEmpty()); // not active
        QCOMPARE(levelOf(user), schema::Writer::None);
        user.set(u.active, qint64(1));
        const Scope agent = scopeOf(user, id(3));
        QVERIFY(agent.holds(QStringLiteral("team:") + id(2).toString()));
        QVERIFY(!agent.holds(QStringLiteral("team:") + id(9).toString()));
        QVERIFY(!agent.holds(QStringLiteral("nowhere")));
        user.set(u.role, qint64(3));
        const Scope admin = scopeOf(user, id(3));
        QVERIFY(admin.holds(QStringLiteral("team:") + id(9).toString()));
        QVERIFY(!admin.holds(QStringLiteral("seat:") + id(9).toString())); // a colleague's seat is nobody's business
    }
    void everyFieldIsDescribedOnce()
    {
        for (const schema::Entity *entity : schema::entities()) {
            QSet<QString> names;
            for (const schema::Field &field : entity->fields()) {
                QVERIFY2(!names.contains(field.name), field.name.data());
                names.insert(field.name);
                QCOMPARE(entity->find(QString(field.name))->index, field.index);
                if (field.type == schema::Type::Reference)
                    QVERIFY2(schema::find(QString::fromLatin1(field.options.target)), field.name.data());
                QCOMPARE(field.type == schema::Type::Choice, !field.options.choices.empty());
                QCOMPARE(field.type == schema::Type::Set, field.merge == schema::Merge::Members);
            }
            for (const QLatin1StringView parent : entity->scope().parents)
                QVERIFY2(entity->find(QString(parent)), parent.data());
        }
    }
};

QTEST_GUILESS_MAIN(TestRules)
#include "test_rules.moc"
