// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/common/icons.h"
#include <QWidget>

class QLabel;
class QPushButton;

namespace tidedesk::ui {

/// What a list or page shows when there is nothing to show: why, and what can be done about it. It takes the room it is
/// given: most are never seen, and the pages over them need not wrap its texts to know their own height.
class EmptyState final : public QWidget {
    Q_OBJECT
public:
    EmptyState(const Theme &theme, Icon icon, QWidget *parent);

    void setIcon(Icon icon);
    void setTexts(const QString &title, const QString &text, const QString &action = {}); ///< no action: no button
    bool hasHeightForWidth() const override { return false; }
    QSize sizeHint() const override { return {320, 260}; }
    QSize minimumSizeHint() const override { return {160, 200}; }

Q_SIGNALS:
    void actionTriggered();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    class Disc;

    Disc *m_disc;
    QLabel *m_title;
    QLabel *m_text;
    QPushButton *m_action;
};

} // namespace tidedesk::ui
