// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/server/sample/arrivals.h"
#include "core/server/sample/callfloor.h"
#include "core/server/sample/generator.h"
#include "core/server/sample/interactions.h"
#include "core/server/sample/story.h"
#include "core/server/sample/ticketwriter.h"
#include <map>
#include <queue>

namespace tidedesk::sample {

/// The desk at work: takes the arrivals in order of time, lets callers queue, and has every ticket written.
class Desk {
public:
    Desk(const Request &request, const Size &size, const Corpus &corpus, SampleSink &sink);
    Status run(const Progress &progress);

private:
    /// A contact about to happen: an arrival, or a caller who hung up and tries again.
    struct Contact {
        qint64 at = 0;
        qint64 index = 0;
        int attempt = 0;
        bool office = false;
        int outage = 0;
        bool operator>(const Contact &other) const { return at != other.at ? at > other.at : index > other.index; }
    };
    /// What is the same at every attempt, because it follows from the contact's own stream.
    struct Matter {
        Customer customer;
        bool oneTime = false;
        const Scene *scene = nullptr;
        Life life;
        int site = 0;
        qint64 patience = 0;
        qint64 service = 0;
        qint64 wrap = 0;
    };

    std::optional<Contact> nextContact();
    Result<bool> handle(const Contact &contact); ///< false: hung up, no ticket yet
    Matter matterOf(const Contact &contact, Random &random) const;
    const Scene &chooseScene(const Matter &matter, bool outage, Random &random) const;
    CallFloor::Outcome call(const Contact &contact, const Matter &matter);
    void takeCall(Matter &matter, const CallFloor::Outcome &call, qint64 at);
    int teamOf(const Matter &matter) const;
    Status writeTicket(const Contact &contact, Matter &matter, const CallFloor::Outcome &call, Random &random);
    int phonesStaffed(qint64 at, int team) const;
    void indexScenes();

    const Request m_request;
    const Size m_size;
    const Corpus &m_corpus;
    const qint64 m_firstDay;
    const Organisation m_organisation;
    const Customers m_customers;
    const AliasTable m_regulars;
    const AliasTable m_queueLoad;
    const LifeModel m_lives;
    Arrivals m_arrivals;
    std::vector<CallFloor> m_floors; ///< by team
    std::map<std::tuple<int, int, int>, std::vector<const Scene *>> m_scenes; ///< language, queue kind, company
    std::vector<const Scene *> m_outages[4];
    std::priority_queue<Contact, std::vector<Contact>, std::greater<>> m_retries;
    std::optional<Contact> m_waiting; ///< the next arrival
    TicketWriter m_writer;
    Interactions m_interactions;
    SampleSink &m_sink;
    qint64 m_arrived = 0;
    qint64 m_tickets = 0;
};

} // namespace tidedesk::sample
