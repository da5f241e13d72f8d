// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/result.h"
#include "core/schema/entity.h"
#include "core/schema/value.h"
#include <QTimeZone>

/// Texts of other systems as values of the spine. Errors are Rejected import.value with what was expected.
namespace tidedesk::import {

struct Instant {
    qint64 ms = 0;
    bool incomplete = false; ///< only the day's beginning, the month's or the year's is known
};

/// ISO 8601, "2026-03-05 9:07", "2026/3/5", "2026年3月5日 9:07", "2026-03", "2026年3月", "2026"; or one of `formats`
/// (Qt's letters) when there are any. A zone in the text counts more than `zone`.
Result<Instant> instantFrom(const QString &text, const QTimeZone &zone, const QStringList &formats);
/// yyyy-MM-dd of the same forms. Incomplete days are completed with 01.
Result<QString> dateFrom(const QString &text, const QStringList &formats);
/// "¥1,299.00", "-12.5", "(12.50)", "1.299,00 €" in minor units of an ISO 4217 currency.
Result<qint64> moneyFrom(const QString &text, const QString &currency);
/// 1 0 y n yes no true false 是 否 有 无.
Result<qint64> flagFrom(const QString &text);
Result<qint64> integerFrom(const QString &text);

} // namespace tidedesk::import
