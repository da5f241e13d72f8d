// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QFrame>

class QLabel;
class QToolButton;

namespace tidedesk::ui {

struct UiContext;

/// Says above a list that it holds the tickets behind a figure, and closes it.
class BehindBar final : public QFrame {
    Q_OBJECT
public:
    BehindBar(UiContext &ui, QWidget *parent);
    void setText(const QString &figure); ///< "Handled, 12 Nov"

Q_SIGNALS:
    void closed();

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslate();

    QString m_figure;
    QLabel *m_text;
    QToolButton *m_close;
};

} // namespace tidedesk::ui
