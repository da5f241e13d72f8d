// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/sample/slotfiller.h"
#include "core/server/sample/workcalendar.h"
#include <algorithm>
#include <array>

namespace tidedesk::sample {

namespace {

constexpr std::array kMonths{"January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December"};
constexpr std::array kErrors{"E-102", "ERR_TIMEOUT", "40113", "E-207", "50012", "NET-08", "E-315"};

/// yymmdd, as order numbers carry it.
QString compactDate(qint64 at)
{
    return workcalendar::isoDate(workcalendar::dayOf(at)).remove(u'-').mid(2);
}

} // namespace

SlotFiller::SlotFiller(const Customer &customer, const Customers &customers, const Corpus &corpus,
    const QString &product, qint64 at, Random &random)
    : m_customer(customer)
    , m_customers(customers)
    , m_corpus(corpus)
    , m_random(random)
    , m_created(at)
{
    const QStringList &names = customers.products(customer.language);
    if (!product.isEmpty())
        m_product
            = *std::find_if(names.begin(), names.end(), [&](const QString &name) { return name.contains(product); });
    for (const Purchase &purchase : customer.purchases) {
        if (purchase.at < at && (m_product.isEmpty() || names[purchase.product] == m_product))
            m_purchase = &purchase;
    }
}

QString SlotFiller::fill(const QString &text, qint64 at)
{
    QString out;
    out.reserve(text.size() + 32);
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        const qsizetype end = c == u'{' ? text.indexOf(u'}', i) : c == u'[' ? text.indexOf(u']', i) : -1;
        const QStringView inside = end > 0 ? QStringView(text).mid(i + 1, end - i - 1) : QStringView();
        if (c == u'{' && end > 0) {
            out += value(inside, at);
            i = end;
        } else if (c == u'[' && inside.contains(u'|')) {
            const auto options = inside.split(u'|');
            out += fill(options[m_random.below(static_cast<int>(options.size()))].toString(), at);
            i = end;
        } else {
            out += c;
        }
    }
    return out;
}

QString SlotFiller::value(QStringView slot, qint64 at)
{
    if (slot == u"me")
        return m_agent;
    if (slot == u"name")
        return m_customer.salutation;
    if (slot == u"eta") {
        if (m_eta < at + kHour)
            m_eta = at + m_random.between(1, 4) * kDay;
        return date(m_eta);
    }
    const QString key = slot.toString();
    auto known = m_values.constFind(key);
    if (known == m_values.cend())
        known = m_values.insert(key, made(slot, at));
    return *known;
}

QString SlotFiller::made(QStringView slot, qint64 at)
{
    for (const auto &known : {ofCustomer(slot), ofPurchase(slot, at), ofTime(slot, at)}) {
        if (!known.isNull())
            return known;
    }
    if (slot == u"carrier")
        return phrase("carrier");
    if (slot == u"diff")
        return m_customer.money(100 * m_random.between(20, 260));
    if (slot == u"tracking")
        return QStringLiteral("XD") + digits(12);
    if (slot == u"case")
        return QStringLiteral("RMA") + digits(7);
    if (slot == u"invoice")
        return QStringLiteral("2644") + digits(8);
    if (slot == u"serial")
        return QStringLiteral("HL%1X").arg(m_customer.index % 90 + 10) + digits(8);
    if (slot == u"taxno")
        return QStringLiteral("91") + digits(14) + u'X';
    if (slot == u"version")
        return QStringLiteral("3.%1.4").arg(m_random.below(20));
    if (slot == u"err")
        return QString::fromLatin1(m_random.pick(kErrors));
    if (slot == u"long")
        return digits(18);
    if (slot == u"points")
        return QString::number(m_random.between(600, 9800));
    if (slot == u"days")
        return QString::number(m_random.between(6, 15));
    return QString::number(m_random.between(2, 9)); // {n}
}

QString SlotFiller::phrase(const char *key)
{
    return m_random.pick(m_corpus.phrases(m_customer.language, QLatin1StringView(key)));
}

QString SlotFiller::ofCustomer(QStringView slot)
{
    const Customer &c = m_customer;
    if (slot == u"full")
        return c.person;
    if (slot == u"phone")
        return c.phone;
    if (slot == u"email")
        return c.email;
    if (slot == u"company")
        return c.companyName;
    if (slot == u"city")
        return c.city;
    if (slot == u"address")
        return c.address;
    if (slot == u"plan")
        return c.plan >= 0 ? m_corpus.phrases(c.language, QLatin1StringView("plan"))[c.plan] : phrase("plan");
    if (slot == u"seats")
        return QString::number(c.plan >= 0 ? c.seats : m_random.between(5, 40));
    if (slot == u"contract")
        return c.plan >= 0 ? c.contract : QStringLiteral("HT2026-") + digits(5);
    return {};
}

QString SlotFiller::ofPurchase(QStringView slot, qint64 at)
{
    const Customer &c = m_customer;
    if (slot == u"order")
        return m_purchase ? m_purchase->number : QStringLiteral("HL") + compactDate(m_created - 9 * kDay) + digits(6);
    if (slot == u"product" && m_purchase)
        return m_customers.products(c.language)[m_purchase->product];
    if (slot == u"product")
        return m_product.isEmpty() ? phrase("device") : m_product;
    if (slot == u"amount")
        return c.money(m_purchase ? m_purchase->amount : 100 * m_random.between(150, 2500));
    if (slot == u"bulk") { // {n}0 pieces at 8 % less
        const auto product = m_customers.products(c.language).indexOf(value(u"product", at));
        const qint64 pieces = value(u"n", at).toLongLong() * 10;
        return c.money(Customers::unitPrice(c.language, qMax(0, static_cast<int>(product))) * pieces * 92 / 100);
    }
    return {};
}

QString SlotFiller::ofTime(QStringView slot, qint64 at)
{
    if (slot == u"date")
        return date(m_purchase ? m_purchase->at : m_created - m_random.between(5, 40) * kDay);
    if (slot == u"date2")
        return date(m_created - m_random.between(2, 6) * kDay);
    if (slot == u"eta2")
        return date(at + m_random.between(25, 60) * kDay);
    if (slot == u"ends")
        return date(m_customer.plan >= 0 ? m_customer.contractEnd : at + m_random.between(10, 60) * kDay);
    if (slot != u"time")
        return {};
    const qint64 minutes = workcalendar::sinceMidnight(m_created) / kMinute - m_random.between(10, 45);
    return QStringLiteral("%1:%2")
        .arg(qMax(minutes, qint64(0)) / 60)
        .arg(qMax(minutes, qint64(0)) % 60, 2, 10, QChar(u'0'));
}

QString SlotFiller::date(qint64 at) const
{
    const auto day = workcalendar::civil(workcalendar::dayOf(at));
    if (m_customer.language == Language::English)
        return QStringLiteral("%1 %2").arg(day.day).arg(QLatin1StringView(kMonths[static_cast<size_t>(day.month - 1)]));
    return QStringLiteral("%1月%2日").arg(day.month).arg(day.day);
}

QString SlotFiller::digits(int count)
{
    QString text;
    for (int i = 0; i < count; ++i)
        text += QChar(u'0' + m_random.below(10));
    return text;
}

} // namespace tidedesk::sample
