// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/sim/simulation.h"
#include <QHashFunctions>
#include <QLoggingCategory>
#include <QTest>

using namespace tidedesk;
using namespace tidedesk::sim;

/// The n-th request fails in each way; the n-th statement of a seat, of the server, fails with each code; for every n.
/// Then nothing more fails, and everything must come to rest as if nothing had been. By default every k-th position, with
/// another beginning for each way; TIDEDESK_SIM_EVERY=1 takes them all.
class TestSimPositions : public QObject {
    Q_OBJECT

    static Plan plan()
    {
        Plan plan;
        plan.seed = 5;
        plan.seats = 2;
        plan.teams = 1;
        plan.shiftMs = Plan::kHour;
        plan.actionsPerSeat = 8;
        plan.faults = false;
        return plan;
    }
    static void every(Fault *Plan::*place, int stride, const QList<int> &ways)
    {
        if (qEnvironmentVariableIsSet("TIDEDESK_SIM_EVERY"))
            stride = qMax(1, qEnvironmentVariableIntValue("TIDEDESK_SIM_EVERY"));
        qint64 positions = 0;
        for (qsizetype way = 0; way < ways.size(); ++way) {
            for (qint64 position = 1 + way * stride / ways.size();; position += stride) {
                Fault fault {position, ways[way]};
                Plan one = plan();
                one.*place = &fault;
                Simulation simulation(one);
                const QStringList findings = simulation.run();
                QVERIFY2(findings.isEmpty(),
                    qPrintable(QStringLiteral("position %1, way %2: ").arg(position).arg(ways[way]) + findings.join(u'\n')));
                if (!fault.struck())
                    break;
                ++positions;
            }
        }
        qInfo() << positions << "positions";
        QVERIFY(positions > ways.size());
    }

private Q_SLOTS:
    void initTestCase()
    {
        QHashSeed::setDeterministicGlobalSeed();
        QLoggingCategory::setFilterRules(QStringLiteral("tidedesk.*=false"));
    }
    void requests()
    {
        QList<int> ways;
        for (int way = 0; way < kRequestFaults; ++way)
            ways.append(way);
        every(&Plan::requests, 7, ways);
    }
    void statementsOfASeat() { every(&Plan::statements, 61, {10 /* IOERR */, 13 /* FULL */, 5 /* BUSY */, 11 /* CORRUPT */}); }
    void statementsOfTheServer() { every(&Plan::serverStatements, 61, {10, 13, 5, 11}); }
};

QTEST_GUILESS_MAIN(TestSimPositions)
#include "test_sim_positions.moc"
