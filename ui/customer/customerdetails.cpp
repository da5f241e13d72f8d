// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/customer/customerdetails.h"
#include "core/base/clock.h"
#include "core/schema/entities.h"
#include "ui/common/labels.h"
#include "ui/common/uicontext.h"
#include "ui/common/vocabulary.h"
#include "ui/customer/contactlist.h"
#include "ui/customer/customerhead.h"
#include "ui/customer/keynumbers.h"
#include "ui/customer/profileform.h"
#include "ui/customer/recordtable.h"
#include "ui/customer/timelinedelegate.h"
#include "ui/customer/timelinemodel.h"
#include <QDateTime>
#include <QEvent>
#include <QListView>
#include <QScrollArea>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

namespace tidedesk::ui {

CustomerDetails::CustomerDetails(UiContext &ui, QWidget *parent)
    : QWidget(parent)
    , m_ui(ui)
    , m_text(ui.formats)
    , m_blocks(m_text)
    , m_head(new CustomerHead(ui, 48, this))
    , m_numbers(new KeyNumbers(ui, 5, this))
{
    auto *columns = new QHBoxLayout;
    columns->setSpacing(16);
    columns->addWidget(buildProfile());
    columns->addWidget(buildBlocks(), 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(12);
    layout->addWidget(m_head);
    layout->addWidget(m_numbers);
    layout->addLayout(columns, 1);
    retranslate();
}

QWidget *CustomerDetails::buildProfile()
{
    auto *scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFixedWidth(312);
    auto *content = new QWidget(scroll);
    m_reachTitle = plainLabel({}, TextStyle::Strong, content);
    m_contacts = new ContactList(m_ui, content);
    m_profileTitle = plainLabel({}, TextStyle::Strong, content);
    m_profile = new ProfileForm(m_text, content);
    m_profileSource = mutedLabel({}, TextStyle::Small, content);
    m_profileSource->setObjectName(QStringLiteral("profileProvenance"));
    m_profileSource->setWordWrap(true);
    auto *layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, 0, 12, 0);
    layout->setSpacing(6);
    layout->addWidget(m_reachTitle);
    layout->addWidget(m_contacts);
    layout->addSpacing(6);
    layout->addWidget(m_profileTitle);
    layout->addWidget(m_profile);
    layout->addWidget(m_profileSource);
    layout->addStretch(1);
    scroll->setWidget(content);
    connect(m_contacts, &ContactList::copied, this, &CustomerDetails::copied);
    connect(m_profile, &ProfileForm::edited, this, &CustomerDetails::edited);
    return scroll;
}

QWidget *CustomerDetails::buildBlocks()
{
    auto *frame = new QFrame(this);
    frame->setProperty("kind", QStringLiteral("card"));
    m_tabs = new QTabBar(frame);
    m_tabs->setObjectName(QStringLiteral("customerTabs"));
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    m_stack = new QStackedWidget(frame);
    m_timeline = new TimelineModel(m_text, this);
    m_timelineView = new QListView(m_stack);
    m_timelineView->setObjectName(QStringLiteral("timeline"));
    m_timelineView->setModel(m_timeline);
    m_timelineView->setItemDelegate(new TimelineDelegate(m_ui.theme, m_timelineView));
    m_timelineView->setUniformItemSizes(true);
    m_timelineView->setMouseTracking(true);
    m_timelineView->setFrameShape(QFrame::NoFrame);
    m_timelineView->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_stack->addWidget(m_timelineView);
    m_blocksTabs = {{CustomerBlocks::Service, nullptr}, {CustomerBlocks::Transactions, &schema::transaction()},
        {CustomerBlocks::Usages, &schema::usage()}, {CustomerBlocks::Contracts, &schema::contract()},
        {CustomerBlocks::Receivables, &schema::receivable()}};
    for (qsizetype i = 0; i < m_blocksTabs.size(); ++i)
        m_tabs->addTab({});
    auto *layout = new QVBoxLayout(frame);
    layout->setContentsMargins(1, 4, 1, 1);
    layout->setSpacing(0);
    layout->addWidget(m_tabs);
    layout->addWidget(m_stack, 1);
    connect(m_tabs, &QTabBar::currentChanged, this, &CustomerDetails::showTab);
    connect(m_timelineView, &QListView::activated, this, [this](const QModelIndex &index) {
        const Id ticket = m_timeline->ticket(index.row());
        if (!ticket.isNull())
            Q_EMIT ticketActivated(ticket);
    });
    return frame;
}

void CustomerDetails::showTab(int index)
{
    Tab &tab = m_blocksTabs[index];
    if (!tab.entity)
        return m_stack->setCurrentWidget(m_timelineView);
    if (!tab.table) {
        tab.table = new RecordTable(m_ui, m_text, tab.kind, *tab.entity, m_stack);
        m_stack->addWidget(tab.table);
        tab.table->retranslate();
        fillTable(tab);
    }
    m_stack->setCurrentWidget(tab.table);
}

void CustomerDetails::fillTable(const Tab &tab)
{
    tab.table->setRows(rowsOf(m_page, tab.kind), m_blocks.block(tab.kind, m_page).provenance);
}

const QList<Row> &CustomerDetails::rowsOf(const domain::CustomerPage &page, CustomerBlocks::Kind kind)
{
    switch (kind) {
    case CustomerBlocks::Transactions:
        return page.transactions;
    case CustomerBlocks::Usages:
        return page.usages;
    case CustomerBlocks::Contracts:
        return page.contracts;
    case CustomerBlocks::Receivables:
        return page.receivables;
    case CustomerBlocks::Profile:
    case CustomerBlocks::Service:
        break;
    }
    return page.interactions;
}

void CustomerDetails::setDirectory(const seat::Queries::Directory &directory)
{
    m_text.setDirectory(directory);
    retranslate();
}

void CustomerDetails::setPage(const domain::CustomerPage &page)
{
    m_page = page;
    fill();
}

void CustomerDetails::fill()
{
    if (m_page.customer.isNull())
        return;
    m_head->setCustomer(m_page.customer);
    m_numbers->setSummary(
        CustomerSummary::of(m_page, QDateTime::fromMSecsSinceEpoch(m_ui.clock.nowMs()).date()));
    m_contacts->setIdentities(m_page.identities);
    m_profile->setCustomer(m_page.customer);
    m_profileSource->setText(m_blocks.provenance({m_page.customer}));
    m_timeline->setPage(m_page);
    for (int i = 0; i < m_blocksTabs.size(); ++i) {
        const Tab &tab = m_blocksTabs.at(i);
        m_tabs->setTabText(i, tabTitle(tab));
        if (tab.table)
            fillTable(tab);
    }
}

void CustomerDetails::setLevel(schema::Writer level)
{
    m_profile->setLevel(level);
}

/// Counts what the tab shows. A ticket that was resolved is two entries of the timeline.
QString CustomerDetails::tabTitle(const Tab &tab) const
{
    if (tab.entity)
        return QStringLiteral("%1 (%2)").arg(CustomerBlocks::title(tab.kind)).arg(rowsOf(m_page, tab.kind).size());
    const bool older = m_page.ticketCount > m_page.tickets.size();
    return QStringLiteral("%1 (%2%3)").arg(tr("Timeline")).arg(m_timeline->rowCount()).arg(older ? QStringLiteral("+") : QString());
}

void CustomerDetails::accept(int field) { m_profile->accept(field); }

void CustomerDetails::refuse(int field, const QString &sentence)
{
    m_profile->refuse(field, sentence);
}

void CustomerDetails::retranslate()
{
    m_reachTitle->setText(Vocabulary::entity(schema::identity()));
    m_profileTitle->setText(CustomerBlocks::title(CustomerBlocks::Profile));
    m_timelineView->setAccessibleName(tr("Timeline"));
    m_tabs->setAccessibleName(tr("Customer"));
    m_profile->retranslate();
    m_timeline->retranslate();
    for (const Tab &tab : std::as_const(m_blocksTabs))
        if (tab.table)
            tab.table->retranslate();
    fill();
}

void CustomerDetails::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace tidedesk::ui
