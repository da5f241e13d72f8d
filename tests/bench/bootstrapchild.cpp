// SPDX-License-Identifier: GPL-3.0-or-later
// A fresh seat in a process of its own, so that its CPU and memory can be told apart.
#include "core/base/clock.h"
#include "core/seat/queries.h"
#include "core/seat/seat.h"
#include "tests/bench/bench.h"
#include "tests/bench/processcost.h"
#include <QCoreApplication>
#include <QTextStream>

namespace tidedesk::bench {

namespace {

class Bootstrap : public QObject {
public:
    Bootstrap(const QString &profile, const QUrl &server, const QString &user, const QString &password)
        : m_seat(m_clock, {profile, true})
    {
        m_seat.open(this, [=, this](const Status &opened) {
            if (!opened)
                return giveUp(opened.error());
            m_seat.signIn(server, user, password, this, [this](const Status &done) { done ? begin() : giveUp(done.error()); });
        });
    }

private:
    void giveUp(const Error &error)
    {
        QTextStream(stderr) << error.code << ' ' << error.detail << '\n';
        QCoreApplication::exit(1);
    }
    void begin()
    {
        m_idle = memoryOf(QCoreApplication::applicationPid(), "VmRSS");
        m_cpu = ownCpu();
        m_timer.start();
        connect(&m_seat, &seat::Seat::changed, this, &Bootstrap::look);
        connect(&m_seat, &seat::Seat::settled, this, &Bootstrap::onSettled);
        m_seat.start();
    }
    QJsonObject soFar() const
    {
        return {{QStringLiteral("wall_s"), static_cast<double>(m_timer.nsecsElapsed()) / 1e9}, {QStringLiteral("cpu_s"), ownCpu() - m_cpu},
            {QStringLiteral("mib_above_idle"), memoryOf(QCoreApplication::applicationPid(), "VmHWM") - m_idle}};
    }
    /// Is there a first page to work on?
    void look()
    {
        if (m_looking || m_usable)
            return;
        m_looking = true;
        domain::TicketQuery query;
        query.view = domain::TicketQuery::View::Open;
        m_seat.queries().firstPage(query, this, [this](const Result<QList<domain::TicketLine>> &lines) {
            m_looking = false;
            if (m_usable || !lines || lines->size() < 50)
                return;
            m_usable = true;
            report(QStringLiteral("seat_usable"), soFar());
        });
    }
    void onSettled()
    {
        if (m_settled)
            return;
        m_settled = true;
        report(QStringLiteral("seat_settled"), soFar());
        m_seat.completeIndex(this, [this](const Status &) {
            report(QStringLiteral("seat_indexed"), soFar());
            QCoreApplication::quit();
        });
    }

    SystemClock m_clock;
    seat::Seat m_seat;
    QElapsedTimer m_timer;
    double m_idle = 0;
    double m_cpu = 0;
    bool m_looking = false;
    bool m_usable = false;
    bool m_settled = false;
};

} // namespace

int bootstrapSeat(const QStringList &arguments)
{
    Bootstrap bootstrap(arguments.value(0), QUrl(arguments.value(1)), arguments.value(2), arguments.value(3));
    return QCoreApplication::exec();
}

} // namespace tidedesk::bench
