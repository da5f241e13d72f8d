// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/import/celltext.h"
#include "core/domain/money.h"
#include <QDateTime>
#include <QRegularExpression>
#include <QSet>
#include <cmath>

namespace tidedesk::import {

namespace {

Error expected(const char *what, const QString &text)
{
    return {Consequence::Rejected, QStringLiteral("import.value"),
        QStringLiteral("'%1' is no %2").arg(text.left(60), QLatin1StringView(what))};
}

struct Parts {
    QDate date;
    QTime time;
    std::optional<int> offsetSeconds;
    bool incomplete = false;
};

/// Year-month-day in any of the usual writings, the smaller parts perhaps missing.
std::optional<Parts> takeApart(const QString &text)
{
    static const QRegularExpression form(
        QStringLiteral("^(\\d{4})(?:[-/.年](\\d{1,2})(?:[-/.月](\\d{1,2})日?)?月?|年)?"
                       "(?:[T\\s]+(\\d{1,2})[:时点](\\d{1,2})(?:分|:(\\d{1,2})(?:[.,](\\d{1,3})\\d*)?)?)?"
                       "\\s*(Z|UTC|[+-]\\d{2}:?\\d{2})?$"));
    const auto match = form.match(text.trimmed());
    if (!match.hasMatch())
        return {};
    const auto part
        = [&match](int n, int fallback) { return match.captured(n).isEmpty() ? fallback : match.captured(n).toInt(); };
    Parts parts;
    parts.date = QDate(part(1, 0), part(2, 1), part(3, 1));
    parts.time = QTime(part(4, 0), part(5, 0), part(6, 0), match.captured(7).leftJustified(3, u'0').toInt());
    parts.incomplete = match.captured(3).isEmpty();
    if (!parts.date.isValid() || !parts.time.isValid() || (parts.incomplete && !match.captured(4).isEmpty()))
        return {};
    QString zone = match.captured(8);
    if (zone == u"Z" || zone == u"UTC")
        parts.offsetSeconds = 0;
    else if (!zone.isEmpty()) {
        zone.remove(u':');
        const int seconds = zone.mid(1, 2).toInt() * 3600 + zone.mid(3, 2).toInt() * 60;
        parts.offsetSeconds = zone.startsWith(u'-') ? -seconds : seconds;
    }
    return parts;
}

} // namespace

Result<Instant> instantFrom(const QString &text, const QTimeZone &zone, const QStringList &formats)
{
    for (const QString &format : formats) {
        QDateTime read = QDateTime::fromString(text, format);
        if (!read.isValid())
            continue;
        if (read.timeSpec() == Qt::LocalTime)
            read.setTimeZone(zone);
        return Instant{read.toMSecsSinceEpoch(), false};
    }
    const auto parts = formats.isEmpty() ? takeApart(text) : std::nullopt;
    if (!parts)
        return expected("instant", text);
    const QDateTime read = parts->offsetSeconds
        ? QDateTime(parts->date, parts->time, Qt::OffsetFromUTC, *parts->offsetSeconds)
        : QDateTime(parts->date, parts->time, zone);
    if (!read.isValid())
        return expected("instant", text);
    return Instant{read.toMSecsSinceEpoch(), parts->incomplete};
}

Result<QString> dateFrom(const QString &text, const QStringList &formats)
{
    for (const QString &format : formats) {
        const QDate read = QDate::fromString(text, format);
        if (read.isValid())
            return read.toString(Qt::ISODate);
    }
    const auto parts = formats.isEmpty() ? takeApart(text) : std::nullopt;
    return parts ? Result<QString>(parts->date.toString(Qt::ISODate)) : expected("date", text);
}

Result<qint64> moneyFrom(const QString &text, const QString &currency)
{
    static const QRegularExpression form(QStringLiteral("^(\\d{1,15})(?:\\.(\\d{1,4}))?$"));
    QString digits = text;
    const bool negative = digits.contains(u'-') || (digits.startsWith(u'(') && digits.endsWith(u')'));
    digits.remove(QRegularExpression(QStringLiteral("[^0-9.,]")));
    // The last of point and comma divides off the fraction, unless it divides thousands.
    const qsizetype last = qMax(digits.lastIndexOf(u','), digits.lastIndexOf(u'.'));
    const bool thousands = last >= 0 && digits.size() - last == 4 && (digits[last] == u',' || digits.count(u'.') > 1);
    if (last >= 0 && !thousands)
        digits[last] = u'#';
    digits.remove(u',').remove(u'.').replace(u'#', u'.');
    const auto match = form.match(digits);
    if (!match.hasMatch())
        return expected("amount", text);
    const int exponent = domain::currencyDigits(currency);
    QString fraction = match.captured(2);
    while (fraction.size() > exponent && fraction.endsWith(u'0'))
        fraction.chop(1);
    if (fraction.size() > exponent)
        return expected("amount of this currency", text);
    const qint64 minor = (match.captured(1) + fraction.leftJustified(exponent, u'0')).toLongLong();
    return negative ? -minor : minor;
}

Result<qint64> flagFrom(const QString &text)
{
    static const QSet<QString> yes{QStringLiteral("1"), QStringLiteral("y"), QStringLiteral("yes"),
        QStringLiteral("true"), QStringLiteral("是"), QStringLiteral("有")};
    static const QSet<QString> no{QStringLiteral("0"), QStringLiteral("n"), QStringLiteral("no"),
        QStringLiteral("false"), QStringLiteral("否"), QStringLiteral("无")};
    const QString word = text.toLower();
    if (yes.contains(word))
        return qint64(1);
    return no.contains(word) ? Result<qint64>(qint64(0)) : expected("yes or no", text);
}

Result<qint64> integerFrom(const QString &text)
{
    bool ok = false;
    const qint64 value = text.toLongLong(&ok);
    if (ok)
        return value;
    const double real = text.toDouble(&ok); // "3.0", as spreadsheets write whole numbers
    if (!ok || real != std::floor(real) || std::abs(real) > 9e15)
        return expected("whole number", text);
    return static_cast<qint64>(real);
}

} // namespace tidedesk::import
