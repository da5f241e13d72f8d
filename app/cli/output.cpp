// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/output.h"
#include "core/protocol/changes.h"
#include "core/protocol/json.h"
#include "core/schema/entities.h"
#include <QDateTime>
#include <QTextStream>
#include <cstdio>

namespace tidedesk::cli {

namespace {

QJsonValue fieldJson(const Row &row, const schema::Field &field)
{
    if (!row.has(field))
        return {};
    switch (field.type) {
    case schema::Type::Choice:
        return row.choice(field);
    case schema::Type::Instant:
        return isoTime(row.number(field));
    case schema::Type::Flag:
        return row.flag(field);
    default:
        return protocol::toJson(row.value(field));
    }
}

QJsonValue valueJson(const schema::Entity &entity, int index, const Value &value)
{
    Row row(entity, {});
    const schema::Field &field = entity.fields()[static_cast<size_t>(index)];
    row.set(field, value);
    return fieldJson(row, field);
}

QJsonArray rowsJson(const QList<Row> &rows)
{
    QJsonArray array;
    for (const Row &row : rows)
        array.append(rowJson(row));
    return array;
}

QJsonValue nameOrNull(const QString &name) { return name.isEmpty() ? QJsonValue() : QJsonValue(name); }

void addTicketNames(QJsonObject &json, const Row &ticket, const seat::Queries::Directory &directory)
{
    const auto &t = schema::ticket();
    json.insert(QStringLiteral("ref"), reference(ticket));
    json.insert(QStringLiteral("assignee"), nameOrNull(directory.users.value(ticket.ref(t.assigneeId)).isNull() ? QString() : directory.users.value(ticket.ref(t.assigneeId)).text(schema::user().name)));
    json.insert(QStringLiteral("queue"), nameOrNull(directory.queueName(ticket.ref(t.queueId))));
}

QLatin1StringView deliveryName(domain::Delivery delivery)
{
    switch (delivery) {
    case domain::Delivery::Delivered:
        return QLatin1StringView("delivered");
    case domain::Delivery::Queued:
        return QLatin1StringView("queued");
    case domain::Delivery::Returned:
        return QLatin1StringView("returned");
    case domain::Delivery::Rejected:
        return QLatin1StringView("rejected");
    }
    return {};
}

QString shown(const QJsonValue &value)
{
    if (value.isNull() || value.isUndefined())
        return QStringLiteral("-");
    if (value.isBool())
        return value.toBool() ? QStringLiteral("yes") : QStringLiteral("no");
    if (value.isDouble())
        return QString::number(value.toDouble(), 'g', 15);
    if (value.isArray()) {
        QStringList parts;
        for (const QJsonValue &part : value.toArray())
            parts.append(shown(part));
        return parts.join(QStringLiteral(", "));
    }
    if (value.isObject())
        return QString::fromUtf8(protocol::compact(value.toObject()));
    return value.toString();
}

void printTable(QTextStream &out, const QString &name, const QJsonArray &rows)
{
    out << name << ": " << rows.size() << '\n';
    for (const QJsonValue &row : rows) {
        if (!row.isObject()) {
            out << "  " << shown(row) << '\n';
            continue;
        }
        QStringList parts;
        const QJsonObject object = row.toObject();
        for (auto it = object.begin(); it != object.end(); ++it) {
            if (!it->isNull() && it.key() != u"id")
                parts.append(it.key() + u'=' + shown(*it).replace(u'\n', u' ').left(60));
        }
        out << "  " << parts.join(QStringLiteral("  ")) << '\n';
    }
}

} // namespace

int exitFor(const Error &error)
{
    if (error.code == u"seat.no_session" || error.consequence == Consequence::SignIn
        || error.code.startsWith(u"sign_in."))
        return NotSignedIn;
    if (error.code.startsWith(u"store.") || error.code.startsWith(u"outbox.damaged"))
        return StoreProblem;
    if (error.code.startsWith(u"net.") && error.code != u"net.bad_url")
        return Unreachable;
    if (error.consequence == Consequence::Retry || error.consequence == Consequence::RetryLater)
        return Unreachable;
    return error.consequence == Consequence::Conflict ? NeedsReview : Failed;
}

QString isoTime(qint64 ms)
{
    return QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC).toString(Qt::ISODateWithMs);
}

QString reference(const Row &ticket)
{
    const auto number = ticket.maybe(schema::ticket().number);
    return number ? u'#' + QString::number(*number) : u'~' + ticket.id().shortText();
}

QJsonObject rowJson(const Row &row)
{
    QJsonObject json {{QStringLiteral("id"), row.id().toString()}, {QStringLiteral("version"), row.version}};
    for (const schema::Field &field : row.entity().fields())
        json.insert(field.name, fieldJson(row, field));
    return json;
}

QJsonObject ticketJson(const domain::TicketLine &line, const seat::Queries::Directory &directory)
{
    QJsonObject json = rowJson(line.ticket);
    addTicketNames(json, line.ticket, directory);
    json.insert(QStringLiteral("customer"), nameOrNull(line.customerName));
    json.insert(QStringLiteral("state"), line.pending ? QStringLiteral("queued") : QStringLiteral("synced"));
    return json;
}

QJsonObject ticketPageJson(const domain::TicketPage &page, const seat::Queries::Directory &directory)
{
    QJsonObject json = rowJson(page.ticket);
    addTicketNames(json, page.ticket, directory);
    json.insert(QStringLiteral("customer"), page.customer.isNull() ? QJsonValue() : QJsonValue(rowJson(page.customer)));
    json.insert(QStringLiteral("state"), page.pending ? QStringLiteral("queued") : QStringLiteral("synced"));
    json.insert(QStringLiteral("last_seen"), page.lastSeen);
    QJsonArray messages;
    for (const domain::MessageLine &line : page.messages) {
        QJsonObject message = rowJson(line.message);
        message.insert(QStringLiteral("author"), nameOrNull(directory.userName(line.message.ref(schema::message().authorId))));
        message.insert(QStringLiteral("delivery"), QString(deliveryName(line.delivery)));
        if (!line.review.isNull())
            message.insert(QStringLiteral("review"), line.review.toString());
        if (!line.attachments.isEmpty())
            message.insert(QStringLiteral("attachments"), rowsJson(line.attachments));
        messages.append(message);
    }
    json.insert(QStringLiteral("messages"), messages);
    json.insert(QStringLiteral("events"), rowsJson(page.events));
    return json;
}

QJsonObject customerJson(const domain::CustomerLine &line)
{
    QJsonObject json = rowJson(line.customer);
    json.insert(QStringLiteral("reach"), nameOrNull(line.reach));
    json.insert(QStringLiteral("open_tickets"), line.openTickets);
    return json;
}

QJsonObject customerPageJson(const domain::CustomerPage &page)
{
    QJsonObject json = rowJson(page.customer);
    json.insert(QStringLiteral("identities"), rowsJson(page.identities));
    json.insert(QStringLiteral("transactions"), rowsJson(page.transactions));
    json.insert(QStringLiteral("contracts"), rowsJson(page.contracts));
    json.insert(QStringLiteral("receivables"), rowsJson(page.receivables));
    json.insert(QStringLiteral("usage"), rowsJson(page.usages));
    json.insert(QStringLiteral("tickets"), rowsJson(page.tickets));
    json.insert(QStringLiteral("interactions"), rowsJson(page.interactions));
    json.insert(QStringLiteral("ticket_count"), page.ticketCount);
    json.insert(QStringLiteral("open_tickets"), page.openTickets);
    return json;
}

QJsonObject entryJson(const domain::OutboxEntry &entry)
{
    static const char *const states[] = {"queued", "answered", "done"};
    QJsonObject json = protocol::toJson(entry.change);
    json.insert(QStringLiteral("state"), QString::fromLatin1(states[static_cast<int>(entry.state)]));
    json.insert(QStringLiteral("created_at"), isoTime(entry.createdAt));
    json.insert(QStringLiteral("tries"), entry.tries);
    json.insert(QStringLiteral("last_error"), nameOrNull(entry.lastError));
    if (entry.outcome)
        json.insert(QStringLiteral("outcome"), protocol::toJson(*entry.outcome, entry.change));
    return json;
}

QJsonObject reviewJson(const domain::Review &review, const seat::Queries::Directory &directory)
{
    static const char *const kinds[] = {"conflict", "returned", "rejected"};
    QJsonObject json {{QStringLiteral("id"), review.id.toString()},
        {QStringLiteral("kind"), QString::fromLatin1(kinds[static_cast<int>(review.kind)])},
        {QStringLiteral("state"), review.state == domain::Review::State::Open ? QStringLiteral("open") : QStringLiteral("resolved")},
        {QStringLiteral("seq"), review.change.seq}, {QStringLiteral("entity"), QString(review.change.entity->name())},
        {QStringLiteral("row"), review.change.row.toString()},
        {QStringLiteral("ticket"), review.ticket.isNull() ? QJsonValue() : QJsonValue(review.ticket.toString())},
        {QStringLiteral("title"), nameOrNull(review.title)}, {QStringLiteral("at"), isoTime(review.createdAt)}};
    QJsonArray fields;
    for (const domain::FieldConflict &conflict : review.outcome.conflicts) {
        const schema::Entity &entity = *review.change.entity;
        fields.append(QJsonObject {
            {QStringLiteral("field"), QString(entity.fields()[static_cast<size_t>(conflict.field)].name)},
            {QStringLiteral("mine"), valueJson(entity, conflict.field, review.change.set.value(conflict.field))},
            {QStringLiteral("theirs"), valueJson(entity, conflict.field, conflict.theirs)},
            {QStringLiteral("by"), nameOrNull(directory.userName(conflict.by))}, {QStringLiteral("at"), isoTime(conflict.at)}});
    }
    if (!fields.isEmpty())
        json.insert(QStringLiteral("fields"), fields);
    if (review.change.entity == &schema::message())
        json.insert(QStringLiteral("body"), valueJson(schema::message(), schema::message().body.index,
            review.change.set.value(schema::message().body.index)));
    QJsonArray unseen;
    for (const Id &id : review.outcome.unseen)
        unseen.append(id.toString());
    if (!unseen.isEmpty())
        json.insert(QStringLiteral("unseen"), unseen);
    if (!review.outcome.reason.isEmpty())
        json.insert(QStringLiteral("reason"), review.outcome.reason);
    return json;
}

QJsonObject statusJson(const domain::SyncStatus &status)
{
    static const char *const phases[]
        = {"signed_out", "connecting", "catching_up", "live", "offline", "sign_in_needed", "stopped"};
    return {{QStringLiteral("phase"), QString::fromLatin1(phases[static_cast<int>(status.phase)])},
        {QStringLiteral("as_of"), status.asOf ? QJsonValue(isoTime(status.asOf)) : QJsonValue()},
        {QStringLiteral("waiting"), status.waiting}, {QStringLiteral("reviews"), status.reviews},
        {QStringLiteral("problem"), nameOrNull(status.problem)}};
}

void print(const QJsonObject &object, bool json)
{
    QTextStream out(stdout);
    if (json) {
        out << QString::fromUtf8(protocol::compact(object)) << '\n';
        return;
    }
    for (auto it = object.begin(); it != object.end(); ++it) {
        if (it->isArray() && !it->toArray().isEmpty())
            printTable(out, it.key(), it->toArray());
        else
            out << it.key() << ": " << shown(*it) << '\n';
    }
}

void printError(const Error &error, bool json)
{
    if (json) {
        QTextStream(stdout) << QString::fromUtf8(protocol::compact({{QStringLiteral("error"),
            QJsonObject {{QStringLiteral("code"), error.code}, {QStringLiteral("detail"), error.detail}}}}))
                            << '\n';
    }
    QTextStream(stderr) << "tidedesk-cli: " << error.code
                        << (error.detail.isEmpty() ? QString() : QStringLiteral(": ") + error.detail) << '\n';
}

} // namespace tidedesk::cli
