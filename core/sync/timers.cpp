// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/timers.h"
#include <QTimer>

namespace tidedesk::sync {

void LoopTimers::after(qint64 ms, QObject *context, std::function<void()> work)
{
    QTimer::singleShot(static_cast<int>(qBound(0LL, ms, 24LL * 3600 * 1000)), context, std::move(work));
}

} // namespace tidedesk::sync
