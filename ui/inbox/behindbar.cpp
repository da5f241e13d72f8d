// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inbox/behindbar.h"
#include "ui/common/iconlabel.h"
#include "ui/common/icons.h"
#include "ui/common/labels.h"
#include "ui/common/uicontext.h"
#include <QBoxLayout>
#include <QEvent>
#include <QToolButton>

namespace tidedesk::ui {

BehindBar::BehindBar(UiContext &ui, QWidget *parent)
    : QFrame(parent)
    , m_text(plainLabel({}, TextStyle::Small, this))
    , m_close(new QToolButton(this))
{
    setObjectName(QStringLiteral("behindBar"));
    auto *sign = new IconLabel(ui.theme, Icon::Trend, 16, this);
    m_text->setObjectName(QStringLiteral("behindText"));
    m_text->setWordWrap(true);
    m_close->setObjectName(QStringLiteral("behindClose"));
    m_close->setIcon(ui.icons.icon(Icon::Close));
    m_close->setFocusPolicy(Qt::TabFocus);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(4, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(sign);
    row->addWidget(m_text, 1);
    row->addWidget(m_close);
    connect(m_close, &QToolButton::clicked, this, &BehindBar::closed);
    hide();
    retranslate();
}

void BehindBar::setText(const QString &figure)
{
    m_figure = figure;
    retranslate();
}

void BehindBar::retranslate()
{
    //: %1: a figure and the part of it that was clicked, "Handled, 12 Nov"
    m_text->setText(tr("Behind: %1").arg(m_figure));
    m_close->setToolTip(tr("Close this list (Esc)"));
    m_close->setAccessibleName(tr("Close this list"));
}

void BehindBar::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace tidedesk::ui
