// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/id.h"
#include "ui/common/palette.h"
#include <QWidget>

namespace tidedesk::ui {

class Theme;

/// One line of a block: either a named value (`label` and `value`), or a record with a second line.
struct Fact {
    QString label = {}; ///< of a value; empty for a record
    QString value = {}; ///< the value, or the record's title
    QString trailing = {}; ///< at the right: an amount, a state
    QString detail = {}; ///< second line
    Tone tone = Tone::Neutral; ///< of `trailing`
    Id ticket = {}; ///< where the line leads, null = nowhere

    friend bool operator==(const Fact &, const Fact &) = default;
};

/// Lines of a block, painted by one widget: another customer costs a repaint and no widgets. Lines that lead somewhere
/// are reached with Up and Down and opened with Enter or a click. Read out as one text.
class FactList final : public QWidget {
    Q_OBJECT
public:
    FactList(const Theme &theme, QWidget *parent);

    void setFacts(const QList<Fact> &facts);
    const QList<Fact> &facts() const { return m_facts; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {120, sizeHint().height()}; }

Q_SIGNALS:
    void ticketActivated(const tidedesk::Id &ticket);

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    static int heightOf(const Fact &fact);
    QRect rectOf(int line) const;
    int lineAt(const QPoint &point) const;
    void activate(int line);
    void moveCurrent(int step);
    void setHovered(int line);
    void paintFact(QPainter &painter, const QRect &rect, const Fact &fact) const;

    const Theme &m_theme;
    QList<Fact> m_facts;
    int m_labels = 0; ///< width of the column of labels
    int m_hovered = -1;
    int m_current = -1;
};

} // namespace tidedesk::ui
