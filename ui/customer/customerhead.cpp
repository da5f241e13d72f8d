// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/customer/customerhead.h"
#include "core/schema/entities.h"
#include "ui/common/avatar.h"
#include "ui/common/chip.h"
#include "ui/common/labels.h"
#include "ui/common/uicontext.h"
#include "ui/common/vocabulary.h"
#include <QEvent>
#include <QHBoxLayout>

namespace tidedesk::ui {

CustomerHead::CustomerHead(UiContext &ui, int avatarSize, QWidget *parent)
    : QWidget(parent)
    , m_avatar(new Avatar(ui.theme, avatarSize, this))
    , m_name(new ElidedLabel(this, TextStyle::Title))
    , m_detail(new ElidedLabel(this, TextStyle::Small))
    , m_tier(new Chip(ui.theme, this))
{
    m_name->setObjectName(QStringLiteral("customerName"));
    m_tier->setObjectName(QStringLiteral("customerTier"));
    m_detail->setForegroundRole(QPalette::PlaceholderText);
    auto *texts = new QVBoxLayout;
    texts->setSpacing(2);
    texts->addWidget(m_name);
    texts->addWidget(m_detail);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(10);
    layout->addWidget(m_avatar);
    layout->addLayout(texts, 1);
    layout->addWidget(m_tier, 0, Qt::AlignTop);
}

void CustomerHead::setCustomer(const Row &customer)
{
    m_customer = customer;
    fill();
}

void CustomerHead::fill()
{
    if (m_customer.isNull())
        return;
    const schema::Customer &f = schema::customer();
    m_avatar->setPerson(m_customer.text(f.name), m_customer.id().toString());
    m_name->setText(m_customer.text(f.name));
    QStringList detail = {m_customer.text(f.number), m_customer.text(f.company)};
    detail.removeAll(QString());
    if (detail.isEmpty())
        detail += Vocabulary::choice(f.kind, m_customer.number(f.kind, 0));
    m_detail->setText(detail.join(QStringLiteral(" · ")));
    const auto tier = m_customer.maybe(f.tier);
    m_tier->setVisible(tier.has_value());
    if (tier)
        m_tier->setLook({.text = Vocabulary::choice(f.tier, *tier), .tone = Vocabulary::choiceTone(f.tier, *tier)});
}

void CustomerHead::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        fill();
}

} // namespace tidedesk::ui
