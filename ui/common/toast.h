// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/common/icons.h"
#include "ui/common/notifier.h"
#include <QFrame>
#include <QTimer>

namespace tidedesk::ui {

class Theme;

/// One notice of the toast area. Deletes itself once dismissed.
class Toast final : public QFrame {
    Q_OBJECT
public:
    Toast(const Theme &theme, const Icons &icons, const Notice &notice, QWidget *parent);
    void dismiss();

Q_SIGNALS:
    void dismissed(); ///< it is out of its parent's hands already

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void act();

    const Theme &m_theme;
    Notice m_notice;
    QTimer m_lifetime;
};

} // namespace tidedesk::ui
