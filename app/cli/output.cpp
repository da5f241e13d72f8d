// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/output.h"
#include "app/cli/text.h"
#include "app/common/console.h"
#include "core/protocol/changes.h"
#include "core/protocol/json.h"
#include "core/schema/entities.h"
#include <QDateTime>
#include <QJsonDocument>
#include <QTextStream>
#include <cstdio>

namespace tidedesk::cli {

namespace {

QJsonValue fieldJson(const Row &row, const schema::Field &field)
{
    if (field.type == schema::Type::Set)
        return QJsonArray::fromStringList(row.members(field));
    if (!row.has(field))
        return {};
    switch (field.type) {
    case schema::Type::Json:
        return QJsonDocument::fromJson(row.text(field).toUtf8()).object();
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

const schema::Field &fieldAt(const schema::Entity &entity, int index) { return entity.fields()[static_cast<size_t>(index)]; }

QJsonValue valueJson(const schema::Entity &entity, int index, const Value &value)
{
    Row row(entity, {});
    const schema::Field &field = fieldAt(entity, index);
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

QJsonObject valuesJson(const domain::Change &change)
{
    QJsonObject json;
    for (auto it = change.set.begin(); it != change.set.end(); ++it)
        json.insert(fieldAt(*change.entity, it.key()).name, valueJson(*change.entity, it.key(), it.value()));
    return json;
}

QJsonObject membersJson(const domain::Change &change, const QMap<int, QStringList> &members)
{
    QJsonObject json;
    for (auto it = members.begin(); it != members.end(); ++it)
        json.insert(fieldAt(*change.entity, it.key()).name, QJsonArray::fromStringList(it.value()));
    return json;
}

QJsonValue nameOrNull(const QString &name) { return name.isEmpty() ? QJsonValue() : QJsonValue(name); }

void addTicketNames(QJsonObject &json, const Row &ticket, const seat::Queries::Directory &directory)
{
    const auto &t = schema::ticket();
    const Row assignee = directory.users.value(ticket.ref(t.assigneeId));
    json.insert(QStringLiteral("ref"), reference(ticket));
    json.insert(QStringLiteral("assignee"), nameOrNull(assignee.isNull() ? QString() : assignee.text(schema::user().name)));
    json.insert(QStringLiteral("queue"), nameOrNull(directory.queueName(ticket.ref(t.queueId))));
}

QJsonObject outcomeJson(const domain::Outcome &outcome)
{
    return {{QStringLiteral("verdict"), QString(protocol::verdictName(outcome.verdict))}, {QStringLiteral("version"), outcome.version},
        {QStringLiteral("reason"), nameOrNull(outcome.reason)}, {QStringLiteral("detail"), nameOrNull(outcome.detail)}};
}

QString stateName(bool pending) { return pending ? QStringLiteral("queued") : QStringLiteral("synced"); }

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

} // namespace

int exitFor(const Error &error)
{
    const auto is = [&error](const char *prefix) { return error.code.startsWith(QLatin1StringView(prefix)); };
    if (error.code == u"usage")
        return WrongUsage;
    if (error.code == u"seat.sealed")
        return Revoked;
    if (error.code == u"sign_in.bad_answer" || error.code == u"net.too_old")
        return Failed;
    if (error.consequence == Consequence::SignIn || is("sign_in.") || error.code == u"limit.sign_in")
        return NotSignedIn;
    if (is("seat."))
        return Failed;
    if (is("store.") || error.code == u"outbox.damaged" || error.consequence == Consequence::Fatal)
        return StoreProblem;
    if (is("net.") && error.code != u"net.bad_url")
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
    json.insert(QStringLiteral("state"), stateName(line.pending));
    return json;
}

QJsonObject ticketPageJson(const domain::TicketPage &page, const seat::Queries::Directory &directory)
{
    QJsonObject json = rowJson(page.ticket);
    addTicketNames(json, page.ticket, directory);
    json.insert(QStringLiteral("customer"), page.customer.isNull() ? QJsonValue() : QJsonValue(rowJson(page.customer)));
    json.insert(QStringLiteral("state"), stateName(page.pending));
    json.insert(QStringLiteral("last_seen"), page.lastSeen);
    QJsonArray messages;
    int number = 0; // of attachments, for `attachment get`
    for (const domain::MessageLine &line : page.messages) {
        QJsonObject message = rowJson(line.message);
        message.insert(QStringLiteral("author"), nameOrNull(directory.userName(line.message.ref(schema::message().authorId))));
        message.insert(QStringLiteral("delivery"), QString(deliveryName(line.delivery)));
        message.insert(QStringLiteral("review"), line.review.isNull() ? QJsonValue() : QJsonValue(line.review.toString()));
        QJsonArray attachments;
        for (const Row &attachment : line.attachments) {
            QJsonObject file = rowJson(attachment);
            file.insert(QStringLiteral("number"), ++number);
            attachments.append(file);
        }
        message.insert(QStringLiteral("attachments"), attachments);
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

QJsonObject customerPageJson(const domain::CustomerPage &page, const QList<domain::TicketLine> &lines)
{
    QHash<Id, bool> pending;
    for (const domain::TicketLine &line : lines)
        pending.insert(line.ticket.id(), line.pending);
    QJsonArray tickets;
    for (const Row &ticket : page.tickets) {
        QJsonObject json = rowJson(ticket);
        json.insert(QStringLiteral("ref"), reference(ticket));
        json.insert(QStringLiteral("state"), stateName(pending.value(ticket.id())));
        tickets.append(json);
    }
    QJsonObject json = rowJson(page.customer);
    json.insert(QStringLiteral("identities"), rowsJson(page.identities));
    json.insert(QStringLiteral("transactions"), rowsJson(page.transactions));
    json.insert(QStringLiteral("contracts"), rowsJson(page.contracts));
    json.insert(QStringLiteral("receivables"), rowsJson(page.receivables));
    json.insert(QStringLiteral("usage"), rowsJson(page.usages));
    json.insert(QStringLiteral("tickets"), tickets);
    json.insert(QStringLiteral("interactions"), rowsJson(page.interactions));
    json.insert(QStringLiteral("ticket_count"), page.ticketCount);
    json.insert(QStringLiteral("open_tickets"), page.openTickets);
    return json;
}

QJsonObject entryJson(const domain::OutboxEntry &entry)
{
    static const char *const states[] = {"queued", "answered", "done"};
    static const char *const kinds[] = {"create", "update", "void"};
    const domain::Change &change = entry.change;
    QJsonObject json {{QStringLiteral("seq"), change.seq}, {QStringLiteral("id"), change.id.toString()},
        {QStringLiteral("state"), QString::fromLatin1(states[static_cast<int>(entry.state)])},
        {QStringLiteral("kind"), QString::fromLatin1(kinds[static_cast<int>(change.kind)])},
        {QStringLiteral("entity"), change.entity ? QJsonValue(QString(change.entity->name())) : QJsonValue()},
        {QStringLiteral("row"), change.row.isNull() ? QJsonValue() : QJsonValue(change.row.toString())},
        {QStringLiteral("depends"), change.depends ? QJsonValue(change.depends) : QJsonValue()},
        {QStringLiteral("done_at"), isoTime(change.doneAt)}, {QStringLiteral("created_at"), isoTime(entry.createdAt)},
        {QStringLiteral("tries"), entry.tries}, {QStringLiteral("last_error"), nameOrNull(entry.lastError)}};
    if (!change.set.isEmpty())
        json.insert(QStringLiteral("set"), valuesJson(change));
    if (!change.add.isEmpty())
        json.insert(QStringLiteral("add"), membersJson(change, change.add));
    if (!change.remove.isEmpty())
        json.insert(QStringLiteral("remove"), membersJson(change, change.remove));
    if (entry.outcome)
        json.insert(QStringLiteral("outcome"), outcomeJson(*entry.outcome));
    return json;
}

namespace {

QJsonObject fieldCard(const schema::Field &field, const QJsonValue &mine)
{
    return {{QStringLiteral("field"), QString(field.name)}, {QStringLiteral("mine"), mine}, {QStringLiteral("theirs"), QJsonValue()},
        {QStringLiteral("by"), QJsonValue()}, {QStringLiteral("at"), QJsonValue()}};
}

/// Of a rejection: all that was to be written, since none of it was; members of sets as +tag and -tag.
QJsonArray lostJson(const domain::Change &change)
{
    const schema::Entity &entity = *change.entity;
    QJsonArray fields;
    for (auto it = change.set.begin(); it != change.set.end(); ++it)
        fields.append(fieldCard(fieldAt(entity, it.key()), valueJson(entity, it.key(), it.value())));
    for (const schema::Field &field : entity.fields()) {
        QJsonArray members;
        for (const QString &member : change.add.value(field.index))
            members.append(QString(u'+' + member));
        for (const QString &member : change.remove.value(field.index))
            members.append(QString(u'-' + member));
        if (!members.isEmpty())
            fields.append(fieldCard(field, members));
    }
    return fields;
}

QJsonArray conflictsJson(const domain::Review &review, const seat::Queries::Directory &directory)
{
    const schema::Entity &entity = *review.change.entity;
    QJsonArray fields;
    for (const domain::FieldConflict &conflict : review.outcome.conflicts) {
        fields.append(QJsonObject {{QStringLiteral("field"), QString(fieldAt(entity, conflict.field).name)},
            {QStringLiteral("mine"), valueJson(entity, conflict.field, review.change.set.value(conflict.field))},
            {QStringLiteral("theirs"), valueJson(entity, conflict.field, conflict.theirs)},
            {QStringLiteral("by"), nameOrNull(directory.userName(conflict.by))}, {QStringLiteral("at"), isoTime(conflict.at)}});
    }
    return fields;
}

/// Of the row as it is here; of one this seat no longer holds, what the operation itself called it.
QString titleOf(const domain::Review &review)
{
    const schema::Entity &entity = *review.change.entity;
    const schema::Field *field = entity.find(u"subject") ? entity.find(u"subject") : entity.find(u"name");
    if (!review.title.isEmpty() || !field)
        return review.title;
    return valueJson(entity, field->index, review.change.set.value(field->index)).toString();
}

QJsonArray decisionsJson(const domain::Review &review)
{
    return isInVain(review.outcome) ? QJsonArray {QStringLiteral("theirs")} : QJsonArray {QStringLiteral("mine"), QStringLiteral("theirs")};
}

} // namespace

bool isInVain(const domain::Outcome &outcome)
{
    static const QStringList hopeless {QStringLiteral("out_of_scope"), QStringLiteral("not_allowed"), QStringLiteral("gone")};
    return outcome.verdict == domain::Verdict::Rejected && hopeless.contains(outcome.reason);
}

QJsonObject reviewJson(const domain::Review &review, const seat::Queries::Directory &directory)
{
    static const char *const kinds[] = {"conflict", "returned", "rejected"};
    static const char *const operations[] = {"create", "update", "void"};
    const schema::Entity &entity = *review.change.entity;
    const bool lost = review.kind == domain::Review::Kind::Rejected;
    const int body = schema::message().body.index;
    QJsonArray unseen;
    for (const Id &id : review.outcome.unseen)
        unseen.append(id.toString());
    return {{QStringLiteral("id"), review.id.toString()}, {QStringLiteral("seq"), review.change.seq},
        {QStringLiteral("kind"), QString::fromLatin1(kinds[static_cast<int>(review.kind)])},
        {QStringLiteral("state"), review.state == domain::Review::State::Open ? QStringLiteral("open") : QStringLiteral("resolved")},
        {QStringLiteral("entity"), QString(entity.name())}, {QStringLiteral("row"), review.change.row.toString()},
        {QStringLiteral("operation"), QString::fromLatin1(operations[static_cast<int>(review.change.kind)])},
        {QStringLiteral("title"), nameOrNull(titleOf(review))}, {QStringLiteral("at"), isoTime(review.createdAt)},
        {QStringLiteral("fields"), lost ? lostJson(review.change) : conflictsJson(review, directory)}, {QStringLiteral("unseen"), unseen},
        {QStringLiteral("decisions"), decisionsJson(review)},
        {QStringLiteral("body"), &entity == &schema::message() ? valueJson(entity, body, review.change.set.value(body)) : QJsonValue()},
        {QStringLiteral("reason"), nameOrNull(review.outcome.reason)}};
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

QHash<QString, QString> namesById(const seat::Queries::Directory &directory)
{
    QHash<QString, QString> names;
    for (const Row &user : directory.users)
        names.insert(user.id().toString(), directory.userName(user.id()));
    for (const Row &team : directory.teams)
        names.insert(team.id().toString(), team.text(schema::team().name));
    for (const Row &queue : directory.queues)
        names.insert(queue.id().toString(), directory.queueName(queue.id()));
    return names;
}

void print(const QJsonObject &answer, bool json, const QHash<QString, QString> &names)
{
    if (json) {
        app::printJson(answer);
    } else {
        QTextStream out(stdout);
        printText(out, answer, names);
    }
}

void printError(const Error &error, bool json) { app::printError(QLatin1StringView("tidedesk-cli"), error, json); }

} // namespace tidedesk::cli
