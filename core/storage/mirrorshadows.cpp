// SPDX-License-Identifier: GPL-3.0-or-later
// What the server holds of rows that carry pending operations: the shadow beside the row that is shown.
#include "core/protocol/json.h"
#include "core/protocol/rowtext.h"
#include "core/schema/entities.h"
#include "core/storage/mirror.h"
#include <QJsonArray>
#include <QJsonDocument>

namespace tidedesk::storage {

namespace {

QJsonArray cellsOf(QByteArrayView text) { return QJsonDocument::fromJson(text.toByteArray()).array(); }

qint64 versionOf(const QJsonArray &cells) { return cells.at(1).toInteger(); }

Result<Row> rowFromText(const schema::Entity &entity, const Id &id, QByteArrayView text)
{
    const QJsonArray cells = cellsOf(text);
    Row row(entity, id);
    row.version = versionOf(cells);
    for (const schema::Field &field : entity.fields()) {
        TD_ASSIGN(value, protocol::fromJson(field, cells.at(field.index + 2), QStringLiteral("shadow")));
        row.set(field, value);
    }
    return row;
}

} // namespace

Status Mirror::shadow(const schema::Entity &entity, const Id &id)
{
    TD_ASSIGN(shadowed, isShadowed(entity, id));
    if (shadowed)
        return {};
    TD_ASSIGN(before, held(entity, id));
    QByteArray text;
    if (before.n > 0) {
        TD_ASSIGN(current, this->row(entity, id));
        protocol::appendRow(text, *current);
    }
    TD_ASSIGN(statement, m_connection.prepare("INSERT INTO shadow(entity, id, row, bucket) VALUES(?,?,?,?)"));
    statement.bind(1, QString(entity.name())).bind(2, id).bind(3, nullptr).bind(4, before.bucket);
    if (before.n > 0)
        statement.bindUtf8(3, text);
    return statement.run();
}

Status Mirror::putOptimistic(const Row &row, domain::ChangeSet &changes)
{
    TD_TRY(shadow(row.entity(), row.id()));
    TD_ASSIGN(before, held(row.entity(), row.id()));
    changes.add(row.entity(), row.id());
    return write(row, before.bucket);
}

Result<bool> Mirror::isShadowed(const schema::Entity &entity, const Id &id)
{
    TD_ASSIGN(statement, m_connection.prepare("SELECT 1 FROM shadow WHERE entity=? AND id=?"));
    statement.bind(1, QString(entity.name())).bind(2, id);
    return statement.step();
}

Status Mirror::restoreShadows(domain::ChangeSet &changes)
{
    struct Shadow {
        const schema::Entity *entity;
        Id id;
        QByteArray text;
        bool absent;
        qint64 bucket;
    };
    QList<Shadow> shadows;
    {
        TD_ASSIGN(statement, m_connection.prepare("SELECT entity, id, row, bucket FROM shadow"));
        for (;;) {
            TD_ASSIGN(more, statement.step());
            if (!more)
                break;
            shadows.append({schema::find(statement.text(0)), statement.id(1), statement.utf8(2).toByteArray(),
                statement.isNull(2), statement.integer(3)});
        }
    }
    for (const Shadow &shadow : shadows) {
        changes.add(*shadow.entity, shadow.id);
        if (shadow.absent) {
            TD_ASSIGN(current, held(*shadow.entity, shadow.id));
            if (current.n > 0)
                TD_TRY(remove(*shadow.entity, current));
        } else {
            TD_ASSIGN(row, rowFromText(*shadow.entity, shadow.id, shadow.text));
            TD_TRY(write(row, shadow.bucket));
        }
    }
    return m_connection.exec("DELETE FROM shadow");
}

Result<bool> Mirror::hasShadows()
{
    TD_ASSIGN(statement, m_connection.prepare("SELECT 1 FROM shadow LIMIT 1"));
    return statement.step();
}

Result<bool> Mirror::putShadow(const schema::Entity &entity, const protocol::RowReader &row, qint64 bucket)
{
    {
        TD_ASSIGN(shadow, m_connection.prepare("SELECT row FROM shadow WHERE entity=? AND id=?"));
        shadow.bind(1, QString(entity.name())).bind(2, row.id());
        TD_ASSIGN(found, shadow.step());
        if (!found)
            return false;
        if (!shadow.isNull(0) && versionOf(cellsOf(shadow.utf8(0))) > row.version())
            return true; // a late answer; what is here is newer
    }
    TD_ASSIGN(statement, m_connection.prepare("UPDATE shadow SET row=?, bucket=? WHERE entity=? AND id=?"));
    QByteArray text;
    protocol::appendRow(text, row.row());
    statement.bindUtf8(1, text);
    statement.bind(2, bucket).bind(3, QString(entity.name())).bind(4, row.id());
    TD_TRY(statement.run());
    return true;
}

Result<bool> Mirror::emptyShadow(const schema::Entity &entity, const Id &id, qint64 bucket)
{
    TD_ASSIGN(shadowed, isShadowed(entity, id));
    if (!shadowed)
        return false;
    // One that has moved to a bucket that is still ours stays.
    TD_ASSIGN(statement, m_connection.prepare("UPDATE shadow SET row=NULL WHERE entity=? AND id=? AND bucket=?"));
    statement.bind(1, QString(entity.name())).bind(2, id).bind(3, bucket);
    TD_TRY(statement.run());
    return true;
}

Status Mirror::addShadows(protocol::Digest &digest)
{
    TD_ASSIGN(shadows, m_connection.prepareOnce("SELECT entity, id, row FROM shadow WHERE row IS NOT NULL"));
    for (;;) {
        TD_ASSIGN(more, shadows.step());
        if (!more)
            break;
        const schema::Entity *entity = schema::find(shadows.text(0));
        if (entity == &schema::seat())
            continue;
        TD_ASSIGN(row, rowFromText(*entity, shadows.id(1), shadows.utf8(2)));
        digest.add(row);
    }
    return {};
}

} // namespace tidedesk::storage
