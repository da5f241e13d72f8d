// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/result.h"
#include "core/schema/row.h"
#include <QJsonObject>
#include <QJsonValue>

/// Wire <-> domain. Pure: bytes in, values out, and back. Shared by seat and server.
namespace tidedesk::protocol {

/// One field's value as JSON: null, number, text (36 characters for ids), array for sets.
QJsonValue toJson(const Value &value);
/// The way back, by the field's type. `where` names the place for the error, e.g. "ops[3].set.status".
Result<Value> fromJson(const schema::Field &field, const QJsonValue &json, const QString &where);

/// Parses one JSON object; the error names byte offset and cause ("json.syntax").
Result<QJsonObject> parseObject(const QByteArray &text, const QString &what);

/// Readers that name what is missing or of the wrong type ("json.missing", "json.type").
Result<QString> stringAt(const QJsonObject &object, QLatin1StringView key, const QString &where);
Result<qint64> integerAt(const QJsonObject &object, QLatin1StringView key, const QString &where);
Result<Id> idAt(const QJsonObject &object, QLatin1StringView key, const QString &where);
/// Integers beyond 2^53 do not survive JSON; the wire never carries any.
Result<qint64> toInteger(const QJsonValue &json, const QString &where);

QByteArray compact(const QJsonObject &object);

} // namespace tidedesk::protocol
