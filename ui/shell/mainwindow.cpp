// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/mainwindow.h"
#include "ui/common/actions.h"
#include "ui/common/page.h"
#include "ui/common/preferences.h"
#include "ui/common/searchfield.h"
#include "ui/common/toastarea.h"
#include "ui/shell/headerbar.h"
#include "ui/shell/navigationrail.h"
#include "ui/shell/profilebutton.h"
#include "ui/shell/shortcutsoverlay.h"
#include <QAction>
#include <QCloseEvent>
#include <QMenu>
#include <QScreen>
#include <QHBoxLayout>
#include <QStackedWidget>
#include <QStatusBar>

namespace tidedesk::ui {

namespace {
const QString kGeometryKey = QStringLiteral("window/geometry");
constexpr int kTitleBar = 36; ///< room for what the window manager puts around
const QString kPageKey = QStringLiteral("window/page");
} // namespace

MainWindow::MainWindow(UiContext &ui)
    : m_ui(ui)
    , m_rail(new NavigationRail(ui.theme, this))
    , m_header(new HeaderBar(ui, this))
    , m_stack(new QStackedWidget(this))
    , m_sync(new SyncIndicator(ui, this))
{
    setObjectName(QStringLiteral("mainWindow"));
    setWindowIcon(Icons::logo());
    setMinimumSize(960, 600);
    resize(1366, 768);
    buildLayout();
    m_overlay = new ShortcutsOverlay(ui, this);
    m_toasts = new ToastArea(ui.theme, ui.icons, ui.notifier, m_stack);
    buildActions();
    connectParts();
    restoreWindow();
    retranslate();
}

void MainWindow::buildLayout()
{
    auto *center = new QWidget(this);
    auto *right = new QVBoxLayout;
    right->setContentsMargins(0, 0, 0, 0);
    right->setSpacing(0);
    right->addWidget(m_header);
    right->addWidget(m_stack, 1);
    auto *layout = new QHBoxLayout(center);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_rail);
    layout->addLayout(right, 1);
    setCentralWidget(center);
    m_stack->setObjectName(QStringLiteral("pages"));
    statusBar()->setSizeGripEnabled(false);
    statusBar()->setFixedHeight(29); // one pixel of border
    statusBar()->addWidget(m_sync, 1);
}

void MainWindow::buildActions()
{
    m_ui.actions.add(this,
        {.id = QStringLiteral("go.search"), .text = [] { return tr("Search everything"); },
            .shortcut = QKeySequence(Qt::CTRL | Qt::Key_K), .icon = Icon::Search, .handler = [this] { focusSearch(); }});
    QAction *shortcuts = m_ui.actions.add(this,
        {.id = QStringLiteral("help.shortcuts"), .text = [] { return tr("Keyboard shortcuts"); },
            .shortcut = QKeySequence(Qt::Key_F1), .icon = Icon::Keyboard, .handler = [this] { m_overlay->toggle(); }});
    QAction *signOut = m_ui.actions.add(this,
        {.id = QStringLiteral("account.sign_out"), .text = [] { return tr("Sign out"); }, .icon = Icon::SignOut,
            .handler = [this] { Q_EMIT signOutRequested(); }});
    m_header->profile()->addMenuAction(shortcuts);
    m_header->profile()->menu()->addSeparator();
    m_header->profile()->addMenuAction(signOut);
}

void MainWindow::connectParts()
{
    connect(m_rail, &NavigationRail::chosen, this, &MainWindow::showPage);
    connect(m_header->search(), &SearchField::searched, this, &MainWindow::searchEdited);
    connect(m_header->search(), &SearchField::submitted, this, &MainWindow::searchSubmitted);
    connect(m_header->search(), &SearchField::left, this, [this] { showPage(m_current); });
    connect(m_sync, &SyncIndicator::syncRequested, this, &MainWindow::syncRequested);
    connect(m_sync, &SyncIndicator::signInRequested, this, &MainWindow::signInRequested);
    connect(m_sync, &SyncIndicator::outboxRequested, this, &MainWindow::outboxRequested);
    connect(m_sync, &SyncIndicator::reviewRequested, this, &MainWindow::reviewRequested);
}

void MainWindow::restoreWindow()
{
    restoreGeometry(QByteArray::fromBase64(m_ui.preferences.value(kGeometryKey).toLatin1()));
    // On a small screen, or a smaller one than last time, the status bar must not end below its edge.
    const QSize room = screen()->availableSize();
    const bool fits = width() <= room.width() && height() + kTitleBar <= room.height();
    if (!fits && room.expandedTo(minimumSize()) == room)
        setWindowState(windowState() | Qt::WindowMaximized);
}

void MainWindow::addPage(Page &page)
{
    const QString id = page.id();
    m_entries.append({&page});
    if (!page.inRail())
        return;
    m_rail->addEntry(id, page.icon());
    const qsizetype place = m_entries.size();
    if (place <= 9) {
        m_ui.actions.add(this,
            {.id = QLatin1StringView("go.") + id, .text = [&page] { return tr("Go to %1").arg(page.title()); },
                .shortcut = QKeySequence(Qt::CTRL | static_cast<Qt::Key>(Qt::Key_0 + place)), .icon = page.icon(),
                .handler = [this, id] { showPage(id); }});
    }
    connect(&page, &Page::badgeChanged, this, [this, &page] { updateBadge(page); });
    updateBadge(page);
    retranslate();
    const QString saved = m_ui.preferences.value(kPageKey);
    if (id == saved || m_current.isEmpty())
        showPage(id);
}

void MainWindow::addBreak()
{
    m_rail->addBreak();
}

MainWindow::Entry *MainWindow::entry(const QString &id)
{
    for (Entry &candidate : m_entries)
        if (candidate.page->id() == id)
            return &candidate;
    return nullptr;
}

void MainWindow::showPage(const QString &id)
{
    Entry *next = entry(id);
    if (!next)
        return;
    if (m_current != id) {
        m_previous = m_current;
        if (Entry *previous = entry(m_current))
            previous->page->left();
    }
    if (!next->widget) {
        next->widget = next->page->createWidget(m_stack);
        m_stack->addWidget(next->widget);
    }
    m_current = id;
    m_stack->setCurrentWidget(next->widget);
    m_toasts->raise(); // over a page made just now
    m_rail->setCurrent(id);
    retranslate();
    next->page->activated();
    Q_EMIT pageShown(id);
}

void MainWindow::goBack()
{
    showPage(m_previous.isEmpty() ? m_entries.first().page->id() : m_previous);
}

void MainWindow::updateBadge(Page &page)
{
    m_rail->setBadge(page.id(), page.badge(), page.badgeTone());
}

void MainWindow::setAccount(const QString &name, const QString &id)
{
    m_header->profile()->setPerson(name, id);
}

void MainWindow::setSyncState(const SyncState &state)
{
    m_sync->setState(state);
}

void MainWindow::focusSearch()
{
    m_header->search()->setFocus(Qt::ShortcutFocusReason);
    m_header->search()->selectAll();
}

void MainWindow::retranslate()
{
    for (const Entry &each : std::as_const(m_entries)) {
        if (!each.page->inRail())
            continue;
        const QAction *go = m_ui.actions.find(QLatin1StringView("go.") + each.page->id());
        const QString keys = go ? go->shortcut().toString(QKeySequence::NativeText) : QString();
        const QString title = each.page->title();
        m_rail->setEntryText(each.page->id(), title, keys.isEmpty() ? title : title + QStringLiteral("  ") + keys);
    }
    const Entry *shown = entry(m_current);
    m_header->setTitle(shown ? shown->page->title() : QString());
    //: Name of the page, name of the program
    setWindowTitle(shown ? tr("%1 - Tidedesk").arg(shown->page->title()) : QStringLiteral("Tidedesk"));
}

void MainWindow::changeEvent(QEvent *event)
{
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    m_ui.preferences.setValue(kGeometryKey, QString::fromLatin1(saveGeometry().toBase64()));
    const Entry *current = entry(m_current);
    m_ui.preferences.setValue(kPageKey, current && current->page->inRail() ? m_current : m_previous);
    Q_EMIT closing();
    event->accept();
}

} // namespace tidedesk::ui
