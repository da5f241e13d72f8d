// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

/// Named places at which tests let the real programs die as by `kill -9`, so that every step between "a person has done it"
/// and "everybody has it" is met for certain, and not only by luck. TIDEDESK_KILL_AT=push.answered:3 kills the process the
/// third time it passes the point of that name (without a number the first time). Who can set a program's environment can
/// end it anyway, so this opens nothing; unset, a point is one look at a flag. It is in every build because what is
/// tested is then what is shipped. Any thread.
namespace tidedesk {

namespace detail {
extern const bool killIsPlanned;
void passKillPoint(const char *name);
}

inline void killPoint(const char *name)
{
    if (detail::killIsPlanned) [[unlikely]]
        detail::passKillPoint(name);
}

} // namespace tidedesk
