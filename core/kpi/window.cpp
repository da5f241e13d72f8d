// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/kpi/window.h"
#include <QDateTime>

namespace tidedesk::kpi {

namespace {

constexpr qint64 kHour = 3'600'000;
constexpr qint64 kDay = 24 * kHour;
constexpr qint64 kEpochJulianDay = 2'440'588; // 1970-01-01
constexpr qint64 kWidestOffset = 15 * kHour; // no zone was ever further from UTC

qint64 floorDivide(qint64 value, qint64 by)
{
    return value >= 0 ? value / by : -((-value + by - 1) / by);
}

QDate localDate(qint64 localMs)
{
    return QDate::fromJulianDay(floorDivide(localMs, kDay) + kEpochJulianDay);
}

QDate monday(QDate date)
{
    return date.addDays(1 - date.dayOfWeek());
}

} // namespace

LocalTime::LocalTime(QTimeZone zone)
    : m_zone(std::move(zone))
    , m_fixed(!m_zone.hasTransitions())
    , m_fixedOffset(qint64(m_zone.offsetFromUtc(QDateTime::fromMSecsSinceEpoch(0, Qt::UTC))) * 1000)
{
}

qint64 LocalTime::offset(qint64 at) const
{
    if (m_fixed)
        return m_fixedOffset;
    return qint64(m_zone.offsetFromUtc(QDateTime::fromMSecsSinceEpoch(at, Qt::UTC))) * 1000;
}

QDate LocalTime::date(qint64 at) const
{
    return localDate(at + offset(at));
}

int LocalTime::hour(qint64 at) const
{
    const qint64 local = at + offset(at);
    return int((local - floorDivide(local, kDay) * kDay) / kHour);
}

qint64 LocalTime::firstWithOffsetOtherThan(qint64 from, qint64 low, qint64 high) const
{
    while (high - low > 1) {
        const qint64 middle = low + (high - low) / 2;
        (offset(middle) == from ? low : high) = middle;
    }
    return high;
}

qint64 LocalTime::startOfDay(QDate date) const
{
    const qint64 midnight = (date.toJulianDay() - kEpochJulianDay) * kDay;
    const qint64 low = midnight - kWidestOffset;
    const qint64 high = midnight + kWidestOffset;
    const qint64 before = offset(low);
    const qint64 after = offset(high);
    const qint64 first = midnight - qMax(before, after);
    const qint64 second = midnight - qMin(before, after);
    for (const qint64 candidate : {first, second}) {
        if (candidate + offset(candidate) == midnight)
            return candidate;
    }
    return firstWithOffsetOtherThan(before, low, high);
}

qint64 LocalTime::nextHour(qint64 at) const
{
    const qint64 now = offset(at);
    const qint64 local = at + now;
    const qint64 next = (floorDivide(local, kHour) + 1) * kHour - now;
    return offset(next) == now ? next : firstWithOffsetOtherThan(now, at, next);
}

Result<Window> Window::make(qint64 from, qint64 to, const QByteArray &zone)
{
    const QTimeZone found(zone);
    if (!found.isValid())
        return Error {Consequence::Rejected, QStringLiteral("kpi.unknown_zone"), QString::fromUtf8(zone)};
    if (to <= from)
        return Error {Consequence::Rejected, QStringLiteral("kpi.empty_window"), {}};
    return Window {from, to, found};
}

Window Window::days(QDate first, QDate last, const QTimeZone &zone)
{
    const LocalTime local(zone);
    return {local.startOfDay(first), local.startOfDay(last.addDays(1)), zone};
}

Window Window::lastDays(qint64 at, int count, const QTimeZone &zone)
{
    const QDate last = LocalTime(zone).date(at);
    return days(last.addDays(1 - count), last, zone);
}

QList<Window> cut(const Window &window, Step step)
{
    const LocalTime local(window.zone);
    QList<Window> pieces;
    qint64 from = window.from;
    QDate date = local.date(from);
    while (from < window.to) {
        qint64 next = 0;
        if (step == Step::Hour) {
            next = local.nextHour(from);
        } else {
            date = step == Step::Day ? date.addDays(1) : monday(date).addDays(7);
            next = local.startOfDay(date);
        }
        next = qMin(next, window.to);
        if (next > from)
            pieces.append({from, next, window.zone});
        from = qMax(from, next);
    }
    return pieces;
}

QString label(const Window &piece, Step step)
{
    const LocalTime local(piece.zone);
    const QDate date = local.date(piece.from);
    if (step == Step::Day)
        return date.toString(Qt::ISODate);
    if (step == Step::Week)
        return monday(date).toString(Qt::ISODate);
    const qint64 offset = local.offset(piece.from) / 60'000;
    const qint64 minutes = floorDivide(piece.from + offset * 60'000, 60'000) % 60;
    const qint64 away = qAbs(offset);
    return QStringLiteral("%1T%2:%3%4%5:%6")
        .arg(date.toString(Qt::ISODate))
        .arg(local.hour(piece.from), 2, 10, QLatin1Char('0'))
        .arg(minutes < 0 ? minutes + 60 : minutes, 2, 10, QLatin1Char('0'))
        .arg(offset < 0 ? QLatin1Char('-') : QLatin1Char('+'))
        .arg(away / 60, 2, 10, QLatin1Char('0'))
        .arg(away % 60, 2, 10, QLatin1Char('0'));
}

} // namespace tidedesk::kpi
