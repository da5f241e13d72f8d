// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/attachment.h"
#include "core/domain/lifecycle.h"
#include "tests/domain/ruledesk.h"
#include <QTest>

using namespace tidedesk;
using namespace tidedesk::domain;

/// Operations that no honest seat makes, or that one makes by mistake: each is refused by name, or made harmless.
class TestHostile : public QObject, test::RuleDesk {
    Q_OBJECT

    const schema::Customer &c = schema::customer();
    const schema::Attachment &a = schema::attachment();

    Id newCustomer() { return made(c, {{c.name.index, QStringLiteral("张三")}}); }
    void refused(const Outcome &outcome, const char *reason, const schema::Field &field)
    {
        QCOMPARE(outcome.verdict, Verdict::Rejected);
        QCOMPARE(outcome.reason, QLatin1StringView(reason));
        QCOMPARE(outcome.detail, QString(field.name));
    }

private Q_SLOTS:
    void init() { beginAnew(); }

    void everyTextHasItsLongest()
    {
        const Id id = newTicket();
        const auto rename = [&](qsizetype size) { return run(update(t, id, 1, {{t.subject.index, QString(size, u'票')}}), lin); };
        QCOMPARE(rename(t.subject.options.longest).verdict, Verdict::Applied);
        refused(rename(t.subject.options.longest + 1), "too_long", t.subject);
        for (const schema::Entity *entity : schema::entities()) {
            for (const schema::Field &field : entity->fields())
                QVERIFY2(field.options.longest > 0 && field.options.longest <= 1'000'000, field.name.data());
        }
    }
    void aDateIsADay()
    {
        const Id customer = newCustomer();
        const auto born = [&](const char *text) { return run(update(c, customer, 1, {{c.birthday.index, QString::fromLatin1(text)}}), lin); };
        for (const char *text : {"1990-06-31", "1990-06-30T00:00:00Z", "1990-06-30 or so", "1990-6-30", "30.06.1990"})
            refused(born(text), "wrong_type", c.birthday);
        QCOMPARE(born("1990-06-30").verdict, Verdict::Applied);
    }
    void aSetIsBoundInItsMembersAndTheirNumber()
    {
        const Id id = newTicket();
        Change tag = update(t, id, 1, {});
        tag.add.insert(t.tags.index, {QString(t.tags.options.longest + 1, u'x')});
        refused(run(tag, lin), "too_long", t.tags);
        QStringList many;
        for (qsizetype i = 0; i <= schema::kMostMembers; ++i)
            many.append(QString::number(i));
        tag.add.insert(t.tags.index, many);
        refused(run(tag, lin), "too_long", t.tags);
        tag.add.insert(t.tags.index, {QStringLiteral(" ")});
        refused(run(tag, lin), "wrong_type", t.tags);
        refused(run(create(t, {{t.subject.index, QStringLiteral("x")}, {t.tags.index, many}}), lin), "too_long", t.tags);
    }
    void aSetDoesNotGrowPastItsBound()
    {
        const Id id = newTicket();
        QStringList half;
        for (qsizetype i = 0; i < schema::kMostMembers; ++i)
            half.append(QStringLiteral("a%1").arg(i));
        Change tag = update(t, id, 1, {});
        tag.add.insert(t.tags.index, half);
        QCOMPARE(run(tag, lin).verdict, Verdict::Applied);
        tag.id = ids.next();
        tag.add.insert(t.tags.index, {QStringLiteral("one more")});
        refused(run(tag, lin), "too_long", t.tags);
        tag.remove.insert(t.tags.index, {half.first()});
        QCOMPARE(run(tag, lin).verdict, Verdict::Applied);
    }
    void aSetIsNeverOverwritten()
    {
        const Id id = newTicket();
        refused(run(update(t, id, 1, {{t.tags.index, QStringList {QStringLiteral("mine")}}}), lin), "field_not_writable", t.tags);
        const Id born = made(t, {{t.subject.index, QStringLiteral("x")}, {t.tags.index, QStringList {QStringLiteral("b"), QStringLiteral("a"), QStringLiteral("b")}}});
        QCOMPARE(world->get(t, born).members(t.tags), (QStringList {QStringLiteral("a"), QStringLiteral("b")}));
    }
    void whoSeesACustomerIsForASupervisorToDecide()
    {
        const Id team = ids.next();
        (void)world->put(Row(schema::team(), team), {});
        const Id customer = newCustomer();
        refused(run(update(c, customer, 1, {{c.teamId.index, team}}), lin), "not_allowed", c.teamId);
        refused(run(create(c, {{c.name.index, QStringLiteral("x")}, {c.teamId.index, team}}), lin), "not_allowed", c.teamId);
        QVERIFY(!world->get(c, customer).has(c.teamId));
        QCOMPARE(run(update(c, customer, 1, {{c.teamId.index, team}}), supervisor).verdict, Verdict::Applied);
    }
    void aVersionThatDoesNotExistProvesNothing()
    {
        const Id id = newTicket();
        QCOMPARE(run(update(t, id, 1, {{t.priority.index, qint64(3)}}), wang).verdict, Verdict::Applied);
        for (const qint64 base : {qint64(3), qint64(1'000'000), qint64(-1)})
            QCOMPARE(run(update(t, id, base, {{t.priority.index, qint64(0)}}), lin).verdict, Verdict::Conflict);
        QCOMPARE(world->get(t, id).number(t.priority), 3);
        QCOMPARE(run(update(t, id, 2, {{t.priority.index, qint64(0)}}), lin).verdict, Verdict::Applied);
    }
    void anInstantThatCannotBeBecomesNow()
    {
        const Id id = newTicket();
        const QList<qint64> wild {-5, 1, 100'000'000'000'000, clock.nowMs() + 3'600'000};
        for (const qint64 instant : wild) {
            Change note = create(m, {{m.ticketId.index, id}, {m.kind.index, qint64(m.kind.choice(u"note"))},
                                        {m.body.index, QStringLiteral("…")}, {m.writtenAt.index, instant}});
            note.doneAt = instant;
            QCOMPARE(run(note, lin).verdict, Verdict::Applied);
            QCOMPARE(world->get(m, note.row).number(m.writtenAt), clock.nowMs());
            QCOMPARE(world->get(schema::event(), Id::derived(note.id, 0)).number(schema::event().doneAt), clock.nowMs());
        }
        const qint64 yesterday = clock.nowMs() - 86'400'000;
        const Change honest = create(m, {{m.ticketId.index, id}, {m.kind.index, qint64(m.kind.choice(u"note"))},
                                            {m.body.index, QStringLiteral("…")}, {m.writtenAt.index, yesterday}});
        QCOMPARE(run(honest, lin).verdict, Verdict::Applied);
        QCOMPARE(world->get(m, honest.row).number(m.writtenAt), yesterday);
    }
    void attachmentsAreFilesThatCanBe_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<qint64>("size");
        QTest::addColumn<QString>("hash");
        QTest::addColumn<QString>("field");
        const QString hash(64, u'a');
        QTest::newRow("a file") << QStringLiteral("发票 2026.pdf") << qint64(0) << hash << QString();
        QTest::newRow("up") << QStringLiteral("../../etc/passwd") << qint64(1) << hash << QStringLiteral("name");
        QTest::newRow("down") << QStringLiteral("a\\b") << qint64(1) << hash << QStringLiteral("name");
        QTest::newRow("the folder") << QStringLiteral("..") << qint64(1) << hash << QStringLiteral("name");
        QTest::newRow("unseen") << QStringLiteral("a\nb") << qint64(1) << hash << QStringLiteral("name");
        QTest::newRow("less than nothing") << QStringLiteral("a") << qint64(-1) << hash << QStringLiteral("size");
        QTest::newRow("no hash") << QStringLiteral("a") << qint64(1) << QStringLiteral("zz") << QStringLiteral("hash");
        QTest::newRow("upper case") << QStringLiteral("a") << qint64(1) << QString(64, u'A') << QStringLiteral("hash");
    }
    void attachmentsAreFilesThatCanBe()
    {
        QFETCH(QString, name);
        QFETCH(qint64, size);
        QFETCH(QString, hash);
        QFETCH(QString, field);
        const Id ticket = newTicket();
        const Id note = made(m, {{m.ticketId.index, ticket}, {m.kind.index, qint64(m.kind.choice(u"note"))}, {m.body.index, QStringLiteral("…")}});
        const Outcome outcome = run(create(a, {{a.messageId.index, note}, {a.ticketId.index, ticket}, {a.name.index, name},
                                                 {a.size.index, size}, {a.hash.index, hash}}), lin);
        if (field.isEmpty())
            QCOMPARE(outcome.verdict, Verdict::Applied);
        else
            refused(outcome, "wrong_type", *a.find(field));
    }
    void aMessageTakesSoManyFilesAndBytes()
    {
        const Id ticket = newTicket();
        const auto note = [&] { return made(m, {{m.ticketId.index, ticket}, {m.kind.index, qint64(m.kind.choice(u"note"))}, {m.body.index, QStringLiteral("…")}}); };
        const auto attach = [&](const Id &message, qint64 size) {
            return run(create(a, {{a.messageId.index, message}, {a.ticketId.index, ticket}, {a.name.index, QStringLiteral("x")},
                                     {a.size.index, size}, {a.hash.index, QString(64, u'a')}}), lin);
        };
        const Id many = note();
        for (int i = 0; i < domain::kMostFiles; ++i)
            QCOMPARE(attach(many, 1).verdict, Verdict::Applied);
        refused(attach(many, 1), "too_many_files", a.messageId);
        const Id large = note();
        QCOMPARE(attach(large, domain::kMostFileBytes - 1).verdict, Verdict::Applied);
        refused(attach(large, 2), "too_many_files", a.messageId);
        QCOMPARE(attach(large, 1).verdict, Verdict::Applied);
    }
    /// Whose message it is says who brought its files, and so who may open them.
    void filesGoOnOnesOwnMessages()
    {
        const Id ticket = newTicket();
        const Id note = made(m, {{m.ticketId.index, ticket}, {m.kind.index, qint64(m.kind.choice(u"note"))}, {m.body.index, QStringLiteral("…")}});
        const auto attached = [&](const Actor &actor) {
            return run(create(a, {{a.messageId.index, note}, {a.ticketId.index, ticket}, {a.name.index, QStringLiteral("x")},
                                     {a.size.index, qint64(1)}, {a.hash.index, QString(64, u'a')}}), actor);
        };
        refused(attached(wang), "not_allowed", a.messageId);
        refused(attached(supervisor), "not_allowed", a.messageId);
        QCOMPARE(attached(lin).verdict, Verdict::Applied);
        QCOMPARE(attached(Actor()).verdict, Verdict::Applied); // the server
    }
    void anyFileCanBeAttachedUnderANameThatCanBe()
    {
        for (const QString &name : {QStringLiteral("a/b:c.txt"), QStringLiteral("C:\\x\ty"), QStringLiteral(".."), QString(),
                 QString(u'\n'), QString(400, u'长') + QStringLiteral(".pdf")}) {
            const QString safe = fileNameFrom(name);
            QVERIFY2(isFileName(safe) && safe.size() <= a.name.options.longest, qPrintable(safe));
        }
        QCOMPARE(fileNameFrom(QStringLiteral("发票 2026.pdf")), QStringLiteral("发票 2026.pdf"));
        QVERIFY(fileNameFrom(QString(400, u'长') + QStringLiteral(".pdf")).endsWith(QStringLiteral(".pdf")));
        const QString pairs = fileNameFrom(QString::fromUtf8("😀").repeated(200));
        QVERIFY(pairs.isValidUtf16());
    }
    void anIdentityIsOneThatRecognisesSomebody()
    {
        const auto &i = schema::identity();
        const Id customer = newCustomer();
        const auto reach = [&](const char *kind, const char *value) {
            return run(create(i, {{i.customerId.index, customer}, {i.kind.index, qint64(i.kind.choice(QString::fromLatin1(kind)))},
                                     {i.value.index, QString::fromUtf8(value)}}), lin);
        };
        for (const char *address : {"nobody", "@example.org", "a@", "a@b@c", "a b@example.org", "a\x01@example.org"})
            refused(reach("email", address), "wrong_type", i.value);
        refused(reach("phone", "ask the desk"), "wrong_type", i.value);
        QCOMPARE(reach("email", " Li@Example.org ").verdict, Verdict::Applied);
        QCOMPARE(reach("phone", "138 0013 8000").verdict, Verdict::Applied);
        QCOMPARE(reach("wechat", "li_wei").verdict, Verdict::Applied);
    }
    void aReasonForWaitingIsOneOfATicketThatWaits()
    {
        const Id id = newTicket();
        refused(run(update(t, id, 1, {{t.holdReason.index, qint64(0)}}), lin), "only_on_hold", t.holdReason);
        refused(run(create(t, {{t.subject.index, QStringLiteral("x")}, {t.holdReason.index, qint64(0)}}), lin), "only_on_hold", t.holdReason);
        QCOMPARE(run(update(t, id, 1, {{t.status.index, qint64(TicketStatus::OnHold)}, {t.holdReason.index, qint64(1)}}), lin).verdict, Verdict::Applied);
        QCOMPARE(world->get(t, id).number(t.holdReason), 1);
        QCOMPARE(run(update(t, id, 2, {{t.holdReason.index, qint64(2)}}), lin).verdict, Verdict::Applied);
        QCOMPARE(say(id, "customer", Actor()).verdict, Verdict::Applied); // opens it again
        QVERIFY(!world->get(t, id).has(t.holdReason));
    }
    void aReasonGoesWithTheStatusThatLost()
    {
        const Id id = newTicket();
        QCOMPARE(run(update(t, id, 1, {{t.status.index, qint64(TicketStatus::Open)}}), wang).verdict, Verdict::Applied);
        const Outcome mine = run(update(t, id, 1, {{t.status.index, qint64(TicketStatus::OnHold)}, {t.holdReason.index, qint64(1)}}), lin);
        QCOMPARE(mine.verdict, Verdict::Conflict);
        QCOMPARE(mine.conflicts.size(), 1);
        QVERIFY(!world->get(t, id).has(t.holdReason));
    }
    /// After a restore from a backup, a reply written over messages the backup does not have comes back for review.
    void aReplyThatSawLostMessagesIsReturned()
    {
        const Id id = newTicket();
        QCOMPARE(say(id, "customer", Actor()).verdict, Verdict::Applied);
        const Outcome returned = say(id, "reply", lin, 7);
        QCOMPARE(returned.verdict, Verdict::Returned);
        QCOMPARE(returned.unseen.size(), 1);
        QCOMPARE(say(id, "reply", lin, 1).verdict, Verdict::Applied);
        refused(say(newTicket(), "reply", lin, 7), "bad_seen", m.seen); // nothing to show
    }
};

QTEST_GUILESS_MAIN(TestHostile)
#include "test_hostile.moc"
