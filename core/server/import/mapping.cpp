// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/import/mapping.h"
#include "core/schema/entities.h"
#include "core/server/import/celltext.h"
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>
#include <algorithm>

namespace tidedesk::import {

namespace {

Error bad(const QString &where, const QString &what)
{
    return {Consequence::Rejected, QStringLiteral("import.mapping"), where + QStringLiteral(": ") + what};
}

Status knownOnly(const QJsonObject &json, std::initializer_list<const char *> words, const QString &where)
{
    for (const QString &key : json.keys()) {
        if (std::none_of(
                words.begin(), words.end(), [&key](const char *word) { return key == QLatin1StringView(word); }))
            return bad(where.isEmpty() ? key : where + u'.' + key, QStringLiteral("unknown word"));
    }
    return {};
}

/// What the importer fills in itself.
bool isDerived(const schema::Field &field)
{
    static const QSet<QString> names{QStringLiteral("source"), QStringLiteral("source_key"), QStringLiteral("as_of"),
        QStringLiteral("updated_at"), QStringLiteral("normal"), QStringLiteral("flaw")};
    const auto &t = schema::ticket();
    return names.contains(field.name) || field == t.number || field == t.lastOrdinal || field == t.reopened
        || field == t.firstReplyAt || field == t.waitingSince || field == t.resolvedAt || field == t.createdAt
        || field == t.rating;
}

Result<std::optional<Expression>> optionalExpression(const QJsonObject &json, const char *word, const QString &where)
{
    const QJsonValue value = json.value(QLatin1StringView(word));
    if (value.isUndefined())
        return std::optional<Expression>();
    TD_ASSIGN(expression, Expression::parse(value, where + u'.' + QLatin1StringView(word)));
    return std::optional(std::move(expression));
}

Result<MessageRule> messageRule(const QJsonObject &json, const QString &where)
{
    TD_TRY(knownOnly(json, {"kind", "body", "at"}, where));
    MessageRule rule;
    rule.kind = schema::message().kind.choice(json.value(QLatin1StringView("kind")).toString());
    if (rule.kind < 0)
        return bad(where + QStringLiteral(".kind"), QStringLiteral("customer, reply, note or system is expected"));
    TD_ASSIGN(body, Expression::parse(json.value(QLatin1StringView("body")), where + QStringLiteral(".body")));
    rule.body = body;
    const QJsonValue at = json.value(QLatin1StringView("at"));
    if (at == QJsonValue(QStringLiteral("created")) || at.isUndefined()) {
        rule.moment = MessageRule::Moment::Created;
    } else if (at == QJsonValue(QStringLiteral("first_reply"))) {
        rule.moment = MessageRule::Moment::FirstReply;
    } else if (at == QJsonValue(QStringLiteral("resolved"))) {
        rule.moment = MessageRule::Moment::Resolved;
    } else {
        rule.moment = MessageRule::Moment::Own;
        TD_ASSIGN(own, Expression::parse(at, where + QStringLiteral(".at")));
        rule.at = own;
    }
    return rule;
}

} // namespace

Result<Mapping> Mapping::load(const QString &fileOrName)
{
    QFile file(fileOrName);
    if (!file.exists() && !fileOrName.contains(u'/'))
        file.setFileName(QStringLiteral(":/mappings/%1.json").arg(fileOrName));
    if (!file.open(QIODevice::ReadOnly))
        return Error{Consequence::Rejected, QStringLiteral("import.unreadable"),
            fileOrName + QStringLiteral(": ") + file.errorString()};
    return parse(file.readAll(), fileOrName);
}

Result<Mapping> Mapping::parse(const QByteArray &text, const QString &what)
{
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(text, &problem);
    if (problem.error != QJsonParseError::NoError)
        return bad(what,
            QStringLiteral("line %1: %2").arg(text.left(problem.offset).count('\n') + 1).arg(problem.errorString()));
    const QJsonObject json = document.object();
    Mapping mapping;
    const auto inside = [&]() -> Status {
        TD_TRY(knownOnly(json,
            {"about", "source", "format", "separator", "encoding", "empty", "rows", "zone", "as_of", "optional",
                "make"},
            {}));
        TD_TRY(mapping.readForm(json));
        const QJsonArray rules = json.value(QLatin1StringView("make")).toArray();
        if (rules.isEmpty())
            return bad(QStringLiteral("make"), QStringLiteral("a list of rows to make is expected"));
        for (qsizetype i = 0; i < rules.size(); ++i)
            TD_TRY(mapping.readRule(rules[i].toObject(), QStringLiteral("make[%1]").arg(i)));
        for (size_t i = 0; i < mapping.rules.size(); ++i)
            TD_TRY(mapping.checkRows(i));
        return mapping.markMain();
    };
    if (const Status read = inside(); !read)
        return bad(what, read.error().detail);
    return mapping;
}

Status Mapping::readForm(const QJsonObject &json)
{
    source = json.value(QLatin1StringView("source")).toString().trimmed();
    if (source.isEmpty())
        return bad(QStringLiteral("source"), QStringLiteral("the other system's name is expected"));
    const QString format = json.value(QLatin1StringView("format")).toString(QStringLiteral("csv"));
    if (format == u"csv")
        form.format = FileForm::Format::Csv;
    else if (format == u"json")
        form.format = FileForm::Format::Json;
    else if (format == u"jsonl")
        form.format = FileForm::Format::JsonLines;
    else
        return bad(QStringLiteral("format"), QStringLiteral("csv, json or jsonl is expected, not '%1'").arg(format));
    form.separator = json.value(QLatin1StringView("separator")).toString();
    if (form.separator.size() > 1)
        return bad(QStringLiteral("separator"), QStringLiteral("one character is expected"));
    form.encoding = json.value(QLatin1StringView("encoding")).toString(form.encoding);
    for (const QJsonValue &word : json.value(QLatin1StringView("empty")).toArray())
        form.empty.append(word.toString());
    form.rows = json.value(QLatin1StringView("rows")).toString();
    const QString zoneName = json.value(QLatin1StringView("zone")).toString(QStringLiteral("UTC"));
    zone = QTimeZone(zoneName.toLatin1());
    if (!zone.isValid())
        return bad(QStringLiteral("zone"), QStringLiteral("'%1' is no IANA time zone").arg(zoneName));
    if (const QString text = json.value(QLatin1StringView("as_of")).toString(); !text.isEmpty()) {
        const auto instant = instantFrom(text, zone, {});
        if (!instant)
            return bad(QStringLiteral("as_of"), instant.error().detail);
        asOf = instant->ms;
    }
    for (const QJsonValue &column : json.value(QLatin1StringView("optional")).toArray())
        m_optionalColumns.append(column.toString());
    return {};
}

Status Mapping::readRule(const QJsonObject &json, const QString &where)
{
    TD_TRY(knownOnly(json, {"entity", "name", "key", "when", "set", "life", "main"}, where));
    RowRule rule;
    const QString entity = json.value(QLatin1StringView("entity")).toString();
    rule.entity = schema::find(entity);
    if (!rule.entity || rule.entity == &schema::seat() || rule.entity == &schema::attachment()
        || rule.entity == &schema::event() || rule.entity == &schema::message())
        return bad(where + QStringLiteral(".entity"), QStringLiteral("'%1' cannot be imported").arg(entity));
    rule.name = json.value(QLatin1StringView("name")).toString(entity);
    rule.main = json.value(QLatin1StringView("main")).toBool();
    const QJsonValue key = json.value(QLatin1StringView("key"));
    const QJsonArray parts = key.isArray() ? key.toArray() : QJsonArray{key};
    for (const QJsonValue &part : parts) {
        TD_ASSIGN(expression, Expression::parse(part, where + QStringLiteral(".key")));
        rule.key.append(expression);
    }
    if (const QJsonObject when = json.value(QLatin1StringView("when")).toObject(); !when.isEmpty()) {
        TD_TRY(knownOnly(when, {"column", "is"}, where + QStringLiteral(".when")));
        rule.whenColumn = when.value(QLatin1StringView("column")).toString();
        for (const QJsonValue &value : when.value(QLatin1StringView("is")).toArray())
            rule.whenIs.append(value.toString());
    }
    const QJsonObject set = json.value(QLatin1StringView("set")).toObject();
    for (auto it = set.begin(); it != set.end(); ++it) {
        const QString place = where + QStringLiteral(".set.") + it.key();
        const schema::Field *field = rule.entity->find(it.key());
        if (!field)
            return bad(place, QStringLiteral("%1 has no such field").arg(entity));
        if (isDerived(*field))
            return bad(place, QStringLiteral("this field is filled in by the importer (see life)"));
        TD_ASSIGN(expression, Expression::parse(*it, place));
        rule.set.insert(field->index, expression);
    }
    for (const schema::Field &field : rule.entity->fields()) {
        if (field.options.required && !rule.set.contains(field.index))
            return bad(where + QStringLiteral(".set"), QStringLiteral("%1 needs the field %2").arg(entity, field.name));
    }
    if (const QJsonValue life = json.value(QLatin1StringView("life")); !life.isUndefined())
        TD_TRY(readLife(rule, life.toObject(), where + QStringLiteral(".life")));
    if (rule.entity == &schema::ticket() && !rule.life)
        rule.life.emplace();
    rules.push_back(std::move(rule));
    return {};
}

Status Mapping::readLife(RowRule &rule, const QJsonObject &json, const QString &where)
{
    if (rule.entity != &schema::ticket())
        return bad(where, QStringLiteral("only tickets have a life"));
    TD_TRY(knownOnly(json, {"created", "first_reply", "resolved", "rating", "messages"}, where));
    LifeRule &life = rule.life.emplace();
    TD_ASSIGN(created, optionalExpression(json, "created", where));
    TD_ASSIGN(firstReply, optionalExpression(json, "first_reply", where));
    TD_ASSIGN(resolved, optionalExpression(json, "resolved", where));
    TD_ASSIGN(rating, optionalExpression(json, "rating", where));
    life.created = created;
    life.firstReply = firstReply;
    life.resolved = resolved;
    life.rating = rating;
    const QJsonArray messages = json.value(QLatin1StringView("messages")).toArray();
    for (qsizetype i = 0; i < messages.size(); ++i) {
        TD_ASSIGN(message, messageRule(messages[i].toObject(), QStringLiteral("%1.messages[%2]").arg(where).arg(i)));
        life.messages.push_back(std::move(message));
    }
    return {};
}

/// {"row": NAME} means a row made of the same record before this one.
Status Mapping::checkRows(size_t index) const
{
    const RowRule &rule = rules[index];
    const auto end = rules.begin() + static_cast<std::ptrdiff_t>(index);
    for (auto it = rule.set.begin(); it != rule.set.end(); ++it) {
        if (it->kind != Expression::Kind::Row || !it->source.isEmpty())
            continue;
        const auto made = [&it](const RowRule &other) { return other.name == it->text; };
        if (std::none_of(rules.begin(), end, made)) {
            const schema::Field &field = rule.entity->fields()[static_cast<size_t>(it.key())];
            return bad(QStringLiteral("make[%1].set.%2.row").arg(index).arg(QString(field.name)), QStringLiteral("no row named '%1' is made before").arg(it->text));
        }
    }
    return {};
}

/// Without a word about it a record stands for its ticket or interaction, else for the first row made.
Status Mapping::markMain()
{
    const auto marked = std::count_if(rules.begin(), rules.end(), [](const RowRule &rule) { return rule.main; });
    if (marked > 1)
        return bad(QStringLiteral("make"), QStringLiteral("only one row can be the main one"));
    if (marked == 1)
        return {};
    const auto found = std::find_if(rules.begin(), rules.end(),
        [](const RowRule &rule) { return rule.entity == &schema::ticket() || rule.entity == &schema::interaction(); });
    (found == rules.end() ? rules.front() : *found).main = true;
    return {};
}

QStringList Mapping::neededColumns() const
{
    QStringList names;
    for (const RowRule &rule : rules) {
        for (const Expression &part : rule.key)
            part.collectColumns(names);
        for (const Expression &expression : rule.set)
            expression.collectColumns(names);
        if (!rule.whenColumn.isEmpty())
            names.append(rule.whenColumn);
        if (!rule.life)
            continue;
        for (const auto *expression :
            {&rule.life->created, &rule.life->firstReply, &rule.life->resolved, &rule.life->rating}) {
            if (*expression)
                (*expression)->collectColumns(names);
        }
        for (const MessageRule &message : rule.life->messages) {
            message.body.collectColumns(names);
            message.at.collectColumns(names);
        }
    }
    names.removeDuplicates();
    for (const QString &optional : m_optionalColumns)
        names.removeAll(optional);
    return names;
}

} // namespace tidedesk::import
