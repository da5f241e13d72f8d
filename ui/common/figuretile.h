// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/common/palette.h"
#include <QWidget>

namespace tidedesk::ui {

class Theme;

/// One figure with its name above and a remark below. A figure that is not there is a dash with its reason, never 0.
class FigureTile final : public QWidget {
    Q_OBJECT
public:
    enum class Size { Small, Large };
    FigureTile(const Theme &theme, Size size, QWidget *parent);

    void setName(const QString &name);
    void setFigure(const QString &figure, const QString &remark = {}, Tone tone = Tone::Neutral);
    void setMissing(const QString &reason); ///< "no data", "not measured yet"
    void setClickable(bool clickable); ///< by mouse, Enter and Space; off at first
    void setExplanation(const QString &text); ///< tooltip: what is counted and how
    QString figure() const { return m_figure; } ///< empty when missing
    QString remark() const { return m_remark; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void clicked();

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void describe();

    const Theme &m_theme;
    Size m_size;
    QString m_name;
    QString m_figure;
    QString m_remark;
    QString m_explanation;
    Tone m_tone = Tone::Neutral;
    bool m_clickable = false;
};

} // namespace tidedesk::ui
