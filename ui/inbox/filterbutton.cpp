// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inbox/filterbutton.h"
#include "ui/common/fonts.h"
#include "ui/common/labels.h"
#include <QMenu>
#include <QMouseEvent>
#include <QStyle>

namespace tidedesk::ui {

/// Ticking a choice leaves it open.
class FilterButton::Menu final : public QMenu {
public:
    using QMenu::QMenu;

protected:
    void mouseReleaseEvent(QMouseEvent *event) override
    {
        if (!tick(actionAt(event->position().toPoint())))
            QMenu::mouseReleaseEvent(event);
    }
    void keyPressEvent(QKeyEvent *event) override
    {
        if (event->key() != Qt::Key_Space || !tick(activeAction()))
            QMenu::keyPressEvent(event);
    }

private:
    static bool tick(QAction *action)
    {
        if (!action || !action->isCheckable())
            return false;
        action->trigger();
        return true;
    }
};

FilterButton::FilterButton(bool several, QWidget *parent)
    : QToolButton(parent)
    , m_several(several)
    , m_menu(new Menu(this))
{
    setProperty("kind", QStringLiteral("filter"));
    setFont(textFont(TextStyle::Small));
    setToolButtonStyle(Qt::ToolButtonTextOnly);
    setPopupMode(InstantPopup);
    setFocusPolicy(Qt::TabFocus);
    setMenu(m_menu);
}

void FilterButton::setName(const QString &name, const QString &any)
{
    m_name = name;
    m_any = any;
    rebuild();
}

void FilterButton::setChoices(const QList<Choice> &choices)
{
    m_choices = choices;
    m_chosen.removeIf([&](const QVariant &value) {
        return std::none_of(choices.begin(), choices.end(), [&](const Choice &choice) { return choice.value == value; });
    });
    rebuild();
}

void FilterButton::setChosen(const QVariantList &values)
{
    m_chosen = values;
    rebuild();
}

void FilterButton::rebuild()
{
    m_menu->clear();
    QAction *any = m_menu->addAction(m_any, this, [this] {
        m_chosen.clear();
        showState();
        Q_EMIT chosenChanged();
    });
    any->setData(QVariant());
    m_menu->addSeparator();
    for (const Choice &choice : std::as_const(m_choices)) {
        QAction *action = m_menu->addAction(QString(choice.text).replace(u'&', QStringLiteral("&&")), this,
            [this, value = choice.value] { toggle(value); });
        action->setCheckable(true);
        action->setData(choice.value);
    }
    showState();
}

void FilterButton::toggle(const QVariant &value)
{
    const bool was = m_chosen.contains(value);
    if (!m_several)
        m_chosen.clear();
    if (was)
        m_chosen.removeOne(value);
    else
        m_chosen.append(value);
    showState();
    Q_EMIT chosenChanged();
}

void FilterButton::showState()
{
    QStringList texts;
    for (const Choice &choice : std::as_const(m_choices)) {
        if (m_chosen.contains(choice.value))
            texts.append(choice.text);
    }
    for (QAction *action : m_menu->actions()) {
        if (action->isCheckable())
            action->setChecked(m_chosen.contains(action->data()));
    }
    QString shown = texts.isEmpty() ? m_name : texts.first();
    if (texts.size() > 1)
        shown += QStringLiteral(" +%1").arg(texts.size() - 1);
    setText(fontMetrics().elidedText(shown, Qt::ElideRight, 150).replace(u'&', QStringLiteral("&&")));
    setAccessibleName(texts.isEmpty() ? m_any : QStringLiteral("%1: %2").arg(m_name, texts.join(QStringLiteral(", "))));
    setToolTip(plainToolTip(accessibleName()));
    setProperty("active", !texts.isEmpty());
    style()->unpolish(this);
    style()->polish(this);
}

} // namespace tidedesk::ui
