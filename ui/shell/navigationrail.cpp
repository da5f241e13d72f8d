// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/navigationrail.h"
#include "ui/common/labels.h"
#include "ui/common/theme.h"
#include "ui/shell/railbutton.h"
#include <QButtonGroup>
#include <QPainter>
#include <QVBoxLayout>

namespace tidedesk::ui {

namespace {

class Logo final : public QWidget {
public:
    explicit Logo(QWidget *parent)
        : QWidget(parent)
    {
        setFixedSize(RailButton::kWidth, 48);
        setAccessibleName(QStringLiteral("Tidedesk"));
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        Icons::logo().paint(&painter, QRect((width() - 28) / 2, 12, 28, 28));
    }
};

} // namespace

NavigationRail::NavigationRail(const Theme &theme, QWidget *parent)
    : QFrame(parent)
    , m_theme(theme)
    , m_group(new QButtonGroup(this))
    , m_layout(new QVBoxLayout(this))
{
    setObjectName(QStringLiteral("navigationRail"));
    setFixedWidth(RailButton::kWidth + 1); // one pixel of border
    m_layout->setContentsMargins(0, 0, 1, 8);
    m_layout->setSpacing(2);
    m_layout->addWidget(new Logo(this));
    m_layout->addSpacing(4);
    m_layout->addStretch(1);
}

void NavigationRail::addEntry(const QString &id, Icon icon)
{
    auto *entry = new RailButton(m_theme, icon, this);
    entry->setObjectName(QLatin1StringView("nav.") + id);
    m_group->addButton(entry);
    m_layout->insertWidget(m_broken ? m_layout->count() : m_layout->count() - 1, entry);
    connect(entry, &QAbstractButton::clicked, this, [this, id] { Q_EMIT chosen(id); });
}

void NavigationRail::addBreak()
{
    m_broken = true;
}

RailButton *NavigationRail::button(const QString &id) const
{
    return findChild<RailButton *>(QLatin1StringView("nav.") + id, Qt::FindDirectChildrenOnly);
}

void NavigationRail::setEntryText(const QString &id, const QString &text, const QString &toolTip)
{
    RailButton *entry = button(id);
    entry->setText(text);
    entry->setToolTip(plainToolTip(toolTip));
    entry->updateAccessibleName();
}

void NavigationRail::setBadge(const QString &id, int count, Tone tone)
{
    button(id)->setBadge(count, tone);
}

void NavigationRail::setCurrent(const QString &id)
{
    RailButton *current = button(id);
    m_group->setExclusive(current != nullptr); // a page that is not here marks none
    for (QAbstractButton *entry : m_group->buttons())
        entry->setChecked(entry == current);
    m_group->setExclusive(true);
}

} // namespace tidedesk::ui
