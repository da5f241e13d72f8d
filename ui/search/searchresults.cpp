// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/search/searchresults.h"
#include "core/schema/entities.h"
#include "ui/common/emptystate.h"
#include "ui/common/errortext.h"
#include "ui/common/labels.h"
#include "ui/common/skeletonrows.h"
#include "ui/common/uicontext.h"
#include "ui/search/resultsdelegate.h"
#include "ui/search/searchcontroller.h"
#include <QEvent>
#include <QKeySequence>
#include <QListView>
#include <QPushButton>
#include <QStackedLayout>
#include <QStyle>
#include <QVBoxLayout>
#include <cmath>

namespace tidedesk::ui {

SearchResults::SearchResults(UiContext &ui, SearchController &controller, Place place, QWidget *parent)
    : QWidget(parent)
    , m_ui(ui)
    , m_controller(controller)
    , m_place(place)
    , m_list(new QListView(this))
    , m_empty(new EmptyState(ui.theme, Icon::Search, this))
    , m_skeleton(new SkeletonRows(ui.theme, 46, this))
    , m_problem(plainLabel({}, TextStyle::Small, this))
    , m_indexed(mutedLabel({}, TextStyle::Small, this))
    , m_cut(mutedLabel({}, TextStyle::Small, this))
    , m_all(new QPushButton(this))
{
    build();
    connect(m_list, &QListView::activated, this, [this](const QModelIndex &index) { activate(index.row()); });
    if (style()->styleHint(QStyle::SH_ItemView_ActivateItemOnSingleClick, nullptr, m_list) == 0)
        connect(m_list, &QListView::clicked, this, [this](const QModelIndex &index) { activate(index.row()); });
    connect(m_all, &QPushButton::clicked, this, &SearchResults::allRequested);
    connect(m_empty, &EmptyState::actionTriggered, this, [this] { m_controller.search(QString(m_controller.text())); });
    connect(&controller, &SearchController::started, this, [this] {
        if (m_controller.model()->hitCount() == 0) // hits on the screen stay until better ones come
            m_stack->setCurrentWidget(m_skeleton);
    });
    connect(&controller, &SearchController::answered, this, &SearchResults::refresh);
    connect(&controller, &SearchController::failed, this, &SearchResults::showError);
    retranslate();
}

void SearchResults::build()
{
    setObjectName(QStringLiteral("searchResults"));
    m_list->setObjectName(QStringLiteral("searchList"));
    m_list->setModel(m_controller.model());
    m_list->setItemDelegate(new ResultsDelegate(m_ui.theme, m_list));
    m_list->setMouseTracking(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_problem->setObjectName(QStringLiteral("searchProblem"));
    m_problem->setWordWrap(true);
    m_problem->setContentsMargins(12, 8, 12, 4);
    m_indexed->setObjectName(QStringLiteral("searchIndexed"));
    m_indexed->setContentsMargins(12, 4, 12, 8);
    m_indexed->setWordWrap(true);
    m_cut->setObjectName(QStringLiteral("searchCut"));
    m_cut->setContentsMargins(12, 4, 12, 8);
    m_all->setObjectName(QStringLiteral("searchAll"));
    m_all->setProperty("kind", QStringLiteral("link"));
    m_all->setFocusPolicy(Qt::NoFocus); // the field of the popup keeps it; Ctrl+Enter does the same
    m_all->hide();
    m_cut->hide();
    m_stack = new QStackedLayout;
    m_stack->addWidget(m_list);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_skeleton);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_problem);
    layout->addLayout(m_stack, 1);
    layout->addWidget(m_all, 0, Qt::AlignLeft);
    layout->addWidget(m_cut);
    layout->addWidget(m_indexed);
}

void SearchResults::refresh()
{
    refreshNotes();
    const bool typed = !m_controller.text().trimmed().isEmpty();
    if (m_controller.model()->hitCount() == 0) {
        m_empty->setIcon(Icon::Search);
        if (typed)
            m_empty->setTexts(tr("Nothing found"), tr("Fewer words find more. Words in quotes must stand exactly so."));
        else
            m_empty->setTexts(tr("Search everything"),
                tr("Words, ticket numbers, names, phone numbers; filters such as status:open or priority:high."));
        m_stack->setCurrentWidget(m_empty);
        return;
    }
    m_stack->setCurrentWidget(m_list);
    m_list->setCurrentIndex(m_controller.model()->index(m_controller.model()->firstHit()));
    m_list->scrollToTop();
}

void SearchResults::refreshNotes()
{
    const domain::SearchAnswer &answer = m_controller.answer();
    const QString word = m_controller.problemWord();
    const QString sentence = ErrorText::ofCode(answer.problem);
    if (word.isEmpty())
        m_problem->setText(sentence);
    else
        //: The piece of the query that was not understood, where it begins, and why
        m_problem->setText(tr("“%1” at character %2: %3").arg(word).arg(answer.problemAt + 1).arg(sentence));
    m_problem->setVisible(!sentence.isEmpty());
    // Rounded down: an index that is not complete never claims to be.
    m_indexed->setText(tr("The index is %1% complete; older entries may be missing.")
                           .arg(static_cast<int>(std::floor(answer.indexed * 100))));
    m_indexed->setVisible(answer.indexed < 1.0);
    m_all->setVisible(m_place == Place::Popup && m_controller.model()->hitCount() > 0);
    m_cut->setText(tr("The best %1 of each kind are shown. More words find fewer.").arg(m_controller.limit()));
    m_cut->setVisible(m_place == Place::Page && answer.more);
}

void SearchResults::showError(const Error &error)
{
    m_empty->setIcon(Icon::Warning);
    m_empty->setTexts(tr("The search did not work"), ErrorText::of(error), tr("Try again"));
    m_stack->setCurrentWidget(m_empty);
}

void SearchResults::moveCurrent(int step)
{
    const int next = m_controller.model()->nextHit(m_list->currentIndex().row(), step);
    if (next < 0)
        return;
    m_list->setCurrentIndex(m_controller.model()->index(next));
    m_list->scrollTo(m_list->currentIndex());
}

bool SearchResults::activateCurrent()
{
    // While an answer is still to come the list shows that of another query.
    if (m_controller.isBusy() || m_stack->currentWidget() != m_list
        || !m_controller.model()->hit(m_list->currentIndex().row()))
        return false;
    activate(m_list->currentIndex().row());
    return true;
}

void SearchResults::activate(int row)
{
    const domain::SearchHit *hit = m_controller.model()->hit(row);
    if (!hit)
        return;
    const domain::SearchHit found = *hit; // a copy: what is opened may start another search
    if (found.entity == &schema::customer()) {
        Q_EMIT customerActivated(found.id);
    } else if (found.entity == &schema::message()) {
        Q_EMIT messageActivated(found.ticket, found.id);
    } else {
        Q_EMIT ticketActivated(found.id);
    }
}

void SearchResults::retranslate()
{
    m_list->setAccessibleName(tr("Search results"));
    m_all->setText(tr("See all results") + QStringLiteral("   ") + QKeySequence(Qt::CTRL | Qt::Key_Return).toString(QKeySequence::NativeText));
    m_controller.model()->retranslate();
    if (m_stack->currentWidget() != m_skeleton)
        refresh();
}

void SearchResults::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace tidedesk::ui
