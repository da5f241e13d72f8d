// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/postgres/wakeup.h"
#ifdef _WIN32
#include <algorithm>
#include <thread>
#include <winsock2.h>
#else
#include <cerrno>
#include <fcntl.h>
#include <poll.h>
#include <unistd.h>
#endif

namespace tidedesk::postgres {

#ifdef _WIN32

namespace {
constexpr std::chrono::milliseconds kLook {20}; // nothing but sockets can be waited for, so the bell is looked at
} // namespace

Wakeup::Wakeup() = default;
Wakeup::~Wakeup() = default;
void Wakeup::ring() { m_rung = true; }
void Wakeup::clear() { m_rung = false; }

bool Wakeup::wait(int socket, std::chrono::milliseconds longest)
{
    const auto end = std::chrono::steady_clock::now() + longest;
    while (!m_rung) {
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - std::chrono::steady_clock::now());
        if (left.count() <= 0)
            return true;
        const auto slice = std::min(left, kLook);
        if (socket < 0) {
            std::this_thread::sleep_for(slice);
            continue;
        }
        WSAPOLLFD waiting {static_cast<SOCKET>(socket), POLLRDNORM, 0};
        if (const int ready = WSAPoll(&waiting, 1, static_cast<int>(slice.count())); ready != 0)
            return ready > 0;
    }
    return true;
}

#else

Wakeup::Wakeup()
{
    if (pipe(m_ends) != 0) { // not pipe2, which macOS does not have
        m_ends[0] = m_ends[1] = -1;
        return;
    }
    for (const int end : m_ends) {
        fcntl(end, F_SETFD, FD_CLOEXEC);
        fcntl(end, F_SETFL, O_NONBLOCK);
    }
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

bool Wakeup::wait(int socket, std::chrono::milliseconds longest)
{
    pollfd waiting[] = {{socket, POLLIN, 0}, {m_ends[0], POLLIN, 0}}; // poll() passes over a negative descriptor
    return poll(waiting, 2, static_cast<int>(longest.count())) >= 0 || errno == EINTR;
}

#endif

} // namespace tidedesk::postgres
