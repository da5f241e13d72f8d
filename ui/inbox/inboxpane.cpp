// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inbox/inboxpane.h"
#include "core/schema/entities.h"
#include "ui/common/emptystate.h"
#include "ui/common/errorbanner.h"
#include "ui/common/errortext.h"
#include "ui/common/labels.h"
#include "ui/common/preferences.h"
#include "ui/common/skeletonrows.h"
#include "ui/inbox/behindbar.h"
#include "ui/inbox/filterbar.h"
#include "ui/inbox/inboxviews.h"
#include "ui/inbox/sortbutton.h"
#include "ui/inbox/ticketdelegate.h"
#include "ui/inbox/ticketlistmodel.h"
#include "ui/inbox/tickettable.h"
#include "ui/inbox/viewlist.h"
#include <QAction>
#include <QBoxLayout>
#include <QEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QStackedLayout>
#include <QToolButton>

namespace tidedesk::ui {

namespace {

using domain::TicketQuery;
constexpr int kCountsPauseMs = 400;
constexpr int kPatienceMs = 150;
constexpr int kMinuteMs = 60'000;
const QString kViewsKey = QStringLiteral("inbox/views");
const QString kSortKey = QStringLiteral("inbox/sort");

} // namespace

InboxPane::InboxPane(UiContext &ui, seat::Queries &queries, QWidget *parent)
    : QWidget(parent)
    , m_ui(ui)
    , m_queries(queries)
    , m_model(new TicketListModel(queries, ui.formats, this))
    , m_views(new ViewList(ui, this))
    , m_list(new TicketTable(*m_model, this))
    , m_empty(new EmptyState(ui.theme, Icon::Inbox, this))
    , m_skeleton(new SkeletonRows(ui.theme, TicketTable::kCompactRow, this))
    , m_error(new ErrorBanner(ui.theme, ui.icons, this))
{
    buildLayout();
    connectParts();
    const QStringList saved = m_ui.preferences.value(kSortKey).split(u' ');
    if (saved.size() == 2)
        setSort(static_cast<TicketQuery::Sort>(qBound(0, saved[0].toInt(), 3)), saved[1] != u"0");
    else
        setSort(m_query.sort, m_query.descending);
    setViewsShown(m_ui.preferences.value(kViewsKey) != u"0");
    retranslate();
}

QWidget *InboxPane::buildToolbar()
{
    auto *bar = new QWidget(this);
    auto *column = new QVBoxLayout(bar);
    column->setContentsMargins(8, 8, 8, 8);
    column->setSpacing(6);
    auto *top = new QHBoxLayout;
    top->setSpacing(4);
    m_fold = new QToolButton(bar);
    m_fold->setObjectName(QStringLiteral("foldViews"));
    m_fold->setFocusPolicy(Qt::TabFocus);
    connect(m_fold, &QToolButton::clicked, this, [this] { setViewsShown(!viewsShown()); });
    auto *title = new ElidedLabel(bar, TextStyle::Title);
    title->setObjectName(QStringLiteral("inboxTitle"));
    m_title = title;
    m_sort = new SortButton(m_ui, bar);
    m_columns = new QToolButton(bar);
    m_columns->setObjectName(QStringLiteral("inboxColumns"));
    m_columns->setFocusPolicy(Qt::TabFocus);
    m_columns->setPopupMode(QToolButton::InstantPopup);
    m_columns->setIcon(m_ui.icons.icon(Icon::Columns));
    m_columns->setMenu(new QMenu(m_columns));
    m_columns->setVisible(m_list->isWide());
    m_new = new QToolButton(bar);
    m_new->setObjectName(QStringLiteral("newTicket"));
    m_new->setFocusPolicy(Qt::TabFocus);
    top->addWidget(m_fold);
    top->addWidget(title, 1);
    top->addWidget(m_sort);
    top->addWidget(m_columns);
    top->addWidget(m_new);
    m_filters = new FilterBar(m_ui, bar);
    m_behind = new BehindBar(m_ui, bar);
    column->addLayout(top);
    column->addWidget(m_behind);
    column->addWidget(m_filters);
    return bar;
}

void InboxPane::buildLayout()
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    m_views->setFixedWidth(164);
    row->addWidget(m_views);
    auto *right = new QVBoxLayout;
    right->setSpacing(0);
    right->addWidget(buildToolbar());
    right->addWidget(m_error);
    m_list->setItemDelegate(new TicketDelegate(m_ui, *m_model, m_list));
    m_empty->setObjectName(QStringLiteral("inboxEmpty"));
    auto *stacked = new QWidget(this);
    m_stack = new QStackedLayout(stacked);
    m_stack->addWidget(m_list);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_skeleton);
    auto *line = new QFrame(this);
    line->setProperty("kind", QStringLiteral("line"));
    right->addWidget(line);
    right->addWidget(stacked, 1);
    row->addLayout(right, 1);
    setFocusProxy(m_list);
}

void InboxPane::connectParts()
{
    m_countsPause.setSingleShot(true);
    m_countsPause.setInterval(kCountsPauseMs);
    m_patience.setSingleShot(true);
    m_patience.setInterval(kPatienceMs);
    m_minute.start(kMinuteMs);
    connect(&m_countsPause, &QTimer::timeout, this, &InboxPane::reloadCounts);
    connect(&m_patience, &QTimer::timeout, this, [this] { m_stack->setCurrentWidget(m_skeleton); });
    connect(&m_minute, &QTimer::timeout, m_list->viewport(), qOverload<>(&QWidget::update));
    connect(m_views, &ViewList::chosen, this, [this] { applyQuery(); });
    connect(m_filters, &FilterBar::changed, this, &InboxPane::applyQuery);
    connect(m_sort, &SortButton::sortChosen, this, &InboxPane::setSort);
    connect(m_list, &TicketTable::sortChosen, this, &InboxPane::setSort);
    connect(m_list, &TicketTable::wideChanged, m_columns, &QWidget::setVisible);
    connect(m_list, &TicketTable::columnsChanged, this, [this](const QString &columns) { m_ui.preferences.setValue(columnsKey(), columns); });
    connect(m_columns->menu(), &QMenu::aboutToShow, this, [this] {
        m_columns->menu()->clear();
        m_list->fillColumnMenu(m_columns->menu());
    });
    connect(m_list, &TicketTable::ticketActivated, this, &InboxPane::ticketActivated);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &InboxPane::onCurrentChanged);
    connect(m_model, &TicketListModel::loaded, this, &InboxPane::onLoaded);
    connect(m_model, &TicketListModel::aboutToRearrange, this, [this] { m_restoring = true; });
    connect(m_model, &TicketListModel::rearranged, this, &InboxPane::onRearranged);
    connect(m_model, &TicketListModel::failed, this, [this](const Error &error) {
        showList();
        m_error->showText(ErrorText::of(error), Tone::Danger, tr("Try again"));
    });
    connect(m_error, &ErrorBanner::actionTriggered, this, &InboxPane::reload);
    connect(m_empty, &EmptyState::actionTriggered, m_filters, &FilterBar::clear);
    connect(m_behind, &BehindBar::closed, this, &InboxPane::closeChosen);
}

void InboxPane::setNewAction(QAction *action)
{
    m_new->setDefaultAction(action);
    m_new->setToolButtonStyle(Qt::ToolButtonIconOnly);
}

void InboxPane::retranslate()
{
    m_list->setAccessibleName(tr("Tickets"));
    m_views->setAccessibleName(tr("Views"));
    m_columns->setToolTip(tr("Columns"));
    m_columns->setAccessibleName(tr("Columns"));
    setViewsShown(viewsShown());
    retranslateEmpty();
    rebuildViews();
    m_list->viewport()->update();
}

void InboxPane::retranslateEmpty()
{
    if (m_filters->isActive()) {
        m_empty->setIcon(Icon::Filter);
        m_empty->setTexts(tr("Nothing matches the filters"), tr("There may be tickets in this view that the filters leave out."), tr("Clear filters"));
    } else if (m_query.view == TicketQuery::View::Chosen) {
        m_empty->setIcon(Icon::Trend);
        if (m_query.chosen.isEmpty())
            m_empty->setTexts(tr("No ticket stands behind it"), tr("What was counted has no ticket, for example calls that were never written up."));
        else
            m_empty->setTexts(tr("Not on this computer"), tr("The tickets behind this figure have left what you may see."));
    } else if (m_query.view == TicketQuery::View::Mine) {
        m_empty->setIcon(Icon::Check);
        m_empty->setTexts(tr("Nothing waits for you"), tr("Take the next ticket from Unassigned, or press A on one to make it yours."));
    } else {
        m_empty->setIcon(Icon::Inbox);
        m_empty->setTexts(tr("Nothing here"), tr("No ticket is in this view now."));
    }
}

void InboxPane::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

bool InboxPane::viewsShown() const { return !m_views->isHidden(); }

void InboxPane::setViewsShown(bool shown)
{
    m_views->setHidden(!shown);
    m_fold->setIcon(m_ui.icons.icon(shown ? Icon::ChevronLeft : Icon::ChevronRight));
    const QString text = shown ? tr("Fold the views away") : tr("Show the views");
    m_fold->setToolTip(plainToolTip(text));
    m_fold->setAccessibleName(text);
    m_ui.preferences.setValue(kViewsKey, shown ? QStringLiteral("1") : QStringLiteral("0"));
}

void InboxPane::showChosen(const std::function<QString()> &title, const QList<Id> &tickets)
{
    if (!m_chosenTitle)
        m_before = m_views->currentQuery();
    m_chosenTitle = title;
    m_chosen = {};
    m_chosen.view = TicketQuery::View::Chosen;
    m_chosen.chosen = tickets;
    m_selected = {};
    m_filters->reset();
    rebuildViews();
    m_views->choose(m_chosen);
    applyQuery();
}

void InboxPane::closeChosen()
{
    if (!m_chosenTitle)
        return;
    const bool current = m_views->currentQuery().view == TicketQuery::View::Chosen;
    m_chosenTitle = nullptr;
    m_chosen = {};
    rebuildViews();
    if (!current)
        return;
    m_views->choose(m_before);
    applyQuery();
    m_list->setFocus();
}

void InboxPane::showBehind()
{
    m_title->setText(m_views->currentName());
    m_behind->setText(m_chosenTitle ? m_chosenTitle() : QString());
    m_behind->setVisible(m_views->currentQuery().view == TicketQuery::View::Chosen);
}

void InboxPane::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && !m_behind->isHidden())
        return closeChosen();
    QWidget::keyPressEvent(event);
}

void InboxPane::setUser(const Id &user)
{
    if (!(user == m_user))
        closeChosen();
    m_user = user;
    m_list->setColumns(m_ui.preferences.value(columnsKey()));
    reload();
}

void InboxPane::reload()
{
    m_error->hide();
    m_queries.directory(this, [this](const Result<seat::Queries::Directory> &directory) {
        if (!directory)
            return m_error->showText(ErrorText::of(directory.error()), Tone::Danger, tr("Try again"));
        m_directory = *directory;
        m_model->setDirectory(m_directory);
        QStringList tags = m_directory.tags.keys();
        std::sort(tags.begin(), tags.end(), [](const QString &a, const QString &b) { return a.localeAwareCompare(b) < 0; });
        m_filters->setTags(tags);
        rebuildViews();
        applyQuery();
    });
}

void InboxPane::rebuildViews()
{
    QList<InboxView> views = inboxViews(m_directory, m_user);
    if (m_chosenTitle)
        views.prepend({m_chosenTitle(), Icon::Trend, m_chosen});
    m_views->setViews(views);
    showBehind();
    reloadCounts();
}

/// One count at a time; more wishes in between make one more count.
void InboxPane::reloadCounts()
{
    if (m_user.isNull())
        return;
    if (m_counting) {
        m_countAgain = true;
        return;
    }
    m_counting = true;
    m_countAgain = false;
    const QList<TicketQuery> queries = m_views->queries();
    m_queries.counts(queries, this, [this, queries](const Result<QList<qint64>> &counts) {
        m_counting = false;
        if (counts && queries == m_views->queries())
            m_views->setCounts(*counts);
        else if (counts)
            m_countAgain = true; // other queues meanwhile
        if (m_countAgain)
            m_countsPause.start();
    });
}

QString InboxPane::columnsKey() const { return QStringLiteral("inbox/columns/") + m_user.toString(); }

void InboxPane::setSort(TicketQuery::Sort sort, bool descending)
{
    const bool same = m_query.sort == sort && m_query.descending == descending;
    m_query.sort = sort;
    m_query.descending = descending;
    m_sort->setSort(sort, descending);
    m_list->showSort(sort, descending);
    if (same)
        return;
    m_ui.preferences.setValue(kSortKey, QStringLiteral("%1 %2").arg(static_cast<int>(sort)).arg(descending ? 1 : 0));
    if (!m_user.isNull())
        applyQuery();
}

void InboxPane::applyQuery()
{
    TicketQuery query = m_views->currentQuery();
    query.sort = m_query.sort;
    query.descending = m_query.descending;
    m_filters->applyTo(query);
    m_query = query;
    showBehind();
    retranslateEmpty();
    m_patience.start();
    m_restoring = true; // the list loses its rows now, not its choice
    m_model->setQuery(query);
    m_restoring = false;
}

void InboxPane::showList()
{
    m_patience.stop();
    m_stack->setCurrentWidget(m_model->rowCount() == 0 ? static_cast<QWidget *>(m_empty) : m_list);
}

void InboxPane::onLoaded()
{
    m_error->hide();
    showList();
    m_list->scrollToTop();
    selectTicket(m_selected);
}

void InboxPane::onRearranged()
{
    m_restoring = false;
    showList();
    selectTicket(m_selected);
}

void InboxPane::onCurrentChanged()
{
    const Id ticket = m_model->ticketAt(m_list->currentIndex().row());
    if (m_restoring || ticket.isNull() || ticket == m_selected)
        return;
    m_selected = ticket;
    Q_EMIT ticketChosen(ticket);
}

void InboxPane::selectTicket(const Id &ticket)
{
    m_selected = ticket;
    const int row = ticket.isNull() ? -1 : m_model->rowOf(ticket);
    if (row >= 0 && row == m_list->currentIndex().row())
        return;
    m_restoring = true; // marking is not choosing
    if (row >= 0)
        m_list->markRow(row);
    else
        m_list->clearSelection();
    m_restoring = false;
}

void InboxPane::step(int rows)
{
    const int current = m_list->currentIndex().row();
    const int row = current < 0 ? (rows > 0 ? 0 : -1) : current + rows;
    if (row >= 0 && row < m_model->rowCount())
        m_list->selectRow(row);
}

void InboxPane::applyChanges(const domain::ChangeSet &changes)
{
    if (changes.everything || changes.touches(schema::user()) || changes.touches(schema::queue()) || changes.touches(schema::team())
        || changes.touches(schema::tag())) {
        m_queries.directory(this, [this](const Result<seat::Queries::Directory> &directory) {
            if (!directory)
                return;
            m_directory = *directory;
            m_model->setDirectory(m_directory);
            m_filters->setTags(m_directory.tags.keys());
            rebuildViews();
        });
    }
    m_model->applyChanges(changes);
    if (changes.touches(schema::ticket()) && !m_countsPause.isActive())
        m_countsPause.start();
}

} // namespace tidedesk::ui
