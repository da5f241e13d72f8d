// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dashboard/dashboardview.h"
#include "core/schema/entities.h"
#include "ui/common/emptystate.h"
#include "ui/common/errorbanner.h"
#include "ui/common/errortext.h"
#include "ui/common/formats.h"
#include "ui/common/labels.h"
#include "ui/common/notifier.h"
#include "ui/common/propertycombo.h"
#include "ui/common/uicontext.h"
#include "ui/dashboard/boardview.h"
#include "ui/dashboard/dashboardcontroller.h"
#include <QEvent>
#include <QPointer>
#include <QScrollArea>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

namespace tidedesk::ui {

namespace {

QStringList names(std::initializer_list<const char *> list)
{
    QStringList result;
    for (const char *name : list)
        result += QString::fromLatin1(name);
    return result;
}

} // namespace

DashboardView::DashboardView(UiContext &ui, DashboardController &controller, QWidget *parent)
    : QWidget(parent)
    , m_ui(ui)
    , m_controller(controller)
    , m_names(ui.formats)
    , m_text(m_names)
    , m_tabs(new QTabBar(this))
    , m_coverage(mutedLabel({}, TextStyle::Small, this))
    , m_period(new PropertyCombo(this))
    , m_team(new PropertyCombo(this))
    , m_error(new ErrorBanner(ui.theme, ui.icons, this))
    , m_stack(new QStackedWidget(this))
    , m_personal([this] { return makePersonal(); })
    , m_teamBoard([this] { return makeTeam(); })
    , m_waiting(new EmptyState(ui.theme, Icon::Dashboard, m_stack))
{
    m_names.setDirectory(controller.directory());
    build();
    connectParts();
    retranslate();
    chooseBoard(0);
}

void DashboardView::build()
{
    setObjectName(QStringLiteral("dashboardView"));
    m_tabs->setObjectName(QStringLiteral("dashboardTabs"));
    m_tabs->addTab(m_ui.icons.icon(Icon::User), {});
    m_tabs->addTab(m_ui.icons.icon(Icon::Team), {});
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    m_period->setObjectName(QStringLiteral("dashboardPeriod"));
    m_team->setObjectName(QStringLiteral("dashboardTeam"));
    m_period->setMinimumWidth(150);
    m_team->setMinimumWidth(180);
    m_coverage->setObjectName(QStringLiteral("dashboardCoverage"));
    m_stack->addWidget(m_waiting);
    auto *bar = new QHBoxLayout;
    bar->setContentsMargins(12, 0, 16, 0);
    bar->addWidget(m_tabs);
    bar->addStretch(1);
    bar->addWidget(m_coverage);
    bar->addWidget(m_team);
    bar->addWidget(m_period);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 10, 0, 0);
    layout->setSpacing(8);
    layout->addLayout(bar);
    layout->addWidget(m_error);
    layout->addWidget(m_stack, 1);
}

BoardView *DashboardView::makePersonal()
{
    return addBoard("personalBoard", {"backlog", "handled", "resolved", "first_response_time", "resolution_time", "csat_score"}, 3);
}

BoardView *DashboardView::makeTeam()
{
    return addBoard("teamBoard",
        {"backlog", "volume", "resolved", "first_response_time", "resolution_time", "first_contact_resolution", "reopen_rate",
            "csat_score", "sla_attainment", "service_level"}, 5);
}

BoardView *DashboardView::addBoard(const char *name, std::initializer_list<const char *> figures, int charts)
{
    auto *scroll = new QScrollArea(m_stack);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *board = new BoardView(m_ui, m_text, names(figures), charts, scroll);
    board->setObjectName(QLatin1StringView(name));
    scroll->setWidget(board);
    m_stack->addWidget(scroll);
    connectBoard(board);
    return board;
}

/// The board of the chosen tab, or that it is being worked out.
void DashboardView::showChosen()
{
    const bool team = m_tabs->currentIndex() == 1;
    const BoardView *board = (team ? m_teamBoard : m_personal).get();
    const bool known = team ? m_teamShown.has_value() : m_personalShown.has_value();
    for (int i = 0; i < m_stack->count(); ++i) {
        const auto *scroll = qobject_cast<QScrollArea *>(m_stack->widget(i));
        if (known ? scroll && scroll->widget() == board : !scroll)
            m_stack->setCurrentIndex(i);
    }
}

void DashboardView::connectBoard(BoardView *board)
{
    connect(board, &BoardView::sliceClicked, this, [this](const kpi::Chart &chart, int category, int series) {
        m_controller.drill(chart, category, series, [guard = QPointer(this), chart, category, series] {
            return guard ? guard->sliceTitle(chart, category, series) : FigureText::name(chart.figure);
        });
    });
    connect(board, &BoardView::figureClicked, this, [this](const kpi::Figure &figure) {
        m_controller.drill(figure, [name = figure.name] { return FigureText::name(name); });
    });
}

void DashboardView::connectParts()
{
    connect(m_tabs, &QTabBar::currentChanged, this, &DashboardView::chooseBoard);
    connect(m_period, &PropertyCombo::chosen, this, [this](const QVariant &days) { m_controller.setDays(days.toInt()); });
    connect(m_team, &PropertyCombo::chosen, this,
        [this](const QVariant &team) {
            m_controller.setTeam(Id::fromString(team.toString()));
            showCoverage();
        });
    connect(m_error, &ErrorBanner::actionTriggered, &m_controller, &DashboardController::reload);
    connect(&m_controller, &DashboardController::directoryLoaded, this, [this] {
        m_names.setDirectory(m_controller.directory());
        fillSelectors();
    });
    connect(&m_controller, &DashboardController::personalLoaded, this, &DashboardView::showPersonal);
    connect(&m_controller, &DashboardController::teamLoaded, this, &DashboardView::showTeam);
    connect(&m_controller, &DashboardController::failed, this, &DashboardView::showError);
    connect(&m_controller, &DashboardController::drillFailed, this,
        [this](const Error &error) { m_ui.notifier.failed(ErrorText::of(error)); });
}

void DashboardView::chooseBoard(int tab)
{
    const bool team = tab == 1;
    m_team->setVisible(team);
    showChosen();
    (team ? m_teamBoard : m_personal).plan();
    m_controller.setBoard(team ? DashboardController::Board::Team : DashboardController::Board::Personal);
    showCoverage();
}

void DashboardView::retranslate()
{
    m_tabs->setAccessibleName(tr("Figures"));
    m_tabs->setTabText(0, tr("Mine"));
    m_tabs->setTabText(1, tr("Team"));
    m_period->setName(tr("Period"));
    m_team->setName(tr("Team"));
    m_waiting->setTexts(tr("Computing…"), tr("The figures are being worked out from the events on this computer."));
    fillSelectors();
    if (m_personalShown)
        showPersonal(kpi::PersonalBoard(*m_personalShown));
    if (m_teamShown)
        showTeam(kpi::TeamBoard(*m_teamShown));
}

void DashboardView::fillSelectors()
{
    m_period->setOptions({{1, tr("Today")}, {7, tr("Last 7 days")}, {14, tr("Last 14 days")}, {30, tr("Last 30 days")},
        {90, tr("Last 90 days")}});
    m_period->setValue(m_controller.days());
    QList<PropertyOption> teams;
    for (const Id &team : m_controller.coverage().held)
        teams.append({team.toString(), m_controller.directory().teams.value(team).text(schema::team().name)});
    std::sort(teams.begin(), teams.end(),
        [](const PropertyOption &a, const PropertyOption &b) { return a.text.localeAwareCompare(b.text) < 0; });
    teams.prepend({QString(), tr("All I can see")});
    m_team->setOptions(teams);
    m_team->setValue(m_controller.team().isNull() ? QString() : m_controller.team().toString());
    showCoverage();
}

/// One's own figures too: what was done for teams one has left is not on this seat any more.
void DashboardView::showCoverage()
{
    const seat::TeamCoverage &coverage = m_controller.coverage();
    const bool chosen = m_controller.board() == DashboardController::Board::Team && !m_controller.team().isNull();
    const QStringList names = coverage.names(m_controller.directory());
    //: How many teams' tickets the figures are made of, and how many teams there are
    const QString covers = tr("Covers %1 of %n team(s)", nullptr, coverage.all).arg(coverage.held.size());
    m_coverage->setText(chosen ? tr("Without tickets that moved on") : covers);
    const QString why = chosen ? tr("Tickets that have moved to another team took their history along: it is not in these figures.")
        : names.isEmpty()      ? tr("This computer holds the tickets of no team.")
                               : tr("Only %1: this computer holds no tickets of other teams.").arg(names.join(tr(", ")));
    m_coverage->setToolTip(plainToolTip(why));
    m_coverage->setAccessibleDescription(why);
    m_coverage->setVisible(coverage.isPartial());
}

QString DashboardView::sliceTitle(const kpi::Chart &chart, int category, int series) const
{
    //: A figure and the part of it: "Handled, 12 Nov"
    const QString column = tr("%1, %2").arg(FigureText::name(chart.figure), m_text.category(chart, chart.categories.at(category)));
    const bool part = series >= 0 && chart.by != kpi::Dimension::None && chart.categories.at(category).window;
    return part ? tr("%1, %2").arg(column, m_text.series(chart, chart.series.at(series))) : column;
}

QString DashboardView::asOfLine(const kpi::Chart &chart) const
{
    if (chart.asOf <= 0)
        return tr("Nothing has been fetched from the server yet.");
    return tr("Data complete up to %1. Days as in %2.")
        .arg(m_ui.formats.dateTime(chart.asOf), QString::fromLatin1(chart.window.zone.id()));
}

void DashboardView::showPersonal(const kpi::PersonalBoard &board)
{
    m_error->hide();
    m_personalShown = board;
    m_personal.need()->setFigures(board.figures);
    m_personal->setChart(0, tr("My open tickets by age"), board.openByAge);
    m_personal->setChart(1, tr("Handled per day"), board.handledPerDay);
    m_personal->setChart(2, tr("My first response time per day"), board.firstResponsePerDay);
    m_personal->setAsOf(asOfLine(board.openByAge));
    showChosen();
}

void DashboardView::showTeam(const kpi::TeamBoard &board)
{
    m_error->hide();
    m_teamShown = board;
    m_teamBoard.need()->setFigures(board.figures);
    m_teamBoard->setChart(0, tr("Volume by channel"), board.volumePerDay);
    m_teamBoard->setChart(1, tr("Open tickets at the end of the day"), board.backlogPerDay);
    m_teamBoard->setChart(2, tr("First response time"), board.firstResponsePerDay);
    m_teamBoard->setChart(3, tr("Resolution time"), board.resolutionPerDay);
    m_teamBoard->setChart(4, tr("Satisfaction (0–100)"), board.csatPerDay);
    m_teamBoard->setAsOf(asOfLine(board.volumePerDay));
    showChosen();
}

void DashboardView::showError(const Error &error)
{
    m_error->showText(ErrorText::of(error), Tone::Danger, tr("Try again"));
}

void DashboardView::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace tidedesk::ui
