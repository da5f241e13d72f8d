// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/engine/pushing.h"
#include "core/domain/scope.h"
#include "core/domain/undo.h"
#include "core/protocol/changes.h"
#include "core/protocol/json.h"
#include "core/schema/entities.h"

namespace tidedesk::server {

namespace {

using domain::Outcome;

bool failed(const QJsonObject &outcome)
{
    const QString verdict = outcome.value(QLatin1StringView("verdict")).toString();
    return verdict == protocol::verdictName(domain::Verdict::Rejected)
        || verdict == protocol::verdictName(domain::Verdict::Returned);
}

/// What a seat is told about an operation that was dealt with before.
Result<QJsonObject> repeated(WriteContext &context, const Session &session, const domain::Change &change)
{
    TD_ASSIGN(recorded, context.store().result(session.seat, change.seq));
    if (!recorded) // older than results are kept; it did take its place, and more nobody knows
        return protocol::toJson(Outcome {.detail = QStringLiteral("result no longer kept")}, change);
    if (!(recorded->operation == change.id))
        return protocol::toJson(Outcome::rejected("seq_reused", QStringLiteral("the seat's number names another operation")), change);
    return recorded->outcome;
}

/// Taking back starts from what the operation had become: what of it was not applied is not touched. False when nothing of
/// it was. Of an operation whose result is no longer kept the seat says from which version on.
Result<bool> aimUndo(WriteContext &context, const Session &session, domain::Change &change)
{
    TD_ASSIGN(recorded, context.store().result(session.seat, change.undoes));
    if (!recorded)
        return true;
    if (failed(recorded->outcome))
        return false;
    change.base = recorded->outcome.value(QLatin1StringView("version")).toInteger();
    for (const QJsonValue &conflict : recorded->outcome.value(QLatin1StringView("conflicts")).toArray()) {
        if (const schema::Field *field = change.entity->find(conflict.toObject().value(QLatin1StringView("field")).toString()))
            change.set.remove(field->index);
    }
    return !domain::changesNothing(change);
}

Result<Outcome> decide(
    WriteContext &context, const Session &session, const domain::Actor &actor, const Operation &operation)
{
    if (operation.unreadable)
        return *operation.unreadable;
    domain::Change change = operation.change;
    if (change.depends != 0) {
        TD_ASSIGN(first, context.store().result(session.seat, change.depends));
        if (change.depends >= change.seq || (first && failed(first->outcome)))
            return Outcome::rejected("dependency", QString::number(change.depends));
    }
    if (change.undoes != 0) {
        if (change.undoes >= change.seq || change.kind != domain::Change::Kind::Update)
            return Outcome::rejected("dependency", QString::number(change.undoes));
        TD_ASSIGN(anything, aimUndo(context, session, change));
        if (!anything)
            return Outcome();
    }
    // The events of an operation are named after it: a second one of the same name would overwrite history.
    TD_ASSIGN(event, context.row(schema::event(), Id::derived(change.id, 0)));
    if (event)
        return Outcome::rejected("id_reused");
    return context.apply(change, actor);
}

} // namespace

Result<QList<Operation>> operationsFromJson(const QJsonArray &json)
{
    QList<Operation> operations;
    for (qsizetype i = 0; i < json.size(); ++i) {
        const QString where = QStringLiteral("operations[%1]").arg(i);
        const QJsonObject object = json.at(i).toObject();
        auto change = protocol::changeFromJson(object, where);
        if (change) {
            operations.append({std::move(*change), {}});
            continue;
        }
        domain::Change husk;
        TD_ASSIGN(seq, protocol::integerAt(object, QLatin1StringView("seq"), where));
        TD_ASSIGN(id, protocol::idAt(object, QLatin1StringView("id"), where));
        if (seq < 1)
            return change.error();
        husk.seq = seq;
        husk.id = id;
        operations.append({husk, Outcome {.verdict = domain::Verdict::Rejected,
                                     .reason = change.error().code.section(u'.', -1),
                                     .detail = change.error().detail}});
    }
    return operations;
}

Result<PushReply> push(WriteContext &context, const Session &session, const QList<Operation> &operations, Standing standing)
{
    context.setStanding(standing);
    Store &store = context.store();
    const auto &s = schema::seat();
    TD_ASSIGN(user, store.row(schema::user(), session.user));
    TD_ASSIGN(stored, store.row(s, session.seat, Store::Hold::Own)); // one push of a seat at a time, wherever it comes in
    const domain::Actor actor {session.user, session.seat, user ? domain::levelOf(standingRow(user->row, standing)) : schema::Writer::None};
    if (actor.level == schema::Writer::None || !stored || !(stored->row.ref(s.userId) == session.user))
        return Error {Consequence::SignIn, QStringLiteral("session.revoked"), {}};
    Row seat = stored->row;
    const qint64 before = seat.number(s.lastSeq);
    TD_ASSIGN(epoch, store.meta(QString(kEpochKey)));
    PushReply reply {.lastSeq = before, .epoch = epoch};
    for (const Operation &operation : operations) {
        const domain::Change &change = operation.change;
        if (change.seq <= reply.lastSeq) {
            TD_ASSIGN(outcome, repeated(context, session, change));
            reply.results.append(outcome);
            continue;
        }
        if (change.seq > reply.lastSeq + 1) {
            reply.expect = reply.lastSeq + 1;
            break;
        }
        TD_ASSIGN(outcome, decide(context, session, actor, operation));
        const QJsonObject result = protocol::toJson(outcome, change);
        TD_TRY(store.record(session.seat, change.seq, {change.id, result}, context.now()));
        reply.results.append(result);
        reply.lastSeq = change.seq;
    }
    if (reply.lastSeq != before) {
        seat.set(s.lastSeq, reply.lastSeq);
        ++seat.version;
        TD_TRY(context.put(seat));
    }
    return reply;
}

} // namespace tidedesk::server
