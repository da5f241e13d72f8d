// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/ticketinput.h"
#include "core/schema/entities.h"

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
    return wrong(QStringLiteral("queue: there is none named '%1'").arg(name.left(40)));
}

Result<Id> userNamed(const QString &name, const Queries::Directory &directory)
{
    for (const Row &row : directory.users) {
        if (row.text(schema::user().name) == name || row.id().toString() == name)
            return row.id();
    }
    return wrong(QStringLiteral("assignee: there is no user named '%1'").arg(name.left(40)));
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

Status readView(const QString &view, const Queries::Directory &directory, TicketQuery &query)
{
    static const QHash<QString, TicketQuery::View> views {{QStringLiteral("mine"), TicketQuery::View::Mine},
        {QStringLiteral("unassigned"), TicketQuery::View::Unassigned}, {QStringLiteral("team"), TicketQuery::View::Team},
        {QStringLiteral("open"), TicketQuery::View::Open}, {QStringLiteral("all"), TicketQuery::View::All}};
    if (view.startsWith(u"queue:")) {
        TD_ASSIGN(queue, queueNamed(view.mid(6), directory));
        query.view = TicketQuery::View::Queue;
        query.queue = queue;
        return {};
    }
    if (!views.contains(view))
        return wrong(QStringLiteral("--view: mine|unassigned|team|open|all|queue:NAME is expected, not '%1'").arg(view.left(40)));
    query.view = views.value(view);
    return {};
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

Result<TicketQuery> readQuery(const Arguments &arguments, const Queries::Directory &directory)
{
    TicketQuery query;
    TD_TRY(readView(arguments.value(QStringLiteral("view"), QStringLiteral("open")), directory, query));
    TD_TRY(readFilter(arguments.value(QStringLiteral("filter")), query));
    TD_TRY(readSort(arguments.value(QStringLiteral("sort"), QStringLiteral("updated")), query));
    return query;
}

Result<ListAnchor> readCursor(const QString &text)
{
    if (text.isEmpty())
        return ListAnchor {0, 0, true};
    const QStringList parts = text.split(u'.');
    bool keyOk = false;
    bool rowOk = false;
    const ListAnchor anchor {parts.value(0).toLongLong(&keyOk), parts.value(1).toLongLong(&rowOk), false};
    if (parts.size() != 2 || !keyOk || !rowOk)
        return wrong(QStringLiteral("--after: a cursor from the field 'next' is expected, not '%1'").arg(text.left(40)));
    return anchor;
}

QString writeCursor(const ListAnchor &anchor) { return QStringLiteral("%1.%2").arg(anchor.key).arg(anchor.rowNumber); }

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

Result<QMap<int, Value>> readAssignments(const QStringList &words, const Queries::Directory &directory)
{
    const auto &t = schema::ticket();
    QMap<int, Value> fields;
    for (const QString &word : words) {
        const qsizetype equals = word.indexOf(u'=');
        if (equals < 1)
            return wrong(QStringLiteral("'%1': field=value is expected").arg(word.left(40)));
        QString name = word.left(equals);
        const QString text = word.mid(equals + 1);
        if (name == u"assignee" || name == u"queue" || name == u"customer")
            name += QStringLiteral("_id");
        const Field *field = t.find(name);
        if (!field || field->type == schema::Type::Set)
            return wrong(QStringLiteral("'%1' is no field that can be set").arg(name.left(40)));
        Value value;
        if (text.isEmpty()) {
            value = Value();
        } else if (field->type == schema::Type::Choice) {
            TD_ASSIGN(choice, readChoice(*field, text));
            value = choice;
        } else if (*field == t.assigneeId) {
            TD_ASSIGN(user, userNamed(text, directory));
            value = user;
        } else if (*field == t.queueId) {
            TD_ASSIGN(queue, queueNamed(text, directory));
            value = queue;
        } else if (field->type == schema::Type::Reference) {
            const Id id = Id::fromString(text);
            if (id.isNull())
                return wrong(QStringLiteral("%1: an id is expected, not '%2'").arg(name, text.left(40)));
            value = id;
        } else if (field->type == schema::Type::Text || field->type == schema::Type::Json) {
            value = text;
        } else {
            return wrong(QStringLiteral("'%1' is kept by the server").arg(name));
        }
        fields.insert(field->index, value);
    }
    if (fields.isEmpty())
        return wrong(QStringLiteral("nothing to set: field=value is expected"));
    return fields;
}

} // namespace tidedesk::cli
