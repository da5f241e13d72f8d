// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/protocol/json.h"
#include <QJsonArray>
#include <QJsonDocument>
#include <cmath>

namespace tidedesk::protocol {

namespace {

Error bad(const char *code, const QString &where, const QString &what)
{
    return {Consequence::Rejected, QLatin1StringView(code), where + QStringLiteral(": ") + what};
}

} // namespace

QJsonValue toJson(const Value &value)
{
    struct Visitor {
        QJsonValue operator()(std::monostate) const { return {}; }
        QJsonValue operator()(qint64 number) const { return number; }
        QJsonValue operator()(double number) const { return number; }
        QJsonValue operator()(const QString &text) const { return text; }
        QJsonValue operator()(const Id &id) const { return id.toString(); }
        QJsonValue operator()(const QStringList &members) const { return QJsonArray::fromStringList(members); }
    };
    return std::visit(Visitor {}, value);
}

Result<qint64> toInteger(const QJsonValue &json, const QString &where)
{
    const double number = json.toDouble(std::nan(""));
    if (!json.isDouble() || std::floor(number) != number || std::abs(number) > 9007199254740992.0)
        return bad("json.type", where, QStringLiteral("a whole number is expected"));
    return json.toInteger();
}

Result<Value> fromJson(const schema::Field &field, const QJsonValue &json, const QString &where)
{
    if (json.isNull() || json.isUndefined())
        return Value();
    switch (field.type) {
    case schema::Type::Text:
    case schema::Type::Date:
    case schema::Type::Json:
        if (!json.isString())
            return bad("json.type", where, QStringLiteral("a text is expected"));
        return Value(json.toString());
    case schema::Type::Integer:
    case schema::Type::Flag:
    case schema::Type::Choice:
    case schema::Type::Instant:
    case schema::Type::Money: {
        TD_ASSIGN(number, toInteger(json, where));
        return Value(number);
    }
    case schema::Type::Real:
        if (!json.isDouble())
            return bad("json.type", where, QStringLiteral("a number is expected"));
        return Value(json.toDouble());
    case schema::Type::Reference: {
        const Id id = Id::fromString(json.toString());
        if (id.isNull())
            return bad("json.type", where, QStringLiteral("an id is expected"));
        return Value(id);
    }
    case schema::Type::Set: {
        if (!json.isArray())
            return bad("json.type", where, QStringLiteral("an array of texts is expected"));
        QStringList members;
        for (const QJsonValue &member : json.toArray()) {
            if (!member.isString())
                return bad("json.type", where, QStringLiteral("an array of texts is expected"));
            members.append(member.toString());
        }
        return Value(members);
    }
    }
    return Value();
}

Result<QJsonObject> parseObject(const QByteArray &text, const QString &what)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(text, &error);
    if (error.error != QJsonParseError::NoError)
        return bad("json.syntax", what, QStringLiteral("byte %1: %2").arg(error.offset).arg(error.errorString()));
    if (!document.isObject())
        return bad("json.type", what, QStringLiteral("an object is expected"));
    return document.object();
}

Result<QString> stringAt(const QJsonObject &object, QLatin1StringView key, const QString &where)
{
    const QJsonValue value = object.value(key);
    const QString place = where + u'.' + key;
    if (value.isUndefined())
        return bad("json.missing", place, QStringLiteral("required"));
    if (!value.isString())
        return bad("json.type", place, QStringLiteral("a text is expected"));
    return value.toString();
}

Result<qint64> integerAt(const QJsonObject &object, QLatin1StringView key, const QString &where)
{
    const QJsonValue value = object.value(key);
    const QString place = where + u'.' + key;
    if (value.isUndefined())
        return bad("json.missing", place, QStringLiteral("required"));
    return toInteger(value, place);
}

Result<Id> idAt(const QJsonObject &object, QLatin1StringView key, const QString &where)
{
    TD_ASSIGN(text, stringAt(object, key, where));
    const Id id = Id::fromString(text);
    if (id.isNull())
        return bad("json.type", where + u'.' + key, QStringLiteral("an id is expected"));
    return id;
}

QByteArray compact(const QJsonObject &object) { return QJsonDocument(object).toJson(QJsonDocument::Compact); }

} // namespace tidedesk::protocol
