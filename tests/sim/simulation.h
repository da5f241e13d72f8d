// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "tests/sim/checker.h"
#include "tests/sim/seathost.h"
#include "tests/sim/serverhost.h"
#include "tests/sim/workload.h"
#include <QTemporaryDir>

namespace tidedesk::sim {

/// What is simulated.
struct Plan {
    static constexpr qint64 kHour = 3'600'000;

    quint64 seed = 1;
    int seats = 12;
    int teams = 3;
    qint64 shiftMs = 8 * kHour;
    int actionsPerSeat = 40; ///< in the shift; customers write half as often as agents act
    bool faults = true; ///< network, crashes, spells offline, clocks
    double roughness = 1; ///< factor of the network's faults
    bool restores = true; ///< the server comes back from an older backup now and then
    Fault *requests = nullptr; ///< see Fault; of all seats together
    Fault *statements = nullptr; ///< of the first seat
    Fault *serverStatements = nullptr;
    ServerMutant server;
    SeatMutant seat;
};

/// One run: server, seats and the world around them, seeded. Single-threaded; equal plans give equal traces.
class Simulation {
public:
    explicit Simulation(Plan plan);
    ~Simulation();

    /// Works through the shift with everything going wrong, then lets it come to rest; what the checker found.
    QStringList run();

    QByteArray digest() const { return m_timeline.digest(); }
    const QList<QByteArray> &recent() const { return m_timeline.recent(); }
    QString summary() const;

private:
    void prepare();
    Status makeDesk(server::WriteContext &context);
    void makeSeats();
    void schedule();
    void scheduleSeat(SeatHost &seat);
    /// Calls `work` about every `mean` ms as long as the shift lasts.
    void often(Dice &dice, qint64 mean, const std::function<void()> &work);
    void customerArrives();
    void moveSomebody();
    QStringList heal();
    QStringList check();
    QStringList checkFigures(Checker &checker);
    QString folderOf(int seat) const { return m_folder->filePath(QStringLiteral("seat%1").arg(seat)); }

    const Plan m_plan;
    Timeline m_timeline;
    Dice m_dice;
    Dice m_world;
    Ledger m_ledger;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<ServerHost> m_server;
    std::vector<std::unique_ptr<SeatHost>> m_seats;
    std::unique_ptr<Workload> m_workload;
    QList<SeatHost::Person> m_people;
    QList<Id> m_teams;
    QList<Id> m_queues;
    QStringList m_queueNames;
    QList<Id> m_users;
    Model m_start;
    QList<Checker::Seat> m_checked;
    qint64 m_arrivals = 0;
    QStringList m_overlay; ///< findings on the way
    qint64 m_healedAfter = 0;
};

} // namespace tidedesk::sim
