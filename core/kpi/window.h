// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/result.h"
#include <QDate>
#include <QList>
#include <QTimeZone>

namespace tidedesk::kpi {

/// The wall clock of one IANA zone, read through UTC offsets only: QDateTime 6.4 answers garbage for local times that a
/// daylight-saving change skips, and picks the second of two without saying so.
class LocalTime {
public:
    explicit LocalTime(QTimeZone zone = QTimeZone::utc());
    const QTimeZone &zone() const { return m_zone; }

    qint64 offset(qint64 at) const; ///< ms east of UTC
    QDate date(qint64 at) const;
    int hour(qint64 at) const; ///< 0-23 on the wall clock
    /// First instant of the day: the earlier midnight when there are two, the end of the gap when there is none, and
    /// the start of the next day for a day that the zone left out (Apia, 2011-12-30).
    qint64 startOfDay(QDate date) const;
    /// First instant after `at` at which a new wall-clock hour, or another offset, begins.
    qint64 nextHour(qint64 at) const;

private:
    qint64 firstWithOffsetOtherThan(qint64 offset, qint64 low, qint64 high) const;

    QTimeZone m_zone;
    bool m_fixed; ///< no offset changes ever
    qint64 m_fixedOffset;
};

/// Half open: from <= at < to, in ms UTC. Days, hours and weeks are those of `zone`.
struct Window {
    qint64 from = 0;
    qint64 to = 0;
    QTimeZone zone = QTimeZone::utc();

    /// Errors: kpi.unknown_zone, kpi.empty_window.
    static Result<Window> make(qint64 from, qint64 to, const QByteArray &zone);
    /// Whole local days, both included.
    static Window days(QDate first, QDate last, const QTimeZone &zone);
    /// The `count` local days of which the last holds `at`.
    static Window lastDays(qint64 at, int count, const QTimeZone &zone);

    bool contains(qint64 at) const { return from <= at && at < to; }
    bool isEmpty() const { return to <= from; }
    friend bool operator==(const Window &, const Window &) = default;
};

enum class Step { Hour, Day, Week }; ///< weeks begin on Monday (ISO 8601)

/// The window cut along the wall clock, without gap or overlap; the first and last piece may be partial. An hour that
/// the wall clock shows twice gives two pieces, one that it skips none.
QList<Window> cut(const Window &window, Step step);

/// Name of a piece, unique within a cut: "2026-03-08" for days and weeks (their Monday), "2026-11-01T01:00-04:00" for
/// hours.
QString label(const Window &piece, Step step);

} // namespace tidedesk::kpi
