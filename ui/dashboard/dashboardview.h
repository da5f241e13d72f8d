// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/kpi/boards.h"
#include "ui/common/builtahead.h"
#include "ui/common/fieldtext.h"
#include "ui/dashboard/figuretext.h"
#include <QWidget>
#include <optional>

class QLabel;
class QScrollArea;
class QStackedWidget;
class QTabBar;

namespace tidedesk::ui {

class BoardView;
class DashboardController;
class EmptyState;
class ErrorBanner;
class PropertyCombo;
struct UiContext;

/// My own figures and the team's, with the period and the team to choose.
class DashboardView final : public QWidget {
    Q_OBJECT
public:
    DashboardView(UiContext &ui, DashboardController &controller, QWidget *parent);

protected:
    void changeEvent(QEvent *event) override;

private:
    void build();
    BoardView *makePersonal();
    BoardView *makeTeam();
    BoardView *addBoard(const char *name, std::initializer_list<const char *> figures, int charts);
    void connectParts();
    void connectBoard(BoardView *board);
    void showChosen();
    void retranslate();
    void fillSelectors();
    void showCoverage();
    void showPersonal(const kpi::PersonalBoard &board);
    void showTeam(const kpi::TeamBoard &board);
    void showError(const Error &error);
    void chooseBoard(int tab);
    QString sliceTitle(const kpi::Chart &chart, int category, int series) const;
    QString asOfLine(const kpi::Chart &chart) const;

    UiContext &m_ui;
    DashboardController &m_controller;
    FieldText m_names;
    FigureText m_text;
    QTabBar *m_tabs;
    QLabel *m_coverage; ///< that the figures leave out teams
    PropertyCombo *m_period;
    PropertyCombo *m_team;
    ErrorBanner *m_error;
    QStackedWidget *m_stack;
    BuiltAhead<BoardView> m_personal; ///< made while its first figures are worked out
    BuiltAhead<BoardView> m_teamBoard; ///< likewise
    EmptyState *m_waiting;
    std::optional<kpi::PersonalBoard> m_personalShown;
    std::optional<kpi::TeamBoard> m_teamShown;
};

} // namespace tidedesk::ui
