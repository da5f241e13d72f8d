// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "tests/support/fakecustomerdesk.h"
#include "tests/ui/uifixture.h"
#include <QDir>

namespace tidedesk::test {

/// A view's surroundings and a desk for it to ask.
struct DeskFixture : UiFixture {
    FakeCustomerDesk desk;

    /// Pictures in both themes and languages, to be looked at by people; tests of their own assert what must hold.
    void shoot(QWidget &widget, const QString &name)
    {
        const QDir folder(qEnvironmentVariable("TIDEDESK_SHOTS", QCoreApplication::applicationDirPath() + QStringLiteral("/shots")));
        QVERIFY(folder.mkpath(QStringLiteral(".")));
        for (const auto lang : {ui::UiLanguage::English, ui::UiLanguage::Chinese}) {
            for (const auto mode : {ui::ThemeMode::Light, ui::ThemeMode::Dark}) {
                language.set(lang);
                theme.setMode(mode);
                QCoreApplication::sendPostedEvents();
                const QString file = QStringLiteral("%1-%2-%3.png")
                                         .arg(name, lang == ui::UiLanguage::English ? u"en" : u"zh",
                                             mode == ui::ThemeMode::Light ? u"light" : u"dark");
                QVERIFY(widget.grab().save(folder.filePath(file)));
            }
        }
        language.set(ui::UiLanguage::English);
        theme.setMode(ui::ThemeMode::Light);
    }
};

inline Id id(int n)
{
    return Id::fromString(QStringLiteral("01990000-0000-7000-8000-%1").arg(n, 12, 16, QLatin1Char('0')));
}

} // namespace tidedesk::test
