// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/common/icons.h"
#include <QFrame>

class QLabel;
class QPushButton;
class QToolButton;

namespace tidedesk::ui {

class IconLabel;

/// A strip across the top of a page that says what is wrong there, with one way out. Hidden until it has something to say.
class ErrorBanner final : public QFrame {
    Q_OBJECT
public:
    ErrorBanner(const Theme &theme, const Icons &icons, QWidget *parent);

    void showText(const QString &text, Tone tone = Tone::Danger, const QString &action = {});

Q_SIGNALS:
    void actionTriggered();

protected:
    void changeEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void retranslate();

    const Theme &m_theme;
    Tone m_tone = Tone::Danger;
    IconLabel *m_sign;
    QLabel *m_text;
    QPushButton *m_action;
    QToolButton *m_close;
};

} // namespace tidedesk::ui
