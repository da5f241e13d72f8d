// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>

namespace tidedesk::sample {

inline constexpr qint64 kSecond = 1000;
inline constexpr qint64 kMinute = 60 * kSecond;
inline constexpr qint64 kHour = 60 * kMinute;
inline constexpr qint64 kDay = 24 * kHour;

/// The sample desk's calendar: China Standard Time (UTC+8, no daylight saving since 1991) and the working days that the
/// State Council announced for 2025 and 2026; other years have plain weekends. All instants in ms UTC.
namespace workcalendar {

/// Days since 1970-01-01 of the local day.
qint64 dayOf(qint64 ms);
qint64 startOfDay(qint64 day);
qint64 sinceMidnight(qint64 ms);
int weekday(qint64 day); ///< 0 = Monday
/// Working day: no weekend and no holiday, or a make-up day.
bool works(qint64 day);

struct Civil {
    int year;
    int month;
    int day;
};
Civil civil(qint64 day);
QString isoDate(qint64 day);
qint64 daysFromCivil(int year, int month, int day);

/// Nearest instant at which agents answer written work: working days 08:30 - 20:30, and 09:00 - 18:00 otherwise; never
/// before `earliest`.
qint64 nearestStaffed(qint64 ms, qint64 earliest);

} // namespace workcalendar

} // namespace tidedesk::sample
