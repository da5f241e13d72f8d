// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/postgres/wakeup.h"
#ifndef _WIN32
#include <fcntl.h>
#include <unistd.h>
#endif

namespace tidedesk::postgres {

#ifdef _WIN32
Wakeup::Wakeup() = default;
Wakeup::~Wakeup() = default;
void Wakeup::ring() { }
void Wakeup::clear() { }
#else
Wakeup::Wakeup()
{
    if (pipe2(m_ends, O_CLOEXEC | O_NONBLOCK) != 0)
        m_ends[0] = m_ends[1] = -1;
}

Wakeup::~Wakeup()
{
    close(m_ends[0]);
    close(m_ends[1]);
}

void Wakeup::ring()
{
    // A full pipe wakes as well.
    [[maybe_unused]] const auto written = write(m_ends[1], "", 1);
}

void Wakeup::clear()
{
    char drain[64];
    while (read(m_ends[0], drain, sizeof drain) > 0) { }
}
#endif

} // namespace tidedesk::postgres
