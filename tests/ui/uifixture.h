// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "tests/support/fakeclock.h"
#include "ui/common/actions.h"
#include "ui/common/dialogs.h"
#include "ui/common/formats.h"
#include "ui/common/icons.h"
#include "ui/common/language.h"
#include "ui/common/notifier.h"
#include "ui/common/preferences.h"
#include "ui/common/theme.h"
#include "ui/common/uicontext.h"
#include <QApplication>
#include <QHash>
#include <QRegularExpression>
#include <QTest>
#include <QTimeZone>
#include <QWidget>

namespace tidedesk::test {

/// Any warning fails the test, but for those of the offscreen platform about what no screen can do.
inline void failOnWarning()
{
    QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin does not support)")));
}

/// Shows a window and waits until it has the keyboard.
inline bool showActive(QWidget &window)
{
    window.show();
    window.activateWindow();
    return QTest::qWaitForWindowActive(&window);
}

/// Everything a view needs, with a clock moved by hand, preferences in memory, UTC and a light desktop.
struct UiFixture {
    QHash<QString, QString> saved;
    bool desktopDark = false;
    FakeClock clock;
    ui::Preferences preferences{[this](const QString &key) { return saved.value(key); },
        [this](const QString &key, const QString &value) { saved.insert(key, value); }};
    ui::Theme theme{*qApp, preferences, [this] { return desktopDark; }};
    ui::Icons icons{theme};
    ui::Language language{preferences, QLocale::c()};
    ui::Formats formats{language, clock, QTimeZone::utc()};
    ui::Actions actions{icons};
    ui::Dialogs dialogs;
    ui::Notifier notifier;
    ui::UiContext ui{theme, icons, language, formats, actions, dialogs, notifier, preferences, clock};

    UiFixture() { QObject::connect(&language, &ui::Language::changed, &actions, &ui::Actions::retranslate); }
};

} // namespace tidedesk::test
