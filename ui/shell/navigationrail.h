// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/common/icons.h"
#include <QFrame>

class QButtonGroup;
class QVBoxLayout;

namespace tidedesk::ui {

class RailButton;

/// The destinations of the program down the left edge: icon over name, a badge for what waits there. Arrow keys move
/// between them, Ctrl+1..9 come from the main window.
class NavigationRail final : public QFrame {
    Q_OBJECT
public:
    NavigationRail(const Theme &theme, QWidget *parent);

    void addEntry(const QString &id, Icon icon);
    void addBreak(); ///< entries after it stand at the lower end
    void setEntryText(const QString &id, const QString &text, const QString &toolTip);
    void setBadge(const QString &id, int count, Tone tone);
    void setCurrent(const QString &id);

Q_SIGNALS:
    void chosen(const QString &id);

private:
    RailButton *button(const QString &id) const;

    const Theme &m_theme;
    QButtonGroup *m_group;
    QVBoxLayout *m_layout;
    bool m_broken = false;
};

} // namespace tidedesk::ui
