// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/protocol/changes.h"
#include "core/protocol/json.h"
#include <QJsonArray>
#include <array>

namespace tidedesk::protocol {

namespace {

using domain::Change;
using domain::Outcome;
using domain::Verdict;

constexpr std::array kVerdicts {QLatin1StringView("applied"), QLatin1StringView("merged"), QLatin1StringView("conflict"),
    QLatin1StringView("returned"), QLatin1StringView("rejected")};

Error bad(const char *code, const QString &detail) { return {Consequence::Rejected, QLatin1StringView(code), detail}; }

const schema::Field &fieldAt(const schema::Entity &entity, int index)
{
    return entity.fields()[static_cast<size_t>(index)];
}

QJsonObject membersToJson(const schema::Entity &entity, const QMap<int, QStringList> &members)
{
    QJsonObject json;
    for (auto it = members.begin(); it != members.end(); ++it)
        json.insert(fieldAt(entity, it.key()).name, QJsonArray::fromStringList(it.value()));
    return json;
}

Result<const schema::Field *> fieldNamed(const schema::Entity &entity, const QString &name, const QString &where)
{
    const schema::Field *field = entity.find(name);
    if (!field)
        return bad("push.unknown_field", where + u'.' + name);
    return field;
}

Result<QMap<int, QStringList>> membersFromJson(
    const schema::Entity &entity, const QJsonObject &json, const QString &where)
{
    QMap<int, QStringList> members;
    for (auto it = json.begin(); it != json.end(); ++it) {
        TD_ASSIGN(field, fieldNamed(entity, it.key(), where));
        if (field->type != schema::Type::Set)
            return bad("json.type", where + u'.' + it.key() + QStringLiteral(": not a set"));
        TD_ASSIGN(value, fromJson(*field, it.value(), where + u'.' + it.key()));
        if (const auto *list = std::get_if<QStringList>(&value))
            members.insert(field->index, *list);
    }
    return members;
}

Result<QMap<int, Value>> setFromJson(const schema::Entity &entity, const QJsonObject &json, const QString &where)
{
    QMap<int, Value> set;
    for (auto it = json.begin(); it != json.end(); ++it) {
        TD_ASSIGN(field, fieldNamed(entity, it.key(), where));
        TD_ASSIGN(value, fromJson(*field, it.value(), where + u'.' + it.key()));
        set.insert(field->index, value);
    }
    return set;
}

} // namespace

QLatin1StringView verdictName(Verdict verdict) { return kVerdicts[static_cast<size_t>(verdict)]; }

QJsonObject toJson(const Change &change)
{
    if (change.kind == Change::Kind::Void) {
        return {{QStringLiteral("seq"), change.seq}, {QStringLiteral("id"), change.id.toString()},
            {QStringLiteral("kind"), QStringLiteral("void")}, {QStringLiteral("done_at"), change.doneAt}};
    }
    QJsonObject json {{QStringLiteral("seq"), change.seq}, {QStringLiteral("id"), change.id.toString()},
        {QStringLiteral("kind"), change.kind == Change::Kind::Create ? QStringLiteral("create") : QStringLiteral("update")},
        {QStringLiteral("entity"), QString(change.entity->name())}, {QStringLiteral("row"), change.row.toString()},
        {QStringLiteral("base"), change.base}, {QStringLiteral("done_at"), change.doneAt}};
    if (change.depends)
        json.insert(QStringLiteral("depends"), change.depends);
    if (change.whole)
        json.insert(QStringLiteral("whole"), true);
    if (change.undoes)
        json.insert(QStringLiteral("undoes"), change.undoes);
    if (!change.set.isEmpty()) {
        QJsonObject set;
        for (auto it = change.set.begin(); it != change.set.end(); ++it)
            set.insert(fieldAt(*change.entity, it.key()).name, toJson(it.value()));
        json.insert(QStringLiteral("set"), set);
    }
    if (!change.add.isEmpty())
        json.insert(QStringLiteral("add"), membersToJson(*change.entity, change.add));
    if (!change.remove.isEmpty())
        json.insert(QStringLiteral("remove"), membersToJson(*change.entity, change.remove));
    return json;
}

Result<Change> changeFromJson(const QJsonObject &json, const QString &where)
{
    Change change;
    TD_ASSIGN(seq, integerAt(json, QLatin1StringView("seq"), where));
    TD_ASSIGN(id, idAt(json, QLatin1StringView("id"), where));
    TD_ASSIGN(kind, stringAt(json, QLatin1StringView("kind"), where));
    TD_ASSIGN(doneAt, integerAt(json, QLatin1StringView("done_at"), where));
    if (seq < 1)
        return bad("json.type", where + QStringLiteral(".seq: must be 1 or more"));
    change.seq = seq;
    change.id = id;
    change.doneAt = doneAt;
    if (kind == u"void") {
        change.kind = Change::Kind::Void;
        return change;
    }
    if (kind != u"create" && kind != u"update")
        return bad("json.type", where + QStringLiteral(".kind: create, update or void is expected"));
    TD_ASSIGN(entity, stringAt(json, QLatin1StringView("entity"), where));
    TD_ASSIGN(row, idAt(json, QLatin1StringView("row"), where));
    TD_ASSIGN(base, integerAt(json, QLatin1StringView("base"), where));
    change.entity = schema::find(entity);
    if (!change.entity)
        return bad("push.unknown_entity", where + QStringLiteral(".entity: ") + entity.left(40));
    change.kind = kind == u"create" ? Change::Kind::Create : Change::Kind::Update;
    change.row = row;
    change.base = base;
    if (json.contains(QLatin1StringView("depends"))) {
        TD_ASSIGN(depends, integerAt(json, QLatin1StringView("depends"), where));
        change.depends = depends;
    }
    change.whole = json.value(QLatin1StringView("whole")).toBool();
    if (json.contains(QLatin1StringView("undoes"))) {
        TD_ASSIGN(undoes, integerAt(json, QLatin1StringView("undoes"), where));
        change.undoes = undoes;
    }
    TD_ASSIGN(set, setFromJson(*change.entity, json.value(QLatin1StringView("set")).toObject(), where + QStringLiteral(".set")));
    TD_ASSIGN(add, membersFromJson(*change.entity, json.value(QLatin1StringView("add")).toObject(), where + QStringLiteral(".add")));
    TD_ASSIGN(remove, membersFromJson(*change.entity, json.value(QLatin1StringView("remove")).toObject(), where + QStringLiteral(".remove")));
    change.set = set;
    change.add = add;
    change.remove = remove;
    return change;
}

QJsonObject toJson(const Outcome &outcome, const Change &change)
{
    QJsonObject json {{QStringLiteral("seq"), change.seq}, {QStringLiteral("id"), change.id.toString()},
        {QStringLiteral("verdict"), QString(verdictName(outcome.verdict))}, {QStringLiteral("version"), outcome.version}};
    if (!outcome.conflicts.isEmpty()) {
        QJsonArray conflicts;
        for (const domain::FieldConflict &conflict : outcome.conflicts) {
            conflicts.append(QJsonObject {{QStringLiteral("field"), QString(fieldAt(*change.entity, conflict.field).name)},
                {QStringLiteral("theirs"), toJson(conflict.theirs)},
                {QStringLiteral("by"), conflict.by.isNull() ? QJsonValue() : QJsonValue(conflict.by.toString())},
                {QStringLiteral("at"), conflict.at}});
        }
        json.insert(QStringLiteral("conflicts"), conflicts);
    }
    if (!outcome.unseen.isEmpty()) {
        QJsonArray unseen;
        for (const Id &id : outcome.unseen)
            unseen.append(id.toString());
        json.insert(QStringLiteral("unseen"), unseen);
    }
    if (!outcome.reason.isEmpty())
        json.insert(QStringLiteral("reason"), outcome.reason);
    if (!outcome.detail.isEmpty())
        json.insert(QStringLiteral("detail"), outcome.detail);
    return json;
}

Result<Outcome> outcomeFromJson(const QJsonObject &json, const schema::Entity *entity, const QString &where)
{
    Outcome outcome;
    TD_ASSIGN(verdict, stringAt(json, QLatin1StringView("verdict"), where));
    TD_ASSIGN(version, integerAt(json, QLatin1StringView("version"), where));
    const auto known = std::find(kVerdicts.begin(), kVerdicts.end(), verdict);
    if (known == kVerdicts.end())
        return bad("json.type", where + QStringLiteral(".verdict: ") + verdict.left(40));
    outcome.verdict = static_cast<Verdict>(known - kVerdicts.begin());
    outcome.version = version;
    for (const QJsonValue &entry : json.value(QLatin1StringView("conflicts")).toArray()) {
        const QJsonObject object = entry.toObject();
        TD_ASSIGN(name, stringAt(object, QLatin1StringView("field"), where));
        const schema::Field *field = entity ? entity->find(name) : nullptr;
        if (!field)
            continue; // a field this version does not know cannot have been changed here
        TD_ASSIGN(theirs, fromJson(*field, object.value(QLatin1StringView("theirs")), where));
        outcome.conflicts.append({field->index, theirs, Id::fromString(object.value(QLatin1StringView("by")).toString()),
            object.value(QLatin1StringView("at")).toInteger()});
    }
    for (const QJsonValue &id : json.value(QLatin1StringView("unseen")).toArray())
        outcome.unseen.append(Id::fromString(id.toString()));
    outcome.reason = json.value(QLatin1StringView("reason")).toString();
    outcome.detail = json.value(QLatin1StringView("detail")).toString();
    return outcome;
}

} // namespace tidedesk::protocol
