// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/fieldtext.h"
#include "core/schema/entities.h"
#include "ui/common/formats.h"
#include "ui/common/vocabulary.h"

namespace tidedesk::ui {

using schema::Field;
using schema::Type;

namespace {

/// Entities with a field called "name" hide the name of the entity.
bool pointsTo(const Field &reference, const schema::Entity &entity)
{
    return entity.name() == QLatin1StringView(reference.options.target);
}

} // namespace

QString FieldText::text(const Row &row, const Field &field) const
{
    return text(field, row.value(field), field.type == Type::Money ? currencyOf(row) : QString());
}

QString FieldText::text(const Field &field, const Value &value, const QString &currency) const
{
    if (const auto *number = std::get_if<qint64>(&value))
        return this->number(field, *number, currency);
    if (const auto *real = std::get_if<double>(&value)) {
        // The only share in the spine: +0.1 is ten per cent more than before.
        if (field == schema::usage().trend)
            return (*real > 0 ? QStringLiteral("+") : QString()) + m_formats.percent(*real);
        return m_formats.number(*real, 2);
    }
    if (const auto *words = std::get_if<QString>(&value)) {
        const QDate date = field.type == Type::Date ? QDate::fromString(*words, Qt::ISODate) : QDate();
        return date.isValid() ? m_formats.date(date) : *words;
    }
    if (const auto *id = std::get_if<Id>(&value))
        return name(field, *id);
    if (const auto *members = std::get_if<QStringList>(&value)) {
        //: Between the members of a list, such as tags
        return members->join(tr(", "));
    }
    return {};
}

QString FieldText::number(const Field &field, qint64 value, const QString &currency) const
{
    switch (field.type) {
    case Type::Choice:
        return Vocabulary::choice(field, value);
    case Type::Flag:
        return value != 0 ? tr("Yes") : tr("No");
    case Type::Instant:
        return m_formats.dateTime(value);
    case Type::Money:
        return m_formats.money(value, currency);
    default:
        // Durations of the spine are named for their unit.
        return field.name.endsWith(QLatin1StringView("_s")) ? m_formats.duration(value * 1000) : m_formats.number(value);
    }
}

QString FieldText::name(const Field &reference, const Id &id) const
{
    if (id.isNull())
        return {};
    QString found;
    if (pointsTo(reference, schema::user())) {
        const Row row = m_directory.users.value(id);
        if (!row.isNull())
            found = row.has(schema::user().displayName) ? row.text(schema::user().displayName)
                                                        : row.text(schema::user().name);
    } else if (pointsTo(reference, schema::team())) {
        const Row row = m_directory.teams.value(id);
        found = row.isNull() ? QString() : row.text(schema::team().name);
    } else if (pointsTo(reference, schema::queue())) {
        const Row row = m_directory.queues.value(id);
        found = row.isNull() ? QString() : row.text(schema::queue().name);
    }
    return found.isEmpty() ? id.shortText() : found;
}

QString FieldText::reference(const Row &ticket)
{
    const auto number = ticket.maybe(schema::ticket().number);
    return number ? u'#' + QString::number(*number) : u'~' + ticket.id().shortText();
}

QString FieldText::person(const Id &user) const
{
    return user.isNull() ? tr("System") : name(schema::ticket().assigneeId, user);
}

bool FieldText::isNumeric(const Field &field)
{
    return field.type == Type::Money || field.type == Type::Integer || field.type == Type::Real;
}

QString FieldText::currencyOf(const Row &row)
{
    const Field *currency = row.entity().find(u"currency");
    return currency ? row.text(*currency) : QString();
}

} // namespace tidedesk::ui
