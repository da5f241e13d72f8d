// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ticket/partsbar.h"
#include "core/schema/entities.h"
#include "ui/common/chip.h"
#include "ui/common/icons.h"
#include "ui/common/labels.h"
#include <QBoxLayout>
#include <QEvent>
#include <QTabBar>
#include <QToolButton>

namespace tidedesk::ui {

namespace {
constexpr int kNameWidth = 170;
}

PartsBar::PartsBar(UiContext &ui, QWidget *parent)
    : QWidget(parent)
    , m_tabs(new QTabBar(this))
    , m_pending(new Chip(ui.theme, this))
    , m_customer(new QToolButton(this))
{
    m_tabs->setObjectName(QStringLiteral("ticketTabs"));
    m_tabs->setExpanding(false);
    m_tabs->setDrawBase(false);
    m_tabs->addTab(QString());
    m_tabs->addTab(QString());
    m_pending->setObjectName(QStringLiteral("ticketPending"));
    m_pending->hide();
    m_customer->setObjectName(QStringLiteral("ticketCustomer"));
    m_customer->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_customer->setFocusPolicy(Qt::TabFocus);
    m_customer->setIcon(ui.icons.icon(Icon::User));
    m_customer->hide();
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(12, 0, 8, 0);
    row->setSpacing(6);
    row->addWidget(m_tabs);
    row->addStretch(1);
    row->addWidget(m_pending);
    row->addWidget(m_customer);
    connect(m_tabs, &QTabBar::currentChanged, this, &PartsBar::partChosen);
    connect(m_customer, &QToolButton::clicked, this, &PartsBar::customerActivated);
    retranslate();
}

void PartsBar::setPart(Part part) { m_tabs->setCurrentIndex(part); }

void PartsBar::show(const domain::TicketPage &page)
{
    m_row = page.customer;
    m_pending->setVisible(page.pending);
    showCustomer();
}

void PartsBar::showCustomer()
{
    m_customer->setVisible(!m_row.isNull());
    if (m_row.isNull())
        return;
    const QString name = m_row.text(schema::customer().name).simplified();
    m_customer->setText(fontMetrics().elidedText(name, Qt::ElideRight, kNameWidth).replace(u'&', QStringLiteral("&&")));
    m_customer->setAccessibleName(tr("Customer %1").arg(name));
    m_customer->setToolTip(plainToolTip(tr("Open the customer %1").arg(name)));
}

void PartsBar::retranslate()
{
    m_tabs->setTabText(Conversation, tr("Conversation"));
    m_tabs->setTabText(History, tr("History"));
    m_tabs->setAccessibleName(tr("Parts of the ticket"));
    m_pending->setLook({.text = tr("Not synced"), .tone = Tone::Warning, .dot = true});
    m_pending->setToolTip(plainToolTip(tr("Changes of this ticket wait to be sent to the server.")));
    showCustomer();
}

void PartsBar::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace tidedesk::ui
