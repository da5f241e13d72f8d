// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/theme.h"
#include "ui/common/fonts.h"
#include <QApplication>
#include <QEvent>
#include <QFile>
#include <QPalette>
#ifdef Q_OS_WIN
#include <QSettings>
#endif

namespace tidedesk::ui {

namespace {

const QString kModeKey = QStringLiteral("theme");
const std::array kModeNames = {QStringLiteral("system"), QStringLiteral("light"), QStringLiteral("dark")};

/// Qt 6.4 has no colour scheme of its own. The palette that the desktop gives is the one that shows through when ours
/// is taken away; Windows tells it in the registry only.
bool desktopIsDark()
{
#ifdef Q_OS_WIN
    const QSettings personalize(
        QStringLiteral("HKEY_CURRENT_USER\\Software\\Microsoft\\Windows\\CurrentVersion\\Themes\\Personalize"),
        QSettings::NativeFormat);
    return personalize.value(QStringLiteral("AppsUseLightTheme"), 1).toInt() == 0;
#else
    QApplication::setPalette(QPalette());
    return QApplication::palette().color(QPalette::Window).lightness() < 128;
#endif
}

} // namespace

Theme::Theme(QApplication &app, Preferences preferences, std::function<bool()> systemIsDark)
    : m_app(app)
    , m_preferences(std::move(preferences))
    , m_systemIsDark(systemIsDark ? std::move(systemIsDark) : desktopIsDark)
{
    const auto saved = std::find(kModeNames.begin(), kModeNames.end(), m_preferences.value(kModeKey));
    if (saved != kModeNames.end())
        m_mode = static_cast<ThemeMode>(saved - kModeNames.begin());
    QApplication::setStyle(QStringLiteral("Fusion"));
    QApplication::setFont(textFont());
    QApplication::setEffectEnabled(Qt::UI_AnimateMenu, false);
    QApplication::setEffectEnabled(Qt::UI_AnimateCombo, false);
    apply();
    app.installEventFilter(this);
}

void Theme::setMode(ThemeMode mode)
{
    if (mode == m_mode)
        return;
    m_mode = mode;
    m_preferences.setValue(kModeKey, kModeNames[static_cast<size_t>(mode)]);
    apply();
}

bool Theme::wantsDark() const
{
    return m_mode == ThemeMode::Dark || (m_mode == ThemeMode::System && m_systemIsDark());
}

void Theme::apply()
{
    m_queued = false;
    m_dark = wantsDark();
    QFile file(QStringLiteral(":/style/tidedesk.qss"));
    const bool opened = file.open(QIODevice::ReadOnly);
    Q_ASSERT_X(opened, "Theme", "the style sheet is part of the program");
    QApplication::setPalette(toQtPalette(colors()));
    m_app.setStyleSheet(expandStyleSheet(QString::fromUtf8(file.readAll()), colors()));
    Q_EMIT changed();
}

bool Theme::eventFilter(QObject *watched, QEvent *event)
{
    // The desktop changed its theme. Qt tells every window, and has replaced our palette by then: once is enough.
    if (event->type() == QEvent::ThemeChange && watched->isWidgetType() && m_mode == ThemeMode::System && !m_queued) {
        m_queued = true;
        QMetaObject::invokeMethod(this, &Theme::apply, Qt::QueuedConnection);
    }
    return QObject::eventFilter(watched, event);
}

} // namespace tidedesk::ui
