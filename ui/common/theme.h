// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/common/palette.h"
#include "ui/common/preferences.h"
#include <QObject>
#include <functional>

class QApplication;

namespace tidedesk::ui {

enum class ThemeMode { System, Light, Dark };

/// Owns the look of the program: Fusion, one palette, one style sheet, the base font. The app owns the only one and
/// passes it by reference. Main thread. Switching repaints every widget; icons made by Icons follow by themselves.
class Theme final : public QObject {
    Q_OBJECT
public:
    /// Puts the look onto `app`. `systemIsDark` replaces the look at the desktop's own colours (tests, platforms).
    Theme(QApplication &app, Preferences preferences, std::function<bool()> systemIsDark = {});

    ThemeMode mode() const { return m_mode; }
    void setMode(ThemeMode mode); ///< also remembers it
    bool isDark() const { return m_dark; }
    const ThemePalette &colors() const { return m_dark ? darkPalette() : lightPalette(); }
    QColor color(ColorRole role) const { return colors().*role; }

Q_SIGNALS:
    void changed(); ///< after palette and style sheet are in place

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    bool wantsDark() const;
    void apply();

    QApplication &m_app;
    Preferences m_preferences;
    std::function<bool()> m_systemIsDark;
    ThemeMode m_mode = ThemeMode::System;
    bool m_dark = false;
    bool m_queued = false;
};

} // namespace tidedesk::ui
