// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/actions.h"
#include "ui/common/labels.h"
#include <QAction>
#include <QWidget>

namespace tidedesk::ui {

namespace {

/// A bare letter must not act from anywhere in the window: who types it at the wrong place meant something else.
Qt::ShortcutContext contextOf(const QKeySequence &shortcut)
{
    if (shortcut.isEmpty())
        return Qt::WindowShortcut;
    const bool function = shortcut[0].key() >= Qt::Key_F1 && shortcut[0].key() <= Qt::Key_F35;
    const Qt::KeyboardModifiers strong = shortcut[0].keyboardModifiers() & ~Qt::KeyboardModifiers(Qt::ShiftModifier);
    return function || strong ? Qt::WindowShortcut : Qt::WidgetWithChildrenShortcut;
}

} // namespace

Actions::Actions(const Icons &icons)
    : m_icons(icons)
{
}

QAction *Actions::add(QWidget *owner, const ActionSpec &spec)
{
    Q_ASSERT_X(!find(spec.id), "Actions::add", qPrintable(spec.id));
    auto *action = new QAction(owner);
    action->setObjectName(spec.id);
    action->setShortcut(spec.shortcut);
    action->setShortcutContext(contextOf(spec.shortcut));
    if (spec.icon)
        action->setIcon(m_icons.icon(*spec.icon));
    owner->addAction(action);
    connect(action, &QAction::triggered, owner, [handler = spec.handler] {
        if (handler)
            handler();
    });
    connect(action, &QObject::destroyed, this, [this] {
        m_entries.removeIf([](const Entry &entry) { return !entry.action; });
        Q_EMIT listChanged();
    });
    m_entries.append({action, spec.text, spec.inPalette});
    action->setText(spec.text());
    action->setToolTip(toolTip(action));
    Q_EMIT listChanged();
    return action;
}

QAction *Actions::find(const QString &id) const
{
    for (const Entry &entry : m_entries)
        if (entry.action && entry.action->objectName() == id)
            return entry.action;
    return nullptr;
}

QList<QAction *> Actions::all() const
{
    QList<QAction *> list;
    for (const Entry &entry : m_entries)
        if (entry.action && entry.inPalette)
            list.append(entry.action);
    return list;
}

QString Actions::idOf(const QAction *action)
{
    return action->objectName();
}

QString Actions::groupOf(const QAction *action)
{
    return idOf(action).section(u'.', 0, 0);
}

QString Actions::toolTip(const QAction *action)
{
    const QString keys = action->shortcut().toString(QKeySequence::NativeText);
    const QString text = action->iconText();
    return plainToolTip(keys.isEmpty() ? text : QStringLiteral("%1 (%2)").arg(text, keys));
}

void Actions::retranslate()
{
    for (const Entry &entry : std::as_const(m_entries)) {
        if (!entry.action)
            continue;
        entry.action->setText(entry.text());
        entry.action->setToolTip(toolTip(entry.action));
    }
    Q_EMIT listChanged();
}

} // namespace tidedesk::ui
