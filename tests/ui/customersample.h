// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "tests/ui/deskfixture.h"

namespace tidedesk::test {

inline constexpr qint64 kDay = 86'400'000;

inline Row userRow(int n, const QString &name)
{
    Row row(schema::user(), id(n));
    row.set(schema::user().name, QStringLiteral("u%1").arg(n));
    row.set(schema::user().displayName, name);
    return row;
}

inline Row ticketRow(int n, qint64 number, const QString &subject, QLatin1StringView status, qint64 at)
{
    const schema::Ticket &f = schema::ticket();
    Row row(f, id(n));
    row.set(f.number, number);
    row.set(f.subject, subject);
    row.setChoice(f.status, status);
    row.setChoice(f.channel, QLatin1StringView("email"));
    row.set(f.createdAt, at - kDay);
    row.set(f.updatedAt, at);
    return row;
}

inline Row transactionRow(int n, const QString &title, qint64 amount, bool refund, QLatin1StringView status, qint64 at)
{
    const schema::Transaction &f = schema::transaction();
    Row row(f, id(n));
    row.set(f.number, QStringLiteral("SO-%1").arg(n));
    row.setChoice(f.kind, refund ? QLatin1StringView("refund") : QLatin1StringView("purchase"));
    row.set(f.at, at);
    row.set(f.title, title);
    row.set(f.amount, amount);
    row.set(f.currency, QStringLiteral("CNY"));
    row.setChoice(f.status, status);
    row.set(f.source, QStringLiteral("ERP"));
    row.set(f.asOf, at + kDay);
    return row;
}

inline Row receivableRow(int n, qint64 amount, qint64 paid, const QString &due, QLatin1StringView status)
{
    const schema::Receivable &f = schema::receivable();
    Row row(f, id(n));
    row.set(f.number, QStringLiteral("INV-%1").arg(n));
    row.set(f.amount, amount);
    row.set(f.paid, paid);
    row.set(f.currency, QStringLiteral("CNY"));
    row.set(f.dueOn, due);
    row.setChoice(f.status, status);
    row.set(f.source, QStringLiteral("Finance"));
    row.set(f.asOf, qint64(1'788'200'000'000));
    return row;
}

inline Row contractRow(int n, const QString &ends, QLatin1StringView status)
{
    const schema::Contract &f = schema::contract();
    Row row(f, id(n));
    row.set(f.number, QStringLiteral("C-%1").arg(n));
    row.set(f.title, QStringLiteral("Maintenance, premium"));
    row.set(f.startsOn, QStringLiteral("2025-09-21"));
    row.set(f.endsOn, ends);
    row.set(f.amount, qint64(1'200'000));
    row.set(f.currency, QStringLiteral("CNY"));
    row.setChoice(f.status, status);
    row.set(f.source, QStringLiteral("CRM"));
    row.set(f.asOf, qint64(1'788'200'000'000));
    return row;
}

inline Row identityRow(int n, QLatin1StringView kind, const QString &value, bool primary)
{
    const schema::Identity &f = schema::identity();
    Row row(f, id(n));
    row.setChoice(f.kind, kind);
    row.set(f.value, value);
    row.set(f.primary, qint64(primary));
    return row;
}

inline Row customerRow(int n, const QString &name)
{
    const schema::Customer &f = schema::customer();
    Row row(f, id(n));
    row.set(f.number, QStringLiteral("K-%1").arg(n));
    row.set(f.name, name);
    row.setChoice(f.kind, QLatin1StringView("company"));
    row.set(f.company, QStringLiteral("Blue Harbour Ltd"));
    row.set(f.contact, QStringLiteral("王芳"));
    row.setChoice(f.tier, QLatin1StringView("vip"));
    row.set(f.city, QStringLiteral("上海"));
    row.set(f.since, QStringLiteral("2021-03-15"));
    row.set(f.custom, QStringLiteral("{\"region\":\"East\"}"));
    row.set(f.source, QStringLiteral("CRM"));
    row.set(f.asOf, qint64(1'788'224'400'000 - 3 * 3'600'000));
    return row;
}

/// A customer with something in every block.
inline domain::CustomerPage fullPage(int n, qint64 now)
{
    domain::CustomerPage page;
    page.customer = customerRow(n, QStringLiteral("Harbour Logistics"));
    page.identities = {identityRow(n + 1, QLatin1StringView("email"), QStringLiteral("wang@harbour.example"), false),
        identityRow(n + 2, QLatin1StringView("phone"), QStringLiteral("+86 138 0013 8000"), true)};
    page.tickets = {ticketRow(n + 10, 10'234, QStringLiteral("Cold chain sensor reports wrong values"),
                        QLatin1StringView("open"), now - 2 * 3'600'000),
        ticketRow(n + 11, 10'180, QStringLiteral("发票抬头需要修改"), QLatin1StringView("resolved"), now - 5 * kDay)};
    page.ticketCount = 14;
    page.openTickets = 1;
    page.transactions
        = {transactionRow(n + 20, QStringLiteral("12 sensors"), 480'000, false, QLatin1StringView("completed"), now - 9 * kDay),
            transactionRow(n + 21, QStringLiteral("2 sensors returned"), 80'000, true, QLatin1StringView("completed"), now - 4 * kDay),
            transactionRow(n + 22, QStringLiteral("Cable"), 9'900, false, QLatin1StringView("cancelled"), now - 3 * kDay)};
    page.receivables = {receivableRow(n + 30, 100'000, 25'000, QStringLiteral("2026-08-20"), QLatin1StringView("partly_paid")),
        receivableRow(n + 31, 50'000, 0, QStringLiteral("2026-10-20"), QLatin1StringView("open"))};
    page.contracts = {contractRow(n + 40, QStringLiteral("2026-09-21"), QLatin1StringView("active"))};
    const schema::Usage &u = schema::usage();
    Row usage(u, id(n + 50));
    usage.set(u.product, QStringLiteral("Track & Trace"));
    usage.set(u.plan, QStringLiteral("Pro"));
    usage.set(u.seats, qint64(25));
    usage.set(u.activeDays, qint64(11));
    usage.set(u.trend, -0.34);
    usage.set(u.lastActiveAt, now - 2 * kDay);
    usage.set(u.source, QStringLiteral("Product"));
    usage.set(u.asOf, now - kDay);
    page.usages = {usage};
    const schema::Interaction &i = schema::interaction();
    Row call(i, id(n + 60));
    call.setChoice(i.channel, QLatin1StringView("phone"));
    call.setChoice(i.outcome, QLatin1StringView("answered"));
    call.set(i.startedAt, now - kDay);
    call.set(i.talk, qint64(372));
    call.set(i.agentId, id(900));
    call.set(i.topic, QStringLiteral("Delivery date"));
    page.interactions = {call};
    return page;
}

} // namespace tidedesk::test
