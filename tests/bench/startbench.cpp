// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workstation/workstation.h"
#include "tests/bench/bench.h"
#include "tests/bench/watchedapplication.h"
#include "ui/inbox/ticketlistmodel.h"
#include <QMainWindow>
#include <QProcess>
#include <QTableView>
#include <QTextStream>

namespace tidedesk::bench {

namespace {

constexpr int kStarts = 15; ///< of each kind, taking turns

/// Starts this program again and again and takes the time until it says that its picture is there.
class StartBench : public QObject {
public:
    explicit StartBench(const QString &profile)
        : m_profile(profile)
    {
        connect(&m_process, &QProcess::readyReadStandardOutput, this, [this] {
            if (m_process.readAllStandardOutput().contains("painted"))
                samples().add(m_timer.nsecsElapsed());
        });
        connect(&m_process, &QProcess::finished, this, &StartBench::next);
        m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    }
    void next()
    {
        if (++m_run == 2 * kStarts) {
            report(QStringLiteral("start_empty_window"), m_empty);
            report(QStringLiteral("start_workstation"), m_workstation, {{QStringLiteral("of_empty_window"), m_workstation.percentile(0.5) / m_empty.percentile(0.5)}});
            return QCoreApplication::quit();
        }
        m_timer.start();
        m_process.start(QCoreApplication::applicationFilePath(),
            isEmptyRun() ? QStringList {QStringLiteral("window"), QStringLiteral("empty")}
                         : QStringList {QStringLiteral("window"), QStringLiteral("workstation"), m_profile});
    }

private:
    bool isEmptyRun() const { return m_run % 2 == 0; }
    Samples &samples() { return isEmptyRun() ? m_empty : m_workstation; }

    const QString m_profile;
    QProcess m_process;
    QElapsedTimer m_timer;
    Samples m_empty;
    Samples m_workstation;
    int m_run = -1;
};

void sayPainted()
{
    QTextStream(stdout) << "painted" << Qt::endl;
    QCoreApplication::quit();
}

bool listShown(const QWidget *window)
{
    const auto *list = window ? window->findChild<QTableView *>(QStringLiteral("ticketList")) : nullptr;
    const auto *model = list ? qobject_cast<ui::TicketListModel *>(list->model()) : nullptr;
    return model && !model->isLoading() && model->line(0);
}

} // namespace

int startBench(const QStringList &arguments)
{
    const std::optional<QString> profile = filledProfile(arguments);
    if (!profile)
        return 1;
    StartBench bench(*profile);
    bench.next();
    return QCoreApplication::exec();
}

int startedWindow(WatchedApplication &application, const QStringList &arguments)
{
    if (arguments.value(0) == QLatin1StringView("empty")) {
        QMainWindow window;
        window.resize(1366, 768);
        application.painted = sayPainted;
        window.show();
        return QCoreApplication::exec();
    }
    app::Workstation workstation(application, {arguments.value(1), {}, {}, {}});
    application.painted = [&workstation] {
        if (listShown(workstation.window()))
            sayPainted();
    };
    workstation.start();
    return QCoreApplication::exec();
}

} // namespace tidedesk::bench
