// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/pusher.h"
#include "core/base/killpoint.h"
#include "core/base/logging.h"
#include "core/protocol/changes.h"
#include "core/protocol/json.h"
#include <QHash>
#include <QJsonArray>

namespace tidedesk::sync {

Pusher::Pusher(net::Transport &transport, SyncStore &store, QObject *parent)
    : QObject(parent)
    , m_transport(transport)
    , m_store(store)
{
}

void Pusher::request()
{
    if (m_busy) {
        m_again = true;
        return;
    }
    m_busy = true;
    m_again = false;
    const quint64 generation = ++m_generation;
    m_store.takeBatch(m_limit, [this, guard = QPointer(this), generation](Result<QList<domain::Change>> batch) {
        if (!guard || generation != m_generation)
            return;
        if (!batch)
            return fail(batch.error());
        if (!batch->isEmpty())
            return send(*batch);
        m_busy = false;
        Q_EMIT drained();
        if (m_again)
            request();
    });
}

void Pusher::stop()
{
    ++m_generation;
    m_busy = false;
    m_again = false;
    if (m_call) {
        m_call->disconnect(this);
        m_call->abort();
    }
}

void Pusher::send(const QList<domain::Change> &batch)
{
    m_batch = batch;
    QJsonArray operations;
    for (const domain::Change &change : batch)
        operations.append(protocol::toJson(change));
    killPoint("push.send");
    m_call = m_transport.send({.method = "POST", .path = QStringLiteral("/v1/push"),
        .body = protocol::compact(
            {{QStringLiteral("protocol"), protocol::kVersion}, {QStringLiteral("operations"), operations}}),
        .token = m_token});
    connect(m_call, &net::Call::finished, this, &Pusher::onFinished);
}

/// {"results":[{"seq":1,"id":"…","verdict":"applied",…}],"expect":17} - `expect` only after a gap.
Result<QList<std::pair<qint64, domain::Outcome>>> Pusher::readAnswer(const QByteArray &body) const
{
    TD_ASSIGN(object, protocol::parseObject(body, QStringLiteral("push")));
    QHash<qint64, const domain::Change *> asked;
    for (const domain::Change &change : m_batch)
        asked.insert(change.seq, &change);
    QList<std::pair<qint64, domain::Outcome>> outcomes;
    for (const QJsonValue &value : object.value(QLatin1StringView("results")).toArray()) {
        const QJsonObject result = value.toObject();
        TD_ASSIGN(seq, protocol::integerAt(result, QLatin1StringView("seq"), QStringLiteral("push")));
        TD_ASSIGN(id, protocol::idAt(result, QLatin1StringView("id"), QStringLiteral("push")));
        const domain::Change *change = asked.value(seq);
        if (!change || !(change->id == id))
            return Error {Consequence::Rejected, QStringLiteral("push.foreign_answer"), QString::number(seq)};
        TD_ASSIGN(outcome, protocol::outcomeFromJson(result, change->entity, QStringLiteral("push")));
        outcomes.append({seq, outcome});
    }
    if (outcomes.isEmpty())
        return Error {Consequence::RetryLater, QStringLiteral("push.no_answer"), QStringLiteral("no results")};
    return outcomes;
}

void Pusher::onFinished(const Result<net::Response> &result)
{
    m_call = nullptr;
    if (!result) {
        if (result.error().code == u"push.too_large" || result.error().code == u"http.413") {
            if (m_limit > 1) {
                m_limit /= 2;
                m_busy = false;
                return request();
            }
        }
        return fail(result.error());
    }
    killPoint("push.answered");
    const auto outcomes = readAnswer(result->body);
    if (!outcomes) {
        // Qt takes an answer cut short for a whole one; what cannot be read is none, and the operations go again.
        const bool readable = !outcomes.error().code.startsWith(u"json.");
        return fail(readable ? outcomes.error() : Error {Consequence::RetryLater, QStringLiteral("push.no_answer"), outcomes.error().detail});
    }
    const quint64 generation = m_generation;
    m_store.applyOutcomes(*outcomes, [this, guard = QPointer(this), generation](const Result<SyncStore::PushStep> &step) {
        if (!guard || generation != m_generation)
            return;
        if (!step)
            return fail(step.error());
        m_busy = false;
        Q_EMIT stepped(*step);
        if (m_busy)
            return;
        if (step->state.waiting > 0 || m_again)
            request();
        else
            Q_EMIT drained();
    });
}

void Pusher::fail(const Error &error)
{
    ++m_generation;
    m_busy = false;
    if (!m_batch.isEmpty())
        m_store.noteFailure(m_batch.first().seq, m_batch.last().seq, error.code);
    qCInfo(lcSync) << "push failed:" << error.code << error.detail;
    Q_EMIT failed(error);
}

} // namespace tidedesk::sync
