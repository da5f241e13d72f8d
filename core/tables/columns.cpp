// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tables/columns.h"
#include <QJsonArray>
#include <QJsonDocument>

namespace tidedesk::tables {

QByteArray quoted(QByteArrayView name) { return '"' + name.toByteArray() + '"'; }

QByteArrayList columnNames(const schema::Entity &entity, const QByteArrayList &extras)
{
    QByteArrayList names {"id", "version"};
    for (const schema::Field &field : entity.fields())
        names.append(quoted(field.name.data()));
    return names + extras;
}

QByteArray selectList(const QByteArrayList &names) { return "t." + names.join(",t."); }

QByteArray upsertText(const QByteArray &table, const QByteArrayList &names, const std::function<QByteArray(int)> &parameter)
{
    QByteArrayList parameters;
    QByteArrayList updates;
    for (qsizetype i = 0; i < names.size(); ++i) {
        parameters.append(parameter(static_cast<int>(i) + 1));
        if (i > 0)
            updates.append(names[i] + "=excluded." + names[i]);
    }
    return "INSERT INTO " + table + "(" + names.join(',') + ") VALUES(" + parameters.join(',')
        + ") ON CONFLICT(id) DO UPDATE SET " + updates.join(',');
}

QByteArray withoutEarlierParents(const schema::Field &reference)
{
    QByteArrayList conditions;
    for (const QLatin1StringView parent : reference.entity->scope().parents) {
        if (parent == reference.name)
            break;
        conditions.append(quoted(parent.data()) + " IS NULL");
    }
    return conditions.join(" AND ");
}

QByteArray setToText(const QStringList &members)
{
    return QJsonDocument(QJsonArray::fromStringList(members)).toJson(QJsonDocument::Compact);
}

QStringList setFromText(QByteArrayView json)
{
    QStringList members;
    if (json == "[]")
        return members;
    const QJsonArray array = QJsonDocument::fromJson(json.toByteArray()).array();
    members.reserve(array.size());
    for (const QJsonValue &member : array)
        members.append(member.toString());
    return members;
}

} // namespace tidedesk::tables
