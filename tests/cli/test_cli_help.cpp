// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/entities.h"
#include "tests/cli/clidesk.h"
#include "tests/support/postgrescluster.h"
#include <QFile>
#include <QMap>
#include <QRegularExpression>

using namespace tidedesk;
using namespace tidedesk::test;

namespace {

using Paths = QSet<QString>;

/// One section of resources/help/command-line.md: the fields of a command's answer, by path ("tickets[].ref").
struct Section {
    QMap<QString, QString> fields; ///< path -> type
    QString likeSection; ///< "as `operations[]` of `outbox`"
    QString likePath;
};

QString joined(const QString &path, const QString &field) { return path.isEmpty() ? field : path + u'.' + field; }

/// The page: sections by the words of the command, without what it takes.
QMap<QString, Section> readPage(const QString &text)
{
    static const QRegularExpression heading(QStringLiteral("^### `([a-z-]+(?: [a-z]+)?(?: ID)?)"));
    static const QRegularExpression line(QStringLiteral("^\\| *(?:`([^`]+)`)? *\\| *([^|]+?) *\\|"));
    static const QRegularExpression like(QStringLiteral("^as `([^`]+)` of `([^`]+)`"));
    QMap<QString, Section> page;
    QString name;
    for (const QString &row : text.split(u'\n')) {
        if (const auto match = heading.match(row); match.hasMatch())
            name = match.captured(1);
        else if (row.startsWith(u'#'))
            name = row.startsWith(u"## Rows") ? QStringLiteral("rows") : QString();
        const auto match = line.match(row);
        if (name.isEmpty() || !match.hasMatch() || match.captured(2) == u"type" || match.captured(2).startsWith(u"--"))
            continue;
        Section &section = page[name];
        if (const auto same = like.match(match.captured(2)); same.hasMatch()) {
            section.likePath = same.captured(1);
            section.likeSection = same.captured(2);
        } else {
            section.fields.insert(match.captured(1), match.captured(2));
        }
    }
    return page;
}

QStringList fieldsOf(const schema::Entity &entity)
{
    QStringList names {QStringLiteral("id"), QStringLiteral("version")};
    for (const schema::Field &field : entity.fields())
        names.append(QString(field.name) + QLatin1StringView(field.type == schema::Type::Set ? "[]" : ""));
    return names;
}

/// Every path an answer of this section may have, rows taken apart by the spine.
Paths documented(const QMap<QString, Section> &page, const QString &name, Paths &maps)
{
    Section section = page.value(name);
    if (!section.likeSection.isEmpty()) {
        const Section like = page.value(section.likeSection);
        for (auto it = like.fields.begin(); it != like.fields.end(); ++it) {
            if (it.key().startsWith(section.likePath + u'.'))
                section.fields.insert(it.key().mid(section.likePath.size() + 1), *it);
        }
    }
    Paths paths;
    for (auto it = section.fields.begin(); it != section.fields.end(); ++it) {
        if (it->startsWith(u"row of ")) {
            const schema::Entity *entity = schema::find(it->mid(7));
            for (const QString &field : entity ? fieldsOf(*entity) : QStringList())
                paths.insert(joined(it.key(), field));
            maps.insert(joined(it.key(), QStringLiteral("custom")));
        } else {
            paths.insert(it.key());
            if (*it == u"map")
                maps.insert(it.key());
        }
    }
    return paths;
}

/// Paths of the leaves of an answer. Below a map nothing is looked at.
void occur(const QJsonValue &value, const QString &path, const Paths &maps, Paths &into)
{
    if (value.isObject() && !maps.contains(path)) {
        const QJsonObject object = value.toObject();
        for (auto it = object.begin(); it != object.end(); ++it)
            occur(*it, joined(path, it.key()), maps, into);
    } else if (value.isArray()) {
        if (value.toArray().isEmpty())
            into.insert(path + QStringLiteral("[]"));
        for (const QJsonValue &element : value.toArray())
            occur(element, path + QStringLiteral("[]"), maps, into);
    } else {
        into.insert(path);
    }
}

/// An empty list, or nothing where an object may be, is no leaf of its own.
Paths leaves(const Paths &found, const Paths &expected)
{
    Paths kept = found;
    for (const QString &path : found) {
        if (std::any_of(expected.begin(), expected.end(), [&path](const QString &other) { return other.startsWith(path + u'.'); }))
            kept.remove(path);
    }
    return kept;
}

QString list(Paths paths)
{
    QStringList sorted(paths.begin(), paths.end());
    sorted.sort();
    return sorted.join(QStringLiteral(", "));
}

} // namespace

/// The help page against the programs: what it says of an answer occurs, and what occurs is on the page. Two seats live
/// through a day in which everything an answer can hold happens.
class TestCliHelp : public QObject {
    Q_OBJECT

    QTemporaryDir dir;
    std::unique_ptr<ServerProcess> process;
    QMap<QString, Section> page;
    QMap<QString, QList<QJsonObject>> answers; ///< by section
    QString ticket;

    QString path(const char *name) const { return dir.filePath(QLatin1StringView(name)); }
    Ran server(const QString &section, const QString &rest, const QByteArray &input = {})
    {
        const Ran ran = run("tidedesk-server", (section + u' ' + rest).split(u' ', Qt::SkipEmptyParts) + QStringList(QStringLiteral("--json")), input);
        answers[section].append(ran.json);
        return ran;
    }
    /// Runs SECTION REST, e.g. "ticket show" "#1". The words of the section are the command's own.
    Ran seat(const char *who, const QString &section, const QString &rest = {}, const QStringList &more = {}, const QByteArray &input = {})
    {
        // A command that is refused answers as the section on errors says.
        const QString command = section == u"error" && !rest.isEmpty() ? QString() : QString(section).remove(QStringLiteral(" ID"));
        const Ran ran = run("tidedesk-cli", QStringList {QStringLiteral("--profile"), path(who), QStringLiteral("--json")} + (command + u' ' + rest).split(u' ', Qt::SkipEmptyParts) + more, input);
        answers[section].append(ran.json);
        return ran;
    }
    void sync(const char *who) { seat(who, QStringLiteral("sync")); }
    void signIn(const char *who, const char *user)
    {
        QCOMPARE(seat(who, QStringLiteral("sign-in"), QStringLiteral("--server %1 --user %2 --password-stdin").arg(process->url().toString(), QLatin1StringView(user)), {}, "tidedesk-demo\n").code, 0);
        sync(who);
    }
    QString card(const char *who, const char *kind)
    {
        for (const QJsonValue &value : seat(who, QStringLiteral("conflict list")).json.value(QLatin1StringView("conflicts")).toArray()) {
            if (value.toObject().value(QLatin1StringView("kind")).toString() == QLatin1StringView(kind))
                return value.toObject().value(QLatin1StringView("id")).toString();
        }
        return {};
    }

    void administer();
    void workTogether();
    void mergeAndSplit();
    void askEverything();
    void seal();

private Q_SLOTS:
    void initTestCase()
    {
        QFile file(qEnvironmentVariable("TIDEDESK_SOURCE") + QStringLiteral("/resources/help/command-line.md"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        page = readPage(QString::fromUtf8(file.readAll()));
        QVERIFY(page.size() > 40); // the page is understood
        administer();
        workTogether();
        askEverything();
        seal();
        QCOMPARE(process->stop(), 0);
    }

    void everyCommandIsOnThePage()
    {
        const QByteArray help = run("tidedesk-cli", {QStringLiteral("help")}).out + run("tidedesk-server", {QStringLiteral("help")}).out;
        int commands = 0;
        static const QRegularExpression command(QStringLiteral("^  ([a-z-]+(?: (?:list|show|create|set|reply|note|tag|get|retry|discard|handin|resolve))?)\\b"));
        for (const QByteArray &line : help.split('\n')) {
            const auto match = command.match(QString::fromUtf8(line));
            if (!match.hasMatch() || match.captured(1) == u"user")
                continue;
            const QString name = match.captured(1);
            ++commands;
            QVERIFY2(page.contains(name) || page.contains(name + QStringLiteral(" ID")), qPrintable(name));
        }
        QVERIFY(commands >= 30);
    }
    void answersAreAsDocumented_data()
    {
        QTest::addColumn<QString>("name");
        for (auto it = page.begin(); it != page.end(); ++it) {
            if (!schema::find(it.key()) || it.key() == u"user")
                QTest::newRow(qPrintable(it.key())) << it.key();
        }
    }
    void answersAreAsDocumented()
    {
        QFETCH(QString, name);
        QVERIFY2(answers.contains(name), "the scenario does not run this command");
        Paths maps;
        const Paths expected = documented(page, name, maps);
        Paths found;
        for (const QJsonObject &answer : answers.value(name))
            occur(answer, {}, maps, found);
        found = leaves(found, expected);
        QVERIFY2((expected - found).isEmpty(), qPrintable(QStringLiteral("documented, but does not occur: ") + list(expected - found)));
        QVERIFY2((found - expected).isEmpty(), qPrintable(QStringLiteral("occurs, but is not documented: ") + list(found - expected)));
    }
    void rowsAreAsDocumented()
    {
        for (const char *name : {"ticket", "message", "attachment", "event", "customer", "identity", "transaction", "contract", "receivable", "usage", "interaction"}) {
            const schema::Entity *entity = schema::find(QString::fromLatin1(name));
            const Section section = page.value(QString::fromLatin1(name));
            for (const schema::Field &field : entity->fields()) {
                const QString type = section.fields.value(QString(field.name));
                QVERIFY2(!type.isEmpty(), qPrintable(QStringLiteral("%1.%2 is not on the page").arg(QLatin1StringView(name), QString(field.name))));
                static const QMap<schema::Type, QString> types {{schema::Type::Text, QStringLiteral("text")}, {schema::Type::Integer, QStringLiteral("number")},
                    {schema::Type::Real, QStringLiteral("number, with decimals")}, {schema::Type::Flag, QStringLiteral("flag")}, {schema::Type::Choice, QStringLiteral("choice")},
                    {schema::Type::Instant, QStringLiteral("instant")}, {schema::Type::Date, QStringLiteral("day")}, {schema::Type::Money, QStringLiteral("money")},
                    {schema::Type::Reference, QStringLiteral("id")}, {schema::Type::Set, QStringLiteral("set")}, {schema::Type::Json, QStringLiteral("map")}};
                QCOMPARE(type, types.value(field.type));
            }
            QCOMPARE(section.fields.size(), qsizetype(entity->fields().size()));
        }
    }
    void exitCodesAreOnThePage()
    {
        QFile file(qEnvironmentVariable("TIDEDESK_SOURCE") + QStringLiteral("/resources/help/command-line.md"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray text = file.readAll();
        for (int code = 0; code <= 7; ++code)
            QVERIFY(text.contains("\n| " + QByteArray::number(code) + " | "));
    }
};

void TestCliHelp::administer()
{
    const QString data = QStringLiteral("--data ") + path("server");
    QCOMPARE(server(QStringLiteral("init"), data + QStringLiteral(" --admin root --password-stdin"), "password of root\n").code, 0);
    QCOMPARE(server(QStringLiteral("sample"), data + QStringLiteral(" --tickets 400")).code, 0);
    QCOMPARE(server(QStringLiteral("user add"), data + QStringLiteral(" --name extra --role agent --team Extra --password-stdin"), "password of extra\n").code, 0);
    QCOMPARE(server(QStringLiteral("user disable"), data + QStringLiteral(" --name extra")).code, 0);
    QCOMPARE(server(QStringLiteral("user enable"), data + QStringLiteral(" --name extra")).code, 0);
    QCOMPARE(server(QStringLiteral("user list"), data).code, 0);
    QCOMPARE(server(QStringLiteral("backup"), data + QStringLiteral(" --to ") + path("backup")).code, 0);
    const QString copy = QStringLiteral("--data ") + path("copy");
    QCOMPARE(server(QStringLiteral("restore"), copy + QStringLiteral(" --from ") + path("backup")).code, 0);
    QFile calls(path("calls.csv"));
    QVERIFY(calls.open(QIODevice::WriteOnly));
    calls.write("call_id,agent,date,time,topic,answered,resolved,speed_of_answer_s,talk_s,csat\n"
                "1,Ann,2026-10-01,09:00:00,Parcel,Y,Y,-5,60,4\n"
                "2,Ann,someday,09:00:00,Parcel,Y,Y,5,60,4\n");
    calls.close();
    QCOMPARE(server(QStringLiteral("import"), copy + QStringLiteral(" --mapping call-records ") + calls.fileName()).code, 0);
    if (const QString why = PostgresCluster::missing(); !why.isEmpty())
        QSKIP(qPrintable(why));
    PostgresCluster cluster;
    QCOMPARE(server(QStringLiteral("migrate"), QStringLiteral("--from ") + path("copy") + QStringLiteral(" --to ") + QString::fromUtf8(cluster.makeDatabase())).code, 0);
    process = std::make_unique<ServerProcess>(path("server"));
    QVERIFY(process->url().isValid());
    answers[QStringLiteral("serve")].append({{QStringLiteral("event"), QStringLiteral("listening")}, {QStringLiteral("url"), process->url().toString()}});
    QCOMPARE(server(QStringLiteral("error"), QString()).code, 2);
}

void TestCliHelp::workTogether()
{
    signIn("lin", "agent.lin");
    signIn("wang", "agent.wang");
    QFile slip(path("slip.txt"));
    QVERIFY(slip.open(QIODevice::WriteOnly) && slip.write("slip") == 4);
    slip.close();
    ticket = seat("lin", QStringLiteral("ticket create"), QStringLiteral("--subject Parcel --body Where? --channel phone --priority low")).json.value(QLatin1StringView("id")).toString();
    seat("lin", QStringLiteral("ticket tag"), ticket + QStringLiteral(" +vip +late"));
    seat("lin", QStringLiteral("ticket tag"), ticket + QStringLiteral(" -late"));
    seat("lin", QStringLiteral("ticket note"), ticket + QStringLiteral(" --body Slip --file ") + slip.fileName());
    const QString spare = seat("lin", QStringLiteral("ticket create"), QStringLiteral("--subject Mistake --body Text")).json.value(QLatin1StringView("operations")).toArray().first().toVariant().toString();
    seat("lin", QStringLiteral("outbox"));
    QCOMPARE(seat("lin", QStringLiteral("outbox discard ID"), spare).code, 0);
    QCOMPARE(seat("lin", QStringLiteral("ticket create"), QStringLiteral("--subject Waits")).code, 0);
    QCOMPARE(seat("lin", QStringLiteral("outbox retry ID"), QString::number(spare.toInt() + 2)).code, 0);
    QCOMPARE(seat("lin", QStringLiteral("outbox export"), QStringLiteral("--to ") + path("work.json")).code, 0);
    sync("lin");
    sync("wang");
    // Both change the priority, both reply.
    QCOMPARE(seat("wang", QStringLiteral("ticket set"), ticket + QStringLiteral(" priority=urgent status=open")).code, 0);
    QCOMPARE(seat("wang", QStringLiteral("ticket reply"), ticket + QStringLiteral(" --body Today.")).code, 0);
    sync("wang");
    QCOMPARE(seat("lin", QStringLiteral("ticket set"), ticket + QStringLiteral(" priority=high")).code, 0);
    QCOMPARE(seat("lin", QStringLiteral("ticket reply"), ticket + QStringLiteral(" --body Tomorrow. --file ") + slip.fileName()).code, 0);
    sync("lin");
    const QString conflict = card("lin", "conflict");
    QVERIFY(!conflict.isEmpty() && !card("lin", "returned").isEmpty());
    seat("lin", QStringLiteral("ticket show"), ticket);
    QCOMPARE(seat("lin", QStringLiteral("attachment get"), ticket + QStringLiteral(" 1 --to ") + path("got.txt")).code, 0);
    seat("lin", QStringLiteral("outbox"));
    for (const char *kind : {"conflict", "returned"}) {
        seat("lin", QStringLiteral("conflict show ID"), card("lin", kind));
        seat("lin", QStringLiteral("outbox show ID"), card("lin", kind));
    }
    QCOMPARE(seat("lin", QStringLiteral("conflict resolve ID"), conflict + QStringLiteral(" mine")).code, 0);
    QCOMPARE(seat("lin", QStringLiteral("conflict resolve ID"), card("lin", "returned") + QStringLiteral(" theirs")).code, 0);
    sync("lin");
    mergeAndSplit();
}

void TestCliHelp::mergeAndSplit()
{
    const QString second = seat("lin", QStringLiteral("ticket create"), QStringLiteral("--subject Again --body Hello?")).json.value(QLatin1StringView("id")).toString();
    sync("lin");
    const Ran merged = seat("lin", QStringLiteral("ticket merge"), second + u' ' + ticket);
    QCOMPARE(merged.code, 0);
    sync("lin");
    const auto into = [&] { return seat("lin", QStringLiteral("ticket show"), second).json.value(QLatin1StringView("merged_into")); };
    QCOMPARE(into().toString(), ticket);
    QCOMPARE(seat("lin", QStringLiteral("error"), QStringLiteral("ticket reply %1 --body There.").arg(second)).json.value(QLatin1StringView("error")).toObject().value(QLatin1StringView("code")).toString(), QStringLiteral("merged"));
    QCOMPARE(seat("lin", QStringLiteral("undo ID"), merged.json.value(QLatin1StringView("operations")).toArray().first().toVariant().toString()).code, 0);
    sync("lin");
    QVERIFY(into().isNull());
    const Ran split = seat("lin", QStringLiteral("ticket split"), second + QStringLiteral(" 1 --subject Greeting"));
    QCOMPARE(split.code, 0);
    sync("lin");
    const QJsonObject made = seat("lin", QStringLiteral("ticket show"), split.json.value(QLatin1StringView("id")).toString()).json;
    QCOMPARE(made.value(QLatin1StringView("split_from")).toString(), second);
    QCOMPARE(made.value(QLatin1StringView("messages")).toArray().first().toObject().value(QLatin1StringView("body")).toString(), QStringLiteral("Hello?"));
}

void TestCliHelp::askEverything()
{
    const QJsonArray customers = seat("lin", QStringLiteral("customer list"), QStringLiteral("--limit 100")).json.value(QLatin1StringView("customers")).toArray();
    for (const QJsonValue &customer : customers)
        seat("lin", QStringLiteral("customer show"), customer.toObject().value(QLatin1StringView("id")).toString());
    seat("lin", QStringLiteral("ticket list"), QStringLiteral("--view all --limit 3"));
    for (const QJsonValue &line : seat("lin", QStringLiteral("ticket list"), QStringLiteral("--view mine --limit 5")).json.value(QLatin1StringView("tickets")).toArray())
        seat("lin", QStringLiteral("ticket show"), line.toObject().value(QLatin1StringView("ref")).toString());
    for (const QJsonValue &operation : seat("lin", QStringLiteral("outbox")).json.value(QLatin1StringView("operations")).toArray())
        seat("lin", QStringLiteral("outbox show ID"), operation.toObject().value(QLatin1StringView("id")).toString());
    seat("lin", QStringLiteral("search"), QStringLiteral("parcel"));
    seat("lin", QStringLiteral("kpi"), QStringLiteral("--from 2026-10-01 --to 2026-11-01"));
    seat("lin", QStringLiteral("digest"));
    seat("lin", QStringLiteral("error"));
    const Ran doctor = seat("lin", QStringLiteral("doctor"));
    QCOMPARE(doctor.code, 0);
    QCOMPARE(seat("lin", QStringLiteral("sign-out")).code, 0);
    server(QStringLiteral("check"), QStringLiteral("--data ") + path("server"));
}

/// wang's computer is lost with work on it: once applied, once discarded.
void TestCliHelp::seal()
{
    const QString data = QStringLiteral("--data ") + path("server");
    const auto listed = [this, data](const char *state) {
        for (const QJsonValue &file : server(QStringLiteral("sealed list"), data).json.value(QLatin1StringView("sealed")).toArray()) {
            if (file.toObject().value(QLatin1StringView("state")).toString() == QLatin1StringView(state))
                return QString::number(file.toObject().value(QLatin1StringView("number")).toInt());
        }
        return QString();
    };
    QString id;
    for (const QJsonValue &seat : server(QStringLiteral("seat list"), data).json.value(QLatin1StringView("seats")).toArray()) {
        if (seat.toObject().value(QLatin1StringView("user")).toString() == u"agent.wang")
            id = seat.toObject().value(QLatin1StringView("id")).toString();
    }
    // Something in conflict, something that came back before and is not decided, and a file.
    QCOMPARE(seat("wang", QStringLiteral("ticket reply"), ticket + QStringLiteral(" --body Blind")).code, 0);
    signIn("lin", "agent.lin");
    QCOMPARE(seat("lin", QStringLiteral("ticket reply"), ticket + QStringLiteral(" --body Newer")).code, 0);
    QCOMPARE(seat("lin", QStringLiteral("ticket set"), ticket + QStringLiteral(" priority=urgent")).code, 0);
    sync("lin");
    sync("wang");
    QCOMPARE(seat("wang", QStringLiteral("ticket note"), ticket + QStringLiteral(" --body Slip --file ") + path("slip.txt")).code, 0);
    QCOMPARE(seat("lin", QStringLiteral("ticket set"), ticket + QStringLiteral(" priority=low")).code, 0);
    sync("lin");
    QCOMPARE(seat("wang", QStringLiteral("ticket set"), ticket + QStringLiteral(" priority=high")).code, 0);
    QCOMPARE(server(QStringLiteral("seat revoke"), data + QStringLiteral(" --seat ") + id).code, 0);
    (void)run("tidedesk-cli", {QStringLiteral("--profile"), path("wang"), QStringLiteral("sync")}); // hears of it
    QCOMPARE(seat("wang", QStringLiteral("outbox handin")).code, 0);
    QCOMPARE(seat("wang", QStringLiteral("outbox export"), QStringLiteral("--sealed --to ") + path("work.tdx")).code, 0);
    QCOMPARE(server(QStringLiteral("sealed add"), path("work.tdx") + u' ' + data).code, 0);
    QCOMPARE(server(QStringLiteral("sealed apply"), listed("waiting") + u' ' + data).code, 0);
    QCOMPARE(server(QStringLiteral("sealed show"), listed("applied") + u' ' + data).code, 0);
    QCOMPARE(server(QStringLiteral("sealed discard"), listed("applied") + u' ' + data).code, 0);
    QCOMPARE(seat("wang", QStringLiteral("doctor")).code, 0);
}

QTEST_GUILESS_MAIN(TestCliHelp)
#include "test_cli_help.moc"
