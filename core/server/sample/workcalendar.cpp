// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/sample/workcalendar.h"
#include <QtGlobal>
#include <algorithm>
#include <array>

namespace tidedesk::sample::workcalendar {

namespace {

constexpr qint64 kOffset = 8 * kHour;

qint64 floorDiv(qint64 a, qint64 b)
{
    return a / b - (a % b < 0 ? 1 : 0);
}

// State Council notices of November 2024 and November 2025, as yyyymmdd.
constexpr std::array kHolidays{20250101, 20250128, 20250129, 20250130, 20250131, 20250203, 20250204, 20250404, 20250501,
    20250502, 20250505, 20250602, 20251001, 20251002, 20251003, 20251006, 20251007, 20251008, 20260101, 20260102,
    20260216, 20260217, 20260218, 20260219, 20260220, 20260223, 20260406, 20260501, 20260504, 20260505, 20260619,
    20260925, 20261001, 20261002, 20261005, 20261006, 20261007};
constexpr std::array kMakeUpDays{
    20250126, 20250208, 20250427, 20250928, 20251011, 20260104, 20260214, 20260228, 20260509, 20260920, 20261010};

template <class List> bool contains(const List &list, int date)
{
    return std::binary_search(list.begin(), list.end(), date);
}

} // namespace

qint64 dayOf(qint64 ms)
{
    return floorDiv(ms + kOffset, kDay);
}
qint64 startOfDay(qint64 day)
{
    return day * kDay - kOffset;
}
qint64 sinceMidnight(qint64 ms)
{
    return ms - startOfDay(dayOf(ms));
}
int weekday(qint64 day)
{
    return static_cast<int>((day % 7 + 7 + 3) % 7);
} // 1970-01-01 was a Thursday

// Hinnant, "chrono-compatible low-level date algorithms".
Civil civil(qint64 day)
{
    const qint64 z = day + 719468;
    const qint64 era = floorDiv(z, 146097);
    const qint64 doe = z - era * 146097;
    const qint64 yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    const qint64 doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    const qint64 mp = (5 * doy + 2) / 153;
    const auto month = static_cast<int>(mp < 10 ? mp + 3 : mp - 9);
    return {static_cast<int>(yoe + era * 400 + (month <= 2)), month, static_cast<int>(doy - (153 * mp + 2) / 5 + 1)};
}

qint64 daysFromCivil(int year, int month, int day)
{
    const qint64 y = year - (month <= 2);
    const qint64 era = floorDiv(y, 400);
    const qint64 yoe = y - era * 400;
    const qint64 doy = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
}

QString isoDate(qint64 day)
{
    const Civil c = civil(day);
    return QStringLiteral("%1-%2-%3").arg(c.year).arg(c.month, 2, 10, QChar(u'0')).arg(c.day, 2, 10, QChar(u'0'));
}

bool works(qint64 day)
{
    const Civil c = civil(day);
    const int date = c.year * 10000 + c.month * 100 + c.day;
    return contains(kMakeUpDays, date) || (weekday(day) < 5 && !contains(kHolidays, date));
}

qint64 nearestStaffed(qint64 ms, qint64 earliest)
{
    const auto opening = [](qint64 day) { return startOfDay(day) + (works(day) ? 17 * kHour / 2 : 9 * kHour); };
    const auto closing = [](qint64 day) { return startOfDay(day) + (works(day) ? 41 * kHour / 2 : 18 * kHour); };
    const qint64 day = dayOf(ms);
    if (ms >= opening(day) && ms <= closing(day))
        return ms;
    // A few minutes inside the window, and not everybody at the same minute.
    const qint64 inside = kMinute + (ms / kSecond * 7919) % (40 * 60) * kSecond;
    const qint64 next = (ms < opening(day) ? opening(day) : opening(day + 1)) + inside;
    const qint64 previous = (ms > closing(day) ? closing(day) : closing(day - 1)) - inside;
    return previous > earliest && ms - previous < next - ms ? previous : next;
}

} // namespace tidedesk::sample::workcalendar
