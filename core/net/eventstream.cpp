// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/eventstream.h"
#include <utility>

namespace tidedesk::net {

namespace {
constexpr qsizetype kLongestLine = 64 * 1024;
}

QList<EventStream::Event> EventStream::feed(const QByteArray &bytes)
{
    QList<Event> events;
    m_buffer += bytes;
    qsizetype from = 0;
    for (qsizetype at = m_buffer.indexOf('\n'); at >= 0; at = m_buffer.indexOf('\n', from)) {
        qsizetype end = at;
        if (end > from && m_buffer[end - 1] == '\r')
            --end;
        line(m_buffer.mid(from, end - from), events);
        from = at + 1;
    }
    m_buffer.remove(0, from);
    if (m_buffer.size() > kLongestLine)
        m_buffer.clear();
    return events;
}

void EventStream::line(const QByteArray &line, QList<Event> &out)
{
    if (line.isEmpty()) {
        if (m_hasData || !m_event.name.isEmpty()) {
            if (m_event.name.isEmpty())
                m_event.name = "message";
            out.append(std::exchange(m_event, {}));
        }
        m_hasData = false;
        return;
    }
    const qsizetype colon = line.indexOf(':');
    if (colon == 0)
        return; // a comment: the heartbeat
    const QByteArray field = colon < 0 ? line : line.left(colon);
    QByteArray value = colon < 0 ? QByteArray() : line.mid(colon + 1);
    if (value.startsWith(' '))
        value.remove(0, 1);
    if (field == "event")
        m_event.name = value;
    else if (field == "data") {
        if (m_hasData)
            m_event.data += '\n';
        m_event.data += value;
        m_hasData = true;
    }
}

} // namespace tidedesk::net
