// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workstation/workstation.h"
#include "core/seat/queries.h"
#include "core/seat/seat.h"
#include "tests/bench/bench.h"
#include "tests/bench/watchedapplication.h"
#include "ui/common/searchfield.h"
#include "ui/dashboard/dashboardcontroller.h"
#include "ui/desk/deskpage.h"
#include "ui/inbox/ticketlistmodel.h"
#include "ui/inbox/viewlist.h"
#include <QDir>
#include <QLabel>
#include <QListView>
#include <QScrollBar>
#include <QTableView>
#include <QTextStream>
#include <QTimer>
#include <random>

namespace tidedesk::bench {

namespace {

/// Works the real window like a person: does something, and takes the time until the result has been painted. The
/// watchdog reports the longest turn of the event loop of each job.
class UiBench : public QObject {
public:
    UiBench(WatchedApplication &application, const QString &profile)
        : m_application(application)
        , m_workstation(application, {profile, {}, {}, {}})
    {
        application.painted = [this] { onPainted(); };
        connect(&m_workstation, &app::Workstation::failed, this, [](const Error &error) {
            QTextStream(stderr) << error.code << ' ' << error.detail << '\n';
            QCoreApplication::exit(1);
        });
        connect(&m_workstation, &app::Workstation::ready, this, &UiBench::begin);
    }
    void start()
    {
        m_timer.start();
        m_workstation.start();
    }

private:
    /// What to do in round i, and whether its result is there now.
    struct Job {
        QString name;
        int rounds;
        std::function<void(int)> act;
        std::function<bool(int)> there;
    };

    void begin()
    {
        m_window = m_workstation.window();
        m_window->resize(1366, 768);
        m_list = m_window->findChild<QTableView *>(QStringLiteral("ticketList"));
        m_model = qobject_cast<ui::TicketListModel *>(m_list->model());
        m_views = m_window->findChild<ui::ViewList *>();
        m_jobs = {openInbox(), switchView(), openTicket(), search(), scroll(), fillFigures()};
        for (const QString &page : {QStringLiteral("customers"), QStringLiteral("dashboard"), QStringLiteral("work")})
            m_jobs.append(openPage(page));
        chooseTickets();
    }
    /// Tickets from all over the list, not only those at the top. The rounds begin when they are there.
    void chooseTickets()
    {
        domain::TicketQuery query;
        query.view = domain::TicketQuery::View::All;
        query.sort = domain::TicketQuery::Sort::Priority;
        m_workstation.seat().queries().firstPage(query, this, [this](const Result<QList<domain::TicketLine>> &lines) {
            if (!lines || lines->isEmpty())
                return QCoreApplication::exit(1);
            m_tickets = *lines;
            nextRound();
        });
    }

    bool listShown() const { return !m_model->isLoading() && m_model->line(0); }
    Job openInbox()
    {
        return {QStringLiteral("open_inbox"), 60,
            [this](int i) { m_window->showPage(i % 2 ? QStringLiteral("inbox") : QStringLiteral("work")); },
            [this](int i) { return i % 2 == 0 || (m_list->isVisible() && listShown()); }};
    }
    Job switchView()
    {
        return {QStringLiteral("switch_view"), 60,
            [this](int i) {
                const int rows = m_views->model()->rowCount();
                for (int step = 1; step <= rows; ++step) {
                    const QModelIndex next = m_views->model()->index((m_views->currentIndex().row() + step) % rows, 0);
                    if (next.flags().testFlag(Qt::ItemIsEnabled))
                        return m_views->setCurrentIndex(next);
                }
                Q_UNUSED(i)
            },
            [this](int) { return m_model->query().view == m_views->currentQuery().view && m_model->query().queue == m_views->currentQuery().queue && !m_model->isLoading(); }};
    }
    Job openTicket()
    {
        return {QStringLiteral("open_ticket"), 100,
            [this](int i) { m_workstation.desk().openTicket(m_tickets[i % m_tickets.size()].ticket.id()); },
            [this](int i) {
                const auto *label = m_window->findChild<QLabel *>(QStringLiteral("ticketReference"));
                return label && label->isVisible() && label->text().contains(ui::TicketListModel::reference(m_tickets[i % m_tickets.size()].ticket));
            }};
    }
    Job search()
    {
        static const QStringList words {QStringLiteral("退款"), QStringLiteral("发票"), QStringLiteral("refund"), QStringLiteral("10023"),
            QStringLiteral("保修 status:open"), QStringLiteral("客户反映"), QStringLiteral("已经三天请尽快")};
        return {QStringLiteral("search"), 70,
            [this](int i) {
                if (auto *results = m_window->findChild<QListView *>(QStringLiteral("searchList")); results && !m_found) {
                    connect(results->model(), &QAbstractItemModel::modelReset, this, [this] { m_answered = true; });
                    m_found = true;
                }
                m_answered = false;
                // As after the pause in typing: the pause itself is no work.
                Q_EMIT m_window->searchEdited(words[i % words.size()]);
            },
            [this](int) { return m_answered; }};
    }
    Job scroll()
    {
        return {QStringLiteral("scroll_list"), 120,
            [this](int i) {
                if (i == 0) {
                    Q_EMIT m_window->searchEdited({});
                    m_window->showPage(QStringLiteral("inbox"));
                }
                QScrollBar *bar = m_list->verticalScrollBar();
                bar->setValue(i % 40 == 39 ? bar->maximum() / 3 : bar->value() + 3);
                m_list->viewport()->update();
            },
            [this](int) { return m_model->line(m_list->rowAt(4)) != nullptr; }};
    }
    ui::DashboardController &controller() { return *m_workstation.findChild<ui::DashboardController *>(); }
    /// From opening the page to the last of its figures; they are computed anew in the background.
    Job fillFigures()
    {
        connect(&controller(), &ui::DashboardController::personalLoaded, this, [this] { m_figures = true; });
        return {QStringLiteral("figures"), 2,
            [this](int i) {
                m_figures = false;
                m_window->showPage(QStringLiteral("dashboard"));
                if (i == 1) { // and left again before they are there
                    controller().reload();
                    m_window->showPage(QStringLiteral("inbox"));
                }
            },
            [this](int) { return m_figures; }};
    }
    Job openPage(const QString &page)
    {
        return {QStringLiteral("open_page_") + page, 20,
            [this, page](int i) { m_window->showPage(i % 2 ? page : QStringLiteral("inbox")); },
            [this, page](int i) { return m_window->currentPage() == (i % 2 ? page : QStringLiteral("inbox")); }};
    }

    void nextRound()
    {
        if (m_jobs.isEmpty())
            return QCoreApplication::quit();
        Job &job = m_jobs.first();
        if (m_round == 0)
            m_application.takeTurns();
        if (m_round > 0 || job.rounds > 1)
            m_timer.restart();
        m_waiting = true;
        job.act(m_round);
        m_window->update(); // also when nothing of it changes the picture
    }
    void onPainted()
    {
        if (!m_waiting || !m_jobs.first().there(m_round))
            return;
        m_waiting = false;
        m_samples.add(m_timer.nsecsElapsed());
        Job &job = m_jobs.first();
        if (++m_round == job.rounds) {
            report(QStringLiteral("ui_") + job.name, std::exchange(m_samples, {}), m_application.takeTurns());
            m_jobs.removeFirst();
            m_round = 0;
        }
        // Later, so that what the last one set off is not counted against the next.
        QTimer::singleShot(40, this, &UiBench::nextRound);
    }

    WatchedApplication &m_application;
    app::Workstation m_workstation;
    ui::MainWindow *m_window = nullptr;
    QTableView *m_list = nullptr;
    ui::TicketListModel *m_model = nullptr;
    ui::ViewList *m_views = nullptr;
    QList<domain::TicketLine> m_tickets;
    QList<Job> m_jobs;
    Samples m_samples;
    QElapsedTimer m_timer;
    int m_round = 0;
    bool m_waiting = false;
    bool m_answered = false;
    bool m_found = false;
    bool m_figures = false;
};

} // namespace

int uiBench(WatchedApplication &application, const QStringList &arguments)
{
    const std::optional<QString> profile = filledProfile(arguments);
    if (!profile)
        return 1;
    UiBench bench(application, *profile);
    bench.start();
    return QCoreApplication::exec();
}

} // namespace tidedesk::bench
