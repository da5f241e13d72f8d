// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/steps.h"
#include <QPointer>
#include <QWidget>

namespace tidedesk::ui {

Steps::Steps(QObject *parent)
    : QObject(parent)
{
    m_turn.setSingleShot(true);
    connect(&m_turn, &QTimer::timeout, this, [this] {
        takeOne();
        if (!m_steps.isEmpty())
            m_turn.start(0);
    });
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
    m_turn.stop();
    while (!m_steps.isEmpty())
        takeOne();
}

void Steps::takeOne()
{
    // A step may add steps.
    if (!m_steps.isEmpty())
        m_steps.takeFirst()();
}

} // namespace tidedesk::ui
