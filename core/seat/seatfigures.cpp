// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/seat/seatfigures.h"
#include "core/base/clock.h"
#include "core/domain/scope.h"
#include "core/kpi/boards.h"
#include "core/schema/entities.h"
#include "core/seat/figurereader.h"
#include "core/storage/readrows.h"

namespace tidedesk::seat {

namespace {

/// Complete up to what this run has heard of the server, else what an earlier one has.
Result<kpi::Frame> frameOf(ReadStore &store, const Figures::Period &period, qint64 heard, qint64 now)
{
    TD_ASSIGN(window, kpi::Window::make(period.from, period.to, period.zone));
    TD_ASSIGN(stored, store.asOf());
    const qint64 asOf = qMax(heard, stored);
    return kpi::Frame {.window = window, .asOf = asOf > 0 ? asOf : now, .now = now};
}

/// Queues of a team, or of all whose tickets this person may hold: contacts hang on customers, whom every team may see,
/// and a figure of some contacts of other teams would be a figure of nothing. Nothing for whoever may see everything.
Result<std::optional<QSet<Id>>> queuesOf(ReadStore &store, const Id &team)
{
    TD_ASSIGN(user, storage::readRow(store.connection(), store.tables().of(schema::user()), store.user()));
    const domain::Scope scope = user ? domain::scopeOf(*user, Id()) : domain::Scope();
    if (team.isNull() && (!user || scope.everything))
        return std::optional<QSet<Id>>();
    QSet<Id> queues;
    TD_ASSIGN(rows, storage::readRows(store.connection(), store.tables().of(schema::queue()), "", {}));
    for (const Row &row : rows) {
        if (team.isNull() ? scope.holdsTicketsOf(row) : row.ref(schema::queue().teamId) == team)
            queues.insert(row.id());
    }
    return std::optional(queues);
}

} // namespace

SeatFigures::Instant SeatFigures::instant() const
{
    return {m_asOf(), m_clock.nowMs()};
}

void SeatFigures::personal(const Id &user, const Period &period, QObject *context, Then<kpi::PersonalBoard> then)
{
    m_threads.background.run(context, [user, period, at = instant()](ReadStore &store) -> Result<kpi::PersonalBoard> {
        TD_ASSIGN(frame, frameOf(store, period, at.asOf, at.now));
        kpi::PersonalAccumulator board(user, frame);
        TD_TRY(feedFigures(store.connection(), store.tables(), board.facts()));
        return board.board();
    }, std::move(then));
}

void SeatFigures::team(const Id &team, const Period &period, QObject *context, Then<kpi::TeamBoard> then)
{
    m_threads.background.run(context, [team, period, at = instant()](ReadStore &store) -> Result<kpi::TeamBoard> {
        TD_ASSIGN(frame, frameOf(store, period, at.asOf, at.now));
        TD_ASSIGN(queues, queuesOf(store, team));
        kpi::TeamAccumulator board(queues, frame);
        TD_TRY(feedFigures(store.connection(), store.tables(), board.facts()));
        return board.board();
    }, std::move(then));
}

void SeatFigures::figures(
    const QString &name, const Id &team, const Period &period, QObject *context, Then<QList<kpi::Figure>> then)
{
    m_threads.background.run(context, [name, team, period, at = instant()](ReadStore &store) -> Result<QList<kpi::Figure>> {
        TD_ASSIGN(frame, frameOf(store, period, at.asOf, at.now));
        TD_ASSIGN(queues, queuesOf(store, team));
        kpi::Accumulator facts(frame);
        QList<int> asked;
        for (const kpi::Definition &definition : kpi::definitions()) {
            if (!name.isEmpty() && name != definition.name)
                continue;
            TD_ASSIGN(handle, facts.ask({.name = definition.name, .filter = {.queues = queues}}));
            asked.append(handle);
        }
        if (asked.isEmpty())
            return Error {Consequence::Rejected, QStringLiteral("kpi.unknown_figure"), name};
        TD_TRY(feedFigures(store.connection(), store.tables(), facts));
        QList<kpi::Figure> figures;
        for (const int handle : asked)
            figures += facts.answer(handle).figures;
        return figures;
    }, std::move(then));
}

namespace {

/// Ticket of a row behind a figure; null for contacts without one.
Result<Id> ticketOf(ReadStore &store, const kpi::Evidence &evidence)
{
    if (evidence.of == kpi::Evidence::Of::Ticket)
        return evidence.subject;
    if (evidence.of == kpi::Evidence::Of::AgentTime)
        return Id();
    TD_ASSIGN(contact, storage::readRow(store.connection(), store.tables().of(schema::interaction()), evidence.subject));
    return contact ? contact->ref(schema::interaction().ticketId) : Id();
}

} // namespace

void SeatFigures::tickets(const Slice &slice, QObject *context, Then<QList<Id>> then)
{
    m_threads.background.run(context, [slice, at = instant()](ReadStore &store) -> Result<QList<Id>> {
        TD_ASSIGN(frame, frameOf(store, slice.period, at.asOf, at.now));
        frame.rows = true;
        kpi::Filter filter {.agent = slice.user};
        if (slice.user.isNull()) {
            TD_ASSIGN(queues, queuesOf(store, slice.team));
            filter.queues = queues;
        }
        kpi::Accumulator facts(frame);
        TD_ASSIGN(handle, facts.ask({.name = slice.figure, .by = slice.by, .filter = filter}));
        TD_TRY(feedFigures(store.connection(), store.tables(), facts));
        QList<Id> tickets;
        QSet<Id> seen;
        for (const kpi::Figure &figure : facts.answer(handle).figures) {
            for (const kpi::Evidence &evidence : figure.rows) {
                if (slice.by != kpi::Dimension::None && evidence.part != slice.part)
                    continue;
                TD_ASSIGN(ticket, ticketOf(store, evidence));
                if (ticket.isNull() || seen.contains(ticket))
                    continue;
                seen.insert(ticket);
                tickets.append(ticket);
            }
        }
        return tickets;
    }, std::move(then));
}

} // namespace tidedesk::seat
