// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QWidget>

namespace tidedesk::ui {

class Theme;

/// Grey shapes of rows while the first page is read. Still, so that it costs nothing and disturbs nobody.
class SkeletonRows final : public QWidget {
    Q_OBJECT
public:
    SkeletonRows(const Theme &theme, int rowHeight, QWidget *parent);
    QSize sizeHint() const override { return {320, 8 * m_rowHeight}; }

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    const Theme &m_theme;
    int m_rowHeight;
};

} // namespace tidedesk::ui
