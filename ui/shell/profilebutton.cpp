// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/profilebutton.h"
#include "ui/common/fonts.h"
#include "ui/common/glyphs.h"
#include "ui/common/icons.h"
#include "ui/common/labels.h"
#include "ui/common/language.h"
#include "ui/common/theme.h"
#include <QActionGroup>
#include <QEvent>
#include <QMenu>
#include <QPainter>

namespace tidedesk::ui {

namespace {
constexpr int kAvatar = 28;
constexpr int kNameWidth = 160;
} // namespace

ProfileButton::ProfileButton(UiContext &ui, QWidget *parent)
    : QAbstractButton(parent)
    , m_ui(ui)
    , m_menu(new QMenu(this))
    , m_languages(m_menu->addMenu(ui.icons.icon(Icon::Language), {}))
    , m_themes(m_menu->addMenu(ui.icons.icon(Icon::Contrast), {}))
    , m_themeGroup(new QActionGroup(this))
{
    setObjectName(QStringLiteral("profileButton"));
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    m_menu->addSeparator();
    buildLanguageMenu();
    buildThemeMenu();
    connect(this, &QAbstractButton::clicked, this, &ProfileButton::openMenu);
    retranslate();
}

void ProfileButton::buildLanguageMenu()
{
    auto *group = new QActionGroup(this);
    for (const UiLanguage language : {UiLanguage::English, UiLanguage::Chinese}) {
        QAction *entry = m_languages->addAction(Language::nativeName(language));
        entry->setObjectName(language == UiLanguage::Chinese ? QStringLiteral("language.zh_CN") : QStringLiteral("language.en"));
        entry->setCheckable(true);
        entry->setChecked(m_ui.language.current() == language);
        group->addAction(entry);
        connect(entry, &QAction::triggered, &m_ui.language, [this, language] { m_ui.language.set(language); });
    }
}

void ProfileButton::buildThemeMenu()
{
    struct Entry {
        ThemeMode mode;
        const char *name;
        Icon icon;
    };
    for (const Entry &entry : {Entry{ThemeMode::System, "theme.system", Icon::Contrast},
             Entry{ThemeMode::Light, "theme.light", Icon::Sun}, Entry{ThemeMode::Dark, "theme.dark", Icon::Moon}}) {
        QAction *action = m_themes->addAction(QString());
        action->setObjectName(QLatin1StringView(entry.name));
        action->setCheckable(true);
        action->setChecked(m_ui.theme.mode() == entry.mode);
        m_themeGroup->addAction(action);
        connect(action, &QAction::triggered, &m_ui.theme, [this, mode = entry.mode] { m_ui.theme.setMode(mode); });
    }
}

void ProfileButton::setPerson(const QString &name, const QString &id)
{
    m_name = name;
    m_id = id;
    retranslate();
    updateGeometry();
    update();
}

void ProfileButton::addMenuAction(QAction *action)
{
    m_menu->addAction(action);
}

void ProfileButton::retranslate()
{
    m_languages->setTitle(tr("Language"));
    m_themes->setTitle(tr("Appearance"));
    m_themeGroup->actions().at(0)->setText(tr("Like the system"));
    m_themeGroup->actions().at(1)->setText(tr("Light"));
    m_themeGroup->actions().at(2)->setText(tr("Dark"));
    //: Name of the person who is signed in
    setAccessibleName(tr("Account: %1").arg(m_name));
    setToolTip(plainToolTip(m_name));
}

void ProfileButton::openMenu()
{
    m_menu->popup(mapToGlobal(QPoint(width() - m_menu->sizeHint().width(), height() + 4)));
}

QSize ProfileButton::sizeHint() const
{
    return {kAvatar + 8 + std::min(kNameWidth, fontMetrics().horizontalAdvance(m_name)) + 8 + 16 + 12, 36};
}

void ProfileButton::changeEvent(QEvent *event)
{
    QAbstractButton::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void ProfileButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const ThemePalette &colors = m_ui.theme.colors();
    if (underMouse() || m_menu->isVisible()) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(colors.hover);
        painter.drawRoundedRect(rect(), 8, 8);
    }
    paintAvatar(&painter, QRectF(4, (height() - kAvatar) / 2.0, kAvatar, kAvatar), m_name, m_id, colors);
    const QRect label(4 + kAvatar + 8, 0, width() - kAvatar - 12 - 24, height());
    painter.setFont(font());
    painter.setPen(colors.text);
    painter.drawText(label, Qt::AlignVCenter | Qt::TextSingleLine,
        fontMetrics().elidedText(m_name, Qt::ElideRight, label.width()));
    Icons::paint(&painter, QRect(width() - 20, (height() - 16) / 2, 16, 16), Icon::ChevronDown, colors.muted);
    if (hasFocus())
        paintFocusRing(&painter, rect(), 8, colors);
}

} // namespace tidedesk::ui
