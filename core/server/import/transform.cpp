// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/import/transform.h"
#include "core/domain/identity.h"
#include "core/domain/validate.h"
#include "core/schema/entities.h"
#include "core/server/import/celltext.h"
#include "core/server/import/importedid.h"
#include "core/server/import/ticketlife.h"

namespace tidedesk::import {

namespace {

template <class T> Result<Value> converted(const schema::Field &field, Result<T> result)
{
    if (!result)
        return refusal("wrong_value", field.name + QStringLiteral(": ") + result.error().detail);
    return Value(std::move(*result));
}

Result<Value> fitting(const schema::Field &field, Value value)
{
    return domain::tooLong(field, value) ? refusal("too_long", field.name) : Result<Value>(std::move(value));
}

QStringList membersOf(const QString &text, const QString &divider)
{
    QStringList members;
    for (const QString &part : text.split(divider.isEmpty() ? QStringLiteral(";") : divider, Qt::SkipEmptyParts)) {
        if (const QString member = part.trimmed(); !member.isEmpty())
            members.append(member);
    }
    members.removeDuplicates();
    members.sort();
    return members;
}

bool isEmpty(const Value &value)
{
    const auto *text = std::get_if<QString>(&value);
    return isNull(value) || (text && text->isEmpty());
}

} // namespace

Transform::Transform(const Mapping &mapping, server::Store &store, qint64 now)
    : m_mapping(mapping)
    , m_store(store)
    , m_asOf(mapping.asOf.value_or(now))
{
}

Result<Drafts> Transform::drafts(const Record &record)
{
    if (!record.problem.isEmpty())
        return refusal("unreadable", record.problem);
    Drafts drafts;
    for (const RowRule &rule : m_mapping.rules) {
        TD_ASSIGN(made, draft(rule, record, drafts));
        if (!made)
            continue;
        drafts.rows.append(std::move(*made));
        if (rule.life) {
            TD_ASSIGN(latest, latestCreation(drafts.rows.last().row));
            TicketLife life(m_mapping, rule, record, latest);
            TD_TRY(life.complete(drafts));
        }
    }
    drafts.flags.removeDuplicates();
    return drafts;
}

/// When a ticket was there at the latest: at the as-of of the mapping, else when it was first imported.
Result<qint64> Transform::latestCreation(const Row &ticket)
{
    if (m_mapping.asOf)
        return m_asOf;
    TD_ASSIGN(stored, m_store.row(schema::ticket(), ticket.id()));
    return stored ? stored->row.number(schema::ticket().createdAt, m_asOf) : m_asOf;
}

Result<QString> Transform::keyOf(const QList<Expression> &key, const Record &record, const QString &what) const
{
    QStringList parts;
    for (const Expression &part : key)
        parts.append(part.textFor(record));
    if (parts.join(QString()).isEmpty())
        return refusal("missing_key", what);
    return parts.join(QChar(u'\x1f'));
}

Result<std::optional<Draft>> Transform::draft(const RowRule &rule, const Record &record, Drafts &drafts)
{
    if (!rule.whenColumn.isEmpty()) {
        const QString cell = record.cell(rule.whenColumn);
        if (cell.isEmpty() || (!rule.whenIs.isEmpty() && !rule.whenIs.contains(cell)))
            return std::optional<Draft>();
    }
    TD_ASSIGN(key, keyOf(rule.key, record, rule.name));
    Draft draft{Row(*rule.entity, importedId(m_mapping.source, *rule.entity, key)), {}, &rule};
    // The currency first: amounts are read in it.
    if (const schema::Field *currency = rule.entity->find(u"currency"); currency && rule.set.contains(currency->index))
        TD_TRY(setField(draft, *currency, rule.set[currency->index], record, drafts));
    for (auto it = rule.set.begin(); it != rule.set.end(); ++it)
        TD_TRY(setField(draft, rule.entity->fields()[static_cast<size_t>(it.key())], *it, record, drafts));
    TD_TRY(finish(draft, key, drafts));
    return std::optional(std::move(draft));
}

Status Transform::setField(
    Draft &draft, const schema::Field &field, const Expression &expression, const Record &record, Drafts &drafts)
{
    draft.owned.insert(field.index);
    Value value;
    if (field.type == schema::Type::Reference) {
        TD_ASSIGN(id, reference(field, expression, record, drafts));
        value = id;
    } else if (const QString text = expression.textFor(record); !text.isEmpty()) {
        TD_ASSIGN(read, plainValue(draft, field, expression, text, drafts));
        value = read;
    }
    if (field.options.required && isEmpty(value))
        return refusal("missing_field", field.name);
    draft.row.set(field, std::move(value));
    return {};
}

Result<Value> Transform::plainValue(const Draft &draft, const schema::Field &field, const Expression &expression,
    const QString &text, Drafts &drafts) const
{
    switch (field.type) {
    case schema::Type::Text:
    case schema::Type::Json:
        return fitting(field, text);
    case schema::Type::Choice:
        if (field.choice(text) < 0)
            return refusal("unknown_choice", field.name + QStringLiteral(": ") + text.left(60));
        return Value(qint64(field.choice(text)));
    case schema::Type::Instant: {
        const auto instant = instantFrom(text, m_mapping.zone, expression.formats);
        if (instant && instant->incomplete)
            drafts.flags.append(QStringLiteral("incomplete_date"));
        return instant ? Result<Value>(instant->ms) : converted(field, Result<qint64>(instant.error()));
    }
    case schema::Type::Date:
        return converted(field, dateFrom(text, expression.formats));
    case schema::Type::Money: {
        const schema::Field *currency = field.entity->find(u"currency");
        return converted(field, moneyFrom(text, currency ? draft.row.text(*currency) : QString()));
    }
    case schema::Type::Flag:
        return converted(field, flagFrom(text));
    case schema::Type::Integer:
        return converted(field, integerFrom(text));
    case schema::Type::Real: {
        bool ok = false;
        const double real = text.toDouble(&ok);
        return ok ? Result<Value>(real)
                  : refusal("wrong_value", field.name + QStringLiteral(": '%1' is no number").arg(text.left(60)));
    }
    case schema::Type::Set:
        return fitting(field, membersOf(text, expression.split));
    case schema::Type::Reference:
        break;
    }
    return Value();
}

Result<Value> Transform::reference(
    const schema::Field &field, const Expression &expression, const Record &record, const Drafts &drafts)
{
    Id id;
    QString text;
    if (expression.kind == Expression::Kind::Row && expression.source.isEmpty()) {
        for (const Draft &other : drafts.rows) {
            if (other.rule && other.rule->name == expression.text)
                return Value(other.row.id());
        }
        return Value(); // its own condition was not met
    }
    if (expression.kind == Expression::Kind::Row) {
        const auto key = keyOf(expression.key, record, field.name);
        if (!key)
            return Value();
        text = QString(*key).replace(u'\x1f', u' ');
        const Id wanted = importedId(expression.source, *expression.entity, *key);
        TD_ASSIGN(stored, m_store.row(*expression.entity, wanted));
        id = stored ? wanted : Id();
    } else {
        text = expression.textFor(record);
        if (text.isEmpty())
            return Value();
        TD_ASSIGN(match,
            expression.kind == Expression::Kind::Identity ? customerOf(expression.identityKind, text)
                                                          : found(*expression.found, text));
        id = match;
    }
    if (id.isNull() && !expression.optional)
        return refusal("unknown_reference", field.name + QStringLiteral(": ") + text.left(60));
    return id.isNull() ? Value() : Value(id);
}

Result<Id> Transform::found(const schema::Field &field, const QString &text)
{
    TD_ASSIGN(rows, m_store.find(field, text));
    return rows.isEmpty() ? Id() : rows.first().id();
}

Result<Id> Transform::customerOf(int kind, const QString &text)
{
    const auto &s = schema::identity();
    const QString normal = domain::normalIdentity(kind, text);
    if (normal.isEmpty())
        return Id();
    TD_ASSIGN(rows, m_store.find(s.normal, normal));
    for (const Row &row : rows) {
        if (row.number(s.kind, -1) == kind)
            return row.ref(s.customerId);
    }
    return Id();
}

/// What follows from the other fields.
Status Transform::finish(Draft &draft, const QString &key, Drafts &drafts)
{
    const auto own = [&draft](const schema::Field *field, Value value) {
        if (!field)
            return;
        draft.row.set(*field, std::move(value));
        draft.owned.insert(field->index);
    };
    const schema::Entity &entity = *draft.rule->entity;
    own(entity.find(u"source"), m_mapping.source);
    own(entity.find(u"source_key"), QString(key).replace(u'\x1f', u' '));
    own(entity.find(u"as_of"), m_asOf);
    if (&entity == &schema::identity()) {
        const auto &s = schema::identity();
        const QString value = draft.row.text(s.value);
        const QString normal = domain::normalIdentity(static_cast<int>(draft.row.number(s.kind)), value);
        if (normal.isEmpty())
            return refusal("wrong_value", QStringLiteral("value: '%1' is no %2").arg(value.left(60), draft.row.choice(s.kind)));
        own(&s.normal, normal);
    }
    if (&entity == &schema::interaction())
        flagIntervals(draft, drafts);
    return {};
}

/// Nobody waits less than no time or talks for more than a day: such rows are kept, and never averaged.
void Transform::flagIntervals(Draft &draft, Drafts &drafts) const
{
    const auto &s = schema::interaction();
    const char *flaw = nullptr;
    for (const schema::Field &field : {s.wait, s.talk, s.hold, s.wrap}) {
        const qint64 seconds = draft.row.number(field);
        flaw = seconds < 0 ? "negative_interval" : seconds > 86'400 && !flaw ? "implausible_interval" : flaw;
    }
    draft.owned.insert(s.flaw.index);
    if (!flaw)
        return;
    draft.row.set(s.flaw, QString::fromLatin1(flaw));
    drafts.flags.append(QString::fromLatin1(flaw));
}

} // namespace tidedesk::import
