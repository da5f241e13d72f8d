// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/search/searchpopup.h"
#include "ui/common/uicontext.h"
#include "ui/search/searchcontroller.h"
#include "ui/search/searchresults.h"
#include <QApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QVBoxLayout>

namespace tidedesk::ui {

namespace {

constexpr int kWidth = 560;
constexpr int kHeight = 480;
constexpr int kMargin = 12;
constexpr int kHitsOfAKind = 8;

} // namespace

SearchPopup::SearchPopup(UiContext &ui, seat::Queries &queries, QLineEdit *field, QWidget *window)
    : QFrame(window)
    , m_field(field)
    , m_controller(new SearchController(ui.formats, queries, kHitsOfAKind, this))
    , m_results(new SearchResults(ui, *m_controller, SearchResults::Place::Popup, this))
{
    setObjectName(QStringLiteral("searchPopup"));
    setProperty("kind", QStringLiteral("card"));
    setFocusPolicy(Qt::NoFocus);
    m_results->list()->setFocusPolicy(Qt::NoFocus); // the field keeps it
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(1, 1, 1, 1);
    layout->addWidget(m_results);
    hide();
    field->installEventFilter(this);
    window->installEventFilter(this);
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget *, QWidget *now) {
        if (isVisible() && now && now != m_field && !isAncestorOf(now))
            hide();
    });
    connect(m_results, &SearchResults::ticketActivated, this, [this](const Id &ticket) {
        hide();
        Q_EMIT ticketActivated(ticket);
    });
    connect(m_results, &SearchResults::customerActivated, this, [this](const Id &customer) {
        hide();
        Q_EMIT customerActivated(customer);
    });
    connect(m_controller, &SearchController::answered, this, [this] { // after the results' own slot
        if (!m_entered.isEmpty() && m_controller->text() == std::exchange(m_entered, {}) && isVisible())
            m_results->activateCurrent();
    });
    connect(m_controller, &SearchController::failed, this, [this] { m_entered.clear(); });
    connect(m_results, &SearchResults::allRequested, this, &SearchPopup::seeAll);
    connect(m_results, &SearchResults::messageActivated, this, [this](const Id &ticket, const Id &message) {
        hide();
        Q_EMIT messageActivated(ticket, message);
    });
}

void SearchPopup::seeAll()
{
    const QString text = m_field ? m_field->text() : m_controller->text();
    if (text.trimmed().isEmpty())
        return;
    hide();
    Q_EMIT allRequested(text);
}

void SearchPopup::setUser(const Id &user)
{
    m_controller->setUser(user);
}

void SearchPopup::search(const QString &text)
{
    if (text.trimmed().isEmpty()) {
        hide();
        return;
    }
    m_controller->search(text);
    place();
    show();
    raise();
}

void SearchPopup::applyChanges(const domain::ChangeSet &changes)
{
    m_controller->applyChanges(changes);
}

void SearchPopup::place()
{
    QWidget *window = parentWidget();
    const QPoint below = m_field ? m_field->mapTo(window, QPoint(0, m_field->height() + 4)) : QPoint(kMargin, kMargin);
    const int width = std::min(std::max(kWidth, m_field ? m_field->width() : 0), window->width() - 2 * kMargin);
    const int left = std::clamp(below.x(), kMargin, std::max(kMargin, window->width() - width - kMargin));
    setGeometry(left, below.y(), width, std::min(kHeight, window->height() - below.y() - kMargin));
}

bool SearchPopup::keyPressed(int key)
{
    switch (key) {
    case Qt::Key_Down:
        m_results->moveCurrent(1);
        return true;
    case Qt::Key_Up:
        m_results->moveCurrent(-1);
        return true;
    case Qt::Key_Escape:
        m_entered.clear();
        hide();
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        return enterPressed();
    default:
        return false;
    }
}

/// The field announces what is typed into it a moment later, and answers take theirs.
bool SearchPopup::enterPressed()
{
    const QString text = m_field ? m_field->text() : m_controller->text();
    const bool answered = text == m_controller->text() && !m_controller->isBusy();
    m_entered = answered ? QString() : text;
    return answered && isVisible() && m_results->activateCurrent();
}

bool SearchPopup::eventFilter(QObject *watched, QEvent *event)
{
    // The kind of event first: to a field that is being destroyed no key is pressed, and it is none any more.
    if (event->type() == QEvent::KeyPress && watched == m_field) {
        const auto *pressed = static_cast<QKeyEvent *>(event);
        const int key = pressed->key();
        if (pressed->modifiers().testFlag(Qt::ControlModifier) && (key == Qt::Key_Return || key == Qt::Key_Enter)) {
            seeAll();
            return true;
        }
        if (isVisible() && keyPressed(key))
            return true;
        if (!isVisible() && (key == Qt::Key_Return || key == Qt::Key_Enter))
            enterPressed(); // and the field submits
        if (!isVisible() && key == Qt::Key_Down && m_field && !m_field->text().trimmed().isEmpty()) {
            search(m_field->text());
            return true;
        }
    }
    if (watched == parentWidget() && event->type() == QEvent::Resize && isVisible())
        place();
    return QFrame::eventFilter(watched, event);
}

} // namespace tidedesk::ui
