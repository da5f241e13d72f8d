// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/common/icons.h"
#include <QAbstractButton>

namespace tidedesk::ui {

/// One entry of the navigation rail.
class RailButton final : public QAbstractButton {
    Q_OBJECT
public:
    static constexpr int kWidth = 80;

    RailButton(const Theme &theme, Icon icon, QWidget *parent);
    void setBadge(int count, Tone tone);
    int badge() const { return m_badge; }
    void updateAccessibleName(); ///< after the text changed
    QSize sizeHint() const override { return {kWidth, 56}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    Icon m_icon;
    int m_badge = 0;
    Tone m_tone = Tone::Accent;
};

} // namespace tidedesk::ui
