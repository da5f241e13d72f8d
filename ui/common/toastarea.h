// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/common/notifier.h"
#include <QWidget>

namespace tidedesk::ui {

class Icons;
class Theme;
class Toast;

/// Shows notices over the lower edge of its parent, newest at the bottom, three at most. Never takes the focus; a notice
/// under the pointer or with the focus does not run out. Each is announced to assistive technology.
class ToastArea final : public QWidget {
    Q_OBJECT
public:
    ToastArea(const Theme &theme, const Icons &icons, Notifier &notifier, QWidget *parent);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void show(const Notice &notice);
    void reposition();
    QList<Toast *> toasts() const;

    const Theme &m_theme;
    const Icons &m_icons;
};

} // namespace tidedesk::ui
