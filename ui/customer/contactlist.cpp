// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/customer/contactlist.h"
#include "core/schema/entities.h"
#include "ui/common/iconlabel.h"
#include "ui/common/labels.h"
#include "ui/common/uicontext.h"
#include "ui/common/vocabulary.h"
#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QToolButton>

namespace tidedesk::ui {

namespace {

Icon iconOf(const QString &kind)
{
    if (kind == u"phone" || kind == u"whatsapp")
        return Icon::Phone;
    if (kind == u"email")
        return Icon::Mail;
    if (kind == u"wechat")
        return Icon::Wechat;
    return kind == u"weibo" ? Icon::Social : Icon::Link;
}

} // namespace

class ContactList::Line final : public QWidget {
public:
    Line(UiContext &ui, ContactList *owner)
        : QWidget(owner)
        , m_icon(new IconLabel(ui.theme, Icon::Phone, 16, this))
        , m_text(new ElidedLabel(this))
        , m_copy(new QToolButton(this))
    {
        m_text->setObjectName(QStringLiteral("contact"));
        m_text->setTextInteractionFlags(Qt::NoTextInteraction);
        m_copy->setObjectName(QStringLiteral("copyContact"));
        m_copy->setIcon(ui.icons.icon(Icon::Copy));
        auto *layout = new QHBoxLayout(this);
        layout->setContentsMargins(0, 0, 0, 0);
        layout->addWidget(m_icon);
        layout->addWidget(m_text, 1);
        layout->addWidget(m_copy);
        connect(m_copy, &QToolButton::clicked, owner, [this, owner] {
            QGuiApplication::clipboard()->setText(m_text->text());
            Q_EMIT owner->copied(m_text->text());
        });
    }
    void show(const Row &identity)
    {
        const schema::Identity &f = schema::identity();
        const QString kind = Vocabulary::choice(f.kind, identity.number(f.kind, -1));
        m_icon->setIcon(iconOf(identity.choice(f.kind)));
        m_text->setText(identity.text(f.value));
        m_text->setAccessibleName(QStringLiteral("%1: %2").arg(kind, identity.text(f.value)));
        m_icon->setToolTip(plainToolTip(kind));
        const QString copy = ContactList::tr("Copy %1").arg(identity.text(f.value));
        m_copy->setToolTip(plainToolTip(copy));
        m_copy->setAccessibleName(copy);
        setVisible(true);
    }

private:
    IconLabel *m_icon;
    ElidedLabel *m_text;
    QToolButton *m_copy;
};

ContactList::ContactList(UiContext &ui, QWidget *parent)
    : QWidget(parent)
    , m_ui(ui)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
}

void ContactList::setIdentities(const QList<Row> &identities)
{
    m_identities = identities;
    const schema::Identity &f = schema::identity();
    std::stable_sort(m_identities.begin(), m_identities.end(), [&f](const Row &a, const Row &b) {
        return a.flag(f.primary) != b.flag(f.primary) ? a.flag(f.primary) : a.number(f.kind) < b.number(f.kind);
    });
    fill();
}

void ContactList::fill()
{
    while (m_lines.size() < m_identities.size()) {
        m_lines.append(new Line(m_ui, this));
        layout()->addWidget(m_lines.last());
    }
    for (int i = 0; i < m_lines.size(); ++i) {
        if (i < m_identities.size())
            m_lines.at(i)->show(m_identities.at(i));
        else
            m_lines.at(i)->hide();
    }
}

void ContactList::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        fill();
}

} // namespace tidedesk::ui
