// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/customer/customersummary.h"
#include "core/schema/entities.h"

namespace tidedesk::ui {

namespace {

constexpr qsizetype kListLimit = 100; // of the lists in domain::CustomerPage

CustomerSummary::Amounts netPurchases(const QList<Row> &transactions)
{
    const schema::Transaction &fields = schema::transaction();
    CustomerSummary::Amounts amounts;
    for (const Row &row : transactions) {
        if (row.choice(fields.status) == u"cancelled")
            continue;
        const qint64 amount = row.number(fields.amount);
        amounts[row.text(fields.currency)] += row.choice(fields.kind) == u"refund" ? -std::abs(amount) : amount;
    }
    return amounts;
}

CustomerSummary::Amounts overdueAmounts(const QList<Row> &receivables, const QDate &today)
{
    const schema::Receivable &fields = schema::receivable();
    CustomerSummary::Amounts amounts;
    for (const Row &row : receivables) {
        const QString status = row.choice(fields.status);
        if (status == u"paid" || status == u"written_off")
            continue;
        const QDate due = QDate::fromString(row.text(fields.dueOn), Qt::ISODate);
        const qint64 unpaid = row.number(fields.amount) - row.number(fields.paid);
        // The source system's word counts, and so does the calendar when that word is older than the due date.
        if (unpaid > 0 && (status == u"overdue" || (due.isValid() && due < today)))
            amounts[row.text(fields.currency)] += unpaid;
    }
    return amounts;
}

QDate nextContractEnd(const QList<Row> &contracts, const QDate &today)
{
    const schema::Contract &fields = schema::contract();
    QDate next;
    QDate last;
    for (const Row &row : contracts) {
        const QString status = row.choice(fields.status);
        const QDate end = QDate::fromString(row.text(fields.endsOn), Qt::ISODate);
        if (!end.isValid() || status == u"draft" || status == u"terminated")
            continue;
        if (end >= today && (!next.isValid() || end < next))
            next = end;
        if (end < today && (!last.isValid() || end > last))
            last = end;
    }
    return next.isValid() ? next : last;
}

} // namespace

CustomerSummary CustomerSummary::of(const domain::CustomerPage &page, const QDate &today)
{
    CustomerSummary summary;
    summary.openTickets = page.openTickets;
    summary.tickets = page.ticketCount;
    if (!page.transactions.isEmpty())
        summary.purchased = netPurchases(page.transactions);
    summary.purchasedIsAll = page.transactions.size() < kListLimit;
    if (!page.receivables.isEmpty())
        summary.overdue = overdueAmounts(page.receivables, today);
    summary.contractEnd = nextContractEnd(page.contracts, today);
    if (summary.contractEnd.isValid())
        summary.contractDays = today.daysTo(summary.contractEnd);
    return summary;
}

} // namespace tidedesk::ui
