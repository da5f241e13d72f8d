// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/language.h"
#include "core/base/logging.h"
#include <QCoreApplication>

namespace tidedesk::ui {

namespace {
const QString kLanguageKey = QStringLiteral("language");
} // namespace

Language::Language(Preferences preferences, const QLocale &system)
    : m_preferences(std::move(preferences))
    , m_system(system)
{
    const QString saved = m_preferences.value(kLanguageKey);
    const bool chinese = saved.isEmpty() ? system.language() == QLocale::Chinese : saved == QLatin1StringView("zh_CN");
    m_current = chinese ? UiLanguage::Chinese : UiLanguage::English;
    load();
}

Language::~Language()
{
    QCoreApplication::removeTranslator(&m_own);
    QCoreApplication::removeTranslator(&m_qt);
}

void Language::set(UiLanguage language)
{
    if (language == m_current)
        return;
    m_current = language;
    m_preferences.setValue(kLanguageKey, language == UiLanguage::Chinese ? QStringLiteral("zh_CN") : QStringLiteral("en"));
    load();
    Q_EMIT changed();
}

void Language::load()
{
    const bool chinese = m_current == UiLanguage::Chinese;
    if (chinese)
        m_locale = QLocale(QLocale::Chinese, QLocale::China);
    else
        m_locale = m_system.language() == QLocale::English ? m_system : QLocale(QLocale::English, QLocale::UnitedStates);
    QLocale::setDefault(m_locale); // editors of dates and numbers read it

    QCoreApplication::removeTranslator(&m_own);
    QCoreApplication::removeTranslator(&m_qt);
    if (chinese && m_qt.load(QStringLiteral(":/i18n/qtbase_zh_CN.qm")))
        QCoreApplication::installTranslator(&m_qt);
    if (m_own.load(chinese ? QStringLiteral(":/i18n/tidedesk_zh_CN.qm") : QStringLiteral(":/i18n/tidedesk_en.qm")))
        QCoreApplication::installTranslator(&m_own);
    else
        qCWarning(lcUi, "the texts of the interface are missing in this build");
}

QString Language::nativeName(UiLanguage language)
{
    return language == UiLanguage::Chinese ? QStringLiteral("简体中文") : QStringLiteral("English");
}

} // namespace tidedesk::ui
