// SPDX-License-Identifier: GPL-3.0-or-later
// The server's rows on their way from a page into the tables: cells are bound as they came, no row is made of them.
#include "core/domain/lifecycle.h"
#include "core/schema/entities.h"
#include "core/storage/mirror.h"
#include <limits>

namespace tidedesk::storage {

namespace {

/// Of larger blocks it is said that everything may have changed: views read anew sooner than they look up so many ids.
constexpr qint64 kMostTold = 200;

void bindCell(sqlite::Statement &statement, int index, const protocol::Cell &cell)
{
    using Kind = protocol::Cell::Kind;
    switch (cell.kind) {
    case Kind::Null:
        statement.bind(index, nullptr);
        break;
    case Kind::Integer:
        statement.bind(index, cell.integer);
        break;
    case Kind::Real:
        statement.bind(index, cell.real);
        break;
    case Kind::Text:
    case Kind::Set:
        statement.bindUtf8View(index, cell.text);
        break;
    case Kind::Reference:
        statement.bind(index, cell.id);
        break;
    }
}

TicketColumns columnsOf(const protocol::RowReader &row)
{
    const auto &t = schema::ticket();
    const protocol::Cell &number = row.cell(t.number);
    return ticketColumns(row.cell(t.status).integer, row.cell(t.priority).integer, row.cell(t.updatedAt).integer,
        number.kind == protocol::Cell::Kind::Integer ? std::optional(number.integer) : std::nullopt);
}

} // namespace

TicketColumns ticketColumns(qint64 status, qint64 priority, qint64 updatedAt, std::optional<qint64> number)
{
    return {domain::isOpen(static_cast<domain::TicketStatus>(status)), (priority << 44) + updatedAt,
        number.value_or(std::numeric_limits<qint64>::max())};
}

Result<bool> Mirror::putServer(const protocol::Block &block, domain::ChangeSet &changes)
{
    TD_ASSIGN(bucket, bucketNumber(block.bucket));
    TD_ASSIGN(shadows, hasShadows());
    changes.everything = changes.everything || block.count + block.gone.size() > kMostTold;
    bool covered = false;
    if (block.count > 0) {
        TD_ASSIGN(any, putRows(block, bucket, shadows, changes));
        covered = any;
    }
    for (const Id &id : block.gone) {
        if (shadows) {
            TD_ASSIGN(shadowed, emptyShadow(*block.entity, id, bucket));
            covered = covered || shadowed;
            if (shadowed)
                continue;
        }
        TD_TRY(takeGone(*block.entity, id, bucket, changes));
    }
    return covered;
}

Result<bool> Mirror::putRows(const protocol::Block &block, qint64 bucket, bool shadows, domain::ChangeSet &changes)
{
    const schema::Entity &entity = *block.entity;
    TD_ASSIGN(indexed, watermark(entity));
    TD_TRY(m_rows.open(block));
    TD_ASSIGN(upsert, m_connection.prepare(m_tables.upsertNewer(entity)));
    bool covered = false;
    for (;;) {
        TD_ASSIGN(more, m_rows.next());
        if (!more)
            return covered;
        if (shadows) {
            TD_ASSIGN(shadowed, putShadow(entity, m_rows, bucket));
            covered = covered || shadowed;
            if (shadowed)
                continue;
        }
        TD_TRY(putRow(upsert, entity, bucket, indexed));
        if (!changes.everything)
            changes.add(entity, m_rows.id());
    }
}

/// Writes what m_rows stands at, unless what is here is newer; `indexed`: rows up to this one are in the search index.
Status Mirror::putRow(sqlite::Statement &upsert, const schema::Entity &entity, qint64 bucket, qint64 indexed)
{
    Held before;
    bool same = false;
    if (indexed > 0) {
        TD_ASSIGN(found, held(entity, m_rows.id()));
        before = found;
        if (before.n > 0 && before.version > m_rows.version())
            return {};
        TD_ASSIGN(kept, unindexOther(entity, before.n, [this](sqlite::Statement &statement, int index, const schema::Field &field) {
            bindCell(statement, index, m_rows.cell(field));
        }));
        same = kept;
    }
    upsert.bind(1, m_rows.id()).bind(2, m_rows.version());
    int index = 3;
    for (const protocol::Cell &cell : m_rows.cells())
        bindCell(upsert, index++, cell);
    upsert.bind(index++, bucket);
    if (&entity == &schema::ticket()) {
        const TicketColumns columns = columnsOf(m_rows);
        upsert.bind(index, qint64(columns.open)).bind(index + 1, columns.urgency).bind(index + 2, columns.place);
    }
    TD_TRY(upsert.run());
    return indexed > 0 && !same ? indexAgain(entity, before.n, indexed) : Status();
}

Status Mirror::takeGone(const schema::Entity &entity, const Id &id, qint64 bucket, domain::ChangeSet &changes)
{
    TD_ASSIGN(before, held(entity, id));
    if (before.n == 0 || before.bucket != bucket)
        return {}; // it has moved to a bucket that is still ours
    TD_TRY(remove(entity, before));
    if (!changes.everything)
        changes.add(entity, id);
    return {};
}

} // namespace tidedesk::storage
