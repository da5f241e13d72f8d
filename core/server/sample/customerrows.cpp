// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/identity.h"
#include "core/schema/entities.h"
#include "core/server/sample/customers.h"
#include "core/server/sample/workcalendar.h"

/// The rows of a customer's six blocks, each with the system it would come from and the instant of its last run.
namespace tidedesk::sample {

namespace {

QString day(qint64 ms)
{
    return workcalendar::isoDate(workcalendar::dayOf(ms));
}

/// Nightly and hourly exports: when the source was last read before `until`.
qint64 lastRun(qint64 until, qint64 everyMs, qint64 atMs)
{
    const qint64 midnight = workcalendar::startOfDay(workcalendar::dayOf(until));
    qint64 run = midnight + atMs;
    while (run + everyMs <= until)
        run += everyMs;
    return run <= until ? run : run - everyMs;
}

void stamp(Row &row, const schema::Field &source, const schema::Field &asOf, const char *system, qint64 at)
{
    row.set(source, QString::fromLatin1(system));
    row.set(asOf, at);
    row.version = 1;
}

QString languageTag(Language language)
{
    return language == Language::English    ? QStringLiteral("en")
        : language == Language::Traditional ? QStringLiteral("zh-TW")
                                            : QStringLiteral("zh-CN");
}

} // namespace

Status Customers::emitProfile(const Customer &c, Random &random, SampleSink &sink) const
{
    const auto &s = schema::customer();
    Row row(s, c.id);
    row.set(s.number, QStringLiteral("C%1").arg(c.index + 100001));
    row.set(s.name, c.name);
    row.setChoice(s.kind, QLatin1StringView(c.company ? "company" : "person"));
    if (c.company) {
        row.set(s.company, c.companyName);
        row.set(s.contact, c.person);
    }
    row.set(s.tier, c.tier);
    row.set(s.language, languageTag(c.language));
    row.set(
        s.zone, c.language == Language::Traditional ? QStringLiteral("Asia/Taipei") : QStringLiteral("Asia/Shanghai"));
    row.set(s.city, c.city);
    row.set(s.address, c.address);
    if (!c.company && random.chance(.6)) {
        const qint64 newYear = workcalendar::daysFromCivil(random.between(1960, 2004), 1, 1);
        row.set(s.birthday, workcalendar::isoDate(newYear + random.below(365)));
    }
    row.set(s.since, day(c.since));
    QStringList tags;
    if (c.tier == 3)
        tags.append(QStringLiteral("VIP"));
    if (c.company && random.chance(.2))
        tags.append(QStringLiteral("续费机会"));
    if (random.chance(.02))
        tags.append(QStringLiteral("高风险"));
    tags.sort();
    if (!tags.isEmpty())
        row.set(s.tags, tags);
    const qint64 run = lastRun(m_until, kHour, 10 * kMinute);
    row.set(s.updatedAt, run);
    stamp(row, s.source, s.asOf, "crm", run);
    return sink.row(std::move(row));
}

Status Customers::emitContacts(const Customer &c, Random &random, SampleSink &sink) const
{
    const auto &s = schema::identity();
    bool primary = true;
    const auto add = [&](const char *kind, const QString &value) -> Status {
        Row row(s, random.id(c.since));
        row.version = 1;
        row.set(s.customerId, c.id);
        row.setChoice(s.kind, QLatin1StringView(kind));
        row.set(s.value, value);
        row.set(s.normal, domain::normalIdentity(static_cast<int>(row.number(s.kind)), value));
        row.set(s.primary, qint64(primary));
        primary = false;
        return sink.row(std::move(row));
    };
    TD_TRY(add("phone", c.phone));
    TD_TRY(add("email", c.email));
    if (!c.wechat.isEmpty())
        TD_TRY(add("wechat", c.wechat));
    return {};
}

Status Customers::emitBusiness(const Customer &c, Random &random, SampleSink &sink) const
{
    const qint64 erpRun = lastRun(m_until, kDay, 2 * kHour);
    const auto &t = schema::transaction();
    for (const Purchase &p : c.purchases) {
        Row row(t, random.id(p.at));
        row.set(t.customerId, c.id);
        row.set(t.number, p.number);
        row.setChoice(t.kind, QLatin1StringView("purchase"));
        row.set(t.at, p.at);
        row.set(t.title, products(c.language)[p.product]);
        row.set(t.amount, p.amount);
        row.set(t.currency, c.currency());
        const qint64 age = m_until - p.at;
        const char *status = random.chance(.04) ? "refunded"
            : random.chance(.02)                ? "cancelled"
            : age < kDay                        ? "paid"
            : age < 4 * kDay                    ? "shipped"
                                                : "completed";
        row.setChoice(t.status, QLatin1StringView(status));
        stamp(row, t.source, t.asOf, "erp", erpRun);
        const bool refunded = row.choice(t.status) == QLatin1StringView("refunded");
        Row refund(t, random.id(p.at + 6 * kDay));
        TD_TRY(sink.row(row));
        if (refunded && p.at + 6 * kDay < erpRun) {
            for (const schema::Field &field : t.fields())
                refund.set(field, row.value(field));
            refund.set(t.number, p.number + QStringLiteral("-R"));
            refund.setChoice(t.kind, QLatin1StringView("refund"));
            refund.set(t.at, p.at + 6 * kDay);
            refund.version = 1;
            TD_TRY(sink.row(refund));
        }
    }
    return c.plan < 0 ? Status() : emitSubscription(c, random, sink);
}

Status Customers::emitSubscription(const Customer &c, Random &random, SampleSink &sink) const
{
    const qint64 perSeat = c.language == Language::English ? 18'000
        : c.language == Language::Traditional              ? 560'000
                                                           : 128'000;
    const qint64 amount = c.seats * perSeat;
    const QString plan = m_corpus.phrases(c.language, QLatin1StringView("plan"))[c.plan];
    const auto &k = schema::contract();
    Row contract(k, random.id(c.contractStart));
    contract.set(k.customerId, c.id);
    contract.set(k.number, c.contract);
    contract.set(k.title, QStringLiteral("%1 × %2").arg(plan).arg(c.seats));
    contract.set(k.startsOn, day(c.contractStart));
    contract.set(k.endsOn, day(c.contractEnd));
    contract.set(k.amount, amount);
    contract.set(k.currency, c.currency());
    contract.setChoice(k.status, QLatin1StringView(random.chance(.03) ? "terminated" : "active"));
    stamp(contract, k.source, k.asOf, "crm", lastRun(m_until, kHour, 10 * kMinute));
    TD_TRY(sink.row(std::move(contract)));
    TD_TRY(emitReceivables(c, amount, random, sink));
    return emitUsage(c, plan, random, sink);
}

Status Customers::emitReceivables(const Customer &c, qint64 amount, Random &random, SampleSink &sink) const
{
    const auto &r = schema::receivable();
    const int instalments = c.company ? random.between(1, 4) : 1;
    for (int i = 0; i < instalments; ++i) {
        const qint64 due = c.contractStart + (30 + i * 365 / instalments) * kDay;
        const qint64 part = amount / instalments;
        const bool isDue = due < m_until;
        const double luck = random.real();
        const char *status = isDue ? (luck < .86  ? "paid"
                                     : luck < .90 ? "partly_paid"
                                                  : "overdue")
                                   : (luck < .15 ? "paid" : "open");
        Row row(r, random.id(c.contractStart));
        row.set(r.customerId, c.id);
        row.set(r.number, QStringLiteral("%1-%2").arg(c.contract).arg(i + 1));
        row.set(r.amount, part);
        row.setChoice(r.status, QLatin1StringView(status));
        const QString chosen = row.choice(r.status);
        row.set(r.paid,
            chosen == QLatin1StringView("paid")              ? part
                : chosen == QLatin1StringView("partly_paid") ? part / 2
                                                             : 0);
        row.set(r.currency, c.currency());
        row.set(r.dueOn, day(due));
        stamp(row, r.source, r.asOf, "billing", lastRun(m_until, kDay, 6 * kHour));
        TD_TRY(sink.row(std::move(row)));
    }
    return {};
}

Status Customers::emitUsage(const Customer &c, const QString &plan, Random &random, SampleSink &sink) const
{
    const auto &u = schema::usage();
    const qint64 measured = lastRun(m_until, kDay, 30 * kMinute);
    const bool fading = random.chance(.12);
    Row usage(u, random.id(c.contractStart));
    usage.set(u.customerId, c.id);
    usage.set(u.product, plan);
    usage.set(u.plan,
        QString(c.seats >= 20  ? QStringLiteral("enterprise")
                : c.seats >= 5 ? QStringLiteral("team")
                               : QStringLiteral("starter")));
    usage.set(u.seats, c.seats);
    usage.set(u.activeDays, qint64(fading ? random.between(0, 6) : random.between(12, 30)));
    const qint64 idle = fading ? random.between(8, 40) * kDay : random.between(1, 60) * kHour;
    usage.set(u.lastActiveAt, qMax(measured - idle, c.contractStart));
    usage.set(u.trend, (fading ? -random.between(25, 90) : random.between(-15, 40)) / 100.0);
    stamp(usage, u.source, u.asOf, "product-analytics", measured);
    return sink.row(std::move(usage));
}

} // namespace tidedesk::sample
