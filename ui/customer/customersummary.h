// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/listing.h"
#include <QDate>
#include <QMap>
#include <optional>

namespace tidedesk::ui {

/// The key numbers of a customer, from the rows the seat holds. Money is kept by currency and never added across them.
struct CustomerSummary {
    using Amounts = QMap<QString, qint64>; ///< minor units by ISO 4217 code

    qint64 openTickets = 0;
    qint64 tickets = 0;
    /// Purchases that are not cancelled, less refunds that are not cancelled. Nothing when there are no transactions.
    std::optional<Amounts> purchased;
    bool purchasedIsAll = true; ///< false: the list was cut, only its newest rows are counted
    /// Unpaid part of receivables that are past due. Nothing when there are no receivables at all.
    std::optional<Amounts> overdue;
    /// Days until the first running contract ends; negative = days since the last one ended. Nothing without contracts
    /// that have an end.
    std::optional<qint64> contractDays;
    QDate contractEnd;

    static CustomerSummary of(const domain::CustomerPage &page, const QDate &today);
};

} // namespace tidedesk::ui
