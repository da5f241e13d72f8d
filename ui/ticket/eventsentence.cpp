// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ticket/eventsentence.h"
#include "core/schema/entities.h"
#include "ui/common/vocabulary.h"

namespace tidedesk::ui {

QString EventSentence::shown(const schema::Field &field, const QString &value, const seat::Queries::Directory &directory)
{
    if (value.isEmpty())
        return tr("nothing");
    if (field.type == schema::Type::Choice)
        return Vocabulary::choice(field, field.choice(value));
    if (field.type != schema::Type::Reference)
        return value;
    const Id id = Id::fromString(value);
    const QString queue = directory.queueName(id);
    const QString name = queue.isEmpty() ? directory.userName(id) : queue;
    return name.isEmpty() ? tr("something outside your view") : name;
}

QString EventSentence::status(const QString &who, const QString &before, const QString &after)
{
    const auto &field = schema::ticket().status;
    const QString to = Vocabulary::choice(field, field.choice(after));
    if (before.isEmpty())
        return tr("The status is %1").arg(to);
    const QString from = Vocabulary::choice(field, field.choice(before));
    return who.isEmpty() ? tr("The status changed from %1 to %2").arg(from, to)
                         : tr("%1 changed the status from %2 to %3").arg(who, from, to);
}

QString EventSentence::assigned(const Row &event, const QString &who, const QString &after, const seat::Queries::Directory &directory)
{
    if (after.isEmpty())
        return who.isEmpty() ? tr("The ticket has no assignee now") : tr("%1 gave the ticket back").arg(who);
    const Id to = Id::fromString(after);
    if (to == event.ref(schema::event().actorId))
        return tr("%1 took the ticket").arg(who);
    const QString name = directory.userName(to).isEmpty() ? tr("somebody outside your view") : directory.userName(to);
    return who.isEmpty() ? tr("The ticket was assigned to %1").arg(name) : tr("%1 assigned the ticket to %2").arg(who, name);
}

QString EventSentence::tags(const QString &who, const QString &before, const QString &after)
{
    const QStringList old = before.split(u' ', Qt::SkipEmptyParts);
    const QStringList now = after.split(u' ', Qt::SkipEmptyParts);
    QStringList added = now;
    added.removeIf([&](const QString &tag) { return old.contains(tag); });
    QStringList removed = old;
    removed.removeIf([&](const QString &tag) { return now.contains(tag); });
    const QString by = who.isEmpty() ? tr("The system") : who;
    const QString comma = tr(", ");
    if (removed.isEmpty())
        return tr("%1 added the tag %2").arg(by, added.join(comma));
    if (added.isEmpty())
        return tr("%1 removed the tag %2").arg(by, removed.join(comma));
    return tr("%1 added the tag %2 and removed %3").arg(by, added.join(comma), removed.join(comma));
}

QString EventSentence::field(const Row &event, const QString &who, const seat::Queries::Directory &directory)
{
    const auto &e = schema::event();
    const schema::Field *field = schema::ticket().find(event.text(e.field));
    const QString by = who.isEmpty() ? tr("The system") : who;
    if (!field)
        return tr("%1 changed something").arg(by);
    const QString name = Vocabulary::field(*field);
    // Personal values are not kept in events.
    if (field->options.sensitivity != schema::Sensitivity::Plain || *field == schema::ticket().customerId)
        return tr("%1 changed %2").arg(by, name);
    return tr("%1 changed %2 from %3 to %4")
        .arg(by, name, shown(*field, event.text(e.before), directory), shown(*field, event.text(e.after), directory));
}

QString EventSentence::of(const Row &event, const seat::Queries::Directory &directory)
{
    const auto &e = schema::event();
    const QString kind = event.choice(e.kind);
    const QString who = directory.userName(event.ref(e.actorId));
    const QString before = event.text(e.before);
    const QString after = event.text(e.after);
    if (kind == u"created")
        return who.isEmpty() ? tr("The ticket came in") : tr("%1 opened the ticket").arg(who);
    if (kind == u"customer_message")
        return tr("The customer wrote");
    if (kind == u"reply")
        return who.isEmpty() ? tr("A reply was sent") : tr("%1 replied").arg(who);
    if (kind == u"auto_reply")
        return tr("An automatic reply was sent");
    if (kind == u"note")
        return who.isEmpty() ? tr("An internal note was written") : tr("%1 wrote an internal note").arg(who);
    if (kind == u"status")
        return status(who, before, after);
    if (kind == u"assigned")
        return assigned(event, who, after, directory);
    if (kind == u"tags")
        return tags(who, before, after);
    if (kind == u"merged")
        return after.isEmpty() ? (who.isEmpty() ? tr("The ticket was taken out of another again") : tr("%1 took the ticket out of another again").arg(who))
                               : (who.isEmpty() ? tr("The ticket was merged into another") : tr("%1 merged the ticket into another").arg(who));
    if (kind == u"rated")
        return tr("The customer gave %1 of 5").arg(after);
    return field(event, who, directory);
}

Icon EventSentence::icon(const Row &event)
{
    const QString kind = event.choice(schema::event().kind);
    if (kind == u"created")
        return Icon::Plus;
    if (kind == u"customer_message")
        return Icon::Mail;
    if (kind == u"reply" || kind == u"auto_reply")
        return Icon::Reply;
    if (kind == u"note")
        return Icon::Note;
    if (kind == u"status")
        return Icon::Flow;
    if (kind == u"assigned")
        return Icon::User;
    if (kind == u"tags")
        return Icon::Tag;
    if (kind == u"merged")
        return Icon::Merge;
    return kind == u"rated" ? Icon::Star : Icon::Edit;
}

} // namespace tidedesk::ui
