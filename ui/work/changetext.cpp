// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/work/changetext.h"
#include "core/schema/entities.h"
#include "ui/common/fieldtext.h"
#include "ui/common/vocabulary.h"

namespace tidedesk::ui {

namespace {

QString textOf(const domain::Change &change, const schema::Field &field)
{
    const Value value = change.set.value(field.index);
    const auto *text = std::get_if<QString>(&value);
    return text ? *text : QString();
}

Id idOf(const domain::Change &change, const schema::Field &field)
{
    const Value value = change.set.value(field.index);
    const auto *id = std::get_if<Id>(&value);
    return id ? *id : Id();
}

QString shortened(const QString &text)
{
    constexpr qsizetype longest = 60;
    const QString line = text.left(400).simplified();
    return line.size() > longest ? line.left(longest) + u'…' : line;
}

} // namespace

QString ChangeText::what(const domain::Change &change) const
{
    if (!change.entity)
        return tr("Change of a record this version does not know");
    return change.kind == domain::Change::Kind::Create ? created(change) : updated(change);
}

QString ChangeText::created(const domain::Change &change) const
{
    const schema::Message &message = schema::message();
    if (change.entity == &message) {
        const Value kind = change.set.value(message.kind.index);
        const auto *choice = std::get_if<qint64>(&kind);
        const QString name = choice ? Vocabulary::choice(message.kind, *choice) : QString();
        return tr("%1: “%2”").arg(name, shortened(textOf(change, message.body)));
    }
    if (change.entity == &schema::ticket())
        return tr("New ticket “%1”").arg(shortened(textOf(change, schema::ticket().subject)));
    if (change.entity == &schema::customer())
        return tr("New customer “%1”").arg(shortened(textOf(change, schema::customer().name)));
    if (change.entity == &schema::attachment())
        return tr("File “%1”").arg(shortened(textOf(change, schema::attachment().name)));
    return tr("New entry: %1").arg(Vocabulary::entity(*change.entity));
}

QString ChangeText::updated(const domain::Change &change) const
{
    const auto &fields = change.entity->fields();
    QStringList parts;
    for (auto it = change.set.begin(); it != change.set.end(); ++it) {
        if (it.key() < 0 || it.key() >= static_cast<int>(fields.size()))
            continue;
        const schema::Field &field = fields[static_cast<size_t>(it.key())];
        const QString value = shortened(m_text.text(field, it.value()));
        parts += QStringLiteral("%1 → %2").arg(Vocabulary::field(field), value.isEmpty() ? tr("(empty)") : value);
    }
    const auto members = [&](const QMap<int, QStringList> &lists, QChar sign) {
        for (const QStringList &list : lists)
            for (const QString &member : list)
                parts += sign + member;
    };
    members(change.add, u'+');
    members(change.remove, QChar(0x2212));
    return parts.join(tr(", "));
}

QString ChangeText::body(const domain::Change &change)
{
    return change.entity == &schema::message() ? textOf(change, schema::message().body) : QString();
}

ChangeText::Subject ChangeText::subject(const domain::Change &change)
{
    if (change.entity == &schema::ticket())
        return {&schema::ticket(), change.row};
    if (change.entity == &schema::message())
        return {&schema::ticket(), idOf(change, schema::message().ticketId)};
    if (change.entity == &schema::attachment())
        return {&schema::ticket(), idOf(change, schema::attachment().ticketId)};
    if (change.entity == &schema::customer())
        return {&schema::customer(), change.row};
    if (change.entity == &schema::identity())
        return {&schema::customer(), idOf(change, schema::identity().customerId)};
    return {};
}

QString ChangeText::titleOf(const Row &row)
{
    if (row.isNull())
        return {};
    if (&row.entity() == &schema::customer())
        return row.text(schema::customer().name);
    const schema::Ticket &f = schema::ticket();
    if (&row.entity() != &f)
        return {};
    if (!row.has(f.number) && row.text(f.subject).isEmpty())
        return {};
    return FieldText::reference(row) + u' ' + row.text(f.subject);
}

QString ChangeText::titleOf(const domain::Change &change)
{
    if (change.kind != domain::Change::Kind::Create)
        return {};
    return change.entity == &schema::ticket() ? textOf(change, schema::ticket().subject)
        : change.entity == &schema::customer() ? textOf(change, schema::customer().name)
                                               : QString();
}

} // namespace tidedesk::ui
