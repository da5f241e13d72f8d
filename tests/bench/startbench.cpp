// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workstation/workstation.h"
#include "tests/bench/bench.h"
#include "tests/bench/watchedapplication.h"
#include "ui/common/fonts.h"
#include "ui/inbox/ticketlistmodel.h"
#include <QListView>
#include <QMainWindow>
#include <QProcess>
#include <QStringListModel>
#include <QTableView>
#include <QTextStream>

namespace tidedesk::bench {

namespace {

constexpr int kStarts = 15; ///< of each kind, taking turns

enum Kind { Empty, List, Desk };
constexpr int kKinds = 3;

/// Starts this program again and again and takes the time until it says that its picture is there: an empty window; a
/// window with a list of text from memory, which is what the toolkit and the fonts cost by themselves; the workstation.
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
        static const std::array names = {QStringLiteral("empty"), QStringLiteral("list"), QStringLiteral("workstation")};
        if (++m_run == kKinds * kStarts) {
            report(QStringLiteral("start_empty_window"), m_samples[Empty]);
            report(QStringLiteral("start_list_window"), m_samples[List]);
            report(QStringLiteral("start_workstation"), m_samples[Desk],
                {{QStringLiteral("of_empty_window"), of(Empty)}, {QStringLiteral("of_list_window"), of(List)}});
            return QCoreApplication::quit();
        }
        m_timer.start();
        m_process.start(QCoreApplication::applicationFilePath(), {QStringLiteral("window"), names.at(kind()), m_profile});
    }

private:
    size_t kind() const { return static_cast<size_t>(m_run % kKinds); }
    double of(Kind peer) { return m_samples[Desk].percentile(0.5) / m_samples[peer].percentile(0.5); }
    Samples &samples() { return m_samples[kind()]; }

    const QString m_profile;
    QProcess m_process;
    QElapsedTimer m_timer;
    std::array<Samples, kKinds> m_samples;
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

/// A toolkit's own list of as many lines as the inbox shows, in Latin and Chinese, each longer than the column.
int listWindow(WatchedApplication &application)
{
    QStringList lines;
    for (int i = 0; i < 40; ++i)
        lines.append(QStringLiteral("%1 Parcel has not arrived, tracking says delivered 我的包裹还没有收到 %2").arg(i).arg(i * 7919));
    QStringListModel model(lines);
    QMainWindow window;
    auto *list = new QListView(&window);
    list->setModel(&model);
    list->setFont(ui::textFont());
    window.setCentralWidget(list);
    window.resize(1366, 768);
    application.painted = sayPainted;
    window.show();
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
    if (arguments.value(0) == QLatin1StringView("list"))
        return listWindow(application);
    app::Workstation workstation(application, {arguments.value(1), {}, {}, {}});
    application.painted = [&workstation] {
        if (listShown(workstation.window()))
            sayPainted();
    };
    workstation.start();
    return QCoreApplication::exec();
}

} // namespace tidedesk::bench
