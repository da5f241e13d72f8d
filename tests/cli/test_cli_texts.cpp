// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/clidesk.h"

using namespace tidedesk::test;

/// Texts for people: nothing of what somebody else wrote commands the terminal, people are called by name, a card says
/// what was lost. JSON of the same commands is exact.
class TestCliTexts : public QObject {
    Q_OBJECT
    std::unique_ptr<CliDesk> desk;
    const QString lin = QStringLiteral("lin");
    const QString wang = QStringLiteral("wang");
    QHash<QString, QString> ids; ///< of the users

    Ran cli(const QString &line, const QStringList &more = {}) const { return desk->seat(lin, line, more); }
    static QString text(const QJsonObject &json, const char *field) { return json.value(QLatin1StringView(field)).toString(); }
    void sync(const QString &who, int code = 0) const { QCOMPARE(desk->seat(who, QStringLiteral("sync")).code, code); }

private Q_SLOTS:
    void initTestCase()
    {
        desk = std::make_unique<CliDesk>();
        for (const QString &who : {lin, wang}) {
            const Ran ran = desk->signIn(who);
            QCOMPARE(ran.code, 0);
            ids.insert(who, text(ran.json, "user_id"));
            sync(who);
        }
    }
    void cleanupTestCase() { desk.reset(); }

    void controlCharactersAreShownAndNotSent()
    {
        const QString evil = QStringLiteral("evil \x1b[31mred\x1b]0;owned\a paid\rdue ") + QChar(0x9b) + QStringLiteral("2J ") + QChar(0x202e) + QStringLiteral("gpj\nnext");
        const Ran made = cli(QStringLiteral("ticket create"), {QStringLiteral("--subject"), evil, QStringLiteral("--body"), evil});
        QCOMPARE(made.code, 0);
        const QString id = text(made.json, "id");
        QCOMPARE(cli(QStringLiteral("ticket tag ") + id, {QStringLiteral("+tag\x1b[0m")}).code, 0);
        const auto check = [&](const QString &line) {
            const Ran ran = desk->text(lin, line);
            QCOMPARE(ran.code, 0);
            for (const char *bad : {"\x1b", "\a", "\r", "\xc2\x9b", "\xe2\x80\xae"})
                QVERIFY2(!ran.out.contains(bad), (line.toUtf8() + ": " + ran.out).constData());
            QVERIFY2(ran.out.contains("evil \\x1b[31mred"), (line.toUtf8() + ": " + ran.out).constData());
        };
        check(QStringLiteral("outbox"));
        sync(lin);
        check(QStringLiteral("ticket list"));
        check(QStringLiteral("ticket show ") + id);
        check(QStringLiteral("search evil"));
        const QByteArray shown = desk->text(lin, QStringLiteral("ticket show ") + id).out;
        QVERIFY2(shown.contains("\\u202egpj\n    next\n"), shown.constData()); // of a body the lines stay
        QVERIFY2(shown.contains("\\u202egpj next\n"), shown.constData()); // a subject is one line
        const QJsonObject exact = cli(QStringLiteral("ticket show ") + id).json;
        QCOMPARE(text(exact.value(QLatin1StringView("messages")).toArray().first().toObject(), "body"), evil);
        // Mistakes say what was typed, and are read on a terminal too.
        QVERIFY(!desk->text(lin, QStringLiteral("ticket show \x1b[31m")).err.contains('\x1b'));
    }
    void peopleAndQueuesAreCalledByName()
    {
        const QString ticket = desk->newTicket(lin, QStringLiteral("Invoice"));
        QCOMPARE(cli(QStringLiteral("ticket set %1 assignee=wang").arg(ticket)).code, 0);
        const QByteArray waiting = desk->text(lin, QStringLiteral("outbox")).out;
        QVERIFY2(waiting.contains("assignee=wang"), waiting.constData());
        sync(lin);
        const QByteArray shown = desk->text(lin, QStringLiteral("ticket show ") + ticket).out;
        QVERIFY2(!shown.contains(ids[wang].toUtf8()) && !shown.contains(ids[lin].toUtf8()), shown.constData());
        const QByteArrayList lines = shown.split('\n');
        const auto has = [&](std::initializer_list<const char *> words) {
            return std::any_of(lines.begin(), lines.end(), [&](const QByteArray &line) {
                return std::all_of(words.begin(), words.end(), [&](const char *word) { return line.contains(word); });
            });
        };
        QVERIFY2(has({" at ", " actor ", " kind "}) && has({" lin ", " assigned ", " wang"}), shown.constData());
        const QJsonObject event = cli(QStringLiteral("ticket show ") + ticket).json.value(QLatin1StringView("events")).toArray().first().toObject();
        QCOMPARE(text(event, "after"), ids[wang]);
        QCOMPARE(text(event, "actor_id"), ids[lin]);

        sync(wang);
        QCOMPARE(desk->seat(wang, QStringLiteral("ticket set %1 assignee=").arg(ticket)).code, 0);
        QCOMPARE(desk->seat(wang, QStringLiteral("ticket set %1 assignee=wang").arg(ticket)).code, 0);
        sync(wang);
        QCOMPARE(cli(QStringLiteral("ticket set %1 assignee=me").arg(ticket)).code, 0);
        sync(lin, 5);
        const QByteArray card = desk->text(lin, QStringLiteral("conflict list")).out;
        QVERIFY2(card.contains("assignee: mine lin, theirs wang") && !card.contains(ids[wang].toUtf8()), card.constData());
        const QString seq = QString::number(CliDesk::list(cli(QStringLiteral("conflict list")), "conflicts").first().toObject().value(QLatin1StringView("seq")).toInteger());
        const QByteArray one = desk->text(lin, QStringLiteral("conflict show ") + seq).out;
        QVERIFY2(one.contains("assignee") && !one.contains(ids[wang].toUtf8()) && !one.contains(ids[lin].toUtf8()), one.constData());
        QCOMPARE(cli(QStringLiteral("conflict resolve %1 theirs").arg(seq)).code, 0);
        sync(lin);
    }
    void ticketsOfACustomerToo()
    {
        QTemporaryDir dir;
        const QStringList data {QStringLiteral("--data"), dir.filePath(QStringLiteral("server"))};
        QCOMPARE(run("tidedesk-server", QStringList {QStringLiteral("init"), QStringLiteral("--admin"), QStringLiteral("root"), QStringLiteral("--password-stdin")} + data, "password-of-root\n").code, 0);
        QCOMPARE(run("tidedesk-server", QStringList {QStringLiteral("sample"), QStringLiteral("--tickets"), QStringLiteral("40")} + data).code, 0);
        const ServerProcess server(data.last());
        const auto ask = [&](const QString &line, const QByteArray &input = {}) {
            return run("tidedesk-cli", QStringList {QStringLiteral("--profile"), dir.filePath(QStringLiteral("root"))} + line.split(u' '), input);
        };
        QCOMPARE(ask(QStringLiteral("sign-in --server %1 --user root --password-stdin").arg(server.url().toString()), "password-of-root\n").code, 0);
        QCOMPARE(ask(QStringLiteral("sync")).code, 0);
        const QJsonArray tickets = CliDesk::list(ask(QStringLiteral("--json ticket list --view all --limit 40")), "tickets");
        const auto assigned = std::find_if(tickets.begin(), tickets.end(), [](const QJsonValue &ticket) { return !ticket.toObject().value(QLatin1StringView("assignee_id")).isNull(); });
        QVERIFY(assigned != tickets.end());
        const QJsonObject ticket = assigned->toObject();
        const QByteArray shown = ask(QStringLiteral("customer show ") + text(ticket, "customer_id")).out;
        const QByteArray list = shown.mid(shown.indexOf("\ntickets: "));
        QVERIFY2(list.contains("ref ") && list.contains("assignee ") && list.contains(text(ticket, "queue").toUtf8()), shown.constData());
        for (const char *id : {"customer_id", "assignee_id", "queue_id"})
            QVERIFY2(!list.contains(text(ticket, id).toUtf8()), shown.constData());
        // Where each ticket stands, and whether the server knows it: as in the list of tickets.
        QVERIFY2(list.contains(" status ") && list.contains(' ' + text(ticket, "status").toUtf8() + ' ') && list.contains(" state ") && list.contains(" synced "), shown.constData());
        const auto stands = [&](const char *field) {
            for (const QJsonValue &one : CliDesk::list(ask(QStringLiteral("--json customer show ") + text(ticket, "customer_id")), "tickets")) {
                if (one.toObject().value(QLatin1StringView("id")) == ticket.value(QLatin1StringView("id")))
                    return text(one.toObject(), field);
            }
            return QString();
        };
        QCOMPARE(stands("status"), text(ticket, "status"));
        QCOMPARE(stands("state"), QStringLiteral("synced"));
        QCOMPARE(ask(QStringLiteral("ticket set %1 priority=%2").arg(text(ticket, "ref"), text(ticket, "priority") == u"urgent" ? QStringLiteral("low") : QStringLiteral("urgent"))).code, 0);
        QCOMPARE(stands("state"), QStringLiteral("queued"));
        // What waits names the customer, too, and what came of it in the ticket's events.
        const auto other = std::find_if(tickets.begin(), tickets.end(), [&](const QJsonValue &one) {
            return !text(one.toObject(), "customer").isEmpty() && text(one.toObject(), "customer_id") != text(ticket, "customer_id");
        });
        QVERIFY(other != tickets.end());
        const QJsonObject moved = other->toObject();
        QCOMPARE(ask(QStringLiteral("ticket set %1 customer=%2").arg(text(ticket, "ref"), text(moved, "customer_id"))).code, 0);
        const QByteArray waiting = ask(QStringLiteral("outbox")).out;
        QVERIFY2(waiting.contains("customer=" + text(moved, "customer").toUtf8()) && !waiting.contains(text(moved, "customer_id").toUtf8()), waiting.constData());
        const QByteArray whole = ask(QStringLiteral("ticket show ") + text(ticket, "ref")).out;
        QVERIFY2(whole.contains("  id: " + text(moved, "customer_id").toUtf8()), whole.constData()); // ids of rows stay ids
    }
    /// Moved to another team's queue, then edited while offline: what came after the move belongs to nobody here.
    void aRejectionSaysWhatWasLost()
    {
        const QString ticket = desk->newTicket(lin, QStringLiteral("Moves away"));
        QCOMPARE(cli(QStringLiteral("ticket set %1 queue=Billing").arg(ticket)).code, 0);
        QCOMPARE(cli(QStringLiteral("ticket set %1 priority=high").arg(ticket), {QStringLiteral("subject=Invoice of May")}).code, 0);
        QCOMPARE(cli(QStringLiteral("ticket tag %1 +late").arg(ticket)).code, 0);
        QCOMPARE(cli(QStringLiteral("ticket note %1 --body").arg(ticket), {QStringLiteral("They called twice")}).code, 0);
        sync(lin, 5);
        const QJsonArray cards = CliDesk::list(cli(QStringLiteral("conflict list")), "conflicts");
        QCOMPARE(cards.size(), 3);
        QSet<QString> lost;
        for (const QJsonValue &value : cards) {
            const QJsonObject card = value.toObject();
            QCOMPARE(text(card, "kind"), QStringLiteral("rejected"));
            QCOMPARE(text(card, "ticket"), ticket);
            QVERIFY(text(card, "ref").startsWith(u'~'));
            QCOMPARE(text(card, "operation"), text(card, "entity") == u"message" ? QStringLiteral("create") : QStringLiteral("update"));
            QCOMPARE(card.value(QLatin1StringView("decisions")).toArray(), QJsonArray {QStringLiteral("theirs")});
            for (const QJsonValue &field : card.value(QLatin1StringView("fields")).toArray()) {
                QVERIFY(field.toObject().value(QLatin1StringView("theirs")).isNull());
                const QJsonValue mine = field.toObject().value(QLatin1StringView("mine"));
                lost.insert(text(field.toObject(), "field") + u'=' + (mine.isArray() ? mine.toArray().first().toString() : mine.toString()));
            }
        }
        for (const char *value : {"priority=high", "subject=Invoice of May", "tags=+late", "body=They called twice"})
            QVERIFY2(lost.contains(QString::fromLatin1(value)), value);
        const QByteArray list = desk->text(lin, QStringLiteral("conflict list")).out;
        QVERIFY2(list.contains("Invoice of May") && list.contains("theirs"), list.constData());
        for (const QJsonValue &card : cards) {
            const QString seq = QString::number(card.toObject().value(QLatin1StringView("seq")).toInteger());
            const QByteArray shown = desk->text(lin, QStringLiteral("conflict show ") + seq).out;
            QVERIFY2(shown.contains("decisions: theirs") && shown.contains("reason: out_of_scope"), shown.constData());
            for (const QString &line : {QStringLiteral("conflict resolve %1 mine"), QStringLiteral("outbox retry %1")}) {
                const Ran again = cli(line.arg(seq));
                QCOMPARE(again.code, 2);
                QVERIFY2(again.err.contains("the server would refuse this again: this belongs to a team you are not in; only 'theirs' is possible"), again.err.constData());
            }
            QCOMPARE(cli(QStringLiteral("conflict resolve %1 theirs").arg(seq)).code, 0);
        }
        QCOMPARE(cli(QStringLiteral("outbox")).json.value(QLatin1StringView("waiting")).toInt(), 0);
        QVERIFY(CliDesk::list(cli(QStringLiteral("conflict list")), "conflicts").isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestCliTexts)
#include "test_cli_texts.moc"
