// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/http/stream.h"
#include "core/server/http/streamqueue.h"

namespace tidedesk::http {

Stream::Stream(std::shared_ptr<StreamQueue> queue)
    : m_queue(std::move(queue))
{
}

Stream::~Stream()
{
    m_queue->abort();
}

bool Stream::write(QByteArrayView bytes)
{
    return m_queue->write(bytes);
}

void Stream::flush()
{
    m_queue->flush();
}

void Stream::finish()
{
    m_queue->finish();
}

void Stream::abort()
{
    m_queue->abort();
}

bool Stream::isWritable() const
{
    return m_queue->isWritable();
}

bool Stream::isClosed() const
{
    return m_queue->isClosed();
}

qint64 Stream::pendingBytes() const
{
    return m_queue->pendingBytes();
}

void Stream::onWritable(std::function<void()> callback)
{
    m_queue->onWritable(std::move(callback));
}

void Stream::onClosed(std::function<void()> callback)
{
    m_queue->onClosed(std::move(callback));
}

} // namespace tidedesk::http
