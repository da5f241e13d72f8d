// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/api/intake.h"
#include "core/domain/identity.h"
#include "core/protocol/json.h"
#include "core/schema/entities.h"
#include "core/server/api/optionaltext.h"
#include <QCryptographicHash>

namespace tidedesk::server {

namespace {

using domain::Change;
using protocol::stringAt;

const auto kWhere = QStringLiteral("intake");

Error wrong(const char *code, const QString &detail) { return {Consequence::Rejected, QLatin1StringView(code), detail}; }

Change create(WriteContext &context, const schema::Entity &entity)
{
    Change change;
    change.id = context.newId();
    change.kind = Change::Kind::Create;
    change.entity = &entity;
    change.row = context.newId();
    return change;
}

Result<bool> holds(Store &store, const domain::Scope &scope, const schema::Entity &entity, const Id &id)
{
    TD_ASSIGN(stored, store.row(entity, id));
    return stored && scope.holds(stored->bucket);
}

/// Hashed, because the ids of mails hold addresses and may be of any length.
QString seenKey(const Intake &intake)
{
    const QByteArray hash = QCryptographicHash::hash(intake.externalKey.toUtf8(), QCryptographicHash::Sha256);
    return QStringLiteral("intake/%1/%2").arg(intake.channel).arg(QString::fromLatin1(hash.toHex()));
}

Result<std::optional<Id>> knownCustomer(Store &store, const Intake &intake, const domain::Scope &scope)
{
    const auto &s = schema::identity();
    for (auto it = intake.identities.begin(); it != intake.identities.end(); ++it) {
        const QString normal = domain::normalIdentity(static_cast<int>(it.key()), it.value());
        if (normal.isEmpty())
            continue;
        TD_TRY(store.hold(normal)); // two messages of somebody new make one customer
        TD_ASSIGN(found, store.find(s.normal, normal));
        for (const Row &identity : found) {
            TD_ASSIGN(ours, holds(store, scope, s, identity.id()));
            if (ours && identity.number(s.kind) == it.key())
                return std::optional(identity.ref(s.customerId));
        }
    }
    return std::optional<Id>();
}

/// A title that is too long is shortened: the message itself must not be lost for it.
QString shortened(const QString &text, const schema::Field &field)
{
    const qsizetype longest = field.options.longest;
    if (text.size() <= longest)
        return text;
    return text.left(text.at(longest - 1).isHighSurrogate() ? longest - 1 : longest);
}

Result<Id> newCustomer(WriteContext &context, const Intake &intake)
{
    Change customer = create(context, schema::customer());
    const QString reach = intake.identities.isEmpty() ? QString() : intake.identities.first();
    const QString name = intake.name.trimmed().isEmpty() ? reach : intake.name.trimmed();
    customer.set.insert(schema::customer().name.index, shortened(name, schema::customer().name));
    TD_TRY(context.applyOwn(customer));
    const auto &s = schema::identity();
    for (auto it = intake.identities.begin(); it != intake.identities.end(); ++it) {
        if (domain::normalIdentity(static_cast<int>(it.key()), it.value()).isEmpty())
            continue; // a caller who withholds the number is a caller all the same
        Change identity = create(context, s);
        identity.set = {{s.customerId.index, customer.row}, {s.kind.index, it.key()}, {s.value.index, it.value()}};
        TD_TRY(context.applyOwn(identity));
    }
    return customer.row;
}

Result<Id> queueFor(Store &store, const QString &name, const domain::Scope &scope)
{
    TD_ASSIGN(queues, store.all(schema::queue()));
    for (const Row &queue : queues) {
        if (queue.flag(schema::queue().active) && scope.holdsTicketsOf(queue) && (name.isEmpty() || queue.text(schema::queue().name) == name))
            return queue.id();
    }
    return wrong("intake.no_queue", name);
}

Result<Id> newTicket(WriteContext &context, const Intake &intake, const domain::Scope &scope, const Id &customer)
{
    const auto &t = schema::ticket();
    TD_ASSIGN(queue, queueFor(context.store(), intake.queue, scope));
    Change ticket = create(context, t);
    const QString subject = intake.subject.trimmed();
    ticket.set = {{t.subject.index, subject.isEmpty() ? intake.body.simplified().left(80) : shortened(subject, t.subject)},
        {t.customerId.index, customer}, {t.queueId.index, queue}, {t.channel.index, intake.channel}};
    if (intake.priority >= 0)
        ticket.set.insert(t.priority.index, intake.priority);
    TD_TRY(context.applyOwn(ticket));
    return ticket.row;
}

Result<qint64> choiceAt(const QJsonObject &json, const char *key, const schema::Field &field)
{
    TD_ASSIGN(name, stringAt(json, QLatin1StringView(key), QStringLiteral("intake")));
    const int choice = field.choice(name);
    if (choice < 0)
        return wrong("json.type", QStringLiteral("intake.%1: unknown '%2'").arg(QLatin1StringView(key), name.left(40)));
    return qint64(choice);
}

Status readSender(const QJsonObject &json, Intake &intake)
{
    const QString where = kWhere + QStringLiteral(".from");
    const QJsonValue sender = json.value(QLatin1StringView("from"));
    if (!sender.isUndefined() && !sender.isObject())
        return wrong("json.type", where + QStringLiteral(": an object is expected"));
    const QJsonObject from = sender.toObject();
    TD_ASSIGN(name, optionalText(from, QLatin1StringView("name"), where));
    intake.name = name;
    const auto &kind = schema::identity().kind;
    for (size_t i = 0; i < kind.options.choices.size(); ++i) {
        TD_ASSIGN(given, optionalText(from, kind.options.choices[i], where));
        const QString value = given.trimmed();
        if (value.isEmpty())
            continue;
        if (kind.options.choices[i] == u"email" && domain::normalIdentity(static_cast<int>(i), value).isEmpty())
            return wrong("json.type", where + QStringLiteral(".email: an e-mail address is expected, not '%1'").arg(value.left(80)));
        if (value.size() > schema::identity().value.options.longest)
            return wrong("json.type", QStringLiteral("%1.%2: is longer than any identity").arg(where, kind.options.choices[i]));
        intake.identities.insert(static_cast<qint64>(i), value);
    }
    if (intake.name.trimmed().isEmpty() && intake.identities.isEmpty())
        return wrong("json.missing", where + QStringLiteral(": a name or an identity is expected"));
    return {};
}

Result<qint64> ticketNumberAt(const QJsonObject &json)
{
    const QLatin1StringView key("ticket");
    if (!json.contains(key))
        return qint64(0);
    TD_ASSIGN(number, protocol::integerAt(json, key, kWhere));
    if (number < 1)
        return wrong("json.type", kWhere + QStringLiteral(".ticket: a number from 1 on is expected"));
    return number;
}

} // namespace

Result<Intake> intakeFromJson(const QJsonObject &json)
{
    Intake intake;
    TD_ASSIGN(channel, choiceAt(json, "channel", schema::ticket().channel));
    TD_ASSIGN(body, stringAt(json, QLatin1StringView("body"), QStringLiteral("intake")));
    if (body.trimmed().isEmpty())
        return wrong("json.missing", QStringLiteral("intake.body: is empty"));
    intake.channel = channel;
    intake.body = body;
    TD_TRY(readSender(json, intake));
    if (json.contains(QLatin1StringView("priority"))) {
        TD_ASSIGN(priority, choiceAt(json, "priority", schema::ticket().priority));
        intake.priority = priority;
    }
    TD_ASSIGN(subject, optionalText(json, QLatin1StringView("subject"), kWhere));
    TD_ASSIGN(queue, optionalText(json, QLatin1StringView("queue"), kWhere));
    TD_ASSIGN(number, ticketNumberAt(json));
    TD_ASSIGN(externalKey, optionalText(json, QLatin1StringView("external_key"), kWhere));
    intake.subject = subject;
    intake.queue = queue;
    intake.ticketNumber = number;
    intake.externalKey = externalKey;
    return intake;
}

Result<IntakeDone> takeIn(WriteContext &context, const Intake &intake, const domain::Scope &scope)
{
    Store &store = context.store();
    if (!intake.externalKey.isEmpty()) {
        TD_TRY(store.hold(seenKey(intake)));
        TD_ASSIGN(seen, store.meta(seenKey(intake)));
        const QStringList ids = seen.split(u' ');
        if (ids.size() == 3)
            return IntakeDone {Id::fromString(ids[0]), Id::fromString(ids[1]), Id::fromString(ids[2]), true};
    }
    IntakeDone done;
    if (intake.ticketNumber > 0) {
        TD_ASSIGN(found, store.find(schema::ticket().number, intake.ticketNumber));
        const auto ours = found.isEmpty() ? Result<bool>(false) : holds(store, scope, schema::ticket(), found.first().id());
        if (!ours)
            return ours.error();
        if (!*ours)
            return wrong("intake.unknown_ticket", QString::number(intake.ticketNumber));
        TD_ASSIGN(standing, context.standingFor(found.first()));
        done.ticket = standing;
        done.customer = found.first().ref(schema::ticket().customerId);
    } else {
        TD_ASSIGN(known, knownCustomer(store, intake, scope));
        if (known) {
            done.customer = *known;
        } else {
            TD_ASSIGN(made, newCustomer(context, intake));
            done.customer = made;
        }
        TD_ASSIGN(ticket, newTicket(context, intake, scope, done.customer));
        done.ticket = ticket;
    }
    const auto &m = schema::message();
    Change message = create(context, m);
    message.set = {{m.ticketId.index, done.ticket}, {m.kind.index, qint64(m.kind.choice(u"customer"))}, {m.body.index, intake.body},
        {m.channel.index, intake.channel}};
    TD_TRY(context.applyOwn(message));
    done.message = message.row;
    if (!intake.externalKey.isEmpty())
        TD_TRY(store.setMeta(seenKey(intake), QStringList {done.ticket.toString(), done.message.toString(), done.customer.toString()}.join(u' ')));
    return done;
}

} // namespace tidedesk::server
