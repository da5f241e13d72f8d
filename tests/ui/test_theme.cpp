// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/uifixture.h"
#include "ui/common/glyphs.h"
#include <QEvent>
#include <QFile>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <cmath>

using namespace tidedesk;
using namespace tidedesk::ui;

namespace {

struct OkLab {
    double l, a, b;
};

/// Linear light, optionally as a dichromat sees it (Machado, Oliveira, Fernandes 2009, severity 1.0), in OKLab.
OkLab seen(const QColor &color, const double (&eye)[3][3])
{
    const auto linear = [](double c) { return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
    const double in[3] = {linear(color.redF()), linear(color.greenF()), linear(color.blueF())};
    double c[3];
    for (int i = 0; i < 3; ++i)
        c[i] = std::clamp(eye[i][0] * in[0] + eye[i][1] * in[1] + eye[i][2] * in[2], 0.0, 1.0);
    const double l = std::cbrt(0.4122214708 * c[0] + 0.5363325363 * c[1] + 0.0514459929 * c[2]);
    const double m = std::cbrt(0.2119034982 * c[0] + 0.6806995451 * c[1] + 0.1073969566 * c[2]);
    const double s = std::cbrt(0.0883024619 * c[0] + 0.2817188376 * c[1] + 0.6299787005 * c[2]);
    return {0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
        1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s, 0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s};
}

constexpr double kEyes[4][3][3] = {{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
    {{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}},
    {{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}},
    {{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}}};

double distance(const QColor &x, const QColor &y)
{
    double least = 1e9;
    for (const auto &eye : kEyes) {
        const OkLab p = seen(x, eye);
        const OkLab q = seen(y, eye);
        least = std::min(least, 100 * std::hypot(p.l - q.l, std::hypot(p.a - q.a, p.b - q.b)));
    }
    return least;
}

} // namespace

class TestTheme : public QObject {
    Q_OBJECT
    static void themes()
    {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }
    static const ThemePalette &paletteOf(bool dark) { return dark ? darkPalette() : lightPalette(); }

private Q_SLOTS:
    void init() { test::failOnWarning(); }

    void contrastFollowsTheFormula()
    {
        QCOMPARE(contrastRatio(Qt::white, Qt::black), 21.0);
        QVERIFY(std::abs(contrastRatio(QColor(0x777777), Qt::white) - 4.48) < 0.01); // the well-known near miss
    }

    void textReaches4point5_data() { themes(); }
    void textReaches4point5()
    {
        QFETCH(bool, dark);
        const ThemePalette &p = paletteOf(dark);
        for (const ColorRole ground : {&ThemePalette::surface, &ThemePalette::raised, &ThemePalette::sunken,
                 &ThemePalette::hover, &ThemePalette::selection, &ThemePalette::neutralSoft})
            for (const ColorRole ink : {&ThemePalette::text, &ThemePalette::muted, &ThemePalette::accent,
                     &ThemePalette::positive, &ThemePalette::warning, &ThemePalette::danger, &ThemePalette::info})
                QVERIFY2(contrastRatio(p.*ink, p.*ground) >= 4.5,
                    qPrintable((p.*ink).name() + QStringLiteral(" on ") + (p.*ground).name()));
        for (const Tone tone : {Tone::Neutral, Tone::Accent, Tone::Positive, Tone::Warning, Tone::Danger, Tone::Info}) {
            QCOMPARE_GE(contrastRatio(p.*toneText(tone), p.*toneSoft(tone)), 4.5);
            QCOMPARE_GE(contrastRatio(p.text, p.*toneSoft(tone)), 4.5); // banners
        }
        for (const ColorRole fill :
            {&ThemePalette::accentFill, &ThemePalette::accentFillHover, &ThemePalette::dangerFill})
            QCOMPARE_GE(contrastRatio(p.onAccent, p.*fill), 4.5);
    }

    void controlsAndFocusReach3_data() { themes(); }
    void controlsAndFocusReach3()
    {
        QFETCH(bool, dark);
        const ThemePalette &p = paletteOf(dark);
        for (const ColorRole ground :
            {&ThemePalette::surface, &ThemePalette::raised, &ThemePalette::sunken, &ThemePalette::selection})
            QCOMPARE_GE(contrastRatio(p.focusRing, p.*ground), 3.0);
        for (const ColorRole ground : {&ThemePalette::surface, &ThemePalette::raised})
            QCOMPARE_GE(contrastRatio(p.fieldBorder, p.*ground), 3.0);
        for (const QColor &series : p.series)
            QVERIFY2(contrastRatio(series, p.raised) >= 3.0, qPrintable(series.name()));
    }

    void seriesAreToldApartByEveryEye_data() { themes(); }
    void seriesAreToldApartByEveryEye()
    {
        QFETCH(bool, dark);
        const ThemePalette &p = paletteOf(dark);
        for (size_t i = 0; i < p.series.size(); ++i)
            for (size_t j = 0; j < i; ++j)
                QVERIFY2(distance(p.series[i], p.series[j]) >= 7.0,
                    qPrintable(QStringLiteral("%1 %2: %3")
                                   .arg(p.series[i].name(), p.series[j].name())
                                   .arg(distance(p.series[i], p.series[j]))));
        QVERIFY(distance(QColor(0xD73027), QColor(0x8A6D1A)) < 7.0); // red and olive: the measure can fail
    }

    void avatarsCarryWhiteLetters_data() { themes(); }
    void avatarsCarryWhiteLetters()
    {
        QFETCH(bool, dark);
        QSet<QRgb> colors;
        for (int i = 0; i < 200; ++i) {
            const QColor color = avatarColor(QString::number(i), paletteOf(dark));
            QCOMPARE_GE(contrastRatio(color, Qt::white), 4.5);
            colors.insert(color.rgb());
        }
        QCOMPARE_GE(colors.size(), 10);
    }

    void sheetNamesNoUnknownColour()
    {
        QFile file(QStringLiteral(":/style/tidedesk.qss"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QString text = QString::fromUtf8(file.readAll());
        const int comment = static_cast<int>(text.indexOf(QLatin1StringView("*/")));
        for (const ThemePalette *p : {&lightPalette(), &darkPalette()}) {
            const QString sheet = expandStyleSheet(text.mid(comment), *p);
            QVERIFY2(!sheet.contains(u'@'), qPrintable(sheet.mid(sheet.indexOf(u'@'), 40)));
        }
    }

    void switchesAtRunTimeAndRemembers()
    {
        test::UiFixture f;
        QSignalSpy changed(&f.theme, &Theme::changed);
        QCOMPARE(f.theme.mode(), ThemeMode::System);
        QVERIFY(!f.theme.isDark());
        f.theme.setMode(ThemeMode::Dark);
        QVERIFY(f.theme.isDark());
        QCOMPARE(changed.size(), 1);
        QCOMPARE(QApplication::palette().color(QPalette::Window), darkPalette().surface);
        QVERIFY(qApp->styleSheet().contains(darkPalette().raised.name()));
        QCOMPARE(f.saved.value(QStringLiteral("theme")), QStringLiteral("dark"));

        Theme next(*qApp, f.preferences, [] { return false; });
        QVERIFY(next.isDark());
    }

    void followsTheDesktopWhileAsked()
    {
        test::UiFixture f;
        QPushButton window;
        f.desktopDark = true;
        QEvent told(QEvent::ThemeChange);
        QCoreApplication::sendEvent(&window, &told);
        QTRY_VERIFY(f.theme.isDark());
        f.theme.setMode(ThemeMode::Light);
        QCoreApplication::sendEvent(&window, &told);
        QCoreApplication::sendPostedEvents();
        QVERIFY(!f.theme.isDark());
    }

    void everyIconDrawsInTheThemesColour()
    {
        test::UiFixture f;
        for (int i = 0; i < static_cast<int>(Icon::Count); ++i) {
            const auto icon = static_cast<Icon>(i);
            const QIcon made = f.icons.icon(icon, &ThemePalette::danger);
            f.theme.setMode(ThemeMode::Light);
            const QImage light = made.pixmap(QSize(24, 24), 1.0).toImage();
            const QImage fine = made.pixmap(QSize(24, 24), 2.0).toImage();
            f.theme.setMode(ThemeMode::Dark);
            const QImage dark = made.pixmap(QSize(24, 24), 1.0).toImage();
            QCOMPARE(fine.size(), QSize(48, 48));
            const auto inkOf = [](const QImage &image) {
                QRgb strongest = 0;
                for (int y = 0; y < image.height(); ++y)
                    for (int x = 0; x < image.width(); ++x)
                        if (qAlpha(image.pixel(x, y)) > qAlpha(strongest))
                            strongest = image.pixel(x, y);
                return QColor(strongest);
            };
            QVERIFY2(distance(inkOf(light), lightPalette().danger) < 3, iconFile(icon).data());
            QVERIFY2(distance(inkOf(dark), darkPalette().danger) < 3, iconFile(icon).data());
        }
    }
};

QTEST_MAIN(TestTheme)
#include "test_theme.moc"
