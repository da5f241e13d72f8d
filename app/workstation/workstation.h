// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/clock.h"
#include "core/seat/seat.h"
#include "ui/common/actions.h"
#include "ui/common/dialogs.h"
#include "ui/common/formats.h"
#include "ui/common/icons.h"
#include "ui/common/language.h"
#include "ui/common/notifier.h"
#include "ui/common/preferences.h"
#include "ui/common/theme.h"
#include "ui/common/uicontext.h"
#include "ui/shell/mainwindow.h"
#include <QPointer>
#include <QSettings>

class QApplication;

namespace tidedesk::ui {
class CustomerPage;
class CustomerPanel;
class DashboardPage;
class DeskPage;
class SearchPage;
class SearchPopup;
class SignInDialog;
class WorkPage;
}

namespace tidedesk::app {

/// What was asked for on the command line.
struct Options {
    QString profile;
    QString server = {};
    QString user = {};
    QString password = {}; ///< read from standard input, kept nowhere
    bool keepPreferences = true; ///< false: what is chosen in this run, by whomever, lasts only as long
};

/// Puts the program together: the seat, the look, the pages and the window; passes on what one says to the other.
class Workstation final : public QObject {
    Q_OBJECT
public:
    Workstation(QApplication &application, const Options &options);
    ~Workstation() override;

    void start();
    void showCustomer(const Id &customer);
    void showMessage(const Id &ticket, const Id &message);
    void showResults(const QString &text); ///< of a search, on their page
    ui::MainWindow *window() const { return m_window; }
    ui::DeskPage &desk() { return *m_desk; }
    seat::Seat &seat() { return m_seat; }
    ui::UiContext &context() { return m_ui; }

Q_SIGNALS:
    void ready(); ///< signed in, window shown
    void failed(const tidedesk::Error &error);

private:
    static ui::Preferences preferencesIn(QSettings &settings, bool keep);
    void makePages();
    void makeWindow();
    bool isInside() const; ///< signed in, the window is on screen
    void connectSeat();
    void connectWindow();
    void onOpened(const Status &opened);
    void askWho(const QString &server, const QString &user);
    void askAfterSealing();
    void showSealed();
    void handIn();
    void signIn(const QString &server, const QString &user, const QString &password);
    void enter();
    void showAccount();
    void signOut();
    void showStatus(const domain::SyncStatus &status);

    const Options m_options;
    SystemClock m_clock;
    QSettings m_settings;
    ui::Preferences m_preferences;
    ui::Theme m_theme;
    ui::Icons m_icons;
    ui::Language m_language;
    ui::Formats m_formats;
    ui::Actions m_actions;
    ui::Dialogs m_dialogs;
    ui::Notifier m_notifier;
    ui::UiContext m_ui;
    seat::Seat m_seat;
    QPointer<ui::CustomerPanel> m_panel;
    ui::DeskPage *m_desk = nullptr;
    ui::CustomerPage *m_customers = nullptr;
    ui::WorkPage *m_work = nullptr;
    ui::DashboardPage *m_dashboard = nullptr;
    ui::SearchPage *m_results = nullptr;
    QPointer<ui::SearchPopup> m_search;
    QPointer<ui::MainWindow> m_window;
    QPointer<ui::SignInDialog> m_signIn;
};

} // namespace tidedesk::app
