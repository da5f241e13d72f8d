// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/headerbar.h"
#include "ui/common/labels.h"
#include "ui/common/searchfield.h"
#include "ui/shell/profilebutton.h"
#include <QEvent>
#include <QHBoxLayout>
#include <QKeySequence>

namespace tidedesk::ui {

HeaderBar::HeaderBar(UiContext &ui, QWidget *parent)
    : QFrame(parent)
    , m_title(plainLabel({}, TextStyle::Title, this))
    , m_search(new SearchField(ui.icons, this))
    , m_profile(new ProfileButton(ui, this))
{
    setObjectName(QStringLiteral("headerBar"));
    setFixedHeight(49); // one pixel of border
    m_title->setObjectName(QStringLiteral("pageTitle"));
    m_title->setMinimumWidth(120);
    m_search->setObjectName(QStringLiteral("globalSearch"));
    m_search->setMinimumWidth(240);
    m_search->setMaximumWidth(480);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(16, 0, 12, 1);
    layout->setSpacing(16);
    layout->addWidget(m_title, 1);
    layout->addWidget(m_search, 2);
    layout->addStretch(1);
    layout->addWidget(m_profile);
    retranslate();
}

void HeaderBar::setTitle(const QString &title)
{
    m_title->setText(title);
}

void HeaderBar::retranslate()
{
    m_search->setTexts(tr("Search tickets, messages, customers"),
        QKeySequence(Qt::CTRL | Qt::Key_K).toString(QKeySequence::NativeText));
}

void HeaderBar::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace tidedesk::ui
