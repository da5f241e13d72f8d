// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/common/glyphs.h"
#include <QLabel>

namespace tidedesk::ui {

class Theme;

/// A chip as a widget; a label to assistive technology. Delegates use paintChip() instead.
class Chip final : public QLabel {
    Q_OBJECT
public:
    Chip(const Theme &theme, QWidget *parent);
    void setLook(const ChipLook &look);
    const ChipLook &look() const { return m_look; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    ChipLook m_look;
};

} // namespace tidedesk::ui
