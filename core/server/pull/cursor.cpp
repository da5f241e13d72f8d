// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/pull/cursor.h"
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace tidedesk::server {

namespace {

constexpr int kVersion = 1;
constexpr qsizetype kLongest = 64 * 1024;

QJsonArray toJson(const Position &position) { return {position.xid, position.seq}; }

Position positionFrom(const QJsonValue &json)
{
    const QJsonArray pair = json.toArray();
    return {pair.at(0).toInteger(), pair.at(1).toInteger()};
}

} // namespace

QString Cursor::toText() const
{
    QJsonObject covered;
    for (auto it = buckets.begin(); it != buckets.end(); ++it)
        covered.insert(it.key(), *it ? QJsonValue(toJson(**it)) : QJsonValue(1));
    const QJsonObject object {{QStringLiteral("v"), kVersion}, {QStringLiteral("e"), epoch},
        {QStringLiteral("t"), toJson(top)}, {QStringLiteral("b"), covered}, {QStringLiteral("n"), turn}};
    return QString::fromLatin1(QJsonDocument(object).toJson(QJsonDocument::Compact)
            .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
}

Result<Cursor> Cursor::fromText(const QString &text)
{
    Cursor cursor;
    if (text.isEmpty())
        return cursor;
    const auto bytes = QByteArray::fromBase64Encoding(text.toLatin1(),
        QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals | QByteArray::AbortOnBase64DecodingErrors);
    const QJsonObject object = bytes ? QJsonDocument::fromJson(*bytes).object() : QJsonObject();
    if (text.size() > kLongest || object.value(QLatin1StringView("v")).toInt() != kVersion)
        return Error {Consequence::Rejected, QStringLiteral("pull.bad_cursor"), {}};
    cursor.epoch = object.value(QLatin1StringView("e")).toString();
    cursor.top = positionFrom(object.value(QLatin1StringView("t")));
    cursor.turn = qBound(0, object.value(QLatin1StringView("n")).toInt(), kTurns - 1);
    const QJsonObject covered = object.value(QLatin1StringView("b")).toObject();
    for (auto it = covered.begin(); it != covered.end(); ++it)
        cursor.buckets.insert(it.key(), it->isArray() ? std::optional(positionFrom(*it)) : std::nullopt);
    return cursor;
}

} // namespace tidedesk::server
