// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/common/preferences.h"
#include <QLocale>
#include <QObject>
#include <QTranslator>

namespace tidedesk::ui {

enum class UiLanguage { English, Chinese };

/// The language of the interface, switched while the program runs. `changed()` is for models and registries; every
/// widget gets QEvent::LanguageChange with the next turn of the event loop and sets its texts anew. Texts of Qt's own dialogs switch along. Owned by the app,
/// main thread.
class Language final : public QObject {
    Q_OBJECT
public:
    /// Starts with the remembered choice, else Chinese where `system` is Chinese, else English.
    explicit Language(Preferences preferences, const QLocale &system = QLocale::system());
    ~Language() override;

    UiLanguage current() const { return m_current; }
    void set(UiLanguage language); ///< also remembers it
    /// How dates and numbers are written. An English interface keeps the habits of an English-speaking system locale.
    const QLocale &locale() const { return m_locale; }
    static QString nativeName(UiLanguage language); ///< "English", "简体中文": the same in every language

Q_SIGNALS:
    void changed();

private:
    void load();

    Preferences m_preferences;
    QLocale m_system;
    QLocale m_locale;
    UiLanguage m_current = UiLanguage::English;
    QTranslator m_own;
    QTranslator m_qt;
};

} // namespace tidedesk::ui
