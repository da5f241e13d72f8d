// SPDX-License-Identifier: GPL-3.0-or-later
// The search index beside the mirror: rows up to a watermark are in it, newer ones follow in slices in the background,
// because full text costs several times what the rows themselves cost and must never delay the first screen.
#include "core/schema/entities.h"
#include "core/storage/mirror.h"

namespace tidedesk::storage {

namespace {

QByteArray watermarkKey(const schema::Entity &entity) { return QByteArray("indexed_") + entity.name().data(); }

QByteArray columnList(const schema::Entity &entity)
{
    QByteArrayList columns;
    for (const schema::Field &field : searchFields(entity))
        columns.append(field.name.data());
    return columns.join(',');
}

} // namespace

Result<qint64> Mirror::watermark(const schema::Entity &entity)
{
    const auto known = m_watermarks.constFind(&entity);
    if (known != m_watermarks.cend())
        return *known;
    if (searchFields(entity).isEmpty()) {
        m_watermarks.insert(&entity, 0);
        return 0;
    }
    TD_ASSIGN(stored, meta(watermarkKey(entity).constData()));
    m_watermarks.insert(&entity, stored.toLongLong());
    return stored.toLongLong();
}

Result<bool> Mirror::unindexOther(const schema::Entity &entity, qint64 n, const BindText &text)
{
    TD_ASSIGN(indexed, watermark(entity));
    if (n == 0 || n > indexed)
        return false;
    const QList<schema::Field> fields = searchFields(entity);
    QByteArray sql = "SELECT 1 FROM " + m_tables.of(entity).name() + " WHERE n=?";
    for (const schema::Field &field : fields)
        sql += QByteArray(" AND \"") + field.name.data() + "\" IS ?";
    TD_ASSIGN(statement, m_connection.prepare(sql));
    statement.bind(1, n);
    int index = 2;
    for (const schema::Field &field : fields)
        text(statement, index++, field);
    TD_ASSIGN(same, statement.step());
    if (!same)
        TD_TRY(unindex(entity, n));
    return same;
}

Status Mirror::indexAgain(const schema::Entity &entity, qint64 n, qint64 indexed)
{
    // A row number may be given out again after the newest row was deleted.
    const qint64 written = n > 0 ? n : m_connection.lastInsertId();
    return written <= indexed ? index(entity, written) : Status();
}

Status Mirror::index(const schema::Entity &entity, qint64 n)
{
    const QByteArray columns = columnList(entity);
    TD_ASSIGN(statement,
        m_connection.prepare("INSERT INTO " + searchTable(entity) + "(rowid," + columns + ") SELECT n," + columns + " FROM "
            + m_tables.of(entity).name() + " WHERE n=?"));
    return statement.bind(1, n).run();
}

Status Mirror::unindex(const schema::Entity &entity, qint64 n)
{
    // External content: the index has to be told the text it is to forget, before the row changes.
    const QByteArray columns = columnList(entity);
    const QByteArray table = searchTable(entity);
    TD_ASSIGN(statement,
        m_connection.prepare("INSERT INTO " + table + "(" + table + ",rowid," + columns + ") SELECT 'delete',n," + columns
            + " FROM " + m_tables.of(entity).name() + " WHERE n=?"));
    return statement.bind(1, n).run();
}

Result<bool> Mirror::indexSome(int limit)
{
    for (const schema::Entity *entity : schema::entities()) {
        if (searchFields(*entity).isEmpty())
            continue;
        TD_ASSIGN(mark, watermark(*entity));
        qint64 last = 0;
        {
            TD_ASSIGN(statement,
                m_connection.prepare("SELECT max(n) FROM (SELECT n FROM " + m_tables.of(*entity).name()
                    + " WHERE n>? ORDER BY n LIMIT ?)"));
            statement.bind(1, mark).bind(2, limit);
            TD_TRY(statement.step());
            last = statement.integer(0);
        }
        if (last <= mark)
            continue;
        const QByteArray columns = columnList(*entity);
        TD_ASSIGN(statement,
            m_connection.prepare("INSERT INTO " + searchTable(*entity) + "(rowid," + columns + ") SELECT n," + columns
                + " FROM " + m_tables.of(*entity).name() + " WHERE n>? AND n<=?"));
        TD_TRY(statement.bind(1, mark).bind(2, last).run());
        TD_TRY(setMeta(watermarkKey(*entity).constData(), QString::number(last)));
        m_watermarks.insert(entity, last);
        return true;
    }
    return false;
}

Result<bool> Mirror::indexIsComplete()
{
    for (const schema::Entity *entity : schema::entities()) {
        if (searchFields(*entity).isEmpty())
            continue;
        TD_ASSIGN(mark, watermark(*entity));
        TD_ASSIGN(statement, m_connection.prepare("SELECT max(n) FROM " + m_tables.of(*entity).name()));
        TD_TRY(statement.step());
        if (statement.integer(0) > mark)
            return false;
    }
    return true;
}

} // namespace tidedesk::storage
