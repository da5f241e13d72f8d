// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/syncindicator.h"
#include "ui/common/formats.h"
#include "ui/common/iconlabel.h"
#include "ui/common/labels.h"
#include "ui/common/theme.h"
#include <QAccessible>
#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>

namespace tidedesk::ui {

/// Progress as a slim bar; a centred piece while the length is unknown.
class SyncIndicator::Bar final : public QWidget {
public:
    Bar(const Theme &theme, QWidget *parent)
        : QWidget(parent)
        , m_theme(theme)
    {
        setFixedSize(96, 4);
    }
    void setProgress(double progress)
    {
        m_progress = progress;
        update();
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_theme.colors().line);
        painter.drawRoundedRect(rect(), 2, 2);
        painter.setBrush(m_theme.colors().accentFill);
        const double part = m_progress < 0 ? 0.33 : std::min(1.0, m_progress);
        const double left = m_progress < 0 ? width() * 0.33 : 0;
        painter.drawRoundedRect(QRectF(left, 0, std::max(4.0, width() * part), height()), 2, 2);
    }

private:
    const Theme &m_theme;
    double m_progress = -1;
};

SyncIndicator::SyncIndicator(UiContext &ui, QWidget *parent)
    : QWidget(parent)
    , m_ui(ui)
    , m_icon(new IconLabel(ui.theme, Icon::Sync, 16, this))
    , m_text(new ElidedLabel(this, TextStyle::Small))
    , m_bar(new Bar(ui.theme, this))
    , m_action(new QPushButton(this))
    , m_review(new QPushButton(this))
    , m_waiting(new QPushButton(this))
    , m_asOf(new ElidedLabel(this, TextStyle::Small))
{
    setObjectName(QStringLiteral("syncIndicator"));
    m_text->setObjectName(QStringLiteral("syncText"));
    m_text->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    m_asOf->setObjectName(QStringLiteral("syncAsOf"));
    m_asOf->setForegroundRole(QPalette::PlaceholderText);
    m_asOf->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    m_action->setObjectName(QStringLiteral("syncAction"));
    m_review->setObjectName(QStringLiteral("syncReview"));
    m_waiting->setObjectName(QStringLiteral("syncWaiting"));
    m_review->setIcon(ui.icons.icon(Icon::Warning, &ThemePalette::danger));
    m_waiting->setIcon(ui.icons.icon(Icon::Outbox));
    for (QPushButton *button : {m_action, m_review, m_waiting}) {
        button->setProperty("kind", QStringLiteral("status"));
        button->setFont(textFont(TextStyle::Small));
        button->setIconSize({14, 14});
    }
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 0, 12, 0);
    layout->setSpacing(8);
    layout->addWidget(m_icon);
    layout->addWidget(m_text);
    layout->addWidget(m_bar);
    layout->addWidget(m_action);
    layout->addStretch(1);
    layout->addWidget(m_review);
    layout->addWidget(m_waiting);
    layout->addWidget(m_asOf);
    m_minute.setInterval(30'000);
    connect(&m_minute, &QTimer::timeout, this, &SyncIndicator::refresh);
    connect(m_action, &QPushButton::clicked, this, &SyncIndicator::act);
    connect(m_review, &QPushButton::clicked, this, &SyncIndicator::reviewRequested);
    connect(m_waiting, &QPushButton::clicked, this, &SyncIndicator::outboxRequested);
    m_minute.start();
    refresh();
}

void SyncIndicator::setState(const SyncState &state)
{
    if (state == m_state)
        return;
    const bool otherLink = state.link != m_state.link;
    m_state = state;
    refresh();
    if (otherLink) {
        QAccessibleEvent alert(this, QAccessible::Alert);
        QAccessible::updateAccessibility(&alert);
    }
}

void SyncIndicator::act()
{
    if (m_state.link == SyncState::Link::SignInNeeded)
        Q_EMIT signInRequested();
    else
        Q_EMIT syncRequested();
}

QString SyncIndicator::linkText() const
{
    switch (m_state.link) {
    case SyncState::Link::Connecting:
        return tr("Connecting…");
    case SyncState::Link::Connected:
        return tr("Connected");
    case SyncState::Link::Syncing:
        return m_state.progress < 0 ? tr("Syncing…") : tr("Syncing… %1").arg(m_ui.formats.percent(m_state.progress));
    case SyncState::Link::Offline:
        return m_state.sinceMs == 0 ? tr("Working offline")
                                    : tr("Working offline since %1").arg(m_ui.formats.time(m_state.sinceMs));
    case SyncState::Link::SignInNeeded:
        return tr("Signed out by the server. Your work is kept here.");
    case SyncState::Link::Refused:
        return tr("The server does not accept this program. Your work is kept here.");
    }
    return {};
}

QString SyncIndicator::asOfText() const
{
    return m_state.asOfMs == 0 ? tr("Never synced") : tr("As of %1").arg(m_ui.formats.relative(m_state.asOfMs));
}

QString SyncIndicator::sentence() const
{
    QStringList parts = {linkText()};
    if (m_state.needsReview > 0)
        parts.append(tr("%n need(s) review", nullptr, m_state.needsReview));
    if (m_state.waiting > 0)
        parts.append(tr("%n waiting", nullptr, m_state.waiting));
    parts.append(asOfText());
    return parts.join(QStringLiteral(" · "));
}

void SyncIndicator::refresh()
{
    struct Look {
        Icon icon;
        ColorRole role;
    };
    constexpr std::array looks = {Look{Icon::Sync, &ThemePalette::muted}, Look{Icon::Online, &ThemePalette::positive},
        Look{Icon::Sync, &ThemePalette::accent}, Look{Icon::Offline, &ThemePalette::warning},
        Look{Icon::Lock, &ThemePalette::danger}, Look{Icon::Warning, &ThemePalette::danger}};
    const Look &look = looks[static_cast<size_t>(m_state.link)];
    m_icon->setIcon(look.icon, look.role);
    m_text->setText(linkText());
    m_bar->setVisible(m_state.link == SyncState::Link::Syncing);
    m_bar->setProgress(m_state.progress);
    const bool signIn = m_state.link == SyncState::Link::SignInNeeded;
    m_action->setVisible(signIn || m_state.link == SyncState::Link::Offline);
    m_action->setText(signIn ? tr("Sign in") : tr("Try now"));
    m_review->setVisible(m_state.needsReview > 0);
    m_review->setText(tr("%n need(s) review", nullptr, m_state.needsReview));
    m_waiting->setVisible(m_state.waiting > 0);
    m_waiting->setText(tr("%n waiting", nullptr, m_state.waiting));
    m_asOf->setText(asOfText());
    m_asOf->setToolTip(m_state.asOfMs == 0 ? QString() : plainToolTip(m_ui.formats.absolute(m_state.asOfMs)));
    setAccessibleName(sentence());
}

void SyncIndicator::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        refresh();
}

} // namespace tidedesk::ui
