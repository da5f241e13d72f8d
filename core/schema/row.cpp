// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/row.h"

namespace tidedesk {

QString Row::text(const schema::Field &field) const
{
    const auto *held = std::get_if<QString>(&value(field));
    return held ? *held : QString();
}

qint64 Row::number(const schema::Field &field, qint64 fallback) const
{
    const auto *held = std::get_if<qint64>(&value(field));
    return held ? *held : fallback;
}

double Row::real(const schema::Field &field) const
{
    const auto *held = std::get_if<double>(&value(field));
    return held ? *held : 0.0;
}

Id Row::ref(const schema::Field &field) const
{
    const auto *held = std::get_if<Id>(&value(field));
    return held ? *held : Id();
}

QStringList Row::members(const schema::Field &field) const
{
    const auto *held = std::get_if<QStringList>(&value(field));
    return held ? *held : QStringList();
}

std::optional<qint64> Row::maybe(const schema::Field &field) const
{
    const auto *held = std::get_if<qint64>(&value(field));
    return held ? std::optional(*held) : std::nullopt;
}

QString Row::choice(const schema::Field &field) const
{
    const auto held = maybe(field);
    return held ? field.choiceName(*held) : QString();
}

void Row::setChoice(const schema::Field &field, QLatin1StringView name)
{
    const int index = field.choice(QString(name));
    Q_ASSERT_X(index >= 0, "Row::setChoice", name.data());
    set(field, qint64(index));
}

} // namespace tidedesk
