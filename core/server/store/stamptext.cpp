// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/store/stamptext.h"
#include <QJsonArray>
#include <QJsonDocument>

namespace tidedesk::server {

namespace {

constexpr qsizetype kFixed = 4; ///< version, seat, user, at

QJsonValue idToJson(const Id &id) { return id.isNull() ? QJsonValue() : QJsonValue(id.toString()); }

} // namespace

QByteArray stampsToText(const schema::Entity &entity, const domain::Stamps &stamps)
{
    QList<std::pair<domain::Stamp, QJsonArray>> groups;
    for (const schema::Field &field : entity.fields()) {
        const auto stamp = stamps.constFind(field.index);
        if (stamp == stamps.cend())
            continue;
        auto group = std::find_if(groups.begin(), groups.end(), [&](const auto &g) { return g.first == *stamp; });
        if (group == groups.end()) {
            groups.append({*stamp, {stamp->version, idToJson(stamp->seat), idToJson(stamp->user), stamp->at}});
            group = groups.end() - 1;
        }
        group->second.append(QString(field.name));
    }
    if (groups.isEmpty())
        return {};
    QJsonArray json;
    for (const auto &group : groups)
        json.append(group.second);
    return QJsonDocument(json).toJson(QJsonDocument::Compact);
}

Result<domain::Stamps> stampsFromText(const schema::Entity &entity, const QByteArray &text)
{
    domain::Stamps stamps;
    if (text.isEmpty())
        return stamps;
    const QJsonDocument document = QJsonDocument::fromJson(text);
    if (!document.isArray())
        return Error {Consequence::Fatal, QStringLiteral("store.corrupt"), entity.name() + QStringLiteral("._stamps")};
    for (const QJsonValue &value : document.array()) {
        const QJsonArray group = value.toArray();
        const domain::Stamp stamp {group.at(0).toInteger(), Id::fromString(group.at(1).toString()),
            Id::fromString(group.at(2).toString()), group.at(3).toInteger()};
        for (qsizetype i = kFixed; i < group.size(); ++i) {
            if (const schema::Field *field = entity.find(group.at(i).toString()))
                stamps.insert(field->index, stamp);
        }
    }
    return stamps;
}

} // namespace tidedesk::server
