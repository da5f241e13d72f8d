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
    const quint64 generation = ++m_generation;
    m_store.takeBatch(m_limit, [this, guard = QPointer(this), generation](Result<SyncStore::Batch> batch) {
        if (!guard || generation != m_generation)
            return;
        if (!batch)
            return fail(batch.error());
        if (batch->last > 0)
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

void Pusher::send(const SyncStore::Batch &batch)
{
    m_first = batch.first;
    m_last = batch.last;
    killPoint("push.send");
    m_call = m_transport.send({.method = "POST", .path = QStringLiteral("/v1/push"), .body = batch.body, .token = m_token});
    connect(m_call, &net::Call::finished, this, &Pusher::onFinished);
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
    const quint64 generation = m_generation;
    m_store.takeAnswer(result->body, m_first, m_last, [this, guard = QPointer(this), generation](const Result<SyncStore::PushStep> &step) {
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
    if (m_last > 0)
        m_store.noteFailure(m_first, m_last, error.code);
    qCInfo(lcSync) << "push failed:" << error.code << error.detail;
    Q_EMIT failed(error);
}

} // namespace tidedesk::sync
