// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/http/streamqueue.h"
#include "core/server/http/responsewriter.h"

namespace tidedesk::http {

StreamQueue::StreamQueue(std::shared_ptr<Loop> loop, Shape shape, std::function<void()> wake)
    : m_loop(std::move(loop))
    , m_shape(std::move(shape))
    , m_wake(std::move(wake))
{
    if (m_shape.encoding != Encoding::Identity)
        m_compressor = std::make_unique<Compressor>(m_shape.encoding);
}

std::shared_ptr<StreamQueue> StreamQueue::closed(std::shared_ptr<Loop> loop)
{
    auto queue = std::make_shared<StreamQueue>(std::move(loop), Shape{}, nullptr);
    queue->m_closed = true;
    return queue;
}

bool StreamQueue::write(QByteArrayView bytes)
{
    const std::lock_guard lock(m_mutex);
    if (m_closed || m_finished)
        return false;
    if (m_pending >= m_shape.bufferBytes) {
        m_refused = true;
        return false;
    }
    if (m_compressor)
        append(m_compressor->compress(bytes, Compressor::Flush::None));
    else
        append(bytes.toByteArray());
    return true;
}

void StreamQueue::flush()
{
    const std::lock_guard lock(m_mutex);
    if (m_compressor && !m_closed && !m_finished)
        append(m_compressor->compress({}, Compressor::Flush::Block));
}

void StreamQueue::finish()
{
    end(false);
}

void StreamQueue::abort()
{
    end(true);
}

void StreamQueue::end(bool aborted)
{
    const std::lock_guard lock(m_mutex);
    if (m_closed || m_finished)
        return;
    m_finished = true;
    m_aborted = aborted;
    if (!aborted && m_compressor)
        append(m_compressor->compress({}, Compressor::Flush::End));
    dropCompressor();
    if (!aborted && m_shape.chunked) {
        m_out += lastChunk();
        m_pending += lastChunk().size();
    }
    wakeLater();
}

void StreamQueue::dropCompressor()
{
    m_compressor.reset();
    m_shape.slot.reset();
}

void StreamQueue::append(const QByteArray &data)
{
    if (data.isEmpty()) // an empty chunk would end the body
        return;
    const qsizetype had = m_out.size();
    if (m_shape.chunked)
        appendChunk(m_out, data);
    else
        m_out += data;
    m_pending += m_out.size() - had;
    wakeLater();
}

void StreamQueue::wakeLater()
{
    if (!std::exchange(m_woken, true))
        m_loop->post(m_wake);
}

bool StreamQueue::isWritable() const
{
    const std::lock_guard lock(m_mutex);
    return !m_closed && !m_finished && m_pending < m_shape.bufferBytes;
}

bool StreamQueue::isClosed() const
{
    const std::lock_guard lock(m_mutex);
    return m_closed || m_finished;
}

qint64 StreamQueue::pendingBytes() const
{
    const std::lock_guard lock(m_mutex);
    return m_pending;
}

void StreamQueue::onWritable(std::function<void()> callback)
{
    const std::lock_guard lock(m_mutex);
    if (m_closed || m_finished)
        return;
    m_onWritable = std::move(callback);
    // Room may have come between the refused write and this call; sent() looks again.
    if (m_refused)
        m_loop->post([weak = weak_from_this()] {
            if (const auto self = weak.lock())
                self->sent(0);
        });
}

void StreamQueue::onClosed(std::function<void()> callback)
{
    const std::lock_guard lock(m_mutex);
    if (m_closed)
        m_loop->post(std::move(callback));
    else
        m_onClosed = std::move(callback);
}

StreamQueue::Taken StreamQueue::take()
{
    const std::lock_guard lock(m_mutex);
    m_woken = false;
    return {std::exchange(m_out, {}), m_finished, m_aborted};
}

void StreamQueue::sent(qint64 bytes)
{
    std::function<void()> callback;
    {
        const std::lock_guard lock(m_mutex);
        m_pending -= bytes;
        // Half empty, so that a slow reader does not cost a call per packet.
        if (m_refused && m_onWritable && !m_finished && m_pending <= m_shape.bufferBytes / 2) {
            m_refused = false;
            callback = m_onWritable;
        }
    }
    if (callback)
        callback();
}

void StreamQueue::close()
{
    std::function<void()> onWritable; // destroyed outside the lock: it may own the Stream
    std::function<void()> onClosed;
    {
        const std::lock_guard lock(m_mutex);
        if (std::exchange(m_closed, true))
            return;
        m_out.clear();
        m_pending = 0;
        dropCompressor();
        m_wake = nullptr;
        onWritable = std::exchange(m_onWritable, nullptr);
        onClosed = std::exchange(m_onClosed, nullptr);
    }
    if (onClosed)
        onClosed();
}

} // namespace tidedesk::http
