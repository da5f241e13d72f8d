// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/clidesk.h"
#include <QDir>
#include <QFile>
#include <cmath>

using namespace tidedesk::test;

/// From a file of another system to a figure on a seat, through the real programs: impossible intervals are named in the
/// summary and are in no average.
class TestImportPrograms : public QObject {
    Q_OBJECT
    std::unique_ptr<CliDesk> desk;
    const QString root = QStringLiteral("root");

    static QString shared(const char *name)
    {
        return qEnvironmentVariable("TIDEDESK_SOURCE", QStringLiteral(".")) + QStringLiteral("/../shared/data/") + QLatin1StringView(name);
    }
    static QJsonObject known(const char *name)
    {
        QFile file(shared(name));
        return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
    }
    Ran import(const QString &mapping, const QString &file) { return desk->administer(QStringLiteral("import --mapping %1 %2").arg(mapping, file)); }
    static int number(const QJsonObject &json, const char *key) { return json.value(QLatin1StringView(key)).toInt(); }
    QJsonObject figure(const char *name, const char *period)
    {
        return CliDesk::list(desk->seat(root, QStringLiteral("kpi %1 %2").arg(QLatin1StringView(name), QLatin1StringView(period))), "figures").first().toObject();
    }
    static double value(const QJsonObject &figure) { return figure.value(QLatin1StringView("value")).toDouble(std::nan("")); }
    static int flawed(const QJsonObject &figure) { return number(figure.value(QLatin1StringView("notes")).toObject(), "flawed"); }
    void look()
    {
        desk->startServer();
        QCOMPARE(desk->signIn(root).code, 0);
        QCOMPARE(desk->seat(root, QStringLiteral("sync")).code, 0);
    }

private Q_SLOTS:
    void init()
    {
        desk = std::make_unique<CliDesk>();
        desk->stopServer();
    }
    void cleanup() { desk.reset(); }

    void impossibleIntervalsAreInNoAverage()
    {
        QFile file(desk->path(QStringLiteral("calls.csv")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("call_id,agent,date,time,topic,answered,resolved,speed_of_answer_s,talk_s,csat\n"
                   "1,Ann,2026-10-01,09:00:00,Parcel,Y,Y,10,60,4\n"
                   "2,Ann,2026-10-01,09:10:00,Parcel,Y,Y,20,60,4\n"
                   "3,Ann,2026-10-01,09:20:00,Parcel,Y,Y,-5,60,4\n"
                   "4,Ann,2026-10-01,09:30:00,Parcel,Y,Y,90000,60,4\n");
        file.close();
        const Ran ran = import(QStringLiteral("call-records"), file.fileName());
        QCOMPARE(number(ran.json, "created"), 4);
        QStringList flags;
        for (const QJsonValue &flag : CliDesk::list(ran, "flagged"))
            flags.append(QStringLiteral("%1 %2").arg(number(flag.toObject(), "row")).arg(flag.toObject().value(QLatin1StringView("reason")).toString()));
        QCOMPARE(flags, (QStringList {QStringLiteral("3 negative_interval"), QStringLiteral("4 implausible_interval")}));
        look();
        const QJsonObject speed = figure("average_speed_of_answer", "--from 2026-10-01 --to 2026-10-02");
        QCOMPARE(number(speed, "n"), 2);
        QCOMPARE(value(speed), 15.0);
        QCOMPARE(flawed(speed), 2);
    }
    void publicTickets()
    {
        const QJsonObject numbers = known("tickets/kaggle_tickets.json");
        if (numbers.isEmpty())
            QSKIP("public data set absent: ../shared/data/tickets/customer_support_tickets.csv and kaggle_tickets.json beside the sources");
        const Ran ran = import(QStringLiteral("support-tickets"), shared("tickets/customer_support_tickets.csv"));
        QCOMPARE(ran.code, 0);
        QCOMPARE(number(ran.json, "read"), number(numbers, "rows"));
        QCOMPARE(number(ran.json, "created"), number(numbers, "rows"));
        QVERIFY(CliDesk::list(ran, "rejected").isEmpty());
        QCOMPARE(CliDesk::list(ran, "flagged").size(), number(numbers, "resolution_before_first_response"));
        look();
        QCOMPARE(number(figure("volume", "--from 2023-05-01 --to 2023-07-01"), "n"), number(numbers, "rows"));
        // The file does not tell when its tickets began: every such interval is flawed, none is averaged.
        const QJsonObject reply = figure("first_response_time", "--from 2023-05-01 --to 2023-07-01");
        QVERIFY(reply.value(QLatin1StringView("value")).isNull());
        QCOMPARE(number(reply, "n"), 0);
        QVERIFY(flawed(reply) > 0);
        QVERIFY(std::abs(value(figure("csat_score", "--from 2023-05-01 --to 2023-07-01")) - numbers.value(QLatin1StringView("csat_mean")).toDouble() * 20) < 1e-6);
    }
    void publicCalls()
    {
        const QJsonObject numbers = known("calls/pwc_calls.json");
        if (numbers.isEmpty())
            QSKIP("public data set absent: ../shared/data/calls/pwc_calls.csv and pwc_calls.json beside the sources");
        const Ran ran = import(QStringLiteral("call-records"), shared("calls/pwc_calls.csv"));
        QCOMPARE(number(ran.json, "created"), number(numbers, "calls"));
        QVERIFY(CliDesk::list(ran, "rejected").isEmpty() && CliDesk::list(ran, "flagged").isEmpty());
        QCOMPARE(number(import(QStringLiteral("call-records"), shared("calls/pwc_calls.csv")).json, "unchanged"), number(numbers, "calls"));
        look();
        const char *period = "--from 2020-12-01 --to 2021-05-01";
        const auto near = [&](const char *name, double expected) { return std::abs(value(figure(name, period)) - expected) < 1e-6; };
        QVERIFY(near("average_speed_of_answer", numbers.value(QLatin1StringView("asa_mean_s")).toDouble()));
        QVERIFY(near("abandonment", numbers.value(QLatin1StringView("abandon_rate")).toDouble()));
        QVERIFY(near("csat_share", numbers.value(QLatin1StringView("csat_top2")).toDouble()));
        QCOMPARE(number(figure("average_handle_time", period), "n"), number(numbers, "answered"));
    }
};

QTEST_GUILESS_MAIN(TestImportPrograms)
#include "test_import_programs.moc"
