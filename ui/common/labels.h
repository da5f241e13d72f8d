// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/common/fonts.h"
#include <QLabel>

namespace tidedesk::ui {

/// A label that shows its text as it is. Qt's own guesses at HTML and then opens files named in it.
QLabel *plainLabel(const QString &text, TextStyle style, QWidget *parent);
QLabel *mutedLabel(const QString &text, TextStyle style, QWidget *parent); ///< in the secondary text colour

/// `text` fit for any tooltip, also for Qt::ToolTipRole: escaped, because tooltips guess at HTML too. Wraps long text.
QString plainToolTip(const QString &text);

/// One line of plain text that gives way to its neighbours, ends in "…" and then shows the whole as its tooltip.
class ElidedLabel final : public QLabel {
    Q_OBJECT
public:
    explicit ElidedLabel(QWidget *parent, TextStyle style = TextStyle::Body, Qt::TextElideMode mode = Qt::ElideRight);

    void setText(const QString &text); ///< line breaks become spaces
    bool isElided() const;
    QSize minimumSizeHint() const override;
    QSize sizeHint() const override;

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    Qt::TextElideMode m_mode;
};

} // namespace tidedesk::ui
