// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/server/sample/lifemodel.h"
#include "core/server/sample/samplesink.h"

namespace tidedesk::sample {

/// Rows for calls and chats, as a telephone system and a chat server would export them, with their rare nonsense.
class Interactions {
public:
    Interactions(qint64 until, SampleSink &sink);

    struct Contact {
        qint64 at = 0;
        Channel channel = Channel::Phone;
        bool inbound = true;
        const char *outcome = "answered";
        Id customer = {};
        Id ticket = {};
        Id queue = {};
        Id agent = {};
        qint64 wait = 0; ///< ms, like the next three
        qint64 talk = 0;
        qint64 hold = 0;
        qint64 wrap = 0;
        bool resolved = false;
        QString topic = {};
    };
    Status add(const Contact &contact, Random &random);
    /// A ring without a caller: 0.8 % of records.
    Status addPhantom(qint64 at, const Id &queue, Random &random);

private:
    qint64 m_until;
    SampleSink &m_sink;
    qint64 m_number = 0;
};

} // namespace tidedesk::sample
