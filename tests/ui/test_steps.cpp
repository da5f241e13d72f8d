// SPDX-License-Identifier: GPL-3.0-or-later
// What is built ahead: a step in a turn, at once for who needs it, and no trace when its owner goes.
#include "ui/common/builtahead.h"
#include <QEvent>
#include <QTest>
#include <QWidget>
#include <memory>

using namespace tidedesk::ui;

namespace {

/// A view as they all are: a heavy part, made of its own child.
struct View : QWidget {
    explicit View(int *made)
        : part([this, made] {
            ++*made;
            return new QWidget(this);
        })
    {
    }
    BuiltAhead<QWidget> part;
};

} // namespace

class TestSteps final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void eachTurnDoesOneStep()
    {
        Steps steps(nullptr);
        QList<int> done;
        for (int i = 0; i < 3; ++i)
            steps.add([&done, i] { done.append(i); });
        QVERIFY(done.isEmpty()); // not while it is being added
        for (int turns = 1; turns <= 3; ++turns) {
            steps.turn();
            QCOMPARE(done.size(), turns);
        }
        QCOMPARE(done, (QList<int> {0, 1, 2}));
        QVERIFY(steps.isDone());
        steps.turn(); // nothing is left: nothing happens
        QCOMPARE(done.size(), 3);
    }

    /// What others have posted comes between two steps, so that input never waits for more than one.
    void othersTakeTheirTurnBetweenTwoSteps()
    {
        Steps steps(nullptr);
        int between = 0;
        QList<int> seen;
        for (int i = 0; i < 3; ++i) {
            steps.add([&] {
                seen.append(between);
                QMetaObject::invokeMethod(this, [&between] { ++between; }, Qt::QueuedConnection);
            });
        }
        QTRY_VERIFY(steps.isDone());
        QCOMPARE(seen, (QList<int> {0, 1, 2}));
        QTRY_COMPARE(between, 3);
    }

    void aStepMayAddSteps()
    {
        Steps steps(nullptr);
        QStringList done;
        steps.add([&] {
            done += QStringLiteral("outer");
            steps.add([&done] { done += QStringLiteral("inner"); });
        });
        steps.turn();
        QCOMPARE(done, QStringList {QStringLiteral("outer")});
        steps.finish();
        QCOMPARE(done, (QStringList {QStringLiteral("outer"), QStringLiteral("inner")}));
    }

    void aStepMayEndItsOwner()
    {
        auto *steps = new Steps(nullptr);
        bool after = false;
        steps->add([steps] { delete steps; });
        steps->add([&after] { after = true; });
        steps->turn();
        QVERIFY(!after);
    }

    void polishSkipsWhatHasGone()
    {
        Steps steps(nullptr);
        auto widget = std::make_unique<QWidget>();
        new QWidget(widget.get());
        steps.addPolish(widget.get());
        steps.turn(); // itself; its child is a step of its own
        QVERIFY(!steps.isDone());
        QVERIFY(widget->testAttribute(Qt::WA_WState_Polished));
        widget.reset();
        steps.turn();
        QVERIFY(steps.isDone());
    }

    void whoNeedsItFirstMakesItAtOnce()
    {
        int made = 0;
        View view(&made);
        view.part.plan();
        QCOMPARE(made, 0);
        QVERIFY(!view.part && !view.part.get());
        QWidget *part = view.part.need();
        QCOMPARE(made, 1);
        QCOMPARE(part->parentWidget(), &view);
        QCOMPARE(view.part.need(), part);
        view.part.steps().finish(); // the step that was to make it finds it there
        QCOMPARE(made, 1);
        QCOMPARE(view.part.get(), part);
    }

    void whatIsPlannedIsMadeInATurn()
    {
        int made = 0;
        View view(&made);
        QVERIFY(view.part.steps().isDone()); // not planned: never made ahead
        view.part.plan();
        view.part.plan();
        view.part.steps().turn();
        QCOMPARE(made, 1);
        QVERIFY(view.part);
        view.part.steps().turn(); // polish, which nobody has waited for
        QVERIFY(view.part->testAttribute(Qt::WA_WState_Polished));
        QVERIFY(view.part.steps().isDone());
        view.part.plan(); // it is there
        QVERIFY(view.part.steps().isDone());
    }

    void anOwnerThatGoesHalfWayTakesTheRestAlong()
    {
        int made = 0;
        bool later = false;
        auto view = std::make_unique<View>(&made);
        view->part.plan();
        view->part.steps().turn();
        view->part.steps().add([&later] { later = true; });
        view.reset();
        auto planned = std::make_unique<View>(&made);
        planned->part.plan();
        planned.reset();
        Steps other(nullptr); // as long in the queue as theirs would have been
        bool turned = false;
        other.add([&turned] { turned = true; });
        QTRY_VERIFY(turned);
        QVERIFY(!later);
        QCOMPARE(made, 1);
    }
};

QTEST_MAIN(TestSteps)
#include "test_steps.moc"
