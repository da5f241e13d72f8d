// SPDX-License-Identifier: GPL-3.0-or-later
// Figures on the boards: what tiles say, of which time and teams, and when they are computed anew.
#include "tests/ui/dashboardfixture.h"
#include "core/kpi/registry.h"
#include "ui/common/errorbanner.h"
#include "ui/dashboard/figuretext.h"
#include <QSignalSpy>

using namespace tidedesk;
using namespace tidedesk::test;
using Shown = ShownDashboard;

class TestDashboard : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyFigureHasItsWords();
    void nothingIsComputedUntilShown();
    void tilesShowFiguresAndTheirAbsence();
    void tilesSayWhatTheyAre();
    void everyParameterIsSaid();
    void periodIsWholeLocalDays();
    void teamIsAskedInItsOwnZone();
    void partOfTheTeamsIsSaid();
    void nothingIsSaidWhereNothingIsMissing();
    void teamsOutsideTheScopeAreNotOffered();
    void clickOnANumberLeadsToItsTickets();
    void changesComeInAtMostOncePerPause();
    void errorsKeepTheOldBoard();
};

void TestDashboard::everyFigureHasItsWords()
{
    QVERIFY(kpi::definitions().size() > 15);
    for (const kpi::Definition &definition : kpi::definitions())
        QVERIFY2(ui::FigureText::knows(QString(definition.name)), definition.name.data());
}

void TestDashboard::nothingIsComputedUntilShown()
{
    Shown s;
    domain::ChangeSet changes;
    changes.everything = true;
    s.page->applyChanges(changes);
    QCoreApplication::sendPostedEvents();
    QVERIFY(s.fixture.desk.periods.isEmpty());
    s.page->activated();
    QTRY_COMPARE(s.fixture.desk.periods.size(), 1);
    s.page->left();
    s.page->activated(); // nothing has changed since
    QCOMPARE(s.fixture.desk.periods.size(), 1);
}

void TestDashboard::tilesShowFiguresAndTheirAbsence()
{
    Shown s;
    s.open();
    QCOMPARE(s.tile("backlog")->figure(), QStringLiteral("25"));
    QCOMPARE(s.tile("resolved")->figure(), QStringLiteral("0")); // a zero that was counted
    QCOMPARE(s.tile("first_response_time")->figure(), QStringLiteral("45 min"));
    QVERIFY(s.tile("resolution_time")->figure().isEmpty());
    QCOMPARE(s.tile("resolution_time")->remark(), QStringLiteral("no data"));
    QVERIFY(s.tile("csat_score")->remark().startsWith(QStringLiteral("only 3 answers")));
    s.open(1);
    QVERIFY(s.tile("sla_attainment", 1)->figure().isEmpty());
    QCOMPARE(s.tile("sla_attainment", 1)->remark(), QStringLiteral("not measured yet"));
    QCOMPARE(s.tile("first_contact_resolution", 1)->figure(), QStringLiteral("64.3%"));
}

void TestDashboard::tilesSayWhatTheyAre()
{
    Shown s;
    for (QList<kpi::Figure> *figures : {&s.fixture.desk.personalBoard.figures, &s.fixture.desk.teamBoard.figures})
        for (kpi::Figure &each : *figures)
            each.window = kpi::Window::lastDays(s.fixture.clock.nowMs(), 14, kZone);
    s.fixture.desk.teamBoard.figures.last().parameters = {{QStringLiteral("answer_within_s"), 20}, {QStringLiteral("short_abandon_s"), 5}};
    s.open();
    QCOMPARE(s.tile("first_response_time")->remark(), QStringLiteral("median · n=61"));
    QCOMPARE(s.tile("handled")->remark(), QStringLiteral("in the period"));
    QCOMPARE(s.tile("backlog")->remark(), QStringLiteral("at the end of the period"));
    const QString details = s.tile("first_response_time")->accessibleDescription();
    QVERIFY(details.contains(QStringLiteral("calendar time")));
    QVERIFY(details.contains(QStringLiteral("Median 45 min, mean %1, 90% within 2 h 15 min").arg(s.fixture.formats.duration(3'510'000))));
    QVERIFY(details.contains(QStringLiteral("days as in Asia/Shanghai")));
    s.open(1);
    QCOMPARE(s.tile("csat_score", 1)->remark(), QStringLiteral("mean · n=210"));
    QCOMPARE(s.tile("service_level", 1)->remark(), QStringLiteral("share · n=400"));
    QCOMPARE(s.tile("resolution_time", 1)->remark(), QStringLiteral("median · n=1,100"));
    QVERIFY(s.tile("service_level", 1)->accessibleDescription().contains(QStringLiteral("answered within 20 seconds")));
    QVERIFY(s.tile("service_level", 1)->accessibleDescription().contains(QStringLiteral("given up within 5 seconds")));
}

void TestDashboard::everyParameterIsSaid()
{
    UiFixture fixture;
    const ui::FieldText fields(fixture.formats);
    const ui::FigureText text(fields);
    for (const kpi::Definition &definition : kpi::definitions()) {
        kpi::Figure bare;
        bare.name = QString(definition.name);
        const qsizetype without = text.details(bare).size();
        for (const QLatin1StringView name : definition.parameters)
            bare.parameters.append(kpi::parameter(name, kpi::Policy()));
        QCOMPARE(text.details(bare).size(), without + definition.parameters.size());
    }
}

void TestDashboard::periodIsWholeLocalDays()
{
    Shown s;
    s.open();
    auto *period = s.view->findChild<ui::PropertyCombo *>(QStringLiteral("dashboardPeriod"));
    Q_EMIT period->chosen(7);
    QTRY_COMPARE(s.fixture.desk.periods.size(), 2);
    const seat::Figures::Period asked = s.fixture.desk.periods.last();
    const kpi::Window expected = kpi::Window::lastDays(s.fixture.clock.nowMs(), 7, QTimeZone(asked.zone));
    QCOMPARE(asked.from, expected.from);
    QCOMPARE(asked.to, expected.to);
}

void TestDashboard::teamIsAskedInItsOwnZone()
{
    Shown s;
    s.open(1);
    QTRY_COMPARE(s.fixture.desk.teamsAsked.last(), Id());
    auto *team = s.view->findChild<ui::PropertyCombo *>(QStringLiteral("dashboardTeam"));
    QTRY_COMPARE(team->count(), 2);
    Q_EMIT team->chosen(id(800).toString());
    QTRY_COMPARE(s.fixture.desk.teamsAsked.last(), id(800));
    QCOMPARE(s.fixture.desk.periods.last().zone, QByteArray("Europe/Berlin"));
}

void TestDashboard::partOfTheTeamsIsSaid()
{
    Shown s;
    s.enrol(2, 1);
    s.open(1);
    QTRY_VERIFY(s.coverage()->isVisible());
    QCOMPARE(s.coverage()->text(), QStringLiteral("Covers 2 of 5 teams"));
    QVERIFY(s.coverage()->toolTip().contains(QStringLiteral("Team 1, Team 2")));
    s.fixture.language.set(ui::UiLanguage::Chinese);
    QCoreApplication::sendPostedEvents();
    QCOMPARE(s.coverage()->text(), QStringLiteral("涵盖 5 个团队中的 2 个"));
    s.fixture.language.set(ui::UiLanguage::English);
    s.open(0);
    QVERIFY(s.coverage()->isVisible()); // work done for other teams is not in one's own figures either
    s.open(1);
    Q_EMIT s.team()->chosen(id(801).toString());
    QVERIFY(s.coverage()->isVisible()); // what has left the chosen team is not here
    QCOMPARE(s.coverage()->text(), QStringLiteral("Without tickets that moved on"));
}

void TestDashboard::nothingIsSaidWhereNothingIsMissing()
{
    Shown s;
    s.open(1);
    QVERIFY(!s.coverage()->isVisible()); // who sits here is not known yet
    s.enrol(5);
    QTRY_COMPARE(s.team()->count(), 6);
    QVERIFY(!s.coverage()->isVisible());
    s.enrol(1);
    QTRY_VERIFY(s.coverage()->isVisible());
    s.enrol(1, 2); // a manager may see every team
    QTRY_VERIFY(!s.coverage()->isVisible());
    QCOMPARE(s.team()->count(), 6);
}

void TestDashboard::teamsOutsideTheScopeAreNotOffered()
{
    Shown s;
    s.enrol(2);
    s.open(1);
    QTRY_COMPARE(s.team()->count(), 3); // "all I can see" and two
    Q_EMIT s.team()->chosen(id(801).toString());
    QTRY_COMPARE(s.fixture.desk.teamsAsked.last(), id(801));
    s.enrol(1); // the second team is left
    QTRY_COMPARE(s.team()->count(), 2);
    QTRY_COMPARE(s.fixture.desk.teamsAsked.last(), Id());
    QVERIFY(s.coverage()->isVisible());
}

void TestDashboard::clickOnANumberLeadsToItsTickets()
{
    Shown s;
    s.open();
    s.fixture.desk.behind = {id(1), id(2)};
    QSignalSpy drill(s.page.get(), &ui::DashboardPage::drillRequested);
    QTest::mouseClick(s.tile("handled"), Qt::LeftButton);
    QTRY_COMPARE(drill.size(), 1);
    QCOMPARE(s.fixture.desk.slices.last().figure, QStringLiteral("handled"));
    QCOMPARE(s.fixture.desk.slices.last().user, id(900));
    QVERIFY(s.fixture.desk.slices.last().by == kpi::Dimension::None);
    s.tile("backlog")->setFocus();
    QTest::keyClick(s.tile("backlog"), Qt::Key_Return);
    QTRY_COMPARE(drill.size(), 2);
    QVERIFY(!s.tile("resolution_time")->focusPolicy()); // nothing behind it
}

void TestDashboard::changesComeInAtMostOncePerPause()
{
    Shown s;
    s.open();
    QCOMPARE(s.fixture.desk.periods.size(), 1);
    domain::ChangeSet changes;
    changes.add(schema::event(), id(1));
    for (int i = 0; i < 50; ++i)
        s.page->applyChanges(changes);
    QTRY_COMPARE(s.fixture.desk.periods.size(), 2);
    changes = {};
    changes.add(schema::customer(), id(1));
    s.page->applyChanges(changes);
    QCOMPARE(s.fixture.desk.periods.size(), 2);
}

void TestDashboard::errorsKeepTheOldBoard()
{
    Shown s;
    s.open();
    s.fixture.desk.error = Error {Consequence::RetryLater, QStringLiteral("store.busy"), {}};
    auto *period = s.view->findChild<ui::PropertyCombo *>(QStringLiteral("dashboardPeriod"));
    Q_EMIT period->chosen(30);
    QTRY_COMPARE(s.fixture.desk.periods.size(), 2);
    QTRY_VERIFY(s.view->findChild<ui::ErrorBanner *>()->isVisible());
    QVERIFY(s.tile("backlog")->isVisible());
    QCOMPARE(s.tile("backlog")->figure(), QStringLiteral("25"));
}

QTEST_MAIN(TestDashboard)
#include "test_dashboard.moc"
