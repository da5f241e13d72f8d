// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>
#include <QList>

namespace tidedesk::net {

/// Reader of a text/event-stream (WHATWG HTML, 9.2.6) as far as the live channel needs it: names and data of events.
/// Pure; bytes may come in pieces of any size. Lines beyond 64 KB are dropped.
class EventStream {
public:
    struct Event {
        QByteArray name; ///< "message" when the server gave none
        QByteArray data;
    };
    QList<Event> feed(const QByteArray &bytes);

private:
    void line(const QByteArray &line, QList<Event> &out);

    QByteArray m_buffer;
    Event m_event;
    bool m_hasData = false;
};

} // namespace tidedesk::net
