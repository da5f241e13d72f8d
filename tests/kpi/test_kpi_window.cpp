// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/kpi/window.h"
#include <QDateTime>
#include <QRandomGenerator>
#include <QTest>

using namespace tidedesk::kpi;

namespace {

constexpr qint64 kHour = 3'600'000;

QList<double> hoursOf(const QList<Window> &pieces)
{
    QList<double> hours;
    for (const Window &piece : pieces)
        hours.append(double(piece.to - piece.from) / kHour);
    return hours;
}

QStringList labels(const QList<Window> &pieces, Step step)
{
    QStringList names;
    for (const Window &piece : pieces)
        names.append(label(piece, step));
    return names;
}

Window days(const char *zone, const QDate &first, const QDate &last)
{
    return Window::days(first, last, QTimeZone(zone));
}

} // namespace

class TestKpiWindow : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void isHalfOpenAndKnowsItsZone()
    {
        const auto window = Window::make(10, 20, "Asia/Shanghai");
        QVERIFY(window);
        QVERIFY(window->contains(10) && window->contains(19) && !window->contains(20) && !window->contains(9));
        QCOMPARE(Window::make(0, 1, "Mars/Olympus").error().code, QStringLiteral("kpi.unknown_zone"));
        QCOMPARE(Window::make(5, 5, "UTC").error().code, QStringLiteral("kpi.empty_window"));
    }

    /// Reference: Python's zoneinfo, scanning minutes for the first instant of the date.
    void startOfDay_data()
    {
        QTest::addColumn<QByteArray>("zone");
        QTest::addColumn<QDate>("date");
        QTest::addColumn<qint64>("expected");
        const struct {
            const char *zone;
            const char *date;
            qint64 at;
        } rows[] = {
            {"America/New_York", "2026-03-07", 1772859600000},
            {"America/New_York", "2026-03-08", 1772946000000},
            {"America/New_York", "2026-03-09", 1773028800000},
            {"America/New_York", "2026-11-01", 1793505600000},
            {"America/New_York", "2026-11-02", 1793595600000},
            {"Australia/Lord_Howe", "2026-04-05", 1775307600000},
            {"Australia/Lord_Howe", "2026-04-06", 1775395800000},
            {"Australia/Lord_Howe", "2026-10-04", 1791034200000},
            {"Australia/Lord_Howe", "2026-10-05", 1791118800000},
            {"Asia/Kathmandu", "2026-09-01", 1788200100000},
            {"Asia/Kathmandu", "1986-01-01", 504901800000}, // midnight skipped: +5:30 -> +5:45
            {"Asia/Kathmandu", "1986-01-02", 504987300000},
            {"Asia/Shanghai", "2026-09-01", 1788192000000},
            {"Asia/Shanghai", "1991-04-15", 671641200000},
            {"America/Sao_Paulo", "2018-11-04", 1541300400000}, // midnight skipped
            {"America/Sao_Paulo", "2018-02-18", 1518922800000}, // 24:00 -> 23:00
            {"Africa/Cairo", "2026-04-24", 1776981600000}, // midnight skipped
            {"Africa/Cairo", "2026-10-30", 1793311200000},
            {"Pacific/Apia", "2011-12-30", 1325239200000}, // the day left out
            {"Pacific/Apia", "2011-12-31", 1325239200000},
            {"America/St_Johns", "2010-11-07", 1289097000000}, // 00:01 -> 23:01
            {"America/St_Johns", "2010-11-08", 1289187000000},
            {"America/Toronto", "1919-03-31", -1601753400000}, // 23:30 -> 00:30
        };
        for (const auto &row : rows)
            QTest::addRow("%s %s", row.zone, row.date)
                << QByteArray(row.zone) << QDate::fromString(QLatin1StringView(row.date), Qt::ISODate) << row.at;
    }
    void startOfDay()
    {
        QFETCH(QByteArray, zone);
        QFETCH(QDate, date);
        QFETCH(qint64, expected);
        const LocalTime local {QTimeZone(zone)};
        QCOMPARE(local.startOfDay(date), expected);
    }

    void daysAreAsLongAsTheyAre()
    {
        QCOMPARE(hoursOf(cut(days("America/New_York", {2026, 3, 7}, {2026, 3, 9}), Step::Day)), (QList<double> {24, 23, 24}));
        QCOMPARE(hoursOf(cut(days("America/New_York", {2026, 10, 31}, {2026, 11, 2}), Step::Day)), (QList<double> {24, 25, 24}));
        QCOMPARE(hoursOf(cut(days("Australia/Lord_Howe", {2026, 4, 4}, {2026, 4, 6}), Step::Day)), (QList<double> {24, 24.5, 24}));
        QCOMPARE(hoursOf(cut(days("Australia/Lord_Howe", {2026, 10, 3}, {2026, 10, 5}), Step::Day)), (QList<double> {24, 23.5, 24}));
        QCOMPARE(hoursOf(cut(days("Asia/Shanghai", {2026, 9, 1}, {2026, 9, 2}), Step::Day)), (QList<double> {24, 24}));
        const auto apia = cut(days("Pacific/Apia", {2011, 12, 29}, {2011, 12, 31}), Step::Day);
        QCOMPARE(labels(apia, Step::Day), (QStringList {QStringLiteral("2011-12-29"), QStringLiteral("2011-12-31")}));
    }

    void hoursFollowTheWallClock()
    {
        const auto spring = cut(days("America/New_York", {2026, 3, 8}, {2026, 3, 8}), Step::Hour);
        QCOMPARE(spring.size(), 23);
        QCOMPARE(labels(spring, Step::Hour).mid(0, 3), (QStringList {QStringLiteral("2026-03-08T00:00-05:00"),
            QStringLiteral("2026-03-08T01:00-05:00"), QStringLiteral("2026-03-08T03:00-04:00")}));
        const auto autumn = cut(days("America/New_York", {2026, 11, 1}, {2026, 11, 1}), Step::Hour);
        QCOMPARE(autumn.size(), 25);
        QCOMPARE(labels(autumn, Step::Hour).mid(0, 4), (QStringList {QStringLiteral("2026-11-01T00:00-04:00"),
            QStringLiteral("2026-11-01T01:00-04:00"), QStringLiteral("2026-11-01T01:00-05:00"), QStringLiteral("2026-11-01T02:00-05:00")}));
        const auto lordHowe = cut(days("Australia/Lord_Howe", {2026, 4, 5}, {2026, 4, 5}), Step::Hour);
        QCOMPARE(labels(lordHowe, Step::Hour).mid(1, 3), (QStringList {QStringLiteral("2026-04-05T01:00+11:00"),
            QStringLiteral("2026-04-05T01:30+10:30"), QStringLiteral("2026-04-05T02:00+10:30")}));
        QCOMPARE(hoursOf(lordHowe).mid(0, 4), (QList<double> {1, 1, 0.5, 1}));
        const qint64 midnight = 1289097000000; // 2010-11-07 in St John's; a minute later it is 23:01 again
        const auto newfoundland = cut({midnight - 2 * kHour, midnight + 2 * kHour, QTimeZone("America/St_Johns")}, Step::Hour);
        QCOMPARE(labels(newfoundland, Step::Hour), (QStringList {QStringLiteral("2010-11-06T22:00-02:30"),
            QStringLiteral("2010-11-06T23:00-02:30"), QStringLiteral("2010-11-07T00:00-02:30"), QStringLiteral("2010-11-06T23:01-03:30"),
            QStringLiteral("2010-11-07T00:00-03:30")}));
        const auto kathmandu = cut(days("Asia/Kathmandu", {2026, 9, 1}, {2026, 9, 1}), Step::Hour);
        QCOMPARE(kathmandu.size(), 24);
        QCOMPARE(label(kathmandu[1], Step::Hour), QStringLiteral("2026-09-01T01:00+05:45"));
    }

    void weeksBeginOnMonday()
    {
        const auto weeks = cut(days("America/New_York", {2026, 10, 29}, {2026, 11, 10}), Step::Week);
        QCOMPARE(labels(weeks, Step::Week), (QStringList {QStringLiteral("2026-10-26"), QStringLiteral("2026-11-02"), QStringLiteral("2026-11-09")}));
        QCOMPARE(hoursOf(weeks), (QList<double> {4 * 24 + 1, 7 * 24, 48}));
    }

    void lastDaysEndWithToday()
    {
        const qint64 at = 1793595600000 - 1; // last millisecond of Sunday, New York
        const Window two = Window::lastDays(at, 2, QTimeZone("America/New_York"));
        QCOMPARE(two.to, 1793595600000);
        QCOMPARE(double(two.to - two.from) / kHour, 49.0);
    }

    void piecesTileAnyWindow_data()
    {
        QTest::addColumn<QByteArray>("zone");
        for (const char *zone : {"UTC", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Asia/Shanghai",
                 "America/Sao_Paulo", "Africa/Cairo", "Pacific/Apia", "America/St_Johns"})
            QTest::newRow(zone) << QByteArray(zone);
    }
    void piecesTileAnyWindow()
    {
        QFETCH(QByteArray, zone);
        constexpr quint32 kSeed = 77;
        qInfo("seed %u", kSeed);
        QRandomGenerator random(kSeed);
        const LocalTime local {QTimeZone(zone)};
        for (int round = 0; round < 60; ++round) {
            const qint64 from = 500'000'000'000 + qint64(random.bounded(1'300'000'000)) * 1000;
            const Window window {from, from + 1 + qint64(random.bounded(240)) * kHour + random.bounded(3'600'000), local.zone()};
            for (const Step step : {Step::Hour, Step::Day, Step::Week}) {
                const QList<Window> pieces = cut(window, step);
                QCOMPARE(pieces.first().from, window.from);
                QCOMPARE(pieces.last().to, window.to);
                for (qsizetype i = 0; i < pieces.size(); ++i) {
                    QVERIFY(pieces[i].from < pieces[i].to);
                    if (i > 0)
                        QCOMPARE(pieces[i].from, pieces[i - 1].to);
                    if (step == Step::Hour) {
                        QCOMPARE(local.hour(pieces[i].from), local.hour(pieces[i].to - 1));
                        QCOMPARE(local.offset(pieces[i].from), local.offset(pieces[i].to - 1));
                    }
                }
                const QStringList names = labels(pieces, step);
                QCOMPARE(QSet<QString>(names.begin(), names.end()).size(), names.size());
            }
        }
    }
    /// Qt's own conversion from UTC is right; it is the other direction that is not.
    void readsTheWallClockLikeQtDoesFromUtc()
    {
        constexpr quint32 kSeed = 78;
        qInfo("seed %u", kSeed);
        QRandomGenerator random(kSeed);
        for (const char *zone : {"America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Asia/Shanghai"}) {
            const LocalTime local {QTimeZone(zone)};
            for (int i = 0; i < 500; ++i) {
                const qint64 at = qint64(random.bounded(2'000'000'000)) * 1000;
                const QDateTime shown = QDateTime::fromMSecsSinceEpoch(at, local.zone());
                QCOMPARE(local.date(at), shown.date());
                QCOMPARE(local.hour(at), shown.time().hour());
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestKpiWindow)
#include "test_kpi_window.moc"
