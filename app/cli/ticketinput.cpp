// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/ticketinput.h"
#include "core/domain/scope.h"
#include "core/schema/entities.h"
#include <QJsonDocument>

namespace tidedesk::cli {

namespace {

using domain::ListAnchor;
using domain::TicketQuery;
using schema::Field;
using seat::Queries;

Error wrong(const QString &detail) { return {Consequence::Rejected, QStringLiteral("usage"), detail}; }

QString choicesOf(const Field &field)
{
    QStringList names;
    for (const QLatin1StringView name : field.options.choices)
        names.append(name);
    return names.join(QStringLiteral("|"));
}

Result<qint64> readChoice(const Field &field, const QString &text)
{
    const int choice = field.choice(text.trimmed().toLower());
    if (choice < 0)
        return wrong(QStringLiteral("%1: %2 is expected, not '%3'").arg(QString(field.name), choicesOf(field), text.left(40)));
    return qint64(choice);
}

Result<Id> queueNamed(const QString &name, const Queries::Directory &directory)
{
    for (const Row &row : directory.queues) {
        if (row.text(schema::queue().name).compare(name, Qt::CaseInsensitive) == 0 || row.id().toString() == name)
            return row.id();
    }
    QStringList names;
    for (const Row &row : directory.queues)
        names.append(row.text(schema::queue().name));
    names.sort();
    return wrong(QStringLiteral("there is no queue named '%1'; there are %2").arg(name.left(40), names.join(QStringLiteral(", "))));
}

Result<Id> userNamed(const QString &name, const Queries::Directory &directory)
{
    for (const Row &row : directory.users) {
        if (row.text(schema::user().name) == name || row.id().toString() == name)
            return row.id();
    }
    return wrong(QStringLiteral("there is no user named '%1'").arg(name.left(40)));
}

Status readFilter(const QString &text, TicketQuery &query)
{
    const auto &t = schema::ticket();
    for (const QString &part : text.split(u' ', Qt::SkipEmptyParts)) {
        const QString key = part.section(u':', 0, 0);
        const QString values = part.section(u':', 1);
        if (values.isEmpty())
            return wrong(QStringLiteral("--filter '%1': key:value is expected").arg(part.left(40)));
        if (key == t.tags.name || key == u"tag") {
            query.tag = values;
            continue;
        }
        QList<qint64> *target = key == t.status.name ? &query.statuses
            : key == t.priority.name                 ? &query.priorities
            : key == t.channel.name                  ? &query.channels
                                                     : nullptr;
        if (!target)
            return wrong(QStringLiteral("--filter '%1': status, priority, channel or tag is expected").arg(key.left(40)));
        for (const QString &value : values.split(u',')) {
            TD_ASSIGN(choice, readChoice(*t.find(key), value));
            target->append(choice);
        }
    }
    return {};
}

/// Tickets lie where their queue's team lies; of another team's queue a seat holds none, which is not the same as none.
Status readQueueView(const QString &name, const Queries::Directory &directory, const Id &me, TicketQuery &query)
{
    TD_ASSIGN(queue, queueNamed(name, directory));
    const Row user = directory.users.value(me);
    if (!user.isNull() && !domain::scopeOf(user, Id()).holdsTicketsOf(directory.queues.value(queue)))
        return Error {Consequence::Rejected, QStringLiteral("queue.out_of_scope"), name.left(40)};
    query.view = TicketQuery::View::Queue;
    query.queue = queue;
    return {};
}

Status readView(const QString &view, const Queries::Directory &directory, const Id &me, TicketQuery &query)
{
    static const QHash<QString, TicketQuery::View> views {{QStringLiteral("mine"), TicketQuery::View::Mine},
        {QStringLiteral("unassigned"), TicketQuery::View::Unassigned}, {QStringLiteral("team"), TicketQuery::View::Team},
        {QStringLiteral("open"), TicketQuery::View::Open}, {QStringLiteral("all"), TicketQuery::View::All}};
    if (view.startsWith(u"queue:"))
        return readQueueView(view.mid(6), directory, me, query);
    if (!views.contains(view))
        return wrong(QStringLiteral("--view: mine|unassigned|team|open|all|queue:NAME is expected, not '%1'").arg(view.left(40)));
    query.view = views.value(view);
    return {};
}

QString sortName(const TicketQuery &query)
{
    static const char *const names[] = {"updated", "created", "priority", "number"};
    return QString::fromLatin1(query.descending ? "" : "+") + QLatin1StringView(names[static_cast<int>(query.sort)]);
}

Status readSort(QString sort, TicketQuery &query)
{
    static const QHash<QString, TicketQuery::Sort> sorts {{QStringLiteral("updated"), TicketQuery::Sort::Updated},
        {QStringLiteral("created"), TicketQuery::Sort::Created}, {QStringLiteral("priority"), TicketQuery::Sort::Priority},
        {QStringLiteral("number"), TicketQuery::Sort::Number}};
    query.descending = !sort.startsWith(u'+');
    if (sort.startsWith(u'+') || sort.startsWith(u'-'))
        sort.remove(0, 1);
    if (sort.endsWith(u"_at"))
        sort.chop(3);
    if (!sorts.contains(sort))
        return wrong(QStringLiteral("--sort: updated|created|priority|number is expected, not '%1'").arg(sort.left(40)));
    query.sort = sorts.value(sort);
    return {};
}

} // namespace

Result<TicketQuery> readQuery(const Arguments &arguments, const Queries::Directory &directory, const Id &me)
{
    TicketQuery query;
    TD_TRY(readFilter(arguments.value(QStringLiteral("filter")), query));
    const QString usual = query.statuses.isEmpty() ? QStringLiteral("open") : QStringLiteral("all");
    TD_TRY(readView(arguments.value(QStringLiteral("view"), usual), directory, me, query));
    TD_TRY(readSort(arguments.value(QStringLiteral("sort"), QStringLiteral("updated")), query));
    return query;
}

Result<ListAnchor> readCursor(const QString &text, const TicketQuery &query)
{
    if (text.isEmpty())
        return ListAnchor {0, 0, true};
    const QStringList parts = text.split(u'.');
    bool keyOk = false;
    bool rowOk = false;
    const ListAnchor anchor {parts.value(1).toLongLong(&keyOk), parts.value(2).toLongLong(&rowOk), false};
    if (parts.size() != 3 || !keyOk || !rowOk)
        return wrong(QStringLiteral("--after: a cursor from the field 'next' is expected, not '%1'").arg(text.left(40)));
    if (parts.first() != sortName(query))
        return wrong(QStringLiteral("--after: this cursor belongs to a list with --sort %1").arg(parts.first().left(40)));
    return anchor;
}

QString writeCursor(const ListAnchor &anchor, const TicketQuery &query)
{
    return QStringLiteral("%1.%2.%3").arg(sortName(query)).arg(anchor.key).arg(anchor.rowNumber);
}

Result<seat::Edits::NewTicket> readNewTicket(const Arguments &arguments)
{
    seat::Edits::NewTicket ticket;
    ticket.subject = arguments.value(QStringLiteral("subject")).trimmed();
    ticket.body = arguments.value(QStringLiteral("body"));
    if (ticket.subject.isEmpty())
        return wrong(QStringLiteral("--subject is missing or empty"));
    if (arguments.has(QStringLiteral("channel"))) {
        TD_ASSIGN(channel, readChoice(schema::ticket().channel, arguments.value(QStringLiteral("channel"))));
        ticket.channel = channel;
    }
    if (arguments.has(QStringLiteral("priority"))) {
        TD_ASSIGN(priority, readChoice(schema::ticket().priority, arguments.value(QStringLiteral("priority"))));
        ticket.priority = priority;
    }
    return ticket;
}

Result<QMap<int, QString>> readAssignments(const QStringList &words)
{
    const auto &t = schema::ticket();
    QMap<int, QString> typed;
    for (const QString &word : words) {
        const qsizetype equals = word.indexOf(u'=');
        if (equals < 1)
            return wrong(QStringLiteral("'%1': field=value is expected").arg(word.left(40)));
        const QString name = word.left(equals);
        const Field *field = t.find(name) ? t.find(name) : t.find(name + QStringLiteral("_id"));
        if (!field)
            return wrong(QStringLiteral("'%1' is no field of a ticket").arg(name.left(40)));
        if (*field == t.tags)
            return wrong(QStringLiteral("tags are set by 'ticket tag REF +name -name'"));
        if (field->merge == schema::Merge::ServerOnly || field->merge == schema::Merge::Immutable)
            return wrong(QStringLiteral("the field %1 cannot be changed by hand").arg(name));
        if (typed.contains(field->index))
            return wrong(QStringLiteral("the field %1 is set twice").arg(name));
        typed.insert(field->index, word.mid(equals + 1));
    }
    return typed;
}

Result<QMap<int, Value>> readValues(
    const QMap<int, QString> &typed, const Id &customer, const Queries::Directory &directory, const Id &me)
{
    const auto &t = schema::ticket();
    QMap<int, Value> values;
    for (auto it = typed.begin(); it != typed.end(); ++it) {
        const Field &field = t.fields()[static_cast<size_t>(it.key())];
        const QString &text = *it;
        Value value;
        if (text.isEmpty()) {
            if (field.options.required || field.type == schema::Type::Choice)
                return wrong(QStringLiteral("%1: a value is expected").arg(QString(field.name)));
        } else if (field.type == schema::Type::Choice) {
            TD_ASSIGN(choice, readChoice(field, text));
            value = choice;
        } else if (field == t.assigneeId) {
            TD_ASSIGN(user, userNamed(text == u"me" ? me.toString() : text, directory));
            value = user;
        } else if (field == t.queueId) {
            TD_ASSIGN(queue, queueNamed(text, directory));
            value = queue;
        } else if (field == t.customerId) {
            value = customer;
        } else if (field.type == schema::Type::Json && !QJsonDocument::fromJson(text.toUtf8()).isObject()) {
            return wrong(QStringLiteral("%1: a JSON object is expected, not '%2'").arg(QString(field.name), text.left(40)));
        } else {
            value = text;
        }
        values.insert(it.key(), value);
    }
    return values;
}

} // namespace tidedesk::cli
