// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/palette.h"
#include <QPalette>
#include <QString>
#include <cmath>

namespace tidedesk::ui {

namespace {

ThemePalette makeLight()
{
    ThemePalette p;
    p.surface = QColor(0xF6F7F9);
    p.raised = QColor(0xFFFFFF);
    p.sunken = QColor(0xEDEFF3);
    p.hover = QColor(0xF0F2F6);
    p.line = QColor(0xE2E6EC);
    p.lineStrong = QColor(0xC3CAD5);
    p.fieldBorder = QColor(0x858FA0);
    p.text = QColor(0x1A1F28);
    p.muted = QColor(0x586273);
    p.faint = QColor(0x98A2B1);
    p.accent = QColor(0x2456CC);
    p.accentFill = QColor(0x2B5FD9);
    p.accentFillHover = QColor(0x214EBB);
    p.onAccent = QColor(0xFFFFFF);
    p.accentSoft = QColor(0xE6EDFC);
    p.positive = QColor(0x0B7040);
    p.positiveSoft = QColor(0xE1F3E8);
    p.warning = QColor(0x855300);
    p.warningSoft = QColor(0xFCF0D6);
    p.danger = QColor(0xB92431);
    p.dangerSoft = QColor(0xFCE7E7);
    p.dangerFill = QColor(0xC42B38);
    p.info = QColor(0x0A648F);
    p.infoSoft = QColor(0xE2F1F9);
    p.neutralSoft = QColor(0xE9ECF1);
    p.selection = QColor(0xDBE6FC);
    p.focusRing = QColor(0x2B5FD9);
    p.shadow = QColor(16, 24, 40, 38);
    p.series = {QColor(0x2B5FD9), QColor(0xE8590C), QColor(0x699266), QColor(0xAE1670), QColor(0x0F97F2),
        QColor(0x705212)};
    return p;
}

ThemePalette makeDark()
{
    ThemePalette p;
    p.dark = true;
    p.surface = QColor(0x13151A);
    p.raised = QColor(0x1A1D23);
    p.sunken = QColor(0x0F1115);
    p.hover = QColor(0x222630);
    p.line = QColor(0x2A2F39);
    p.lineStrong = QColor(0x434B59);
    p.fieldBorder = QColor(0x6B7585);
    p.text = QColor(0xDFE3EA);
    p.muted = QColor(0x9CA6B5);
    p.faint = QColor(0x667080);
    p.accent = QColor(0x8DB0FF);
    p.accentFill = QColor(0x3A66DB);
    p.accentFillHover = QColor(0x456FDD);
    p.onAccent = QColor(0xFFFFFF);
    p.accentSoft = QColor(0x1F2C4A);
    p.positive = QColor(0x5FCB90);
    p.positiveSoft = QColor(0x15301F);
    p.warning = QColor(0xE9B455);
    p.warningSoft = QColor(0x35290F);
    p.danger = QColor(0xFF928D);
    p.dangerSoft = QColor(0x3D1D1F);
    p.dangerFill = QColor(0xC9373F);
    p.info = QColor(0x72C0F2);
    p.infoSoft = QColor(0x122C3D);
    p.neutralSoft = QColor(0x2A2F39);
    p.selection = QColor(0x25375C);
    p.focusRing = QColor(0x7FA6FF);
    p.shadow = QColor(0, 0, 0, 110);
    p.series = {QColor(0x6F9BFF), QColor(0xE8771A), QColor(0x2FD6A0), QColor(0xBE7FB0), QColor(0xBFE4FF),
        QColor(0xF7B23B)};
    return p;
}

struct NamedColor {
    QLatin1StringView name;
    ColorRole role;
};

/// Longer names stand before their own prefixes, so that plain replacement in order is right.
constexpr std::array kNamedColors = {
    NamedColor{QLatin1StringView("accentFillHover"), &ThemePalette::accentFillHover},
    NamedColor{QLatin1StringView("accentFill"), &ThemePalette::accentFill},
    NamedColor{QLatin1StringView("accentSoft"), &ThemePalette::accentSoft},
    NamedColor{QLatin1StringView("accent"), &ThemePalette::accent},
    NamedColor{QLatin1StringView("dangerFill"), &ThemePalette::dangerFill},
    NamedColor{QLatin1StringView("dangerSoft"), &ThemePalette::dangerSoft},
    NamedColor{QLatin1StringView("danger"), &ThemePalette::danger},
    NamedColor{QLatin1StringView("faint"), &ThemePalette::faint},
    NamedColor{QLatin1StringView("fieldBorder"), &ThemePalette::fieldBorder},
    NamedColor{QLatin1StringView("focusRing"), &ThemePalette::focusRing},
    NamedColor{QLatin1StringView("hover"), &ThemePalette::hover},
    NamedColor{QLatin1StringView("lineStrong"), &ThemePalette::lineStrong},
    NamedColor{QLatin1StringView("line"), &ThemePalette::line},
    NamedColor{QLatin1StringView("muted"), &ThemePalette::muted},
    NamedColor{QLatin1StringView("neutralSoft"), &ThemePalette::neutralSoft},
    NamedColor{QLatin1StringView("onAccent"), &ThemePalette::onAccent},
    NamedColor{QLatin1StringView("raised"), &ThemePalette::raised},
    NamedColor{QLatin1StringView("selection"), &ThemePalette::selection},
    NamedColor{QLatin1StringView("sunken"), &ThemePalette::sunken},
    NamedColor{QLatin1StringView("surface"), &ThemePalette::surface},
    NamedColor{QLatin1StringView("text"), &ThemePalette::text},
    NamedColor{QLatin1StringView("warningSoft"), &ThemePalette::warningSoft},
};

double luminance(const QColor &color)
{
    const auto linear = [](double c) { return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

} // namespace

const ThemePalette &lightPalette()
{
    static const ThemePalette palette = makeLight();
    return palette;
}

const ThemePalette &darkPalette()
{
    static const ThemePalette palette = makeDark();
    return palette;
}

QPalette toQtPalette(const ThemePalette &colors)
{
    QPalette p;
    p.setColor(QPalette::Window, colors.surface);
    p.setColor(QPalette::WindowText, colors.text);
    p.setColor(QPalette::Base, colors.raised);
    p.setColor(QPalette::AlternateBase, colors.surface);
    p.setColor(QPalette::Text, colors.text);
    p.setColor(QPalette::PlaceholderText, colors.muted);
    p.setColor(QPalette::Button, colors.raised);
    p.setColor(QPalette::ButtonText, colors.text);
    p.setColor(QPalette::BrightText, colors.onAccent);
    p.setColor(QPalette::Highlight, colors.selection);
    p.setColor(QPalette::HighlightedText, colors.text);
    p.setColor(QPalette::Link, colors.accent);
    p.setColor(QPalette::LinkVisited, colors.accent);
    p.setColor(QPalette::ToolTipBase, colors.raised);
    p.setColor(QPalette::ToolTipText, colors.text);
    p.setColor(QPalette::Light, colors.raised);
    p.setColor(QPalette::Midlight, colors.line);
    p.setColor(QPalette::Mid, colors.lineStrong);
    p.setColor(QPalette::Dark, colors.lineStrong);
    p.setColor(QPalette::Shadow, colors.dark ? QColor(Qt::black) : colors.lineStrong);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::HighlightedText})
        p.setColor(QPalette::Disabled, role, colors.faint);
    return p;
}

QString expandStyleSheet(const QString &text, const ThemePalette &colors)
{
    QString sheet = text;
    sheet.replace(QLatin1StringView("@mode"), colors.dark ? QLatin1StringView("dark") : QLatin1StringView("light"));
    for (const NamedColor &named : kNamedColors)
        sheet.replace(u'@' + named.name, (colors.*named.role).name());
    return sheet;
}

double contrastRatio(const QColor &a, const QColor &b)
{
    const double la = luminance(a);
    const double lb = luminance(b);
    return (std::max(la, lb) + 0.05) / (std::min(la, lb) + 0.05);
}

QColor blend(const QColor &top, const QColor &bottom, double alpha)
{
    const auto mix = [alpha](int t, int b) { return static_cast<int>(std::lround(t * alpha + b * (1 - alpha))); };
    return QColor(mix(top.red(), bottom.red()), mix(top.green(), bottom.green()), mix(top.blue(), bottom.blue()));
}

ColorRole toneText(Tone tone)
{
    switch (tone) {
    case Tone::Accent:
        return &ThemePalette::accent;
    case Tone::Positive:
        return &ThemePalette::positive;
    case Tone::Warning:
        return &ThemePalette::warning;
    case Tone::Danger:
        return &ThemePalette::danger;
    case Tone::Info:
        return &ThemePalette::info;
    case Tone::Neutral:
        break;
    }
    return &ThemePalette::muted;
}

ColorRole toneSoft(Tone tone)
{
    switch (tone) {
    case Tone::Accent:
        return &ThemePalette::accentSoft;
    case Tone::Positive:
        return &ThemePalette::positiveSoft;
    case Tone::Warning:
        return &ThemePalette::warningSoft;
    case Tone::Danger:
        return &ThemePalette::dangerSoft;
    case Tone::Info:
        return &ThemePalette::infoSoft;
    case Tone::Neutral:
        break;
    }
    return &ThemePalette::neutralSoft;
}

} // namespace tidedesk::ui
