// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/sim/timeline.h"
#include <algorithm>
#include <cstdio>

namespace tidedesk::sim {

namespace {
constexpr qsizetype kRecent = 400;
}

void Timeline::at(qint64 when, Work work)
{
    m_due.push_back({qMax(when, m_now), m_order++, std::move(work)});
    std::push_heap(m_due.begin(), m_due.end(), later);
}

bool Timeline::step(qint64 until)
{
    if (m_due.empty() || m_due.front().when > until) {
        m_now = qMax(m_now, until);
        return false;
    }
    std::pop_heap(m_due.begin(), m_due.end(), later);
    Due due = std::move(m_due.back());
    m_due.pop_back();
    m_now = due.when;
    ++m_events;
    due.work();
    return true;
}

void Timeline::run(qint64 until)
{
    while (step(until)) { }
}

void Timeline::trace(const QByteArray &what)
{
    static const bool aloud = qEnvironmentVariableIsSet("TIDEDESK_SIM_TRACE");
    const QByteArray line = QByteArray::number(m_now - kStart) + ' ' + what;
    m_hash.addData(line);
    if (aloud)
        std::fprintf(stderr, "%s\n", line.constData());
    m_recent.append(line);
    if (m_recent.size() > 2 * kRecent)
        m_recent.remove(0, kRecent);
}

} // namespace tidedesk::sim
