// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/customer/customerpanel.h"
#include "core/base/clock.h"
#include "core/schema/entities.h"
#include "ui/common/emptystate.h"
#include "ui/common/errortext.h"
#include "ui/common/preferences.h"
#include "ui/common/skeletonrows.h"
#include "ui/common/uicontext.h"
#include "ui/customer/blockview.h"
#include "ui/customer/contactlist.h"
#include "ui/customer/customerhead.h"
#include "ui/customer/customerloader.h"
#include "ui/customer/keynumbers.h"
#include <QDateTime>
#include <QEvent>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedLayout>
#include <QTimer>
#include <QVBoxLayout>

namespace tidedesk::ui {

namespace {

constexpr int kSkeletonAfterMs = 120;

QString foldKey(CustomerBlocks::Kind kind)
{
    return QStringLiteral("customer.block.%1").arg(static_cast<int>(kind));
}

} // namespace

CustomerPanel::CustomerPanel(UiContext &ui, seat::Queries &queries, QWidget *parent)
    : QWidget(parent)
    , m_ui(ui)
    , m_queries(queries)
    , m_text(ui.formats)
    , m_blocks(m_text)
    , m_loader(new CustomerLoader(queries, this))
    , m_patience(new QTimer(this))
    , m_stack(new QStackedLayout(this))
    , m_empty(new EmptyState(ui.theme, Icon::User, this))
    , m_skeleton(new SkeletonRows(ui.theme, 32, this))
    , m_content([this] { return makeContent(); })
{
    setObjectName(QStringLiteral("customerPanel"));
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_skeleton);
    m_patience->setSingleShot(true);
    m_patience->setInterval(kSkeletonAfterMs);
    connect(m_patience, &QTimer::timeout, this, [this] { m_stack->setCurrentWidget(m_skeleton); });
    connectLoader();
    retranslate();
    showNobody();
    m_content.plan();
}

QScrollArea *CustomerPanel::makeContent()
{
    auto *scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *content = new QWidget(scroll);
    m_head = new CustomerHead(m_ui, 40, content);
    m_contacts = new ContactList(m_ui, content);
    m_numbers = new KeyNumbers(m_ui, 2, content);
    m_open = new QPushButton(content);
    m_open->setObjectName(QStringLiteral("openCustomer"));
    auto *layout = new QVBoxLayout(content);
    layout->setContentsMargins(12, 12, 12, 12);
    layout->setSpacing(8);
    layout->addWidget(m_head);
    layout->addWidget(m_contacts);
    layout->addWidget(m_numbers);
    for (const CustomerBlocks::Kind kind : CustomerBlocks::kKinds)
        addBlock(content, kind);
    layout->addWidget(m_open);
    layout->addStretch(1);
    connect(m_contacts, &ContactList::copied, this, &CustomerPanel::copied);
    connect(m_open, &QPushButton::clicked, this, [this] { Q_EMIT customerActivated(m_loader->customer()); });
    scroll->setWidget(content);
    m_stack->addWidget(scroll);
    retranslate();
    loadDirectory();
    return scroll;
}

void CustomerPanel::addBlock(QWidget *parent, CustomerBlocks::Kind kind)
{
    auto *view = new BlockView(m_ui, kind, parent);
    view->setObjectName(QStringLiteral("block%1").arg(static_cast<int>(kind)));
    view->setOpen(m_ui.preferences.value(foldKey(kind)) != u"folded");
    connect(view, &BlockView::openChanged, this, [this, kind](bool open) {
        m_ui.preferences.setValue(foldKey(kind), open ? QStringLiteral("open") : QStringLiteral("folded"));
    });
    connect(view, &BlockView::ticketActivated, this, &CustomerPanel::ticketActivated);
    connect(view, &BlockView::moreRequested, this, [this] { Q_EMIT customerActivated(m_loader->customer()); });
    parent->layout()->addWidget(view);
    m_views += view;
}

void CustomerPanel::connectLoader()
{
    connect(m_loader, &CustomerLoader::cleared, this, &CustomerPanel::showNobody);
    connect(m_loader, &CustomerLoader::loading, m_patience, qOverload<>(&QTimer::start));
    connect(m_loader, &CustomerLoader::loaded, this, &CustomerPanel::fill);
    connect(m_loader, &CustomerLoader::failed, this, &CustomerPanel::showError);
    connect(m_empty, &EmptyState::actionTriggered, m_loader, &CustomerLoader::reload);
}

void CustomerPanel::loadDirectory()
{
    m_queries.directory(this, [this](Result<seat::Queries::Directory> answer) {
        if (!answer)
            return; // names then stay short ids; the customer itself is still shown
        m_text.setDirectory(*answer);
        if (!m_loader->page().customer.isNull())
            fill();
    });
}

void CustomerPanel::enter()
{
    if (m_content)
        loadDirectory(); // what was made ahead may have asked before the seat was open
}

void CustomerPanel::setCustomer(const Id &customer)
{
    m_asked = true;
    if (customer.isNull())
        showNobody(); // the loader says nothing when it had nobody before
    m_loader->show(customer);
}

void CustomerPanel::applyChanges(const domain::ChangeSet &changes)
{
    if (m_content && (changes.touches(schema::user()) || changes.touches(schema::team()) || changes.touches(schema::queue())))
        loadDirectory();
    m_loader->applyChanges(changes);
}

void CustomerPanel::fill()
{
    m_patience->stop();
    const domain::CustomerPage &page = m_loader->page();
    if (page.customer.isNull()) {
        m_empty->setTexts(tr("Not on this seat"), tr("You may not see this customer, or it has not been fetched yet."));
        m_stack->setCurrentWidget(m_empty);
        return;
    }
    m_content.need();
    const QDate today = QDateTime::fromMSecsSinceEpoch(m_ui.clock.nowMs()).date();
    m_head->setCustomer(page.customer);
    m_contacts->setIdentities(page.identities);
    m_numbers->setSummary(CustomerSummary::of(page, today));
    for (size_t i = 0; i < CustomerBlocks::kKinds.size(); ++i)
        m_views.at(static_cast<qsizetype>(i))->setBlock(m_blocks.block(CustomerBlocks::kKinds[i], page));
    m_stack->setCurrentWidget(m_content.get());
}

void CustomerPanel::showNobody()
{
    m_patience->stop();
    if (m_asked)
        m_empty->setTexts(tr("No customer"), tr("This ticket is not linked to a customer."));
    else
        m_empty->setTexts(tr("Customer"), tr("Who a ticket is about is shown here while it is open."));
    m_stack->setCurrentWidget(m_empty);
}

void CustomerPanel::showError(const Error &error)
{
    m_patience->stop();
    m_empty->setTexts(tr("The customer could not be read"), ErrorText::of(error), tr("Try again"));
    m_stack->setCurrentWidget(m_empty);
}

void CustomerPanel::retranslate()
{
    setAccessibleName(tr("Customer"));
    if (m_open)
        m_open->setText(tr("Open customer page"));
}

void CustomerPanel::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() != QEvent::LanguageChange)
        return;
    retranslate();
    if (m_loader->customer().isNull())
        showNobody();
    else if (m_stack->currentWidget() != m_skeleton)
        fill();
}

} // namespace tidedesk::ui
