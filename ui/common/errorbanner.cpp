// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/errorbanner.h"
#include "ui/common/iconlabel.h"
#include "ui/common/labels.h"
#include "ui/common/theme.h"
#include <QAccessible>
#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>

namespace tidedesk::ui {

ErrorBanner::ErrorBanner(const Theme &theme, const Icons &icons, QWidget *parent)
    : QFrame(parent)
    , m_theme(theme)
    , m_sign(new IconLabel(theme, Icon::Warning, 18, this))
    , m_text(plainLabel({}, TextStyle::Body, this))
    , m_action(new QPushButton(this))
    , m_close(new QToolButton(this))
{
    setObjectName(QStringLiteral("errorBanner"));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    m_text->setWordWrap(true);
    m_action->setObjectName(QStringLiteral("errorBannerAction"));
    m_close->setObjectName(QStringLiteral("errorBannerClose"));
    m_close->setIcon(icons.icon(Icon::Close));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 6, 6, 6);
    layout->setSpacing(10);
    layout->addWidget(m_sign);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_action);
    layout->addWidget(m_close);
    connect(m_action, &QPushButton::clicked, this, &ErrorBanner::actionTriggered);
    connect(m_close, &QToolButton::clicked, this, &QWidget::hide);
    retranslate();
    hide();
}

void ErrorBanner::showText(const QString &text, Tone tone, const QString &action)
{
    m_tone = tone;
    const Icon sign = tone == Tone::Danger || tone == Tone::Warning ? Icon::Warning : Icon::Info;
    m_sign->setIcon(sign, toneText(tone));
    m_text->setText(text);
    m_action->setText(action);
    m_action->setVisible(!action.isEmpty());
    setAccessibleName(text);
    show();
    update();
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

void ErrorBanner::retranslate()
{
    m_close->setToolTip(tr("Dismiss"));
    m_close->setAccessibleName(tr("Dismiss"));
}

void ErrorBanner::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void ErrorBanner::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.color(toneSoft(m_tone)));
    painter.drawRoundedRect(rect(), 6, 6);
}

} // namespace tidedesk::ui
