// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QColor>
#include <array>
#include <utility>

class QPalette;
class QString;

namespace tidedesk::ui {

/// The named colours of one theme; the only place where a colour is spelled out.
/// Text colours reach 4.5:1 on every background they are used on, field borders, the focus ring and chart series
/// 3:1 (WCAG 2.1, 1.4.3 and 1.4.11); test_theme computes it.
struct ThemePalette {
    QColor surface; ///< the window behind everything
    QColor raised; ///< lists, cards, fields, menus
    QColor sunken; ///< navigation rail, table headers, quoted text
    QColor hover; ///< a row or flat button under the pointer
    QColor line; ///< hairlines between areas
    QColor lineStrong; ///< hairlines that must carry weight: menus, popups
    QColor fieldBorder; ///< boundary of a control
    QColor text;
    QColor muted; ///< secondary text and icons
    QColor faint; ///< disabled text and placeholders' icons; carries no information of its own
    QColor accent; ///< links, active icons
    QColor accentFill; ///< primary button, badge
    QColor accentFillHover;
    QColor onAccent; ///< text on accentFill, dangerFill
    QColor accentSoft;
    QColor positive, positiveSoft;
    QColor warning, warningSoft;
    QColor danger, dangerSoft, dangerFill;
    QColor info, infoSoft;
    QColor neutralSoft;
    QColor selection; ///< selected row or text; `text` stays the text colour on it
    QColor focusRing;
    QColor shadow; ///< translucent, under popups and toasts
    /// Chart series in order of use, told apart also with protanopia, deuteranopia and tritanopia
    /// (Machado et al. 2009; smallest OKLab distance is asserted by test_theme).
    std::array<QColor, 6> series;
    bool dark = false;
};

/// One named colour of the palette, passed where a tint is chosen: `&ThemePalette::muted`.
using ColorRole = QColor ThemePalette::*;

const ThemePalette &lightPalette();
const ThemePalette &darkPalette();

/// The Qt palette for widgets that no style rule touches.
QPalette toQtPalette(const ThemePalette &colors);

/// Replaces every `@name` in a style sheet by the colour of that name and `@mode` by light or dark.
QString expandStyleSheet(const QString &text, const ThemePalette &colors);

/// Contrast of two opaque colours, 1 to 21 (WCAG 2.1, "contrast ratio").
double contrastRatio(const QColor &a, const QColor &b);

/// `top` with `alpha` (0..1) laid over `bottom`.
QColor blend(const QColor &top, const QColor &bottom, double alpha);

/// What a colour says; maps to a text colour and a soft background.
enum class Tone { Neutral, Accent, Positive, Warning, Danger, Info };
ColorRole toneText(Tone tone);
ColorRole toneSoft(Tone tone);

} // namespace tidedesk::ui
