// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/clidesk.h"
#include <QFile>

using namespace tidedesk::test;

/// The commands about tickets, customers and the outbox as scripts use them, by the program itself.
class TestCliTickets : public QObject {
    Q_OBJECT
    std::unique_ptr<CliDesk> desk;
    const QString lin = QStringLiteral("lin");

    Ran cli(const QString &line, const QStringList &more = {}) const { return desk->seat(lin, line, more); }
    QJsonObject show(const QString &ticket) const { return cli(QStringLiteral("ticket show ") + ticket).json; }
    static QString text(const QJsonObject &json, const char *field) { return json.value(QLatin1StringView(field)).toString(); }
    QStringList refs(const QString &line) const
    {
        QStringList found;
        for (const QJsonValue &ticket : CliDesk::list(cli(line), "tickets"))
            found.append(text(ticket.toObject(), "ref"));
        return found;
    }

private Q_SLOTS:
    void initTestCase()
    {
        desk = std::make_unique<CliDesk>();
        QCOMPARE(desk->signIn(lin).code, 0);
        QCOMPARE(cli(QStringLiteral("sync")).code, 0);
        for (const char *ticket : {"First low", "Second urgent", "Third normal", "Fourth high", "Fifth low"}) {
            const QString words = QString::fromLatin1(ticket);
            QCOMPARE(cli(QStringLiteral("ticket create --channel email --priority %1").arg(words.section(u' ', 1)),
                         {QStringLiteral("--subject"), words, QStringLiteral("--body"), QStringLiteral("Please help with parcel %1").arg(words)}).code, 0);
        }
        QCOMPARE(cli(QStringLiteral("sync")).code, 0);
    }
    void cleanupTestCase() { desk.reset(); }

    void listsGoOnWhereTheyEnded()
    {
        for (const char *sort : {"updated", "created", "+created", "priority", "+priority", "number"}) {
            QStringList paged;
            QString cursor;
            do {
                const Ran page = cli(QStringLiteral("ticket list --view all --limit 2 --sort %1 --after=%2").arg(QString::fromLatin1(sort), cursor));
                QCOMPARE(page.code, 0);
                QVERIFY(CliDesk::list(page, "tickets").size() <= 2);
                for (const QJsonValue &ticket : CliDesk::list(page, "tickets"))
                    paged.append(text(ticket.toObject(), "ref"));
                cursor = text(page.json, "next");
            } while (!cursor.isEmpty());
            QCOMPARE(paged, refs(QStringLiteral("ticket list --view all --sort ") + QString::fromLatin1(sort)));
            QCOMPARE(paged.size(), 5);
        }
        QCOMPARE(refs(QStringLiteral("ticket list --sort +number")), (QStringList {QStringLiteral("#1"), QStringLiteral("#2"), QStringLiteral("#3"), QStringLiteral("#4"), QStringLiteral("#5")}));
        QCOMPARE(refs(QStringLiteral("ticket list --sort priority --limit 2")), (QStringList {QStringLiteral("#2"), QStringLiteral("#4")}));
    }
    void filtersAndViews()
    {
        QCOMPARE(refs(QStringLiteral("ticket list --filter priority:low,urgent --sort +number")), (QStringList {QStringLiteral("#1"), QStringLiteral("#2"), QStringLiteral("#5")}));
        QCOMPARE(refs(QStringLiteral("ticket list --filter channel:phone")), QStringList());
        QCOMPARE(refs(QStringLiteral("ticket list --view unassigned --sort +number --limit 1")), QStringList {QStringLiteral("#1")});
        QCOMPARE(refs(QStringLiteral("ticket list --view queue:support --sort +number --limit 1")), QStringList {QStringLiteral("#1")});
        // Who asks for done ones by name sees them without asking for another view.
        const QString id = text(cli(QStringLiteral("ticket create --subject Done")).json, "id");
        QCOMPARE(cli(QStringLiteral("ticket set %1 status=resolved").arg(id)).code, 0);
        QCOMPARE(cli(QStringLiteral("sync")).code, 0);
        QCOMPARE(refs(QStringLiteral("ticket list --filter status:resolved")).size(), 1);
        QCOMPARE(refs(QStringLiteral("ticket list --view open --filter status:resolved")).size(), 0);
    }
    void ticketsAreNamedByNumberProvisionalNumberOrId()
    {
        const Ran made = cli(QStringLiteral("ticket create --subject Named"));
        const QString id = text(made.json, "id");
        const QString ref = text(made.json, "ref");
        QVERIFY(ref.startsWith(u'~'));
        QCOMPARE(text(made.json, "state"), QStringLiteral("queued"));
        QCOMPARE(text(show(ref), "id"), id);
        QCOMPARE(text(show(id), "state"), QStringLiteral("queued"));
        QCOMPARE(cli(QStringLiteral("sync")).code, 0);
        const QString number = text(show(id), "ref");
        QVERIFY(number.startsWith(u'#'));
        QCOMPARE(text(show(number), "id"), id);
        QCOMPARE(text(show(number.mid(1)), "id"), id);
        QCOMPARE(text(show(id), "state"), QStringLiteral("synced"));
    }
    void fieldsAreSetByName()
    {
        const QString id = text(cli(QStringLiteral("ticket create --subject Set")).json, "id");
        QCOMPARE(cli(QStringLiteral("ticket set %1 priority=high assignee=me queue=support category=parcel").arg(id), {QStringLiteral("subject=A longer subject"), QStringLiteral("custom={\"order\":7}")}).code, 0);
        QJsonObject shown = show(id);
        QCOMPARE(text(shown, "priority"), QStringLiteral("high"));
        QCOMPARE(text(shown, "assignee"), lin);
        QCOMPARE(text(shown, "queue"), QStringLiteral("Support"));
        QCOMPARE(text(shown, "subject"), QStringLiteral("A longer subject"));
        QCOMPARE(shown.value(QLatin1StringView("custom")).toObject().value(QLatin1StringView("order")).toInt(), 7);
        QVERIFY(refs(QStringLiteral("ticket list --view mine")).contains(text(shown, "ref")));
        QCOMPARE(cli(QStringLiteral("ticket set %1 assignee= category=").arg(id)).code, 0);
        QVERIFY(show(id).value(QLatin1StringView("assignee")).isNull());
        QCOMPARE(cli(QStringLiteral("ticket tag %1 +vip +parcel").arg(id)).code, 0);
        QCOMPARE(cli(QStringLiteral("ticket tag %1 -vip +late").arg(id)).code, 0);
        QCOMPARE(show(id).value(QLatin1StringView("tags")).toArray(), (QJsonArray {QStringLiteral("late"), QStringLiteral("parcel")}));
        QCOMPARE(refs(QStringLiteral("ticket list --filter tag:late")).size(), 1);
        QCOMPARE(refs(QStringLiteral("ticket list --filter tag:LATE")).size(), 1);
        QCOMPARE(cli(QStringLiteral("sync")).code, 0);
    }
    void whatWaitsCanBeTakenBack()
    {
        const QString id = text(cli(QStringLiteral("ticket create --subject Mistake --body Text")).json, "id");
        const Ran waiting = cli(QStringLiteral("outbox"));
        QCOMPARE(waiting.json.value(QLatin1StringView("waiting")).toInt(), 2);
        QCOMPARE(cli(QStringLiteral("outbox show")).json, waiting.json);
        QJsonObject create;
        for (const QJsonValue &operation : CliDesk::list(waiting, "operations")) {
            if (text(operation.toObject(), "row") == id)
                create = operation.toObject();
        }
        QCOMPARE(text(create.value(QLatin1StringView("set")).toObject(), "subject"), QStringLiteral("Mistake"));
        const Ran taken = cli(QStringLiteral("outbox discard ") + text(create, "id"));
        QCOMPARE(taken.code, 0);
        QCOMPARE(text(taken.json, "state"), QStringLiteral("discarded"));
        QCOMPARE(CliDesk::list(taken, "operations").size(), 2); // with the message that hangs on it
        QCOMPARE(cli(QStringLiteral("ticket show ") + id).code, 1);
        QCOMPARE(cli(QStringLiteral("sync")).code, 0);
    }
    void repliesNotesAndFiles()
    {
        QFile file(desk->path(QStringLiteral("parcel slip.txt")));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("Parcel 7") > 0);
        file.close();
        QCOMPARE(cli(QStringLiteral("ticket reply 1 --body Sent."), {QStringLiteral("--file"), file.fileName()}).code, 0);
        QCOMPARE(cli(QStringLiteral("ticket note 1"), {QStringLiteral("--body"), QStringLiteral("-- dashes, 中文 and \"quotes\"\nin two lines")}).code, 0);
        QCOMPARE(cli(QStringLiteral("sync")).code, 0);
        const QJsonArray messages = show(QStringLiteral("1")).value(QLatin1StringView("messages")).toArray();
        QCOMPARE(messages.size(), 3);
        QCOMPARE(text(messages[1].toObject().value(QLatin1StringView("attachments")).toArray().first().toObject(), "name"), QStringLiteral("parcel slip.txt"));
        QCOMPARE(text(messages[2].toObject(), "body"), QStringLiteral("-- dashes, 中文 and \"quotes\"\nin two lines"));
        const Ran people = desk->text(lin, QStringLiteral("ticket show 1"));
        QVERIFY2(people.out.contains("2. reply lin") && people.out.contains("    Sent.\n") && people.out.contains("parcel slip.txt"), people.out.constData());
    }
    void searchFindsAndSaysWhatItLeftOut()
    {
        const Ran found = cli(QStringLiteral("search parcel Fourth"));
        QCOMPARE(found.code, 0);
        QCOMPARE(text(CliDesk::list(found, "hits").first().toObject(), "ref"), QStringLiteral("#4"));
        QVERIFY(found.json.value(QLatin1StringView("problem")).isNull());
        const Ran half = cli(QStringLiteral("search status:finished parcel"));
        QCOMPARE(half.code, 0);
        QVERIFY2(half.err.contains("the filter has no such value (at character 8)"), half.err.constData());
        QVERIFY(!text(half.json, "problem").isEmpty());
    }
    void everyAnswerHasATextForPeople()
    {
        for (const char *line : {"ticket list", "ticket show 1", "customer list", "search parcel", "outbox", "outbox show 1", "conflict list", "digest", "doctor",
                 "kpi --from 2026-01-01 --to 2036-01-01"}) {
            const Ran ran = desk->text(lin, QString::fromLatin1(line));
            QCOMPARE(ran.code, 0);
            QVERIFY2(!ran.out.trimmed().isEmpty() && !ran.out.contains('{') && ran.err.isEmpty(), line);
        }
    }
    /// Who may not see everything is told that a figure is not of everything.
    void figuresSayWhatTheyLeaveOut()
    {
        const auto ask = [&](const QString &who, const QString &more) { return desk->seat(who, QStringLiteral("kpi --from 2026-01-01 --to 2036-01-01 ") + more); };
        const auto partial = [](const Ran &ran) {
            QList<int> counts;
            for (const QJsonValue &figure : CliDesk::list(ran, "figures"))
                counts.append(figure.toObject().value(QLatin1StringView("notes")).toObject().value(QLatin1StringView("partial_scope")).toInt());
            return counts;
        };
        const Ran all = ask(lin, {});
        QCOMPARE(all.code, 0);
        QVERIFY(partial(all).size() > 10 && !partial(all).contains(0));
        QCOMPARE(text(all.json, "note"), QStringLiteral("these figures are of Support only: of other teams this seat holds nothing"));
        QVERIFY(desk->text(lin, QStringLiteral("kpi created --from 2026-01-01 --to 2036-01-01")).out.contains("these figures are of Support only"));
        const Ran own = ask(lin, QStringLiteral("--team Support"));
        QVERIFY(partial(own).size() > 10 && !partial(own).contains(1));
        QVERIFY(text(own.json, "note").contains(QStringLiteral("moved to other teams")));
        QCOMPARE(desk->signIn(QStringLiteral("root")).code, 0);
        QCOMPARE(desk->seat(QStringLiteral("root"), QStringLiteral("sync")).code, 0);
        const Ran whole = ask(QStringLiteral("root"), {});
        QVERIFY(partial(whole).size() > 10 && !partial(whole).contains(1) && whole.json.value(QLatin1StringView("note")).isNull());
    }
    void digestEqualsTheServersCheck()
    {
        QCOMPARE(cli(QStringLiteral("sync")).code, 0);
        const Ran digest = cli(QStringLiteral("digest"));
        QCOMPARE(digest.code, 0);
        QVERIFY(!text(digest.json, "cursor").isEmpty());
        const QJsonObject check = CliDesk::list(desk->administer(QStringLiteral("check --user lin")), "users").first().toObject();
        QCOMPARE(text(digest.json, "hash"), text(check, "hash"));
        QCOMPARE(digest.json.value(QLatin1StringView("rows")).toObject(), check.value(QLatin1StringView("rows")).toObject());
    }
};

QTEST_GUILESS_MAIN(TestCliTickets)
#include "test_cli_tickets.moc"
