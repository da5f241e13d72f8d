// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/storage/seatdesk.h"
#include "tests/storage/sent.h"
#include "tests/support/blocks.h"
#include "core/seat/syncwork.h"

namespace tidedesk::test {

using domain::Change;
using domain::Outcome;
using domain::Verdict;

namespace {

Id idOf(int n) { return Id::fromString(QStringLiteral("01900000-0000-7000-8000-%1").arg(n, 12, 10, QLatin1Char('0'))); }

const Id kUser = idOf(1);
const Id kSeat = idOf(2);

} // namespace

Id SeatDesk::ticketId(int n) { return idOf(100 + n); }

Status SeatDesk::open()
{
    TD_ASSIGN(store, seat::LocalStore::open(m_profile, m_clock, [this] { return m_random(); }));
    m_store = std::move(store);
    return {};
}

Status SeatDesk::begin()
{
    TD_TRY(m_store->setIdentity({QStringLiteral("http://127.0.0.1"), kUser, kSeat, QStringLiteral("lin"), 1, "t"}));
    return acknowledge();
}

Row SeatDesk::serverRow(int n) const
{
    const auto &t = schema::ticket();
    Row row(t, ticketId(n));
    row.version = m_version;
    row.set(t.subject, QStringLiteral("退款 %1").arg(m_version));
    row.set(t.status, qint64(0));
    row.set(t.priority, qint64(1));
    row.set(t.updatedAt, m_clock.nowMs());
    row.set(t.createdAt, m_clock.nowMs());
    return row;
}

Row SeatDesk::seatRow() const
{
    Row row(schema::seat(), kSeat);
    row.version = m_answered + 1;
    row.set(schema::seat().userId, kUser);
    row.set(schema::seat().lastSeq, m_answered);
    return row;
}

Status SeatDesk::page(const QList<Row> &rows)
{
    protocol::Page page;
    for (const Row &row : rows)
        page.blocks.append(received(QStringLiteral("team:x"), row.entity(), {row}));
    TD_ASSIGN(cursor, m_store->mirror().cursor());
    page.end.previous = cursor;
    page.end.next = QStringLiteral("v%1/%2").arg(m_version).arg(m_answered);
    domain::ChangeSet changed;
    return m_store->seat().applyPages({page}, changed);
}

Status SeatDesk::acknowledge()
{
    ++m_version;
    QList<Row> rows;
    for (int n = 0; n < kTickets; ++n)
        rows.append(serverRow(n));
    rows.append(seatRow());
    return page(rows);
}

Result<QList<qint64>> SeatDesk::edit(int ticket, qint64 priority)
{
    Change change;
    change.entity = &schema::ticket();
    change.row = ticketId(ticket);
    change.set.insert(schema::ticket().priority.index, priority);
    domain::ChangeSet changed;
    return m_store->seat().commit({change}, changed);
}

Result<QList<qint64>> SeatDesk::writeBatch(int ticket, const QString &text)
{
    const auto &m = schema::message();
    QList<Change> changes(3);
    for (Change &change : changes) {
        change.kind = Change::Kind::Create;
        change.entity = &m;
        change.set = {{m.ticketId.index, ticketId(ticket)}, {m.body.index, text}, {m.kind.index, qint64(1)}};
    }
    changes[1].set[m.kind.index] = qint64(2);
    changes[2] = Change();
    changes[2].entity = &schema::ticket();
    changes[2].row = ticketId(ticket);
    changes[2].depends = 1;
    changes[2].set.insert(schema::ticket().subject.index, text.left(100));
    domain::ChangeSet changed;
    return m_store->seat().commit(changes, changed);
}

Result<QList<std::pair<qint64, Outcome>>> SeatDesk::answer(int limit, bool conflict)
{
    TD_ASSIGN(batch, sent(*m_store, limit));
    QList<std::pair<qint64, Outcome>> outcomes;
    for (const Change &change : std::as_const(batch)) {
        Outcome outcome {Verdict::Applied, m_version + 1};
        if (conflict && change.entity == &schema::ticket() && !change.set.isEmpty()) {
            outcome.verdict = Verdict::Conflict;
            const int field = change.set.firstKey();
            outcome.conflicts.append({field, change.set.first(), kUser, m_clock.nowMs()});
            conflict = false;
        }
        outcomes.append({change.seq, outcome});
    }
    if (!outcomes.isEmpty())
        TD_TRY(seat::applyOutcomes(*m_store, outcomes));
    if (!outcomes.isEmpty())
        m_answered = outcomes.last().first;
    return outcomes;
}

Row SeatDesk::ticket(int n)
{
    const auto row = m_store->mirror().row(schema::ticket(), ticketId(n));
    return row ? row->value_or(Row()) : Row();
}

} // namespace tidedesk::test
