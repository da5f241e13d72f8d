// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/entity.h"
#include "core/schema/entities.h"
#include <QCryptographicHash>

namespace tidedesk::schema {

int Field::choice(QStringView wanted) const
{
    for (size_t i = 0; i < options.choices.size(); ++i) {
        if (wanted == options.choices[i])
            return static_cast<int>(i);
    }
    return -1;
}

QString Field::choiceName(qint64 value) const
{
    if (value < 0 || value >= static_cast<qint64>(options.choices.size()))
        return {};
    return options.choices[static_cast<size_t>(value)];
}

Entity::Entity(const char *name, Scope scope, Writer create, Writer update)
    : m_name(name)
    , m_scope(std::move(scope))
    , m_create(create)
    , m_update(update)
{
}

Field Entity::add(const char *name, Type type, Merge merge, Options options)
{
    Field field {this, static_cast<int>(m_fields.size()), QLatin1StringView(name), type, merge, std::move(options)};
    m_fields.push_back(field);
    return field;
}

const Field *Entity::find(QStringView name) const
{
    for (const Field &field : m_fields) {
        if (name == field.name)
            return &field;
    }
    return nullptr;
}

const std::vector<const Entity *> &entities()
{
    static const std::vector<const Entity *> all {&team(), &user(), &seat(), &queue(), &tag(), &customer(), &identity(),
        &transaction(), &contract(), &receivable(), &usage(), &ticket(), &message(), &attachment(), &interaction(),
        &event()};
    return all;
}

const Entity *find(QStringView name)
{
    for (const Entity *entity : entities()) {
        if (name == entity->name())
            return entity;
    }
    return nullptr;
}

QByteArray fingerprint()
{
    QCryptographicHash hash(QCryptographicHash::Blake2b_160);
    for (const Entity *entity : entities()) {
        hash.addData(entity->name().data());
        for (const Field &field : entity->fields()) {
            hash.addData(field.name.data());
            hash.addData(QByteArray::number(static_cast<int>(field.type)));
            hash.addData(field.options.index ? "i" : "-");
        }
    }
    return hash.result().toHex();
}

} // namespace tidedesk::schema
