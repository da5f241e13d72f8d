// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/common/uicontext.h"
#include <QPointer>
#include <QWidget>

class QGridLayout;
class QLabel;
class QToolButton;

namespace tidedesk::ui {

/// Every shortcut that works now, over the whole window. F1 opens it, Escape, F1 or a click beside it closes it.
class ShortcutsOverlay final : public QWidget {
    Q_OBJECT
public:
    ShortcutsOverlay(UiContext &ui, QWidget *parent);
    void toggle();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void changeEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void fill();
    void addRow(int row, int column, const QString &text, const QString &keys);
    void close();

    UiContext &m_ui;
    QWidget *m_card;
    QWidget *m_rows = nullptr;
    QLabel *m_title;
    QToolButton *m_close;
    QPointer<QWidget> m_focusBefore;
};

} // namespace tidedesk::ui
