// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QCoreApplication>
#include <QDate>
#include <QString>
#include <QTimeZone>

namespace tidedesk {
class Clock;
}

namespace tidedesk::ui {

class Language;

/// Instants, spans, numbers and money as people of the current language write them. Stateless but for the language:
/// ask again after LanguageChange. Instants are ms since 1970 UTC, shown in `zone`. Main thread.
class Formats final {
    Q_DECLARE_TR_FUNCTIONS(tidedesk::ui::Formats)
public:
    Formats(const Language &language, const Clock &clock, QTimeZone zone = QTimeZone::systemTimeZone());

    /// "just now", "3 min ago", "in 2 h", "yesterday 14:05", then the date. For lists; pair it with absolute() as tooltip.
    QString relative(qint64 atMs) const;
    /// The shortest: "now", "5 min", "3 h", then the weekday, then day and month. For narrow lists.
    QString age(qint64 atMs) const;
    /// Full date and time with the zone's name.
    QString absolute(qint64 atMs) const;
    QString dateTime(qint64 atMs) const; ///< short date and time
    QString time(qint64 atMs) const; ///< hours and minutes
    QString date(const QDate &date) const; ///< short date
    QString day(qint64 atMs) const; ///< "Today", "Yesterday", else weekday and date; parts a list by days
    /// The two greatest units: "2 d 3 h", "1 h 05 min", "45 s". Negative spans get a minus sign.
    QString duration(qint64 ms) const;
    /// Running clock "1:05:09" or "05:09".
    QString stopwatch(qint64 ms) const;
    QString number(qint64 value) const;
    QString number(double value, int decimals) const;
    QString percent(double ratio, int decimals = 0) const; ///< 0.853 -> "85%"
    QString fileSize(qint64 bytes) const;
    /// `minor` in the currency's smallest unit (ISO 4217: cents, fen, yen). Exact up to 2^53 of them.
    QString money(qint64 minor, const QString &currency) const;
    static int currencyDigits(const QString &currency); ///< ISO 4217 exponent

private:
    QDateTime local(qint64 atMs) const;
    QString calendar(const QDateTime &at, const QDateTime &now) const;
    QString currencySymbol(const QString &currency) const;

    const Language &m_language;
    const Clock &m_clock;
    QTimeZone m_zone;
};

} // namespace tidedesk::ui
