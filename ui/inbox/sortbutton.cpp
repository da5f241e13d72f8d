// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inbox/sortbutton.h"
#include "ui/common/icons.h"
#include "ui/common/labels.h"
#include "ui/common/uicontext.h"
#include <QActionGroup>
#include <QEvent>
#include <QMenu>

namespace tidedesk::ui {

using Sort = domain::TicketQuery::Sort;

SortButton::SortButton(UiContext &ui, QWidget *parent)
    : QToolButton(parent)
{
    setObjectName(QStringLiteral("inboxSort"));
    setIcon(ui.icons.icon(Icon::Sort));
    setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    setPopupMode(InstantPopup);
    setFocusPolicy(Qt::TabFocus);
    setMenu(new QMenu(this));
    retranslate();
}

QString SortButton::nameOf(Sort sort)
{
    switch (sort) {
    case Sort::Created:
        return tr("Created");
    case Sort::Priority:
        return tr("Priority");
    case Sort::Number:
        return tr("Number");
    case Sort::Updated:
        break;
    }
    return tr("Last change");
}

QString SortButton::directionOf(Sort sort, bool descending)
{
    if (sort == Sort::Priority)
        return descending ? tr("Highest first") : tr("Lowest first");
    if (sort == Sort::Number)
        return descending ? tr("Greatest first") : tr("Smallest first");
    return descending ? tr("Newest first") : tr("Oldest first");
}

void SortButton::setSort(Sort sort, bool descending)
{
    m_sort = sort;
    m_descending = descending;
    retranslate();
}

void SortButton::retranslate()
{
    setText(nameOf(m_sort));
    const QString whole = tr("Order: %1, %2").arg(nameOf(m_sort), directionOf(m_sort, m_descending));
    setAccessibleName(whole);
    setToolTip(plainToolTip(whole));
    menu()->clear();
    auto *orders = new QActionGroup(menu());
    for (const Sort sort : {Sort::Updated, Sort::Created, Sort::Priority, Sort::Number}) {
        QAction *action = menu()->addAction(nameOf(sort), this, [this, sort] { Q_EMIT sortChosen(sort, m_descending); });
        action->setCheckable(true);
        action->setChecked(sort == m_sort);
        orders->addAction(action);
    }
    menu()->addSeparator();
    auto *directions = new QActionGroup(menu());
    for (const bool descending : {true, false}) {
        QAction *action = menu()->addAction(
            directionOf(m_sort, descending), this, [this, descending] { Q_EMIT sortChosen(m_sort, descending); });
        action->setCheckable(true);
        action->setChecked(descending == m_descending);
        directions->addAction(action);
    }
}

void SortButton::changeEvent(QEvent *event)
{
    QToolButton::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace tidedesk::ui
