// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/pusher.h"
#include "core/base/killpoint.h"
#include "core/base/logging.h"

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
    ++m_generation;
    take(0);
}

void Pusher::stop()
{
    abandon();
    m_again = false;
}

/// Forgets what is under way; answers to it are dropped.
void Pusher::abandon()
{
    ++m_generation;
    m_busy = false;
    m_taking = false;
    m_recording = 0;
    m_next.reset();
    if (m_call) {
        m_call->disconnect(this);
        m_call->abort();
        m_call = nullptr;
    }
}

void Pusher::take(qint64 after)
{
    m_taking = true;
    m_store.takeBatch(after, m_limit, [this, guard = QPointer(this), generation = m_generation](const Result<SyncStore::Batch> &batch) {
        if (guard && generation == m_generation)
            batch ? onTaken(*batch) : fail(batch.error());
    });
}

void Pusher::onTaken(const SyncStore::Batch &batch)
{
    m_taking = false;
    if (batch.last > 0 && m_call)
        m_next = batch;
    else if (batch.last > 0)
        send(batch);
    else if (!m_call && m_recording == 0)
        finish();
}

/// Nothing waits any more, as far as is known.
void Pusher::finish()
{
    m_busy = false;
    if (m_again)
        request();
    else
        Q_EMIT drained();
}

void Pusher::send(const SyncStore::Batch &batch)
{
    m_sent = batch;
    killPoint("push.send");
    m_call = m_transport.send({.method = "POST", .path = QStringLiteral("/v1/push"), .body = batch.body, .token = m_token});
    connect(m_call, &net::Call::finished, this, &Pusher::onFinished);
    if (batch.last - batch.first + 1 == m_limit)
        take(batch.last);
}

void Pusher::onFinished(const Result<net::Response> &result)
{
    m_call = nullptr;
    if (!result) {
        const bool tooLarge = result.error().code == u"push.too_large" || result.error().code == u"http.413";
        if (!tooLarge || m_limit == 1)
            return fail(result.error());
        m_limit /= 2;
        abandon();
        return request();
    }
    killPoint("push.answered");
    record(result->body);
    if (m_next)
        send(*std::exchange(m_next, std::nullopt));
}

void Pusher::record(const QByteArray &answer)
{
    ++m_recording;
    m_store.takeAnswer(answer, m_sent.first, m_sent.last, [this, guard = QPointer(this), generation = m_generation](const Result<SyncStore::PushStep> &step) {
        if (guard && generation == m_generation)
            step ? onRecorded(*step) : fail(step.error());
    });
}

void Pusher::onRecorded(const SyncStore::PushStep &step)
{
    --m_recording;
    const bool idle = !m_call && !m_taking && !m_next && m_recording == 0;
    if (idle && step.state.waiting > 0)
        take(0);
    const quint64 generation = m_generation;
    Q_EMIT stepped(step);
    if (idle && step.state.waiting == 0 && generation == m_generation)
        finish();
}

void Pusher::fail(const Error &error)
{
    abandon();
    if (m_sent.last > 0)
        m_store.noteFailure(m_sent.first, m_sent.last, error.code);
    qCInfo(lcSync) << "push failed:" << error.code << error.detail;
    Q_EMIT failed(error);
}

} // namespace tidedesk::sync
