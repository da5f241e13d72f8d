// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/import/expression.h"
#include "core/schema/entities.h"
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QSet>

namespace tidedesk::import {

namespace {

Error bad(const QString &where, const QString &what)
{
    return {Consequence::Rejected, QStringLiteral("import.mapping"), where + QStringLiteral(": ") + what};
}

Result<QStringList> texts(const QJsonValue &json, const QString &where)
{
    QStringList result;
    const QJsonArray list = json.isArray() ? json.toArray() : QJsonArray{json};
    for (const QJsonValue &item : list) {
        if (!item.isString() || item.toString().isEmpty())
            return bad(where, QStringLiteral("a text or a list of texts is expected"));
        result.append(item.toString());
    }
    return result;
}

Result<QMap<QString, QString>> textMap(const QJsonValue &json, const QString &where)
{
    QMap<QString, QString> result;
    const QJsonObject object = json.toObject();
    for (auto it = object.begin(); it != object.end(); ++it) {
        if (!it->isString())
            return bad(where + u'.' + it.key(), QStringLiteral("a text is expected"));
        result.insert(it.key(), it->toString());
    }
    return result;
}

QString plainText(const QJsonValue &value)
{
    return value.isDouble() ? QString::number(value.toDouble(), 'g', 15) : value.toString();
}

Status readKind(Expression &e, const QJsonObject &json, const QString &where)
{
    using Kind = Expression::Kind;
    if (json.contains(QLatin1StringView("value"))) {
        e.kind = Kind::Constant;
        e.text = plainText(json.value(QLatin1StringView("value")));
    } else if (json.contains(QLatin1StringView("template"))) {
        e.kind = Kind::Template;
        e.text = json.value(QLatin1StringView("template")).toString();
    } else if (json.contains(QLatin1StringView("object"))) {
        e.kind = Kind::Object;
        TD_ASSIGN(columns, texts(json.value(QLatin1StringView("object")), where + QStringLiteral(".object")));
        e.columns = columns;
    } else if (json.contains(QLatin1StringView("row"))) {
        e.kind = Kind::Row;
        e.text = json.value(QLatin1StringView("row")).toString();
        e.entity = schema::find(e.text);
        e.source = json.value(QLatin1StringView("source")).toString();
        for (const QJsonValue &part : json.value(QLatin1StringView("key")).toArray()) {
            TD_ASSIGN(expression, Expression::parse(part, where + QStringLiteral(".key")));
            e.key.append(expression);
        }
        if (e.source.isEmpty() != e.key.isEmpty())
            return bad(where, QStringLiteral("a row of another source needs both source and key"));
        if (!e.source.isEmpty() && !e.entity)
            return bad(where + QStringLiteral(".row"), QStringLiteral("'%1' is no entity").arg(e.text));
    } else if (json.contains(QLatin1StringView("identity"))) {
        e.kind = Kind::Identity;
        e.identityKind = schema::identity().kind.choice(json.value(QLatin1StringView("identity")).toString());
        if (e.identityKind < 0)
            return bad(where + QStringLiteral(".identity"), QStringLiteral("phone, email, wechat ... is expected"));
    } else if (json.contains(QLatin1StringView("find"))) {
        e.kind = Kind::Find;
        const QString path = json.value(QLatin1StringView("find")).toString();
        e.entity = schema::find(path.section(u'.', 0, 0));
        e.found = e.entity ? e.entity->find(path.section(u'.', 1)) : nullptr;
        if (!e.found || e.found->type != schema::Type::Text)
            return bad(where + QStringLiteral(".find"), QStringLiteral("'%1' is no entity.field of texts").arg(path));
    } else if (!json.contains(QLatin1StringView("column"))) {
        return bad(where, QStringLiteral("one of column, value, template, object, row, identity, find is expected"));
    }
    return {};
}

Status readOptions(Expression &e, const QJsonObject &json, const QString &where)
{
    if (json.contains(QLatin1StringView("column"))) {
        TD_ASSIGN(columns, texts(json.value(QLatin1StringView("column")), where + QStringLiteral(".column")));
        e.columns = columns;
    }
    TD_ASSIGN(map, textMap(json.value(QLatin1StringView("map")), where + QStringLiteral(".map")));
    e.map = map;
    TD_ASSIGN(replace, textMap(json.value(QLatin1StringView("replace")), where + QStringLiteral(".replace")));
    e.replace = replace;
    if (json.contains(QLatin1StringView("formats"))) {
        TD_ASSIGN(formats, texts(json.value(QLatin1StringView("formats")), where + QStringLiteral(".formats")));
        e.formats = formats;
    }
    if (json.contains(QLatin1StringView("part"))) {
        const QJsonArray part = json.value(QLatin1StringView("part")).toArray();
        e.divider = part.at(0).toString();
        e.part = part.at(1).toInt(-1);
        if (e.divider.isEmpty() || e.part < 0)
            return bad(where + QStringLiteral(".part"), QStringLiteral("[\"divider\", number from 0] is expected"));
    }
    e.fallback = plainText(json.value(QLatin1StringView("default")));
    e.split = json.value(QLatin1StringView("split")).toString();
    e.lower = json.value(QLatin1StringView("lower")).toBool();
    e.optional = json.value(QLatin1StringView("optional")).toBool();
    return {};
}

} // namespace

Result<Expression> Expression::parse(const QJsonValue &json, const QString &where)
{
    static const QSet<QString> known{QStringLiteral("column"), QStringLiteral("value"), QStringLiteral("template"),
        QStringLiteral("object"), QStringLiteral("row"), QStringLiteral("source"), QStringLiteral("key"),
        QStringLiteral("identity"), QStringLiteral("find"), QStringLiteral("map"), QStringLiteral("replace"),
        QStringLiteral("formats"), QStringLiteral("part"), QStringLiteral("default"), QStringLiteral("split"),
        QStringLiteral("lower"), QStringLiteral("optional")};
    Expression expression;
    if (json.isString() && !json.toString().isEmpty()) {
        expression.columns = {json.toString()};
        return expression;
    }
    if (!json.isObject())
        return bad(where, QStringLiteral("a column's name or an object is expected"));
    const QJsonObject object = json.toObject();
    for (const QString &key : object.keys()) {
        if (!known.contains(key))
            return bad(where + u'.' + key, QStringLiteral("unknown word"));
    }
    TD_TRY(readKind(expression, object, where));
    TD_TRY(readOptions(expression, object, where));
    return expression;
}

QString Expression::textFor(const Record &record) const
{
    static const QRegularExpression slot(QStringLiteral("\\{([^{}]+)\\}"));
    QString result;
    if (kind == Kind::Constant) {
        result = text;
    } else if (kind == Kind::Template) {
        qsizetype end = 0;
        for (auto it = slot.globalMatch(text); it.hasNext();) {
            const auto match = it.next();
            result += QStringView(text).mid(end, match.capturedStart() - end);
            result += record.cell(match.captured(1));
            end = match.capturedEnd();
        }
        result += QStringView(text).mid(end);
        result = result.trimmed();
    } else if (kind == Kind::Object) {
        QJsonObject object;
        for (const QString &column : columns) {
            if (record.cells.contains(column))
                object.insert(column, record.cell(column));
        }
        if (!object.isEmpty())
            result = QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
    } else {
        for (const QString &column : columns) {
            result = record.cell(column);
            if (!result.isEmpty())
                break;
        }
    }
    for (auto it = replace.begin(); it != replace.end(); ++it)
        result.replace(it.key(), record.cell(it.value()));
    if (!divider.isEmpty())
        result = result.section(divider, part, part).trimmed();
    if (lower)
        result = result.toLower();
    if (const auto mapped = map.constFind(result); mapped != map.cend())
        result = *mapped;
    return result.isEmpty() ? fallback : result;
}

void Expression::collectColumns(QStringList &names) const
{
    names += columns;
    names += replace.values();
    if (kind == Kind::Template) {
        static const QRegularExpression slot(QStringLiteral("\\{([^{}]+)\\}"));
        for (auto it = slot.globalMatch(text); it.hasNext();)
            names.append(it.next().captured(1));
    }
    for (const Expression &one : key)
        one.collectColumns(names);
}

} // namespace tidedesk::import
