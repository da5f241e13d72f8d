// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/customer/customersview.h"
#include "core/domain/scope.h"
#include "core/schema/entities.h"
#include "ui/common/emptystate.h"
#include "ui/common/errortext.h"
#include "ui/common/notifier.h"
#include "ui/common/skeletonrows.h"
#include "ui/common/uicontext.h"
#include "ui/customer/customerdetails.h"
#include "ui/customer/customerlist.h"
#include "ui/customer/customerloader.h"
#include <QEvent>
#include <QHBoxLayout>
#include <QSplitter>
#include <QStackedWidget>
#include <QTimer>

namespace tidedesk::ui {

namespace {
constexpr int kSkeletonAfterMs = 120;
} // namespace

CustomersView::CustomersView(UiContext &ui, seat::Queries &queries, seat::Edits &edits, QWidget *parent)
    : QWidget(parent)
    , m_ui(ui)
    , m_queries(queries)
    , m_edits(edits)
    , m_loader(new CustomerLoader(queries, this))
    , m_patience(new QTimer(this))
    , m_list(new CustomerList(ui, queries, this))
    , m_stack(new QStackedWidget(this))
    , m_empty(new EmptyState(ui.theme, Icon::Customers, m_stack))
    , m_skeleton(new SkeletonRows(ui.theme, 44, m_stack))
    , m_details([this] { return makeDetails(); })
{
    build();
    connect(m_list, &CustomerList::chosen, m_loader, &CustomerLoader::show);
    connect(m_loader, &CustomerLoader::cleared, this, &CustomersView::showNobody);
    connect(m_loader, &CustomerLoader::loading, m_patience, qOverload<>(&QTimer::start));
    connect(m_loader, &CustomerLoader::loaded, this, &CustomersView::showPage);
    connect(m_loader, &CustomerLoader::failed, this, &CustomersView::showError);
    connect(m_patience, &QTimer::timeout, this, [this] { m_stack->setCurrentWidget(m_skeleton); });
    connect(m_empty, &EmptyState::actionTriggered, m_loader, &CustomerLoader::reload);
    showNobody();
    m_details.plan();
}

CustomerDetails *CustomersView::makeDetails()
{
    auto *details = new CustomerDetails(m_ui, m_stack);
    m_stack->addWidget(details);
    connect(details, &CustomerDetails::ticketActivated, this, &CustomersView::ticketActivated);
    connect(details, &CustomerDetails::edited, this, &CustomersView::save);
    connect(details, &CustomerDetails::copied, this,
        [this](const QString &text) { m_ui.notifier.done(tr("Copied: %1").arg(text)); });
    loadDirectory();
    return details;
}

void CustomersView::build()
{
    setObjectName(QStringLiteral("customersView"));
    m_patience->setSingleShot(true);
    m_patience->setInterval(kSkeletonAfterMs);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_skeleton);
    auto *splitter = new QSplitter(this);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(m_list);
    splitter->addWidget(m_stack);
    splitter->setStretchFactor(0, 0);
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({260, 1000});
    m_list->setMinimumWidth(200);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(splitter);
}

void CustomersView::loadDirectory()
{
    m_queries.directory(this, [this](Result<seat::Queries::Directory> answer) {
        if (!answer)
            return; // names stay short ids
        m_details->setDirectory(*answer);
        m_details->setLevel(answer->users.contains(m_user) ? domain::levelOf(answer->users[m_user]) : schema::Writer::None);
    });
}

void CustomersView::setUser(const Id &user)
{
    m_user = user;
    if (m_details)
        loadDirectory();
}

void CustomersView::showCustomer(const Id &customer)
{
    m_list->setCurrent(customer);
    m_loader->show(customer);
}

void CustomersView::focusSearch()
{
    m_list->focusSearch();
}

void CustomersView::showPage(const domain::CustomerPage &page)
{
    m_patience->stop();
    if (page.customer.isNull()) {
        m_empty->setTexts(tr("Not on this seat"), tr("You may not see this customer, or it has not been fetched yet."));
        m_stack->setCurrentWidget(m_empty);
        return;
    }
    m_details.need()->setPage(page);
    m_stack->setCurrentWidget(m_details.get());
}

void CustomersView::showError(const Error &error)
{
    m_patience->stop();
    m_empty->setTexts(tr("The customer could not be read"), ErrorText::of(error), tr("Try again"));
    m_stack->setCurrentWidget(m_empty);
}

void CustomersView::showNobody()
{
    m_patience->stop();
    m_empty->setTexts(tr("No customer chosen"), tr("Choose one at the left, or search by name, phone or mail."));
    m_stack->setCurrentWidget(m_empty);
}

void CustomersView::save(int field, const Value &value)
{
    const Id customer = m_loader->customer();
    m_edits.set(schema::customer(), customer, {{field, value}}, this,
        [this, customer, field](Result<seat::Edits::Receipt> answer) {
            if (customer != m_loader->customer())
                return;
            if (answer)
                return m_details->accept(field);
            m_details->refuse(field, ErrorText::of(answer.error()));
        });
}

void CustomersView::applyChanges(const domain::ChangeSet &changes)
{
    if (m_details && (changes.touches(schema::user()) || changes.touches(schema::team())))
        loadDirectory();
    m_list->applyChanges(changes);
    m_loader->applyChanges(changes);
}

void CustomersView::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange && m_loader->customer().isNull())
        showNobody();
}

} // namespace tidedesk::ui
