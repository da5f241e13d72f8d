// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/puller.h"
#include "core/base/clock.h"
#include "core/base/killpoint.h"
#include "core/base/logging.h"
#include "core/protocol/json.h"

namespace tidedesk::sync {

namespace {
constexpr qsizetype kMostWaiting = 1024 * 1024; ///< for the store; what goes to it at once, and so into one transaction
}

Puller::Puller(net::Transport &transport, SyncStore &store, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_transport(transport)
    , m_store(store)
    , m_clock(clock)
{
}

void Puller::request()
{
    if (m_busy) {
        m_again = true;
        return;
    }
    m_busy = true;
    m_again = false;
    m_networkDone = false;
    m_waiting.clear();
    m_feeding = false;
    m_more = false;
    m_anyPage = false;
    const quint64 generation = ++m_generation;
    m_store.beginPull([this, guard = QPointer(this), generation](Result<QString> cursor) {
        if (!guard || generation != m_generation)
            return;
        cursor ? ask(*cursor) : fail(cursor.error());
    });
}

void Puller::stop()
{
    ++m_generation;
    m_busy = false;
    m_again = false;
    if (m_call) {
        m_call->disconnect(this);
        m_call->abort();
    }
}

void Puller::ask(const QString &cursor)
{
    m_askedAt = m_clock.nowMs();
    net::Request request {.method = "POST", .path = QStringLiteral("/v1/pull"),
        .body = protocol::compact({{QStringLiteral("protocol"), protocol::kVersion}, {QStringLiteral("cursor"), cursor}}),
        .token = m_token, .deadlineMs = 10 * 60 * 1000, .silenceMs = 30'000, .streamed = true};
    m_call = m_transport.send(request);
    connect(m_call, &net::Call::received, this, &Puller::onReceived);
    connect(m_call, &net::Call::finished, this, &Puller::onFinished);
}

void Puller::onReceived(const QByteArray &bytes)
{
    killPoint("page.received");
    m_waiting += bytes;
    if (m_call && m_waiting.size() >= kMostWaiting)
        m_call->hold(true);
    feed();
}

/// What has come while the store was busy goes to it at once: the pages in it share a transaction.
void Puller::feed()
{
    if (m_feeding || m_waiting.isEmpty())
        return;
    m_feeding = true;
    const quint64 generation = m_generation;
    m_store.feedPull(std::exchange(m_waiting, {}), [this, guard = QPointer(this), generation](const Result<SyncStore::PullStep> &step) {
        if (guard && generation == m_generation)
            onStep(step);
    });
    if (m_call)
        m_call->hold(false);
}

void Puller::onStep(const Result<SyncStore::PullStep> &result)
{
    m_feeding = false;
    if (!result)
        return fail(result.error());
    if (result->header) {
        m_serverTime = result->header->serverTime;
        // Half the round trip is the best guess of how old the server's time is on arrival.
        const qint64 now = m_clock.nowMs();
        m_store.setClockOffset(m_serverTime + (now - m_askedAt) / 2 - now);
    }
    if (result->pageApplied) {
        m_anyPage = true;
        m_more = result->more;
    }
    feed();
    Q_EMIT stepped(*result);
    concludeIfDone();
}

void Puller::onFinished(const Result<net::Response> &result)
{
    m_call = nullptr;
    m_networkDone = true;
    if (!result) {
        fail(result.error());
        return;
    }
    concludeIfDone();
}

void Puller::concludeIfDone()
{
    if (!m_busy || !m_networkDone || m_feeding)
        return;
    if (!m_anyPage) {
        // An answer without a single page is no answer of ours (or was cut before the first end line).
        fail({Consequence::Retry, QStringLiteral("pull.truncated"), QStringLiteral("no page")});
        return;
    }
    m_busy = false;
    const bool complete = !m_more;
    if (m_more || m_again)
        request(); // first: who is told below that this answer was complete may ask whether there is more to do
    if (complete)
        Q_EMIT caughtUp(m_serverTime);
}

void Puller::fail(const Error &error)
{
    ++m_generation;
    m_busy = false;
    if (m_call) {
        m_call->disconnect(this);
        m_call->abort();
        m_call = nullptr;
    }
    qCInfo(lcSync) << "pull failed:" << error.code << error.detail;
    Q_EMIT failed(error);
}

} // namespace tidedesk::sync
