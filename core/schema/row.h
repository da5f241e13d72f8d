// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/schema/entity.h"
#include <QList>
#include <optional>

namespace tidedesk {

/// One row of one entity, as a value. `version` counts the changes the server has accepted (0 = not yet there).
class Row {
public:
    Row() = default;
    Row(const schema::Entity &entity, const Id &id)
        : m_entity(&entity)
        , m_id(id)
        , m_values(static_cast<qsizetype>(entity.fields().size()))
    {
    }
    bool isNull() const { return !m_entity; }
    const schema::Entity &entity() const { return *m_entity; }
    const Id &id() const { return m_id; }
    qint64 version = 0;

    const Value &value(const schema::Field &field) const { return m_values[field.index]; }
    void set(const schema::Field &field, Value value) { m_values[field.index] = std::move(value); }
    const QList<Value> &values() const { return m_values; }

    bool has(const schema::Field &field) const { return !tidedesk::isNull(value(field)); }
    QString text(const schema::Field &field) const;
    qint64 number(const schema::Field &field, qint64 fallback = 0) const;
    double real(const schema::Field &field) const;
    Id ref(const schema::Field &field) const;
    QStringList members(const schema::Field &field) const;
    bool flag(const schema::Field &field) const { return number(field) != 0; }
    std::optional<qint64> maybe(const schema::Field &field) const; ///< nothing when there is no number
    /// Name of a Choice field's value, empty when there is none.
    QString choice(const schema::Field &field) const;
    void setChoice(const schema::Field &field, QLatin1StringView name);

    friend bool operator==(const Row &a, const Row &b)
    {
        return a.m_entity == b.m_entity && a.m_id == b.m_id && a.version == b.version && a.m_values == b.m_values;
    }

private:
    const schema::Entity *m_entity = nullptr;
    Id m_id;
    QList<Value> m_values;
};

} // namespace tidedesk
