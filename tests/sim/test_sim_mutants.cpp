// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/sim/mutants.h"
#include <QHashFunctions>
#include <QLoggingCategory>
#include <QTest>

using namespace tidedesk;
using namespace tidedesk::sim;

/// The test of the test: every known way to be wrong is caught, within a few seeds, and being right is not.
class TestSimMutants : public QObject {
    Q_OBJECT

    static constexpr quint64 kSeeds = 5;
    static constexpr quint64 kTries = 12; ///< a restore at the right moment does not come with every seed

    static Plan planOf(quint64 seed)
    {
        Plan plan;
        plan.seed = 100 + seed;
        plan.seats = 6;
        plan.teams = 2;
        plan.shiftMs = 3 * Plan::kHour;
        plan.actionsPerSeat = 60;
        plan.roughness = 3;
        return plan;
    }

private Q_SLOTS:
    void initTestCase()
    {
        QHashSeed::setDeterministicGlobalSeed();
        QLoggingCategory::setFilterRules(QStringLiteral("tidedesk.*=false"));
    }
    void beingRightIsNotCaught()
    {
        for (quint64 seed = 1; seed <= kSeeds; ++seed) {
            Simulation simulation(planOf(seed));
            const QStringList findings = simulation.run();
            QVERIFY2(findings.isEmpty(), qPrintable(simulation.summary() + u'\n' + findings.join(u'\n')));
        }
    }
    void caught_data()
    {
        QTest::addColumn<int>("index");
        const auto all = mutants();
        for (int i = 0; i < all.size(); ++i)
            QTest::newRow(all[i].name) << i;
    }
    void caught()
    {
        QFETCH(int, index);
        for (quint64 seed = 1; seed <= kTries; ++seed) {
            Plan plan = planOf(seed);
            mutants().at(index).put(plan);
            Simulation simulation(plan);
            const QStringList findings = simulation.run();
            if (findings.isEmpty())
                continue;
            qInfo().noquote() << "seed" << plan.seed << "-" << findings.first().left(160);
            return;
        }
        QFAIL("nothing was found");
    }
};

QTEST_GUILESS_MAIN(TestSimMutants)
#include "test_sim_mutants.moc"
