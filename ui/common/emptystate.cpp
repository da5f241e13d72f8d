// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/emptystate.h"
#include "ui/common/labels.h"
#include "ui/common/theme.h"
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

namespace tidedesk::ui {

namespace {
constexpr int kTextWidth = 380;
} // namespace

/// The icon on its soft round ground.
class EmptyState::Disc final : public QWidget {
public:
    Disc(const Theme &theme, Icon icon, QWidget *parent)
        : QWidget(parent)
        , m_theme(theme)
        , m_icon(icon)
    {
        setFixedSize(56, 56);
    }
    void setIcon(Icon icon)
    {
        m_icon = icon;
        update();
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_theme.colors().neutralSoft);
        painter.drawEllipse(rect());
        Icons::paint(&painter, QRect(14, 14, 28, 28), m_icon, m_theme.colors().muted);
    }

private:
    const Theme &m_theme;
    Icon m_icon;
};

EmptyState::EmptyState(const Theme &theme, Icon icon, QWidget *parent)
    : QWidget(parent)
    , m_disc(new Disc(theme, icon, this))
    , m_title(plainLabel({}, TextStyle::Title, this))
    , m_text(mutedLabel({}, TextStyle::Body, this))
    , m_action(new QPushButton(this))
{
    m_title->setAlignment(Qt::AlignCenter);
    m_title->setWordWrap(true);
    m_text->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
    m_text->setWordWrap(true);
    m_action->setObjectName(QStringLiteral("emptyStateAction"));
    m_action->hide();

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 24, 24, 24);
    layout->setSpacing(8);
    layout->addStretch(2);
    layout->addWidget(m_disc, 0, Qt::AlignHCenter);
    layout->addSpacing(8);
    layout->addWidget(m_title);
    layout->addWidget(m_text);
    layout->addSpacing(8);
    layout->addWidget(m_action, 0, Qt::AlignHCenter);
    layout->addStretch(3);
    connect(m_action, &QPushButton::clicked, this, &EmptyState::actionTriggered);
}

void EmptyState::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    // Margins rather than a maximum width: a centred label that wraps would ask its layout for too little height.
    const int side = std::max(0, (m_text->width() - kTextWidth) / 2);
    m_text->setContentsMargins(side, 0, side, 0);
}

void EmptyState::setIcon(Icon icon)
{
    m_disc->setIcon(icon);
}

void EmptyState::setTexts(const QString &title, const QString &text, const QString &action)
{
    m_title->setText(title);
    m_text->setText(text);
    m_text->setVisible(!text.isEmpty());
    m_action->setText(action);
    m_action->setVisible(!action.isEmpty());
}

} // namespace tidedesk::ui
