// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/toast.h"
#include "ui/common/iconlabel.h"
#include "ui/common/labels.h"
#include "ui/common/theme.h"
#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>

namespace tidedesk::ui {

namespace {

Icon iconOf(Tone tone)
{
    switch (tone) {
    case Tone::Positive:
        return Icon::Check;
    case Tone::Warning:
    case Tone::Danger:
        return Icon::Warning;
    default:
        return Icon::Info;
    }
}

} // namespace

Toast::Toast(const Theme &theme, const Icons &icons, const Notice &notice, QWidget *parent)
    : QFrame(parent)
    , m_theme(theme)
    , m_notice(notice)
{
    setObjectName(QStringLiteral("toast"));
    setAccessibleName(notice.text);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(14, 8, 8, 8);
    layout->setSpacing(10);
    layout->addWidget(new IconLabel(theme, iconOf(notice.tone), 18, this, toneText(notice.tone)));
    QLabel *text = plainLabel(notice.text, TextStyle::Body, this);
    text->setWordWrap(notice.text.size() > 60);
    layout->addWidget(text, 1);
    if (!notice.action.isEmpty()) {
        auto *button = new QPushButton(notice.action, this);
        button->setObjectName(QStringLiteral("toastAction"));
        button->setProperty("kind", QStringLiteral("link"));
        connect(button, &QPushButton::clicked, this, &Toast::act);
        layout->addWidget(button);
    }
    auto *close = new QToolButton(this);
    close->setObjectName(QStringLiteral("toastClose"));
    close->setIcon(icons.icon(Icon::Close));
    close->setToolTip(tr("Dismiss"));
    close->setAccessibleName(tr("Dismiss"));
    connect(close, &QToolButton::clicked, this, &Toast::dismiss);
    layout->addWidget(close);

    m_lifetime.setSingleShot(true);
    connect(&m_lifetime, &QTimer::timeout, this, &Toast::dismiss);
    if (notice.milliseconds > 0)
        m_lifetime.start(notice.milliseconds);
}

void Toast::act()
{
    if (m_notice.context && m_notice.onAction)
        m_notice.onAction();
    dismiss();
}

void Toast::dismiss()
{
    m_lifetime.stop();
    hide();
    setParent(nullptr);
    deleteLater();
    Q_EMIT dismissed();
}

bool Toast::event(QEvent *event)
{
    if (m_notice.milliseconds > 0 && event->type() == QEvent::Enter)
        m_lifetime.stop();
    else if (m_notice.milliseconds > 0 && event->type() == QEvent::Leave)
        m_lifetime.start(m_notice.milliseconds);
    return QFrame::event(event);
}

void Toast::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const ThemePalette &colors = m_theme.colors();
    painter.setPen(colors.lineStrong);
    painter.setBrush(colors.raised);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8);
}

} // namespace tidedesk::ui
