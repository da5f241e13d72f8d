// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/server/sample/corpus.h"
#include "core/server/sample/random.h"
#include "core/server/sample/samplesink.h"
#include <vector>

namespace tidedesk::sample {

/// The desk itself: teams, the people in them, queues and tags. Three kinds of team (service, technical, business), one
/// of each per site. Owns nothing but values.
class Organisation {
public:
    struct Agent {
        Id id;
        QString shortName; ///< as agents call themselves towards customers
        QString latinName; ///< the same in Latin letters
        int team = 0;
    };
    struct Team {
        Id id;
        int group = 0; ///< 0 service, 1 technical, 2 business
        int site = 0;
        std::vector<int> agents; ///< indices of agents()
        Id supervisor;
    };

    Organisation(quint64 seed, const Corpus &corpus, int sites, int agents, qint64 foundedAt);

    Status emitRows(SampleSink &sink) const;
    int sites() const { return m_sites; }
    const std::vector<Team> &teams() const { return m_teams; }
    const std::vector<Agent> &agents() const { return m_agents; }
    int teamOf(int group, int site) const { return group * m_sites + site; }

    /// Kinds of queue, by the key that scenes use.
    static int queueKind(const QString &key); ///< -1 if unknown
    static int queueKinds();
    static int groupOfQueue(int kind);
    static double loadOfQueue(int kind); ///< share of all tickets
    Id queue(int kind, int site) const { return m_queues[static_cast<size_t>(kind * m_sites + site)]; }

private:
    void foundTeams(quint64 seed, qint64 foundedAt);
    void foundQueues(quint64 seed, qint64 foundedAt);
    void hire(quint64 seed, const Corpus &corpus, int wanted, qint64 foundedAt);
    double loadPerAgent(int team) const;
    void addUser(Random &random, const StaffMember &member, int team, qint64 foundedAt);

    int m_sites;
    std::vector<Team> m_teams;
    std::vector<Agent> m_agents;
    std::vector<Id> m_queues;
    QList<Row> m_rows;
};

} // namespace tidedesk::sample
