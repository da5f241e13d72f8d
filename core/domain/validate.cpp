// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/validate.h"
#include <QDate>
#include <algorithm>

namespace tidedesk::domain {

namespace {

using schema::Field;
using schema::Merge;
using schema::Type;

bool isBlank(const QString &text) { return text.trimmed().isEmpty(); }

bool fits(const Field &field, const Value &value)
{
    if (isNull(value))
        return true;
    const auto *number = std::get_if<qint64>(&value);
    switch (field.type) {
    case Type::Text:
    case Type::Json:
        return std::holds_alternative<QString>(value);
    case Type::Date:
        return std::holds_alternative<QString>(value) && isDate(std::get<QString>(value));
    case Type::Integer:
    case Type::Instant:
    case Type::Money:
        return number != nullptr;
    case Type::Flag:
        return number && (*number == 0 || *number == 1);
    case Type::Choice:
        return number && *number >= 0 && *number < static_cast<qint64>(field.options.choices.size());
    case Type::Real:
        return std::holds_alternative<double>(value);
    case Type::Reference:
        return std::holds_alternative<Id>(value);
    case Type::Set:
        return std::holds_alternative<QStringList>(value)
            && std::none_of(std::get<QStringList>(value).begin(), std::get<QStringList>(value).end(), isBlank);
    }
    return false;
}

const Field *fieldAt(const Change &change, int index)
{
    const auto &fields = change.entity->fields();
    return index >= 0 && index < static_cast<int>(fields.size()) ? &fields[static_cast<size_t>(index)] : nullptr;
}

/// A role too low for the field, a field the server keeps, one that is fixed, or a set written whole: its members are
/// added and removed, or two people would overwrite each other's.
const char *forbids(const Field &field, const Change &change, const Actor &actor)
{
    if (actor.isServer())
        return field.merge == Merge::Immutable && change.kind == Change::Kind::Update ? "field_not_writable" : nullptr;
    if (actor.level < field.options.writer)
        return "not_allowed";
    const bool fixed = field.merge == Merge::Immutable || field.merge == Merge::Members;
    return field.merge == Merge::ServerOnly || (fixed && change.kind == Change::Kind::Update) ? "field_not_writable" : nullptr;
}

std::optional<Outcome> checkSet(const Change &change, const Actor &actor)
{
    for (auto it = change.set.begin(); it != change.set.end(); ++it) {
        const Field *field = fieldAt(change, it.key());
        if (!field)
            return Outcome::rejected("unknown_field", QString::number(it.key()));
        if (const char *reason = forbids(*field, change, actor))
            return Outcome::rejected(reason, field->name);
        if (!fits(*field, it.value()))
            return Outcome::rejected("wrong_type", field->name);
        if (tooLong(*field, it.value()))
            return Outcome::rejected("too_long", field->name);
        const auto *text = std::get_if<QString>(&it.value());
        if (field->options.required && (isNull(it.value()) || (text && isBlank(*text))))
            return Outcome::rejected("missing_field", field->name);
    }
    return {};
}

std::optional<Outcome> checkMembers(const Change &change, const QMap<int, QStringList> &members)
{
    for (auto it = members.begin(); it != members.end(); ++it) {
        const Field *field = fieldAt(change, it.key());
        if (!field)
            return Outcome::rejected("unknown_field", QString::number(it.key()));
        if (field->merge != Merge::Members)
            return Outcome::rejected("field_not_writable", field->name);
        if (tooLong(*field, it.value()))
            return Outcome::rejected("too_long", field->name);
        if (std::any_of(it.value().begin(), it.value().end(), isBlank))
            return Outcome::rejected("wrong_type", field->name);
    }
    return {};
}

} // namespace

bool isDate(const QString &text)
{
    return text.size() == 10 && QDate::fromString(text, Qt::ISODate).isValid();
}

bool tooLong(const Field &field, const Value &value)
{
    const auto longer = [&](const QString &text) { return text.size() > field.options.longest; };
    if (const auto *text = std::get_if<QString>(&value))
        return longer(*text);
    const auto *members = std::get_if<QStringList>(&value);
    return members && (members->size() > schema::kMostMembers || std::any_of(members->begin(), members->end(), longer));
}

std::optional<Outcome> validate(const Change &change, const Actor &actor)
{
    const schema::Writer needed
        = change.kind == Change::Kind::Create ? change.entity->creator() : change.entity->updater();
    if (!actor.isServer() && (needed == schema::Writer::None || actor.level < needed))
        return Outcome::rejected("not_allowed", change.entity->name());
    if (change.kind == Change::Kind::Update && change.set.isEmpty() && change.add.isEmpty() && change.remove.isEmpty())
        return Outcome::rejected("empty");
    if (auto bad = checkSet(change, actor))
        return bad;
    if (auto bad = checkMembers(change, change.add))
        return bad;
    if (auto bad = checkMembers(change, change.remove))
        return bad;
    if (change.kind == Change::Kind::Create) {
        for (const Field &field : change.entity->fields()) {
            if (field.options.required && !change.set.contains(field.index))
                return Outcome::rejected("missing_field", field.name);
        }
    }
    return {};
}

Result<std::optional<Outcome>> validateReferences(const Change &change, const Actor &actor, World &world)
{
    for (auto it = change.set.begin(); it != change.set.end(); ++it) {
        const Field *field = fieldAt(change, it.key());
        const auto *id = std::get_if<Id>(&it.value());
        if (field->type != Type::Reference || !id)
            continue;
        const schema::Entity *target = schema::find(QString::fromLatin1(field->options.target));
        TD_ASSIGN(row, world.row(*target, *id));
        if (!row)
            return std::optional(Outcome::rejected("unknown_reference", field->name));
        TD_ASSIGN(visible, world.visible(actor, *row));
        if (!visible)
            return std::optional(Outcome::rejected("out_of_scope", field->name));
    }
    return std::optional<Outcome>();
}

} // namespace tidedesk::domain
