// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/common/icons.h"
#include <QWidget>

namespace tidedesk::ui {

/// An icon beside text. Decoration only: whatever it says must also be said in words.
class IconLabel final : public QWidget {
    Q_OBJECT
public:
    IconLabel(const Theme &theme, Icon icon, int size, QWidget *parent, ColorRole role = &ThemePalette::muted);
    void setIcon(Icon icon, ColorRole role = &ThemePalette::muted);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    Icon m_icon;
    ColorRole m_role;
};

} // namespace tidedesk::ui
