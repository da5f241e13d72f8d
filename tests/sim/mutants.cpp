// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/sim/mutants.h"
#include "core/protocol/changes.h"
#include "core/schema/entities.h"
#include "core/seat/syncwork.h"
#include "core/sqlite/transaction.h"
#include "tests/sim/sealed.h"
#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>

namespace tidedesk::sim {

namespace {

using server::Operation;
using server::PushReply;
using server::Session;
using server::WriteContext;
using PullStep = sync::SyncStore::PullStep;

Result<qint64> storedLast(WriteContext &context, const Session &session)
{
    TD_ASSIGN(seat, context.store().row(schema::seat(), session.seat));
    return seat ? seat->row.number(schema::seat().lastSeq) : 0;
}

/// Does operations again that the server has dealt with before, and answers with what came of it this time.
Result<PushReply> pushAgain(WriteContext &context, const Session &session, const QList<Operation> &operations, qint64 upTo)
{
    TD_ASSIGN(last, storedLast(context, session));
    TD_ASSIGN(user, context.store().row(schema::user(), session.user));
    const domain::Actor actor {session.user, session.seat, domain::levelOf(user->row)};
    QJsonArray again;
    QList<Operation> rest;
    for (const Operation &operation : operations) {
        if (operation.change.seq > last || operation.change.seq <= upTo) {
            rest.append(operation);
            continue;
        }
        TD_ASSIGN(outcome, context.apply(operation.change, actor));
        again.append(protocol::toJson(outcome, operation.change));
    }
    TD_ASSIGN(reply, server::push(context, session, rest));
    for (const QJsonValue &result : reply.results)
        again.append(result);
    reply.results = again;
    return reply;
}

void rememberInMemoryOnly(Plan &plan)
{
    const auto memory = std::make_shared<QHash<Id, qint64>>();
    plan.server.restarted = [memory] { memory->clear(); };
    plan.server.push = [memory](WriteContext &context, const Session &session, const QList<Operation> &operations) {
        auto reply = pushAgain(context, session, operations, memory->value(session.seat));
        if (reply)
            memory->insert(session.seat, reply->lastSeq);
        return reply;
    };
}

/// Later by the author's clock wins.
Result<PushReply> pushByClientClock(WriteContext &context, const Session &session, QList<Operation> operations)
{
    const auto &t = schema::ticket();
    for (Operation &operation : operations) {
        if (operation.change.entity != &t || operation.change.kind != domain::Change::Kind::Update)
            continue;
        const auto row = context.store().row(t, operation.change.row);
        if (row && *row && operation.change.doneAt < (*row)->row.number(t.updatedAt))
            operation.change.kind = domain::Change::Kind::Void;
    }
    return server::push(context, session, operations);
}

Result<PushReply> pushWithoutLooking(WriteContext &context, const Session &session, QList<Operation> operations)
{
    for (Operation &operation : operations) {
        if (operation.change.entity == &schema::message())
            operation.change.set.insert(schema::message().seen.index, qint64(1'000'000));
    }
    return server::push(context, session, operations);
}

/// The product's way of taking pages in, with a hand on header and page.
Result<PullStep> feed(SeatHost &host, const QByteArray &bytes, const std::function<void(protocol::PullHeader &)> &atHeader,
    const std::function<Status(protocol::Page &)> &beforePage, const std::function<Status()> &afterPage)
{
    seat::LocalStore &store = host.store();
    PullStep step;
    TD_TRY(store.reader->feed(bytes));
    step.header = store.reader->takeHeader();
    if (step.header) {
        store.header = step.header;
        if (atHeader)
            atHeader(*store.header);
    }
    while (auto page = store.reader->takePage()) {
        if (beforePage)
            TD_TRY(beforePage(*page));
        TD_TRY(store.seat().applyPages({*page}, step.changed, std::exchange(store.header, std::nullopt)));
        if (afterPage)
            TD_TRY(afterPage());
        step.rows += page->end.rows;
        step.pageApplied = true;
        step.more = page->end.more;
        step.left = page->end.left;
    }
    TD_ASSIGN(state, seat::syncState(store));
    step.state = state;
    return step;
}

Status inTransaction(SeatHost &host, const std::function<Status(storage::Mirror &)> &work)
{
    storage::Mirror &mirror = host.store().mirror();
    TD_ASSIGN(transaction, sqlite::Transaction::begin(mirror.connection()));
    TD_TRY(work(mirror));
    return transaction.commit();
}

Result<PullStep> feedCursorFirst(SeatHost &host, const QByteArray &bytes)
{
    return feed(host, bytes, {}, [&host](protocol::Page &page) -> Status {
        TD_ASSIGN(cursor, host.store().mirror().cursor());
        if (host.store().header && host.store().header->reset)
            return {};
        if (cursor != page.end.previous)
            return Error {Consequence::Retry, QStringLiteral("pull.out_of_step"), {}};
        TD_TRY(inTransaction(host, [&](storage::Mirror &mirror) { return mirror.setCursor(page.end.next); }));
        page.end.previous = page.end.next;
        return {};
    }, {});
}

/// Makes count and hash of each page hold, whatever has come.
class Believer {
public:
    void begin() { *this = Believer(); }
    QByteArray corrected(const QByteArray &bytes)
    {
        m_buffer += bytes;
        QByteArray out;
        for (qsizetype end = m_buffer.indexOf('\n'); end >= 0; end = m_buffer.indexOf('\n')) {
            out += line(m_buffer.left(end + 1));
            m_buffer.remove(0, end + 1);
        }
        return out;
    }

private:
    QByteArray line(const QByteArray &text)
    {
        QJsonObject object = QJsonDocument::fromJson(text).object();
        if (object.contains(QLatin1StringView("epoch")))
            return sealed(object, {});
        if (!object.contains(QLatin1StringView("end"))) {
            m_page += text;
            m_rows += object.value(QLatin1StringView("rows")).toArray().size() + object.value(QLatin1StringView("gone")).toArray().size();
            return text;
        }
        object.insert(QStringLiteral("rows"), m_rows);
        m_rows = 0;
        return sealed(object, std::exchange(m_page, {}));
    }
    QByteArray m_buffer;
    QByteArray m_page;
    qint64 m_rows = 0;
};

void believeEverything(Plan &plan)
{
    const auto believers = std::make_shared<QHash<SeatHost *, Believer>>();
    plan.seat.beginPull = [believers](SeatHost &host) { (*believers)[&host].begin(); };
    plan.seat.feedPull = [believers](SeatHost &host, const QByteArray &bytes) {
        return seat::feedPull(host.store(), (*believers)[&host].corrected(bytes));
    };
}

Result<PullStep> feedAndForgetOutbox(SeatHost &host, const QByteArray &bytes)
{
    auto step = seat::feedPull(host.store(), bytes);
    if (step && step->header && step->header->reset)
        TD_TRY(host.store().outboxConnection().exec("DELETE FROM operation WHERE state=0"));
    return step;
}

Result<PullStep> feedWithoutRecheck(SeatHost &host, const QByteArray &bytes)
{
    return feed(host, bytes, [&host](protocol::PullHeader &header) {
        if (std::exchange(header.reset, false))
            (void)inTransaction(host, [](storage::Mirror &mirror) { return mirror.clear(); });
    }, {}, {});
}

Result<sync::SyncStore::Batch> takeAndForget(SeatHost &host, int limit)
{
    auto batch = seat::takeBatch(host.store(), 0, limit);
    for (qint64 seq = batch ? batch->first : 0; batch && seq <= batch->last && seq > 0; ++seq)
        (void)host.store().outbox().record({{seq, domain::Outcome()}});
    return batch;
}

void dropAcknowledged(SeatHost &host)
{
    const auto acknowledged = host.store().seat().acknowledged();
    const auto queued = host.store().outbox().queued();
    if (!acknowledged || !queued)
        return;
    for (const domain::OutboxEntry &entry : std::as_const(*queued)) {
        if (entry.change.seq <= *acknowledged)
            (void)host.store().outbox().record({{entry.change.seq, domain::Outcome()}});
    }
}

} // namespace

QList<Mutant> mutants()
{
    return {
        {"no dedupe", [](Plan &plan) {
             plan.server.push = [](WriteContext &context, const Session &session, const QList<Operation> &operations) {
                 return pushAgain(context, session, operations, 0);
             };
         }},
        {"dedupe in memory only", rememberInMemoryOnly},
        {"answer before commit", [](Plan &plan) { plan.server.answerBeforeCommit = true; }},
        {"ordered by clients' clocks", [](Plan &plan) { plan.server.push = pushByClientClock; }},
        {"replies released unseen", [](Plan &plan) { plan.server.push = pushWithoutLooking; }},
        {"restore without a new epoch", [](Plan &plan) { plan.server.keepEpochOnRestore = true; }},
        {"cursor before its page", [](Plan &plan) { plan.seat.feedPull = feedCursorFirst; }},
        {"pages not verified", believeEverything},
        {"reset drops the outbox", [](Plan &plan) { plan.seat.feedPull = feedAndForgetOutbox; }},
        {"restore does not send again", [](Plan &plan) { plan.seat.feedPull = feedWithoutRecheck; }},
        {"operation forgotten when sent", [](Plan &plan) { plan.seat.takeBatch = takeAndForget; }},
        {"operation forgotten when acknowledged", [](Plan &plan) { plan.seat.afterPull = dropAcknowledged; }},
        {"eviction skipped", [](Plan &plan) {
             plan.seat.feedPull = [](SeatHost &host, const QByteArray &bytes) {
                 return feed(host, bytes, [](protocol::PullHeader &header) { header.drop.clear(); }, {}, {});
             };
         }},
        {"departures ignored", [](Plan &plan) {
             plan.seat.feedPull = [](SeatHost &host, const QByteArray &bytes) {
                 return feed(host, bytes, {}, [](protocol::Page &page) -> Status {
                     for (protocol::Block &block : page.blocks)
                         block.gone.clear();
                     return {};
                 }, {});
             };
         }},
        {"pending work not laid on top again", [](Plan &plan) {
             plan.seat.feedPull = [](SeatHost &host, const QByteArray &bytes) {
                 return feed(host, bytes, {}, {}, [&host] {
                     return inTransaction(host, [](storage::Mirror &mirror) {
                         domain::ChangeSet changed;
                         return mirror.restoreShadows(changed);
                     });
                 });
             };
         }},
        {"returned replies shown as sent", [](Plan &plan) {
             plan.seat.outcome = [](domain::Outcome &outcome) {
                 if (outcome.verdict == domain::Verdict::Returned)
                     outcome = {};
             };
         }},
    };
}

} // namespace tidedesk::sim
