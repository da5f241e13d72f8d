// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inbox/inboxpane.h"
#include "core/schema/entities.h"
#include "ui/common/emptystate.h"
#include "ui/common/errorbanner.h"
#include "ui/common/errortext.h"
#include "ui/common/labels.h"
#include "ui/common/propertycombo.h"
#include "ui/common/vocabulary.h"
#include "ui/inbox/ticketdelegate.h"
#include "ui/inbox/ticketlistmodel.h"
#include "ui/inbox/viewlist.h"
#include <QBoxLayout>
#include <QEvent>
#include <QListView>
#include <QStackedLayout>
#include <QToolButton>

namespace tidedesk::ui {

namespace {

using domain::TicketQuery;
constexpr int kCountsPauseMs = 400;

PropertyCombo *filterCombo(QWidget *parent, const char *name)
{
    auto *combo = new PropertyCombo(parent);
    combo->setObjectName(QLatin1StringView(name));
    combo->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    combo->setMinimumContentsLength(4);
    return combo;
}

/// The field's own name, which stands for any value, and every choice of it.
void fillChoices(PropertyCombo *combo, const schema::Field &field, const QString &any)
{
    QList<PropertyOption> options {{QVariant(-1), any}};
    for (size_t i = 0; i < field.options.choices.size(); ++i)
        options.append({QVariant(static_cast<int>(i)), Vocabulary::choice(field, static_cast<qint64>(i))});
    combo->setOptions(options);
    if (!combo->value().isValid())
        combo->setValue(-1);
    combo->setName(Vocabulary::field(field));
}

void addFilter(QList<qint64> &target, const PropertyCombo *combo)
{
    const int value = combo->value().toInt();
    target = value < 0 ? QList<qint64>() : QList<qint64> {value};
}

} // namespace

InboxPane::InboxPane(UiContext &ui, seat::Queries &queries, QWidget *parent)
    : QWidget(parent)
    , m_ui(ui)
    , m_queries(queries)
    , m_model(new TicketListModel(queries, this))
    , m_views(new ViewList(ui, this))
    , m_list(new QListView(this))
    , m_empty(new EmptyState(ui.theme, Icon::Inbox, this))
    , m_error(new ErrorBanner(ui.theme, ui.icons, this))
{
    buildLayout();
    m_countsPause.setSingleShot(true);
    m_countsPause.setInterval(kCountsPauseMs);
    connect(&m_countsPause, &QTimer::timeout, this, &InboxPane::reloadCounts);
    connect(m_views, &ViewList::chosen, this, [this](const TicketQuery &query) {
        m_view = query;
        applyQuery();
    });
    connect(m_model, &TicketListModel::loaded, this, &InboxPane::onLoaded);
    connect(m_model, &TicketListModel::failed, this, [this](const Error &error) { m_error->showText(ErrorText::of(error)); });
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex &current) {
        const Id ticket = Id::fromString(current.data(TicketListModel::IdRole).toString());
        if (m_restoring || ticket.isNull() || ticket == m_selected)
            return;
        m_selected = ticket;
        Q_EMIT ticketChosen(ticket);
    });
    connect(m_list, &QListView::activated, this, [this](const QModelIndex &index) {
        Q_EMIT ticketActivated(Id::fromString(index.data(TicketListModel::IdRole).toString()));
    });
    retranslate();
}

QWidget *InboxPane::buildToolbar()
{
    auto *bar = new QWidget(this);
    auto *column = new QVBoxLayout(bar);
    column->setContentsMargins(12, 8, 12, 8);
    column->setSpacing(6);
    auto *top = new QHBoxLayout;
    m_title = plainLabel({}, TextStyle::Title, bar);
    m_sort = filterCombo(bar, "inboxSort");
    m_sort->setMinimumContentsLength(9);
    auto *add = new QToolButton(bar);
    add->setObjectName(QStringLiteral("newTicket"));
    add->setIcon(m_ui.icons.icon(Icon::Plus));
    add->setAutoRaise(true);
    connect(add, &QToolButton::clicked, this, &InboxPane::newTicketRequested);
    top->addWidget(m_title, 1);
    top->addWidget(m_sort);
    top->addWidget(add);
    auto *filters = new QHBoxLayout;
    filters->setSpacing(6);
    m_status = filterCombo(bar, "filterStatus");
    m_priority = filterCombo(bar, "filterPriority");
    m_channel = filterCombo(bar, "filterChannel");
    for (PropertyCombo *combo : {m_status, m_priority, m_channel})
        filters->addWidget(combo, 1);
    for (PropertyCombo *combo : {m_sort, m_status, m_priority, m_channel})
        connect(combo, &PropertyCombo::chosen, this, &InboxPane::applyQuery);
    column->addLayout(top);
    column->addLayout(filters);
    return bar;
}

void InboxPane::buildLayout()
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    m_views->setFixedWidth(168);
    row->addWidget(m_views);
    auto *right = new QVBoxLayout;
    right->setSpacing(0);
    right->addWidget(buildToolbar());
    right->addWidget(m_error);
    m_list->setObjectName(QStringLiteral("ticketList"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setModel(m_model);
    m_list->setItemDelegate(new TicketDelegate(m_ui, *m_model, m_list));
    m_list->setUniformItemSizes(true);
    m_list->setMouseTracking(true);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setResizeMode(QListView::Adjust);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *stacked = new QWidget(this);
    m_stack = new QStackedLayout(stacked);
    m_stack->addWidget(m_list);
    m_stack->addWidget(m_empty);
    right->addWidget(stacked, 1);
    row->addLayout(right, 1);
    setFocusProxy(m_list);
}

void InboxPane::retranslate()
{
    const auto &t = schema::ticket();
    const QVariant sort = m_sort->value().isValid() ? m_sort->value() : QVariant(0);
    m_sort->setOptions({{0, tr("Last change")}, {1, tr("Newest")}, {2, tr("Priority")}});
    m_sort->setValue(sort);
    m_sort->setName(tr("Order of the list"));
    fillChoices(m_status, t.status, Vocabulary::field(t.status));
    fillChoices(m_priority, t.priority, Vocabulary::field(t.priority));
    fillChoices(m_channel, t.channel, Vocabulary::field(t.channel));
    m_list->setAccessibleName(tr("Tickets"));
    m_views->setAccessibleName(tr("Views"));
    if (auto *add = findChild<QToolButton *>(QStringLiteral("newTicket"))) {
        add->setToolTip(tr("New ticket (C)"));
        add->setAccessibleName(tr("New ticket"));
    }
    m_empty->setTexts(tr("Nothing here"), tr("No ticket matches this view and its filters."));
    rebuildViews();
}

void InboxPane::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void InboxPane::setUser(const Id &user)
{
    m_user = user;
    reload();
}

void InboxPane::reload()
{
    m_queries.directory(this, [this](const Result<seat::Queries::Directory> &directory) {
        if (!directory)
            return m_error->showText(ErrorText::of(directory.error()));
        m_directory = *directory;
        QHash<Id, QString> names;
        for (auto it = m_directory.users.cbegin(); it != m_directory.users.cend(); ++it)
            names.insert(it.key(), m_directory.userName(it.key()));
        m_model->setPeople(names);
        rebuildViews();
        applyQuery();
    });
}

void InboxPane::rebuildViews()
{
    using View = TicketQuery::View;
    QList<InboxView> views;
    const auto add = [&](const QString &name, Icon icon, View view, const Id &queue = {}) {
        TicketQuery query;
        query.view = view;
        query.queue = queue;
        views.append({name, icon, query});
    };
    add(tr("Mine"), Icon::User, View::Mine);
    add(tr("Unassigned"), Icon::Inbox, View::Unassigned);
    add(tr("My team"), Icon::Team, View::Team);
    add(tr("All open"), Icon::Task, View::Open);
    add(tr("All tickets"), Icon::Book, View::All);
    QList<Row> queues = m_directory.queues.values();
    queues.removeIf([](const Row &queue) { return !queue.flag(schema::queue().active); });
    std::sort(queues.begin(), queues.end(), [](const Row &a, const Row &b) { return a.text(schema::queue().name).localeAwareCompare(b.text(schema::queue().name)) < 0; });
    if (!queues.isEmpty())
        views.append({.name = tr("Queues"), .query = {}, .heading = true});
    for (const Row &queue : std::as_const(queues))
        add(queue.text(schema::queue().name), Icon::Flow, View::Queue, queue.id());
    m_views->setViews(views);
    const int row = qMax(0, m_views->currentIndex().row());
    m_title->setText(views[row].name);
    reloadCounts();
}

void InboxPane::reloadCounts()
{
    QList<TicketQuery> queries;
    for (const InboxView &view : m_views->views()) {
        if (!view.heading)
            queries.append(view.query);
    }
    m_queries.counts(queries, this, [this](const Result<QList<qint64>> &counts) {
        if (counts)
            m_views->setCounts(*counts);
    });
}

void InboxPane::applyQuery()
{
    TicketQuery query = m_view;
    static constexpr TicketQuery::Sort sorts[] = {TicketQuery::Sort::Updated, TicketQuery::Sort::Created, TicketQuery::Sort::Priority};
    query.sort = sorts[qBound(0, m_sort->value().toInt(), 2)];
    addFilter(query.statuses, m_status);
    addFilter(query.priorities, m_priority);
    addFilter(query.channels, m_channel);
    const int row = m_views->currentIndex().row();
    if (row >= 0)
        m_title->setText(m_views->views()[row].name);
    m_model->setQuery(query);
}

void InboxPane::onLoaded()
{
    m_stack->setCurrentWidget(m_model->rowCount() == 0 ? static_cast<QWidget *>(m_empty) : m_list);
    selectTicket(m_selected);
}

void InboxPane::selectTicket(const Id &ticket)
{
    m_selected = ticket;
    const int row = ticket.isNull() ? -1 : m_model->rowOf(ticket);
    m_restoring = true; // marking is not choosing
    if (row >= 0)
        m_list->setCurrentIndex(m_model->index(row));
    m_restoring = false;
}

void InboxPane::step(int rows)
{
    const int row = m_list->currentIndex().row() + rows;
    if (row >= 0 && row < m_model->rowCount())
        m_list->setCurrentIndex(m_model->index(row));
}

Id InboxPane::currentTicket() const { return m_selected; }

void InboxPane::applyChanges(const domain::ChangeSet &changes)
{
    if (changes.touches(schema::user()) || changes.touches(schema::queue()) || changes.touches(schema::team()))
        return reload();
    m_model->applyChanges(changes);
    if (changes.touches(schema::ticket()) && !m_countsPause.isActive())
        m_countsPause.start();
}

} // namespace tidedesk::ui
