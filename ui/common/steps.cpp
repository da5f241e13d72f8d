// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/steps.h"
#include <QPointer>
#include <QWidget>

namespace tidedesk::ui {

Steps::Steps(QObject *parent)
    : QObject(parent)
{
    m_turn.setSingleShot(true);
    connect(&m_turn, &QTimer::timeout, this, &Steps::turn);
}

void Steps::add(std::function<void()> step)
{
    m_steps.append(std::move(step));
    m_turn.start(kQuietMs);
}

void Steps::addPolish(QWidget *widget)
{
    add([this, guard = QPointer(widget)] {
        if (!guard)
            return;
        guard->ensurePolished();
        for (QObject *child : guard->children()) {
            if (auto *part = qobject_cast<QWidget *>(child); part && !part->isWindow())
                addPolish(part);
        }
    });
}

void Steps::finish()
{
    const QPointer<Steps> self(this);
    while (self && !m_steps.isEmpty())
        turn();
}

/// A step may add steps, and it may end its owner.
void Steps::turn()
{
    m_turn.stop();
    if (m_steps.isEmpty())
        return;
    const QPointer<Steps> self(this);
    m_steps.takeFirst()();
    if (self && !m_steps.isEmpty())
        m_turn.start(0);
}

} // namespace tidedesk::ui
