// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/programs.h"
#include <QJsonArray>
#include <QTemporaryDir>

using namespace tidedesk::test;

/// Figures of the real programs over sample data: what a seat's scope makes of them.
class TestCliFigures : public QObject {
    Q_OBJECT

    QTemporaryDir dir;
    std::unique_ptr<ServerProcess> server;

    QStringList profile(const QString &user) const { return {QStringLiteral("--profile"), dir.filePath(user), QStringLiteral("--json")}; }
    void enter(const QString &user)
    {
        QCOMPARE(run("tidedesk-cli", profile(user) + QStringList {QStringLiteral("sign-in"), QStringLiteral("--server"), server->url().toString(),
                         QStringLiteral("--user"), user, QStringLiteral("--password-stdin")}, "tidedesk-demo\n").code, 0);
        QCOMPARE(run("tidedesk-cli", profile(user) + QStringList {QStringLiteral("sync")}).code, 0);
    }
    Ran october(const QString &user, const QStringList &more = {}) const
    {
        return run("tidedesk-cli", profile(user) + QStringList {QStringLiteral("kpi"), QStringLiteral("--from"), QStringLiteral("2026-10-01"),
            QStringLiteral("--to"), QStringLiteral("2026-11-01"), QStringLiteral("--zone"), QStringLiteral("Asia/Shanghai")} + more);
    }
    static QMap<QString, QString> numbers(const Ran &ran)
    {
        QMap<QString, QString> numbers;
        for (const QJsonValue &value : ran.json.value(QLatin1StringView("figures")).toArray()) {
            const QJsonObject figure = value.toObject();
            numbers.insert(figure.value(QLatin1StringView("name")).toString(),
                QStringLiteral("%1 of %2").arg(figure.value(QLatin1StringView("value")).toDouble()).arg(figure.value(QLatin1StringView("n")).toInt()));
        }
        return numbers;
    }

private Q_SLOTS:
    void initTestCase()
    {
        const QString data = dir.filePath(QStringLiteral("server"));
        QCOMPARE(run("tidedesk-server", {QStringLiteral("sample"), QStringLiteral("--data"), data, QStringLiteral("--tickets"),
                         QStringLiteral("1500"), QStringLiteral("--until"), QStringLiteral("2026-11-01")}).code, 0);
        server = std::make_unique<ServerProcess>(data);
        enter(QStringLiteral("agent.lin"));
        enter(QStringLiteral("manager.zhao"));
    }
    /// Calls hang on customers, whom every team may see: without the queue's word a seat would mix in calls of others.
    void ofOwnTeamsMeansOfOwnTeams()
    {
        const Ran own = october(QStringLiteral("agent.lin"));
        QCOMPARE(own.code, 0);
        static const QRegularExpression named(QStringLiteral("of (.+) only"));
        const auto team = named.match(own.json.value(QLatin1StringView("note")).toString());
        QVERIFY(team.hasMatch());
        const Ran asked = october(QStringLiteral("agent.lin"), {QStringLiteral("--team"), team.captured(1)});
        QCOMPARE(numbers(own).size(), numbers(asked).size());
        QVERIFY(numbers(own).size() > 10);
        QCOMPARE(numbers(own), numbers(asked));
    }
    void whoMaySeeEverythingCountsEverything()
    {
        const Ran whole = october(QStringLiteral("manager.zhao"));
        QVERIFY(whole.json.value(QLatin1StringView("note")).isNull());
        const auto n = [](const Ran &ran, const char *figure) { return numbers(ran).value(QLatin1StringView(figure)).section(u' ', -1).toInt(); };
        const Ran own = october(QStringLiteral("agent.lin"));
        for (const char *figure : {"average_handle_time", "created", "service_level"})
            QVERIFY2(n(whole, figure) > n(own, figure) && n(own, figure) > 0, figure);
    }
    /// A ticket that went to another team took its history along, so even the own team's figures may be short of it.
    void oneTeamOnASeatOfAFewIsToldSo()
    {
        const Ran own = october(QStringLiteral("agent.lin"));
        static const QRegularExpression named(QStringLiteral("of (.+) only"));
        const QString team = named.match(own.json.value(QLatin1StringView("note")).toString()).captured(1);
        const Ran asked = october(QStringLiteral("agent.lin"), {QStringLiteral("--team"), team});
        QVERIFY2(asked.json.value(QLatin1StringView("note")).toString().contains(QStringLiteral("moved to other teams")), asked.out.constData());
        QVERIFY(october(QStringLiteral("manager.zhao"), {QStringLiteral("--team"), team}).json.value(QLatin1StringView("note")).isNull());
    }
};

QTEST_GUILESS_MAIN(TestCliFigures)
#include "test_cli_figures.moc"
