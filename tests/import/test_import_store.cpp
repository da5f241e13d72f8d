// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/lifecycle.h"
#include "tests/import/importdesk.h"
#include <QDateTime>
#include <QJsonArray>
#include <QTest>

using namespace tidedesk;
using test::ImportDesk;
using test::said;

namespace {

const QByteArray kHeading = "客户编号,客户名称,联系人,问题描述,反馈渠道,紧急程度,责任部门/"
                            "责任人,接单时间,处理状态,完成时间,客户满意度评分,备注\n";

QByteArray problems()
{
    return kHeading
        + "K001,恒泰贸易,张伟,\"打印机无法联网,\n已重启\",电话,高,售后部/林晓雨,2026-03-05 09:10,已完成,2026-03-05 "
          "15:40,5分,更换网卡\n"
          "K002,明达科技,李娜,发票抬头有误,邮件,中,财务部/,2026-03,处理中,,,\n"
          "K003,,,咨询续费价格,,,,,,,,\n";
}

qint64 china(const char *text)
{
    return QDateTime::fromString(QString::fromLatin1(text) + QStringLiteral("+08:00"), Qt::ISODate).toMSecsSinceEpoch();
}

QStringList kindsOf(ImportDesk &desk, const Id &ticket)
{
    const auto &e = schema::event();
    QList<Row> events;
    for (const Row &row : desk.all(e)) {
        if (row.ref(e.ticketId) == ticket)
            events.append(row);
    }
    std::sort(
        events.begin(), events.end(), [&e](const Row &a, const Row &b) { return a.number(e.at) < b.number(e.at); });
    QStringList kinds;
    for (const Row &row : events)
        kinds.append(row.choice(e.kind) + (row.has(e.flaw) ? u'!' + row.text(e.flaw) : QString()));
    kinds.sort();
    return kinds;
}

Row ticketNamed(ImportDesk &desk, const char *start)
{
    for (const Row &row : desk.all(schema::ticket())) {
        if (row.text(schema::ticket().subject).startsWith(QString::fromUtf8(start)))
            return row;
    }
    return {};
}

} // namespace

class TestImportStore : public QObject {
    Q_OBJECT
private Q_SLOTS:
    /// Replies would go nowhere, and what is no address must not recognise anybody: the same rule as for mails that come in.
    void anAddressThatIsNoneIsRejected()
    {
        ImportDesk desk;
        const auto summary = desk.run("customers",
            {desk.file("c.csv", "number,name,phone,email\nC1,Ann,1380001,ann@mail.example\nC2,Bob,1380002,none\n"
                                "C3,Cid,,cid@@mail.example\nC4,Dora,,two words@mail.example\nC5,Eve,, eve@mail.example \n")});
        QCOMPARE(said(summary.rejected),
            (QStringList{QStringLiteral("row 2 line 3 wrong_value value: 'none' is no email"),
                QStringLiteral("row 3 line 4 wrong_value value: 'cid@@mail.example' is no email"),
                QStringLiteral("row 4 line 5 wrong_value value: 'two words@mail.example' is no email")}));
        QCOMPARE(summary.records.created, 2);
        QCOMPARE(desk.all(schema::customer()).size(), 2); // nothing half-applied
        QCOMPARE(desk.all(schema::identity()).size(), 3);
    }
    /// 表1: missing cells and incomplete days are no reason to lose a record.
    void problemRecords()
    {
        ImportDesk desk;
        const auto summary = desk.run("problem-records", {desk.file("p.csv", problems())});
        QCOMPARE(summary.read, 3);
        QCOMPARE(summary.records.created, 3);
        QVERIFY2(
            summary.rejected.isEmpty(), summary.rejected.isEmpty() ? "" : qPrintable(said(summary.rejected.first())));
        QCOMPARE(summary.flagged.size(), 1);
        QCOMPARE(said(summary.flagged.first()), QStringLiteral("row 2 line 4 incomplete_date"));
        QCOMPARE(summary.createdUnknown, 1);

        const auto &t = schema::ticket();
        const Row done = ticketNamed(desk, "打印机");
        QCOMPARE(done.choice(t.status), QStringLiteral("resolved"));
        QCOMPARE(done.choice(t.priority), QStringLiteral("high"));
        QCOMPARE(done.choice(t.channel), QStringLiteral("phone"));
        QCOMPARE(done.ref(t.queueId), desk.queue().id());
        QCOMPARE(done.ref(t.assigneeId), desk.agent().id());
        QCOMPARE(done.number(t.createdAt), china("2026-03-05T09:10:00"));
        QCOMPARE(done.number(t.resolvedAt), china("2026-03-05T15:40:00"));
        QCOMPARE(done.number(t.rating), 5);
        QCOMPARE(done.number(t.lastOrdinal), 2);
        QCOMPARE(done.text(t.source), QStringLiteral("problem-records"));
        QVERIFY(done.number(t.number) > 0);
        QCOMPARE(kindsOf(desk, done.id()),
            (QStringList{QStringLiteral("created"), QStringLiteral("customer_message"), QStringLiteral("note"),
                QStringLiteral("rated"), QStringLiteral("status")}));
        QCOMPARE(desk.bucketOf(done), desk.bucketOf(desk.all(schema::message()).first()));
        QVERIFY(desk.bucketOf(done).startsWith(QStringLiteral("team:")));

        const Row bare = ticketNamed(desk, "咨询续费");
        QCOMPARE(bare.choice(t.status), QStringLiteral("new"));
        QCOMPARE(bare.ref(t.queueId), desk.queue().id()); // nobody else would ever see it
        QCOMPARE(kindsOf(desk, bare.id()),
            (QStringList{
                QStringLiteral("created!created_unknown"), QStringLiteral("customer_message!created_unknown")}));
        QCOMPARE(desk.all(schema::customer()).size(), 3);
    }

    void sameFileAgainChangesNothing()
    {
        ImportDesk desk;
        const QString file = desk.file("p.csv", problems());
        desk.run("problem-records", {file});
        const auto before = desk.all(schema::ticket());
        const auto again = desk.run("problem-records", {file});
        // The third has no time of its own: its creation is the instant of the first import, and stays that.
        QCOMPARE(again.records.unchanged, 3);
        QCOMPARE(again.records.created + again.records.updated, 0);
        QCOMPARE(desk.all(schema::ticket()), before);
    }

    void laterFileBringsItUpToDate()
    {
        ImportDesk desk;
        desk.run("problem-records", {desk.file("p.csv", problems())});
        QByteArray later = problems();
        later.replace("2026-03,处理中,,,", "2026-03,关闭,2026-04-01 10:00,4,已寄出新发票");
        const auto summary = desk.run("problem-records", {desk.file("p.csv", later)});
        QCOMPARE(summary.records.updated, 1);
        QCOMPARE(summary.records.unchanged, 2);
        const auto &t = schema::ticket();
        const Row ticket = ticketNamed(desk, "发票");
        QCOMPARE(ticket.choice(t.status), QStringLiteral("closed"));
        QCOMPARE(ticket.number(t.rating), 4);
        // What was closed with a time of resolution was resolved first; the figures would not count it otherwise.
        const auto &e = schema::event();
        bool resolved = false;
        for (const Row &event : desk.all(e)) {
            if (event.ref(e.ticketId) == ticket.id() && event.text(e.after) == u"resolved")
                resolved = event.number(e.at) == ticket.number(t.resolvedAt) && !event.has(e.flaw);
        }
        QVERIFY(resolved);
        QCOMPARE(ticket.number(t.lastOrdinal), 2);
        QCOMPARE(kindsOf(desk, ticket.id()).count(QStringLiteral("created")), 1);
        QCOMPARE(desk.run("problem-records", {desk.file("p.csv", later)}).records.unchanged, 3);
    }

    /// A bad record is named and leaves nothing behind; the good ones around it go in.
    void badRowsAreNamed()
    {
        ImportDesk desk;
        const QByteArray text = kHeading
            + "K001,甲,,问题一,电话,高,,2026-03-05 09:10,待处理,,,\n"
              "K002,乙,,,电话,高,,2026-03-05,待处理,,,\n"
              "K003,丙,,问题三,电话,高,,2026-13-05,待处理,,,\n"
              "K004,丁,,问题四,电话,高,,2026-03-05,不知道,,,\n"
              "K005,戊,,问题五,电话,高,,2026-03-05,已完成,,9,\n"
              "K006,己,,\"多行\n问题\",电话,高,,2026-03-05,待处理,,,备注,多余\n"
              "K007,庚,,问题七,电话,高,,2026-03-05,待处理,,,\n"
              "K008,辛,,\"没有结束,电话,高\n";
        const auto summary = desk.run("problem-records", {desk.file("bad.csv", text)});
        QCOMPARE(said(summary.rejected),
            (QStringList{QStringLiteral("row 2 line 3 missing_field subject"),
                QStringLiteral("row 3 line 4 wrong_value created: '2026-13-05' is no instant"),
                QStringLiteral("row 4 line 5 unknown_choice status: 不知道"),
                QStringLiteral("row 5 line 6 wrong_value rating: '9' is not 1 - 5"),
                QStringLiteral("row 6 line 7 unreadable too_many_cells: 13 where the heading has 12"),
                QStringLiteral("row 8 line 10 unreadable unclosed_quote")}));
        QCOMPARE(summary.records.created, 2);
        QCOMPARE(summary.read, 8);
        QCOMPARE(desk.all(schema::customer()).size(), 2); // none of a refused record
        QCOMPARE(desk.all(schema::ticket()).size(), 2);
        QCOMPARE(desk.all(schema::event()).size(), 4);
    }

    void whatPeopleDidIsKept()
    {
        ImportDesk desk;
        const QString file = desk.file("p.csv", problems());
        desk.run("problem-records", {file});
        const auto &t = schema::ticket();
        Row ticket = ticketNamed(desk, "发票");
        ticket.set(t.status, qint64(domain::TicketStatus::Resolved));
        ticket.set(t.priority, qint64(t.priority.choice(u"urgent")));
        ++ticket.version;
        const domain::Stamp stamp{ticket.version, Id(), desk.agent().id(), 5};
        desk.put(ticket, {{t.status.index, stamp}, {t.priority.index, stamp}});
        QByteArray later = problems();
        later.replace("发票抬头有误,邮件,中,财务部/,2026-03,处理中", "发票抬头有误,邮件,低,财务部/,2026-03,待处理");
        const auto summary = desk.run("problem-records", {desk.file("p.csv", later)});
        QCOMPARE(summary.records.unchanged, 3);
        const Row after = ticketNamed(desk, "发票");
        QCOMPARE(after.choice(t.status), QStringLiteral("resolved"));
        QCOMPARE(after.choice(t.priority), QStringLiteral("urgent"));
    }

    /// What the source adds to a ticket in hand is appended behind what was said here.
    void notesOfTheSourceComeBehind()
    {
        ImportDesk desk;
        desk.run("problem-records", {desk.file("p.csv", problems())});
        const auto &t = schema::ticket();
        const auto &m = schema::message();
        Row ticket = ticketNamed(desk, "发票");
        Row reply(m, Id::fromString(u"01900000-0001-7000-8000-0000000000aa"));
        reply.version = 1;
        reply.set(m.ticketId, ticket.id());
        reply.set(m.kind, qint64(m.kind.choice(u"reply")));
        reply.set(m.body, QStringLiteral("马上处理"));
        reply.set(m.ordinal, qint64(2));
        desk.put(reply);
        ticket.set(t.lastOrdinal, qint64(2));
        desk.put(ticket);
        QByteArray later = problems();
        later.replace("2026-03,处理中,,,", "2026-03,处理中,,,已联系财务");
        const QString file = desk.file("p.csv", later);
        desk.run("problem-records", {file});
        QCOMPARE(ticketNamed(desk, "发票").number(t.lastOrdinal), 3);
        QStringList bodies(4);
        for (const Row &row : desk.all(m)) {
            if (row.ref(m.ticketId) == ticket.id())
                bodies[row.number(m.ordinal)] = row.text(m.body);
        }
        QCOMPARE(bodies.mid(1),
            (QStringList{QStringLiteral("发票抬头有误"), QStringLiteral("马上处理"), QStringLiteral("已联系财务")}));
        QCOMPARE(desk.run("problem-records", {file}).records.unchanged, 3);
        QCOMPARE(ticketNamed(desk, "发票").number(t.lastOrdinal), 3);
    }

    void sixBlocksHangTogether()
    {
        ImportDesk desk;
        desk.run("customers",
            {desk.file("c.csv",
                "number;name;kind;phone;email;tier\nC1;恒泰贸易;company;154 0001 "
                "0001;A@Hengtai.example;vip\nC2;张伟;;;;\n")});
        const auto transactions = desk.run("transactions",
            {desk.file("t.csv",
                "number,customer_number,at,amount,title\nT1,C1,2026-03-05 "
                "10:00,\"1,299.00\",路由器\nT2,C9,2026-03-05,5,x\n")});
        QCOMPARE(transactions.records.created, 1);
        QCOMPARE(said(transactions.rejected.first()), QStringLiteral("row 2 line 3 unknown_reference customer_id: C9"));
        QCOMPARE(desk.run("contracts",
                         {desk.file("k.csv",
                             "number,customer_number,starts_on,ends_on,amount\nK1,C1,2026-01-01,2026-12-31,36000\n")})
                     .records.created,
            1);
        QCOMPARE(
            desk.run("receivables",
                    {desk.file("r.csv", "number,customer_number,amount,due_on,status\nR1,C1,9000,2026/4/1,overdue\n")})
                .records.created,
            1);
        QCOMPARE(desk.run("usage",
                         {desk.file("u.jsonl",
                             "{\"customer_number\":\"C1\",\"product\":\"云帆CRM\",\"plan\":\"team\",\"seats\":12,"
                             "\"active_days\":21,"
                             "\"last_active_at\":\"2026-03-04T10:00:00Z\",\"trend\":-0.25}\n")})
                     .records.created,
            1);
        const auto &x = schema::transaction();
        const Row transaction = desk.all(x).first();
        QCOMPARE(transaction.number(x.amount), 129'900);
        QCOMPARE(transaction.text(x.currency), QStringLiteral("CNY"));
        QCOMPARE(transaction.text(x.source), QStringLiteral("erp"));
        QVERIFY(transaction.number(x.asOf) > 0);
        QCOMPARE(desk.all(schema::usage()).first().real(schema::usage().trend), -0.25);
        QCOMPARE(desk.all(schema::identity()).size(), 2);
        for (const Row &identity : desk.all(schema::identity())) {
            const QString normal = identity.text(schema::identity().normal);
            QVERIFY(normal == QStringLiteral("+8615400010001") || normal == QStringLiteral("a@hengtai.example"));
        }
    }

    /// Only the as-of moves when a fresher file says the same.
    void confirmationMovesTheAsOf()
    {
        ImportDesk desk;
        const QString file = desk.file("c.csv", "number,name\nC1,恒泰贸易\n");
        desk.run("customers", {file});
        const qint64 first = desk.all(schema::customer()).first().number(schema::customer().asOf);
        QCOMPARE(desk.run("customers", {file}).records.unchanged, 1);
        QVERIFY(desk.all(schema::customer()).first().number(schema::customer().asOf) > first);
    }

    void findsCustomersByTelephone()
    {
        ImportDesk desk;
        desk.run("customers", {desk.file("c.csv", "number,name,phone\nC1,恒泰贸易,+86 154-0001-0001\n")});
        const QByteArray mapping = R"({"source":"pbx","make":[{"entity":"interaction","key":["id"],"set":{
            "customer_id":{"identity":"phone","column":"caller","optional":true},"channel":{"value":"phone"},
            "outcome":{"column":"state"},"started_at":"at","wait_s":"wait","talk_s":"talk"}}]})";
        const auto summary = desk.run(mapping,
            {desk.file("i.csv",
                "id,caller,state,at,wait,talk\n1,15400010001,answered,2026-03-05T10:00:00Z,12,90\n"
                "2,99,abandoned,2026-03-05T10:01:00Z,-5,\n3,,answered,2026-03-05T10:02:00Z,1,100000\n")});
        QCOMPARE(summary.records.created, 3);
        const auto &i = schema::interaction();
        QHash<QString, Row> calls;
        for (const Row &row : desk.all(i))
            calls.insert(row.text(i.sourceKey), row);
        QCOMPARE(calls[QStringLiteral("1")].ref(i.customerId), desk.all(schema::customer()).first().id());
        QVERIFY(!calls[QStringLiteral("2")].has(i.customerId));
        QCOMPARE(calls[QStringLiteral("2")].ref(i.queueId), desk.queue().id());
        QCOMPARE(calls[QStringLiteral("2")].text(i.flaw), QStringLiteral("negative_interval"));
        QCOMPARE(calls[QStringLiteral("3")].text(i.flaw), QStringLiteral("implausible_interval"));
        QVERIFY(!calls[QStringLiteral("1")].has(i.flaw));
        QCOMPARE(summary.flagged.size(), 2);
    }

    void theFirstOfTwoWithOneKeyCounts()
    {
        ImportDesk desk;
        const QString file = desk.file("c.csv", "number,name\nC1,甲\nC1,乙\nC1,甲\n");
        const auto summary = desk.run("customers", {file});
        QCOMPARE(desk.all(schema::customer()).first().text(schema::customer().name), QStringLiteral("甲"));
        QCOMPARE(summary.flagged.size(), 1);
        QCOMPARE(said(summary.flagged.first()), QStringLiteral("row 2 line 3 duplicate_key"));
        QCOMPARE(desk.run("customers", {file}).records.unchanged, 3);
    }

    /// Whatever is wrong with one of several files: nothing of any is applied.
    void oneUnreadableFileStopsAll()
    {
        ImportDesk desk;
        const QString good = desk.file("c.csv", "number,name\nC1,甲\n");
        const auto missing = desk.tryRun("customers", {good, QStringLiteral("/nowhere.csv")});
        QCOMPARE(missing.error().code, QStringLiteral("import.unreadable"));
        const auto other = desk.tryRun("customers", {good, desk.file("d.csv", "nummer,name\n1,2\n")});
        QCOMPARE(other.error().code, QStringLiteral("import.columns"));
        QVERIFY(desk.all(schema::customer()).isEmpty());
    }

    void summaryIsJson()
    {
        ImportDesk desk;
        const QJsonObject json = desk.run("customers", {desk.file("c.csv", "number,name\nC1,甲\n,\nC3,\n")}).toJson();
        QCOMPARE(json.value(QLatin1StringView("read")).toInt(), 2);
        QCOMPARE(json.value(QLatin1StringView("created")).toInt(), 1);
        const QJsonObject rejected = json.value(QLatin1StringView("rejected")).toArray().first().toObject();
        QCOMPARE(rejected.value(QLatin1StringView("row")).toInt(), 2);
        QCOMPARE(rejected.value(QLatin1StringView("line")).toInt(), 4);
        QCOMPARE(rejected.value(QLatin1StringView("reason")).toString(), QStringLiteral("missing_field"));
        QVERIFY(rejected.value(QLatin1StringView("file")).toString().endsWith(QStringLiteral("c.csv")));
    }
};

QTEST_GUILESS_MAIN(TestImportStore)
#include "test_import_store.moc"
