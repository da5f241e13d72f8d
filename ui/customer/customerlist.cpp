// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/customer/customerlist.h"
#include "ui/common/emptystate.h"
#include "ui/common/errortext.h"
#include "ui/common/searchfield.h"
#include "ui/common/uicontext.h"
#include "ui/customer/customerfinder.h"
#include "ui/customer/customerlistdelegate.h"
#include "ui/customer/customerlistmodel.h"
#include <QKeyEvent>
#include <QListView>
#include <QSignalBlocker>
#include <QStackedLayout>
#include <QVBoxLayout>

namespace tidedesk::ui {

CustomerList::CustomerList(UiContext &ui, seat::Queries &queries, QWidget *parent)
    : QWidget(parent)
    , m_finder(new CustomerFinder(queries, this))
    , m_model(new CustomerListModel(this))
    , m_field(new SearchField(ui.icons, this))
    , m_view(new QListView(this))
    , m_empty(new EmptyState(ui.theme, Icon::Customers, this))
{
    build(ui);
    connect(m_field, &SearchField::searched, m_finder, &CustomerFinder::find);
    connect(m_field, &SearchField::submitted, this, [this] {
        if (m_model->rowCount() > 0)
            m_view->setCurrentIndex(m_model->index(0));
    });
    connect(m_finder, &CustomerFinder::found, this, &CustomerList::show);
    connect(m_finder, &CustomerFinder::failed, this, &CustomerList::showError);
    connect(m_empty, &EmptyState::actionTriggered, this, [this] { m_finder->find(m_finder->text()); });
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex &index) {
        if (!index.isValid() || m_model->customer(index.row()) == m_current)
            return;
        m_current = m_model->customer(index.row());
        Q_EMIT chosen(Id(m_current));
    });
    retranslate();
    m_finder->find({});
}

void CustomerList::build(UiContext &ui)
{
    m_field->setObjectName(QStringLiteral("customerSearch"));
    m_field->installEventFilter(this);
    m_view->setObjectName(QStringLiteral("customerList"));
    m_view->setModel(m_model);
    m_view->setItemDelegate(new CustomerListDelegate(ui.theme, m_view));
    m_view->setUniformItemSizes(true);
    m_view->setMouseTracking(true);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_stack = new QStackedLayout;
    m_stack->addWidget(m_view);
    m_stack->addWidget(m_empty);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 12, 0, 0);
    layout->setSpacing(8);
    auto *top = new QHBoxLayout;
    top->setContentsMargins(12, 0, 12, 0);
    top->addWidget(m_field);
    layout->addLayout(top);
    layout->addLayout(m_stack, 1);
}

void CustomerList::show(const QList<domain::CustomerLine> &lines)
{
    const QSignalBlocker quiet(m_view->selectionModel());
    m_model->setLines(lines);
    m_stack->setCurrentIndex(lines.isEmpty() ? 1 : 0);
    fillEmpty();
    setCurrent(m_current);
}

void CustomerList::setCurrent(const Id &customer)
{
    m_current = customer;
    const int row = m_model->rowOf(customer);
    m_view->setCurrentIndex(row < 0 ? QModelIndex() : m_model->index(row));
    m_view->viewport()->update();
}

void CustomerList::focusSearch()
{
    m_field->setFocus();
    m_field->selectAll();
}

void CustomerList::showError(const Error &error)
{
    m_empty->setTexts(tr("The list could not be read"), ErrorText::of(error), tr("Try again"));
    m_stack->setCurrentIndex(1);
}

void CustomerList::fillEmpty()
{
    if (m_finder->text().isEmpty())
        m_empty->setTexts(tr("No customers yet"), tr("They appear here as soon as they are fetched from the server."));
    else
        m_empty->setTexts(tr("Nobody found"), tr("Search by the beginning of a name, a whole phone number or a mail address."));
}

void CustomerList::retranslate()
{
    m_field->setTexts(tr("Name, phone or mail"));
    m_view->setAccessibleName(tr("Customers"));
    fillEmpty();
}

void CustomerList::applyChanges(const domain::ChangeSet &changes)
{
    m_finder->applyChanges(changes);
}

bool CustomerList::eventFilter(QObject *watched, QEvent *event)
{
    // Down leads from the field into the list, as in every other list of the program.
    if (watched == m_field && event->type() == QEvent::KeyPress
        && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Down && m_model->rowCount() > 0) {
        m_view->setFocus();
        if (!m_view->currentIndex().isValid())
            m_view->setCurrentIndex(m_model->index(0));
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void CustomerList::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace tidedesk::ui
