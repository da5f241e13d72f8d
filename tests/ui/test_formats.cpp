// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/uifixture.h"
#include "ui/common/glyphs.h"
#include <QLabel>
#include <QSignalSpy>
#include <QTest>

using namespace tidedesk;
using namespace tidedesk::ui;

namespace {
constexpr qint64 kMinute = 60'000;
constexpr qint64 kHour = 60 * kMinute;
constexpr qint64 kDay = 24 * kHour;
} // namespace

class TestFormats : public QObject {
    Q_OBJECT
    test::UiFixture *m_f = nullptr;

private Q_SLOTS:
    void init()
    {
        test::failOnWarning();
        m_f = new test::UiFixture; // clock: Tuesday 2026-09-01 01:00 UTC
    }
    void cleanup() { delete m_f; }

    void relative_data()
    {
        QTest::addColumn<qint64>("offset");
        QTest::addColumn<QString>("english");
        QTest::addColumn<QString>("chinese");
        const auto row = [](const char *name, qint64 offset, const char16_t *en, const char16_t *zh) {
            QTest::newRow(name) << offset << QString::fromUtf16(en) << QString::fromUtf16(zh);
        };
        row("now", 0, u"just now", u"刚刚");
        row("44 s", -44'000, u"just now", u"刚刚");
        row("45 s", -45'000, u"1 min ago", u"1 分钟前");
        row("3 min", -3 * kMinute, u"3 min ago", u"3 分钟前");
        row("in 20 min", 20 * kMinute, u"in 20 min", u"20 分钟后");
        row("59 min", -59 * kMinute, u"59 min ago", u"59 分钟前");
        row("2 h, over midnight", -2 * kHour, u"2 h ago", u"2 小时前");
        row("in 5 h", 5 * kHour, u"in 5 h", u"5 小时后");
        row("yesterday", -12 * kHour, u"yesterday 1:00 PM", u"昨天 13:00");
        row("tomorrow", 26 * kHour, u"tomorrow 3:00 AM", u"明天 03:00");
        row("this year", -30 * kDay, u"2 Aug", u"8月2日");
        row("another year", -365 * kDay, u"1 Sep 2025", u"2025年9月1日");
    }
    void relative()
    {
        QFETCH(qint64, offset);
        QFETCH(QString, english);
        QFETCH(QString, chinese);
        const qint64 at = m_f->clock.nowMs() + offset;
        QCOMPARE(m_f->formats.relative(at), english);
        m_f->language.set(UiLanguage::Chinese);
        QCOMPARE(m_f->formats.relative(at), chinese);
    }

    void absoluteNamesTheZone()
    {
        QCOMPARE(m_f->formats.absolute(m_f->clock.nowMs()), QStringLiteral("Tuesday, September 1, 2026, 01:00:00 (UTC)"));
        const Formats shanghai(m_f->language, m_f->clock, QTimeZone("Asia/Shanghai"));
        QVERIFY(shanghai.absolute(m_f->clock.nowMs()).contains(QStringLiteral("09:00:00")));
    }

    void durations_data()
    {
        QTest::addColumn<qint64>("ms");
        QTest::addColumn<QString>("english");
        QTest::addColumn<QString>("chinese");
        QTest::newRow("0") << qint64(0) << QStringLiteral("0 s") << QStringLiteral("0 秒");
        QTest::newRow("59") << qint64(59'999) << QStringLiteral("59 s") << QStringLiteral("59 秒");
        QTest::newRow("90 s") << qint64(90'000) << QStringLiteral("1 min 30 s") << QStringLiteral("1 分 30 秒");
        QTest::newRow("45 min") << 45 * kMinute + 20'000 << QStringLiteral("45 min") << QStringLiteral("45 分钟");
        QTest::newRow("65 min") << 65 * kMinute << QStringLiteral("1 h 5 min") << QStringLiteral("1 小时 5 分");
        QTest::newRow("51 h") << 51 * kHour << QStringLiteral("2 d 3 h") << QStringLiteral("2 天 3 小时");
        QTest::newRow("late") << -2 * kHour << QStringLiteral("−2 h") << QStringLiteral("−2 小时");
    }
    void durations()
    {
        QFETCH(qint64, ms);
        QFETCH(QString, english);
        QFETCH(QString, chinese);
        QCOMPARE(m_f->formats.duration(ms), english);
        m_f->language.set(UiLanguage::Chinese);
        QCOMPARE(m_f->formats.duration(ms), chinese);
    }

    void numbersAndMoney()
    {
        const Formats &f = m_f->formats;
        QCOMPARE(f.stopwatch(3'909'000), QStringLiteral("1:05:09"));
        QCOMPARE(f.stopwatch(309'000), QStringLiteral("05:09"));
        QCOMPARE(f.number(qint64(1234567)), QStringLiteral("1,234,567"));
        QCOMPARE(f.percent(0.853), QStringLiteral("85%"));
        QCOMPARE(f.percent(0.8537, 1), QStringLiteral("85.4%"));
        QCOMPARE(f.fileSize(900), QStringLiteral("900 bytes"));
        QCOMPARE(f.fileSize(1'572'864), QStringLiteral("1.5 MB"));
        QCOMPARE(f.money(123456, QStringLiteral("USD")), QStringLiteral("$1,234.56"));
        QCOMPARE(f.money(123456, QStringLiteral("CNY")), QStringLiteral("CN¥1,234.56"));
        QCOMPARE(f.money(123456, QStringLiteral("JPY")), QStringLiteral("¥123,456"));
        QCOMPARE(f.money(123456, QStringLiteral("KWD")), QStringLiteral("KWD\u00A0123.456"));
        QCOMPARE(f.money(9'007'199'254'740'991, QStringLiteral("EUR")), QStringLiteral("€90,071,992,547,409.91"));
        m_f->language.set(UiLanguage::Chinese);
        QCOMPARE(f.money(123456, QStringLiteral("CNY")), QStringLiteral("¥1,234.56"));
        QCOMPARE(f.money(123456, QStringLiteral("USD")), QStringLiteral("US$1,234.56"));
        QVERIFY(f.money(-500, QStringLiteral("CNY")).contains(QStringLiteral("5.00")));
        QCOMPARE_NE(f.money(-500, QStringLiteral("CNY")), f.money(500, QStringLiteral("CNY")));
    }

    void languageSwitchesAndIsRemembered()
    {
        QSignalSpy changed(&m_f->language, &Language::changed);
        QCOMPARE(m_f->language.current(), UiLanguage::English);
        m_f->language.set(UiLanguage::Chinese);
        QCOMPARE(changed.size(), 1);
        QCOMPARE(m_f->saved.value(QStringLiteral("language")), QStringLiteral("zh_CN"));
        QCOMPARE(QLocale().language(), QLocale::Chinese);
        QCOMPARE(QCoreApplication::translate("QPlatformTheme", "Cancel"), QStringLiteral("取消")); // Qt's own texts
        {
            Language next(m_f->preferences, QLocale::c());
            QCOMPARE(next.current(), UiLanguage::Chinese);
        }
        m_f->language.set(UiLanguage::English);
        QCOMPARE(QCoreApplication::translate("QPlatformTheme", "Cancel"), QStringLiteral("Cancel"));
    }

    void firstLanguageIsTheSystems()
    {
        const Preferences none;
        QCOMPARE(Language(none, QLocale(QLocale::Chinese, QLocale::Taiwan)).current(), UiLanguage::Chinese);
        QCOMPARE(Language(none, QLocale(QLocale::German)).current(), UiLanguage::English);
        const Language british(none, QLocale(QLocale::English, QLocale::UnitedKingdom));
        QCOMPARE(british.locale().territory(), QLocale::UnitedKingdom); // keeps its 24 hours and day/month
    }

    void initialsOfNames()
    {
        QCOMPARE(initials(QStringLiteral("Ada Lovelace")), QStringLiteral("AL"));
        QCOMPARE(initials(QStringLiteral("Jean-Luc  van Damme")), QStringLiteral("JD"));
        QCOMPARE(initials(QStringLiteral("王小明")), QStringLiteral("小明"));
        QCOMPARE(initials(QStringLiteral("李")), QStringLiteral("李"));
        QCOMPARE(initials(QStringLiteral("欧阳修远")), QStringLiteral("修远"));
        QCOMPARE(initials(QStringLiteral("宁波华信贸易有限公司")), QStringLiteral("宁波"));
        QCOMPARE(initials(QStringLiteral("  ")), QStringLiteral("?"));
        QCOMPARE(initials(QStringLiteral("😀 Smile")), QStringLiteral("😀S"));
    }
};

QTEST_MAIN(TestFormats)
#include "test_formats.moc"
