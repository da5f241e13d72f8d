// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/formats.h"
#include "core/base/clock.h"
#include "core/domain/money.h"
#include "ui/common/language.h"
#include <QDateTime>
#include <cmath>

namespace tidedesk::ui {

namespace {
constexpr qint64 kSecond = 1000;
constexpr qint64 kMinute = 60 * kSecond;
constexpr qint64 kHour = 60 * kMinute;
constexpr qint64 kDay = 24 * kHour;
} // namespace

Formats::Formats(const Language &language, const Clock &clock, QTimeZone zone)
    : m_language(language)
    , m_clock(clock)
    , m_zone(std::move(zone))
{
}

QDateTime Formats::local(qint64 atMs) const
{
    return QDateTime::fromMSecsSinceEpoch(atMs, m_zone);
}

QString Formats::relative(qint64 atMs) const
{
    const qint64 span = atMs - m_clock.nowMs();
    const qint64 size = std::abs(span);
    const bool past = span <= 0;
    if (size < 45 * kSecond)
        return past ? tr("just now") : tr("now");
    if (size < kHour) {
        const int minutes = static_cast<int>(std::max<qint64>(1, (size + kMinute / 2) / kMinute));
        return past ? tr("%n min ago", nullptr, minutes) : tr("in %n min", nullptr, minutes);
    }
    const QDateTime at = local(atMs);
    const QDateTime now = local(m_clock.nowMs());
    if (at.date() == now.date() || size < 6 * kHour) {
        const int hours = static_cast<int>(size / kHour);
        return past ? tr("%n h ago", nullptr, hours) : tr("in %n h", nullptr, hours);
    }
    return calendar(at, now);
}

QString Formats::calendar(const QDateTime &at, const QDateTime &now) const
{
    const QLocale &locale = m_language.locale();
    const QString clock = locale.toString(at.time(), QLocale::ShortFormat);
    const qint64 days = now.date().daysTo(at.date());
    if (days == -1)
        return tr("yesterday %1").arg(clock);
    if (days == 1)
        return tr("tomorrow %1").arg(clock);
    //: Day and month as QLocale pattern, the year left out: 12 Aug
    return at.date().year() == now.date().year() ? locale.toString(at.date(), tr("d MMM"))
                                                 : date(at.date());
}

QString Formats::absolute(qint64 atMs) const
{
    const QDateTime at = local(atMs);
    //: Date, time of day and name of the time zone
    return tr("%1, %2 (%3)")
        .arg(m_language.locale().toString(at.date(), QLocale::LongFormat),
            m_language.locale().toString(at.time(), QStringLiteral("HH:mm:ss")), at.timeZoneAbbreviation());
}

QString Formats::dateTime(qint64 atMs) const
{
    const QDateTime at = local(atMs);
    //: Date, time of day
    return tr("%1, %2").arg(date(at.date()), m_language.locale().toString(at.time(), QLocale::ShortFormat));
}

QString Formats::time(qint64 atMs) const
{
    return m_language.locale().toString(local(atMs).time(), QLocale::ShortFormat);
}

QString Formats::date(const QDate &date) const
{
    // The locale's short form leaves it open whether 6/3/26 is in March or in June.
    return m_language.locale().toString(date, tr("d MMM yyyy"));
}

QString Formats::age(qint64 atMs) const
{
    const qint64 size = std::max<qint64>(0, m_clock.nowMs() - atMs);
    if (size < kMinute)
        return tr("now");
    if (size < kHour)
        return tr("%n min", nullptr, static_cast<int>(size / kMinute));
    const QDate at = local(atMs).date();
    const QDate today = local(m_clock.nowMs()).date();
    if (at == today || size < 6 * kHour)
        return tr("%n h", nullptr, static_cast<int>(size / kHour));
    const QLocale &locale = m_language.locale();
    if (at.daysTo(today) < 6)
        return locale.dayName(at.dayOfWeek(), QLocale::ShortFormat);
    return locale.toString(at, at.year() == today.year() ? tr("d MMM") : tr("d MMM yyyy"));
}

QString Formats::day(qint64 atMs) const
{
    const QDate at = local(atMs).date();
    const qint64 ago = at.daysTo(local(m_clock.nowMs()).date());
    if (ago == 0)
        return tr("Today");
    if (ago == 1)
        return tr("Yesterday");
    return m_language.locale().toString(at, QLocale::LongFormat);
}

QString Formats::duration(qint64 ms) const
{
    if (ms < 0)
        return QStringLiteral("\u2212") + duration(-ms);
    const auto part = [](qint64 value) { return QString::number(value); };
    if (ms < kMinute)
        return tr("%1 s").arg(part(ms / kSecond));
    if (ms < kHour && ms % kMinute >= kSecond && ms < 10 * kMinute)
        return tr("%1 min %2 s").arg(part(ms / kMinute), part(ms % kMinute / kSecond));
    if (ms < kHour)
        return tr("%1 min").arg(part(ms / kMinute));
    if (ms < kDay) {
        const qint64 minutes = ms % kHour / kMinute;
        return minutes == 0 ? tr("%1 h").arg(part(ms / kHour)) : tr("%1 h %2 min").arg(part(ms / kHour), part(minutes));
    }
    const qint64 hours = ms % kDay / kHour;
    return hours == 0 ? tr("%1 d").arg(part(ms / kDay)) : tr("%1 d %2 h").arg(part(ms / kDay), part(hours));
}

QString Formats::stopwatch(qint64 ms) const
{
    const qint64 seconds = std::max<qint64>(0, ms) / kSecond;
    const QString tail = QStringLiteral("%1:%2")
                             .arg(seconds / 60 % 60, 2, 10, QLatin1Char('0'))
                             .arg(seconds % 60, 2, 10, QLatin1Char('0'));
    return seconds < 3600 ? tail : QString::number(seconds / 3600) + u':' + tail;
}

QString Formats::number(qint64 value) const
{
    return m_language.locale().toString(value);
}

QString Formats::number(double value, int decimals) const
{
    return m_language.locale().toString(value, 'f', decimals);
}

QString Formats::percent(double ratio, int decimals) const
{
    return number(ratio * 100, decimals) + m_language.locale().percent();
}

QString Formats::fileSize(qint64 bytes) const
{
    return m_language.locale().formattedDataSize(bytes, bytes < 1024 ? 0 : 1, QLocale::DataSizeTraditionalFormat);
}

int Formats::currencyDigits(const QString &currency)
{
    return domain::currencyDigits(currency);
}

QString Formats::currencySymbol(const QString &currency) const
{
    // A bare sign only where nobody can mistake it; CLDR does the same.
    const bool chinese = m_language.current() == UiLanguage::Chinese;
    if (currency == QLatin1StringView("CNY"))
        return chinese ? QStringLiteral("¥") : QStringLiteral("CN¥");
    if (currency == QLatin1StringView("JPY"))
        return chinese ? QStringLiteral("JP¥") : QStringLiteral("¥");
    if (currency == QLatin1StringView("USD"))
        return chinese || m_language.locale().territory() != QLocale::UnitedStates ? QStringLiteral("US$")
                                                                                   : QStringLiteral("$");
    if (currency == QLatin1StringView("EUR"))
        return QStringLiteral("€");
    if (currency == QLatin1StringView("GBP"))
        return QStringLiteral("£");
    if (currency == QLatin1StringView("HKD"))
        return QStringLiteral("HK$");
    return currency + QChar::Nbsp;
}

QString Formats::money(qint64 minor, const QString &currency) const
{
    const int digits = currencyDigits(currency);
    const double amount = static_cast<double>(minor) / std::pow(10, digits);
    return m_language.locale().toCurrencyString(amount, currencySymbol(currency), digits);
}

} // namespace tidedesk::ui
