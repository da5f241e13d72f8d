// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/clock.h"
#include "core/seat/edits.h"
#include "core/seat/queries.h"
#include "core/seat/seat.h"
#include "tests/bench/bench.h"
#include "tests/bench/filler.h"
#include <QCoreApplication>
#include <QDir>
#include <QTextStream>
#include <functional>
#include <random>

namespace tidedesk::bench {

namespace {

using domain::TicketQuery;

/// Asks the facade of a seat for what screens ask, one after the other, and times question to answer through the event
/// loop. Everything is read from the local store; there is no server.
class SeatBench : public QObject {
public:
    explicit SeatBench(const QString &profile)
        : m_seat(m_clock, {profile, false})
    {
    }
    void start()
    {
        m_opening.start();
        m_seat.open(this, [this](const Status &opened) {
            if (!opened)
                return giveUp(opened.error());
            m_seat.resume(this, [this](const Status &resumed) {
                if (!resumed)
                    return giveUp(resumed.error());
                report(QStringLiteral("open_store"), {{QStringLiteral("us"), static_cast<double>(m_opening.nsecsElapsed()) / 1000}});
                queue();
                next();
            });
        });
    }

private:
    using Then = std::function<void()>;
    void giveUp(const Error &error)
    {
        QTextStream(stderr) << error.code << ' ' << error.detail << '\n';
        QCoreApplication::exit(1);
    }
    /// `ask(then)` is repeated `times` times.
    void measure(const QString &name, int times, std::function<void(Then)> ask)
    {
        m_jobs.append([this, name, times, ask] { repeat(name, times, ask, std::make_shared<Samples>()); });
    }
    void repeat(const QString &name, int times, const std::function<void(Then)> &ask, const std::shared_ptr<Samples> &samples)
    {
        if (times == 0) {
            report(name, *samples);
            return next();
        }
        auto timer = std::make_shared<QElapsedTimer>();
        timer->start();
        ask([this, name, times, ask, samples, timer] {
            samples->add(timer->nsecsElapsed());
            repeat(name, times - 1, ask, samples);
        });
    }
    template <class T> std::function<void(Result<T>)> done(Then then)
    {
        return [this, then](const Result<T> &result) { result ? then() : giveUp(result.error()); };
    }
    void queue()
    {
        using View = TicketQuery::View;
        const QList<std::pair<const char *, View>> views {
            {"mine", View::Mine}, {"unassigned", View::Unassigned}, {"team", View::Team}, {"open", View::Open}, {"all", View::All}};
        for (const auto &[name, view] : views) {
            for (const auto sort : {TicketQuery::Sort::Updated, TicketQuery::Sort::Priority}) {
                TicketQuery query;
                query.view = view;
                query.sort = sort;
                const QString label = QString::fromLatin1(name) + (sort == TicketQuery::Sort::Updated ? QStringLiteral("") : QStringLiteral("_by_priority"));
                measure(QStringLiteral("first_page_") + label, 100, [this, query](Then then) {
                    m_seat.queries().firstPage(query, this, [this, then](const Result<QList<domain::TicketLine>> &lines) {
                        if (!lines)
                            return giveUp(lines.error());
                        for (const domain::TicketLine &line : *lines)
                            m_tickets.append(line.ticket.id());
                        then();
                    });
                });
            }
            TicketQuery query;
            query.view = view;
            measure(QStringLiteral("outline_") + QString::fromLatin1(name), 10, [this, query](Then then) {
                m_seat.queries().outline(query, this, done<domain::ListOutline>(then));
            });
        }
        measure(QStringLiteral("open_ticket"), 300, [this](Then then) {
            m_seat.queries().ticket(m_tickets[static_cast<qsizetype>(m_random() % static_cast<quint32>(m_tickets.size()))], this, done<domain::TicketPage>(then));
        });
        const QStringList words {QStringLiteral("退款"), QStringLiteral("发票 物流"), QStringLiteral("refund"), QStringLiteral("10023"),
            QStringLiteral("保修 status:open"), QStringLiteral("bat"), QStringLiteral("客户反映"), QStringLiteral("已经三天请尽快")};
        for (const QString &word : words) {
            measure(QStringLiteral("search_") + word, 20, [this, word](Then then) {
                m_seat.queries().search(word, 20, this, done<domain::SearchAnswer>(then));
            });
        }
        measure(QStringLiteral("counts_of_views"), 10, [this](Then then) {
            QList<TicketQuery> queries(4);
            queries[1].view = View::Unassigned;
            queries[2].view = View::Team;
            queries[3].view = View::Open;
            m_seat.queries().counts(queries, this, done<QList<qint64>>(then));
        });
        measure(QStringLiteral("note_to_receipt"), 50, [this](Then then) {
            m_seat.edits().note(m_tickets.first(), QStringLiteral("已联系客户"), {}, this, done<seat::Edits::Receipt>(then));
        });
    }
    void next()
    {
        if (m_jobs.isEmpty())
            return QCoreApplication::quit();
        m_jobs.takeFirst()();
    }

    SystemClock m_clock;
    seat::Seat m_seat;
    QElapsedTimer m_opening;
    QList<std::function<void()>> m_jobs;
    QList<Id> m_tickets;
    std::minstd_rand m_random {11};
};

} // namespace

std::optional<QString> filledProfile(const QStringList &arguments)
{
    FillSize size;
    const QString tickets = arguments.value(0, QStringLiteral("1000000"));
    size.tickets = tickets.toInt();
    if (size.tickets <= 0) {
        QTextStream(stderr) << "tidedesk-bench: '" << tickets << "' is no number of tickets\n";
        return std::nullopt;
    }
    size.customers = qMax(100, size.tickets / 10);
    const QString profile = arguments.value(1, QDir::tempPath() + QStringLiteral("/tidedesk-bench-seat"));
    if (const Status filled = fill(profile, size); !filled) {
        QTextStream(stderr) << filled.error().code << ' ' << filled.error().detail << '\n';
        return std::nullopt;
    }
    report(QStringLiteral("size"), {{QStringLiteral("tickets"), size.tickets}, {QStringLiteral("messages"), size.tickets * size.messagesPerTicket}});
    return profile;
}

int seatBench(const QStringList &arguments)
{
    const std::optional<QString> profile = filledProfile(arguments);
    if (!profile)
        return 1;
    SeatBench bench(*profile);
    bench.start();
    return QCoreApplication::exec();
}

} // namespace tidedesk::bench
