// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/kpi/series.h"
#include <QFrame>

class QLabel;
class QStackedLayout;
class QTableView;
class QToolButton;

namespace tidedesk::ui {

class ChartDrawing;
class ChartTableModel;
class ChartView;
class EmptyState;
class FigureText;
class Theme;
struct UiContext;

/// One chart with its title, a table of the same numbers behind a button, exact values under the pointer, and a way to
/// the rows behind each column.
class ChartCard final : public QFrame {
    Q_OBJECT
public:
    ChartCard(UiContext &ui, const FigureText &text, QWidget *parent);
    void setTitle(const QString &title);
    void setChart(const kpi::Chart &chart); ///< also after the language changed
    const kpi::Chart &chart() const { return m_chart; }
    bool showsTable() const;

Q_SIGNALS:
    /// `series` -1: all of them together.
    void sliceClicked(int category, int series);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void build();
    void choose(bool table);
    void describe();
    QString toolTip(int category) const;

    const Theme &m_theme;
    const FigureText &m_text;
    kpi::Chart m_chart;
    QLabel *m_title;
    QToolButton *m_toggle;
    ChartView *m_view;
    ChartDrawing *m_drawing;
    ChartTableModel *m_model;
    QTableView *m_table;
    EmptyState *m_empty;
    QStackedLayout *m_stack;
};

} // namespace tidedesk::ui
