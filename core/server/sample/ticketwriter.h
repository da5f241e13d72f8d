// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/change.h"
#include "core/server/sample/lifemodel.h"
#include "core/server/sample/samplesink.h"
#include "core/server/sample/step.h"
#include "core/server/sample/ticketworld.h"

namespace tidedesk::sample {

/// Plays the steps of one ticket after another through the domain's rules, up to an instant, and hands the rows on:
/// the ticket as it then is, its messages and its events.
class TicketWriter {
public:
    TicketWriter(qint64 until, SampleSink &sink);

    struct Subject {
        Id customer;
        Id queue;
        Channel channel;
        QString category; ///< empty: an agent chooses it later
        int priority = 1;
    };
    /// The id of the ticket; null when nothing happened before the end. Fatal sample.rules when the rules refuse a
    /// step.
    Result<Id> write(qint64 number, const Subject &subject, const QList<Step> &steps, Random &random);

private:
    domain::Change changeOf(const Step &step, const Id &ticket, Random &random) const;
    domain::Change create(const Step &step, const Id &ticket, const Subject &subject) const;
    domain::Change message(const Step &step, const Id &ticket, Random &random) const;
    domain::Change update(const Step &step, const Id &ticket) const;

    qint64 m_until;
    SampleSink &m_sink;
    TicketWorld m_world;
};

} // namespace tidedesk::sample
