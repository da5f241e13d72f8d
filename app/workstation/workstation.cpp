// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workstation/workstation.h"
#include "core/schema/entities.h"
#include "core/seat/edits.h"
#include "core/seat/figures.h"
#include "core/seat/queries.h"
#include "ui/common/errortext.h"
#include "ui/common/searchfield.h"
#include "ui/customer/customerpage.h"
#include "ui/customer/customerpanel.h"
#include "ui/dashboard/dashboardpage.h"
#include "ui/desk/deskpage.h"
#include "ui/search/searchpage.h"
#include "ui/search/searchpopup.h"
#include "ui/signin/signindialog.h"
#include "ui/work/workpage.h"
#include <QApplication>
#include <QHash>
#include <memory>

namespace tidedesk::app {

using domain::SyncStatus;

Workstation::Workstation(QApplication &application, const Options &options)
    : m_options(options)
    , m_settings(options.profile + QStringLiteral("/preferences.ini"), QSettings::IniFormat)
    , m_preferences(preferencesIn(m_settings, options.keepPreferences))
    , m_theme(application, m_preferences)
    , m_icons(m_theme)
    , m_language(m_preferences)
    , m_formats(m_language, m_clock)
    , m_actions(m_icons)
    , m_ui {m_theme, m_icons, m_language, m_formats, m_actions, m_dialogs, m_notifier, m_preferences, m_clock}
    , m_seat(m_clock, {options.profile, true})
{
    connect(&m_language, &ui::Language::changed, &m_actions, &ui::Actions::retranslate);
    makePages();
    connectSeat();
}

Workstation::~Workstation()
{
    delete m_signIn;
    delete m_window;
}

ui::Preferences Workstation::preferencesIn(QSettings &settings, bool keep)
{
    if (!keep) {
        const auto chosen = std::make_shared<QHash<QString, QString>>();
        return {[&settings, chosen](const QString &key) { return chosen->value(key, settings.value(key).toString()); },
            [chosen](const QString &key, const QString &value) { chosen->insert(key, value); }};
    }
    return {[&settings](const QString &key) { return settings.value(key).toString(); },
        [&settings](const QString &key, const QString &value) { settings.setValue(key, value); }};
}

void Workstation::makePages()
{
    const auto makePanel = [this](QWidget *parent) -> QWidget * {
        m_panel = new ui::CustomerPanel(m_ui, m_seat.queries(), parent);
        connect(m_panel, &ui::CustomerPanel::ticketActivated, m_desk, &ui::DeskPage::openTicket);
        connect(m_panel, &ui::CustomerPanel::customerActivated, m_desk, &ui::DeskPage::customerActivated);
        connect(m_panel, &ui::CustomerPanel::copied, this, [this] { m_notifier.done(tr("Copied")); });
        return m_panel;
    };
    m_desk = new ui::DeskPage(m_ui, m_seat.queries(), m_seat.edits(), makePanel, this);
    m_customers = new ui::CustomerPage(m_ui, m_seat.queries(), m_seat.edits(), this);
    m_work = new ui::WorkPage(m_ui, m_seat.queries(), m_seat.edits(), this);
    m_dashboard = new ui::DashboardPage(m_ui, m_seat.queries(), m_seat.figures(), this);
    m_results = new ui::SearchPage(m_ui, m_seat.queries(), this);
    const auto toTicket = [this](const Id &ticket) {
        m_window->showPage(m_desk->id());
        m_desk->openTicket(ticket);
    };
    const auto toCustomer = [this](const Id &customer) { showCustomer(customer); };
    connect(m_desk, &ui::DeskPage::customerShown, this, [this](const Id &customer) {
        if (m_panel)
            m_panel->setCustomer(customer);
    });
    connect(m_desk, &ui::DeskPage::customerActivated, this, toCustomer);
    connect(m_desk, &ui::DeskPage::reviewActivated, this, [this](const Id &review) {
        m_window->showPage(m_work->id());
        m_work->showReview(review);
    });
    connect(m_desk, &ui::DeskPage::searchRequested, this, [this] { m_window->focusSearch(); });
    connect(m_customers, &ui::CustomerPage::ticketActivated, this, toTicket);
    connect(m_work, &ui::WorkPage::ticketActivated, this, toTicket);
    connect(m_work, &ui::WorkPage::customerActivated, this, toCustomer);
    connect(m_dashboard, &ui::DashboardPage::drillRequested, this, [this](const QList<Id> &tickets, const std::function<QString()> &title) {
        m_window->showPage(m_desk->id());
        m_desk->showChosen(title, tickets);
    });
    connect(m_results, &ui::SearchPage::ticketActivated, this, toTicket);
    connect(m_results, &ui::SearchPage::messageActivated, this, &Workstation::showMessage);
    connect(m_results, &ui::SearchPage::customerActivated, this, toCustomer);
    connect(m_results, &ui::SearchPage::closed, this, [this] { m_window->goBack(); });
    connect(m_work, &ui::WorkPage::retryRequested, &m_seat, &seat::Seat::connectNow);
}

void Workstation::connectSeat()
{
    connect(&m_seat, &seat::Seat::statusChanged, this, &Workstation::showStatus);
    connect(&m_seat, &seat::Seat::aboutToSeal, m_desk, &ui::DeskPage::saveDraft);
    connect(&m_seat, &seat::Seat::hasSealed, this, &Workstation::askAfterSealing);
    connect(&m_seat, &seat::Seat::failed, this, [this](const Error &error) {
        if (error.code == u"seat.sealed")
            showSealed(); // and whether the server has it
    });
    connect(&m_seat, &seat::Seat::changed, this, [this](const domain::ChangeSet &changes) {
        m_desk->applyChanges(changes);
        m_customers->applyChanges(changes);
        m_work->applyChanges(changes);
        m_dashboard->applyChanges(changes);
        m_results->applyChanges(changes);
        if (m_search)
            m_search->applyChanges(changes);
        if (m_panel)
            m_panel->applyChanges(changes);
        if (m_window && changes.touches(schema::user()))
            showAccount();
    });
}

void Workstation::connectWindow()
{
    connect(m_window, &ui::MainWindow::signOutRequested, this, &Workstation::signOut);
    connect(m_window, &ui::MainWindow::signInRequested, this, [this] { askWho(m_seat.session().server.toString(), m_seat.session().userName); });
    connect(m_window, &ui::MainWindow::syncRequested, &m_seat, &seat::Seat::connectNow);
    connect(m_window, &ui::MainWindow::outboxRequested, this, [this] {
        m_window->showPage(m_work->id());
        m_work->showOutbox();
    });
    connect(m_window, &ui::MainWindow::reviewRequested, this, [this] {
        m_window->showPage(m_work->id());
        m_work->showReview({});
    });
    m_search = new ui::SearchPopup(m_ui, m_seat.queries(), m_window->findChild<ui::SearchField *>(), m_window);
    m_search->setUser(m_seat.session().user);
    connect(m_window, &ui::MainWindow::searchEdited, m_search, &ui::SearchPopup::search);
    connect(m_window, &ui::MainWindow::searchSubmitted, m_search, &ui::SearchPopup::search);
    const auto toTicket = [this](const Id &ticket) {
        m_window->showPage(m_desk->id());
        m_desk->openTicket(ticket);
    };
    connect(m_search, &ui::SearchPopup::ticketActivated, this, toTicket);
    connect(m_search, &ui::SearchPopup::messageActivated, this, &Workstation::showMessage);
    connect(m_search, &ui::SearchPopup::customerActivated, this, &Workstation::showCustomer);
    connect(m_search, &ui::SearchPopup::allRequested, this, &Workstation::showResults);
    connect(m_window, &ui::MainWindow::closing, m_desk, &ui::DeskPage::saveDraft);
}

void Workstation::showCustomer(const Id &customer)
{
    m_customers->showCustomer(customer);
    m_window->showPage(m_customers->id());
}

void Workstation::showMessage(const Id &ticket, const Id &message)
{
    m_window->showPage(m_desk->id());
    m_desk->openMessage(ticket, message);
}

void Workstation::showResults(const QString &text)
{
    m_window->showPage(m_results->id());
    m_results->search(text);
}

void Workstation::start()
{
    m_seat.open(this, [this](const Status &opened) { onOpened(opened); });
    makeWindow(); // while the store opens on its own thread
}

/// Hidden, with the page that is on screen at the start; it asks the store nothing before it knows whose it is.
void Workstation::makeWindow()
{
    m_window = new ui::MainWindow(m_ui);
    m_window->addPage(*m_desk);
}

bool Workstation::isInside() const { return m_window && m_window->isVisible(); }

void Workstation::onOpened(const Status &opened)
{
    if (!opened) {
        Q_EMIT failed(opened.error());
        m_dialogs.ask(nullptr, {.title = tr("Tidedesk cannot start"), .text = ui::ErrorText::of(opened.error()), .accept = tr("Close")}, this,
            [](bool) { QCoreApplication::exit(1); });
        return;
    }
    if (!m_options.password.isEmpty())
        return signIn(m_options.server, m_options.user, m_options.password);
    m_seat.resume(this, [this](const Status &resumed) {
        if (resumed)
            return enter();
        if (resumed.error().code == u"seat.sealed")
            return askAfterSealing();
        askWho(m_options.server, m_options.user);
    });
}

void Workstation::askWho(const QString &server, const QString &user)
{
    if (m_signIn)
        return m_signIn->raise();
    m_signIn = new ui::SignInDialog(m_ui, isInside() ? m_window : nullptr);
    m_signIn->setAttribute(Qt::WA_DeleteOnClose);
    m_signIn->setKnown(server, user);
    connect(m_signIn, &ui::SignInDialog::submitted, this, &Workstation::signIn);
    connect(m_signIn, &ui::SignInDialog::handInRequested, this, &Workstation::handIn);
    connect(m_signIn, &QDialog::rejected, this, [this] {
        if (!isInside())
            QCoreApplication::quit();
    });
    m_signIn->open();
}

/// Nothing of what was on the screen is on this computer any more.
void Workstation::askAfterSealing()
{
    m_seat.owner(this, [this](const Result<seat::Session> &owner) {
        if (m_signIn && isInside())
            delete m_signIn; // goes with the window
        delete m_window;
        askWho(owner ? owner->server.toString() : m_options.server, owner ? owner->userName : m_options.user);
        showSealed();
    });
}

void Workstation::showSealed()
{
    m_seat.sealed(this, [this](const Result<std::optional<seat::Seat::Sealed>> &sealed) {
        if (m_signIn && sealed && *sealed)
            m_signIn->showSealed({(*sealed)->file, static_cast<int>((*sealed)->operations), (*sealed)->handedIn});
    });
}

void Workstation::handIn()
{
    m_seat.handIn(this, [this](const Result<bool> &done) {
        if (done)
            showSealed();
        else if (m_signIn)
            m_signIn->showError(done.error());
    });
}

void Workstation::signIn(const QString &server, const QString &user, const QString &password)
{
    m_seat.signIn(QUrl(server), user, password, this, [this, server, user](const Status &done) {
        if (!done) {
            Q_EMIT failed(done.error());
            if (!m_signIn)
                askWho(server, user);
            if (done.error().code == u"seat.sealed")
                return askAfterSealing();
            return m_signIn->showError(done.error());
        }
        if (m_signIn)
            m_signIn->accept();
        enter();
    });
}

void Workstation::enter()
{
    const Id user = m_seat.session().user;
    const bool fresh = !isInside();
    if (fresh && !m_window)
        makeWindow();
    m_desk->setUser(user);
    m_dashboard->setUser(user);
    m_results->setUser(user);
    m_customers->setUser(user);
    m_work->enter();
    if (m_panel)
        m_panel->enter();
    if (fresh) {
        m_window->addPage(*m_customers);
        m_window->addPage(*m_dashboard);
        m_window->addBreak();
        m_window->addPage(*m_work);
        m_window->addPage(*m_results);
        connectWindow();
        m_window->show();
    } else {
        m_search->setUser(user);
    }
    showAccount();
    m_seat.start();
    Q_EMIT ready();
}

/// The name people know; on the first day, before it has come, the one typed at the sign-in.
void Workstation::showAccount()
{
    m_window->setAccount(m_seat.session().userName, m_seat.session().user.toString());
    m_seat.queries().directory(this, [this](const Result<seat::Queries::Directory> &directory) {
        const Id user = m_seat.session().user;
        if (m_window && directory && !directory->userName(user).isEmpty())
            m_window->setAccount(directory->userName(user), user.toString());
    });
}

void Workstation::signOut()
{
    m_desk->saveDraft();
    const QString server = m_seat.session().server.toString();
    const QString user = m_seat.session().userName;
    m_seat.signOut(this, [this, server, user](const Status &) {
        delete m_window;
        askWho(server, user);
    });
}

void Workstation::showStatus(const SyncStatus &status)
{
    if (!m_window)
        return;
    using Link = ui::SyncState::Link;
    using Phase = SyncStatus::Phase;
    ui::SyncState state;
    switch (status.phase) {
    case Phase::Connecting:
        state.link = Link::Connecting;
        break;
    case Phase::CatchingUp:
        state.link = Link::Syncing;
        break;
    case Phase::Live:
        state.link = Link::Connected;
        break;
    case Phase::SignedOut:
    case Phase::Offline:
        state.link = Link::Offline;
        break;
    case Phase::SignInNeeded:
        state.link = Link::SignInNeeded;
        break;
    case Phase::Stopped:
        state.link = Link::Refused;
        break;
    }
    state.sinceMs = status.since;
    state.asOfMs = status.asOf;
    state.waiting = static_cast<int>(status.waiting);
    state.needsReview = static_cast<int>(status.reviews);
    const qint64 whole = status.received + status.left;
    state.progress = status.phase == Phase::CatchingUp && whole > 0 ? static_cast<double>(status.received) / static_cast<double>(whole) : -1;
    m_window->setSyncState(state);
}

} // namespace tidedesk::app
