// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/sample/customers.h"
#include "core/server/sample/workcalendar.h"
#include <algorithm>
#include <array>

namespace tidedesk::sample {

namespace {

enum Stream : quint32 { kProfile = 300 };

/// Yuan, in the order of the products in names.txt.
constexpr std::array<qint64, 10> kPrices{399, 2299, 1499, 499, 1699, 699, 329, 1899, 1999, 1399};

constexpr std::array kSyllables{"an", "bo", "chen", "da", "fei", "guo", "hao", "hui", "jia", "jing", "kai", "lan", "le",
    "li", "lin", "mei", "ming", "ning", "qi", "qing", "rui", "shan", "tao", "tong", "wei", "wen", "xiao", "xin", "xue",
    "yan", "yi", "yu", "zhi", "zi"};

QString handle(Random &random, int syllables)
{
    QString text;
    for (int i = 0; i < syllables; ++i)
        text += QLatin1StringView(random.pick(kSyllables));
    return text;
}

QString mailPart(const QString &name)
{
    return QString(name).toLower().remove(u' ').remove(u'-');
}

Language drawLanguage(Random &random)
{
    const double share = random.real();
    return share < .70 ? Language::Chinese
        : share < .75  ? Language::Traditional
        : share < .95  ? Language::English
                       : Language::Mixed;
}

} // namespace

QString Customer::currency() const
{
    if (language == Language::English)
        return QStringLiteral("USD");
    return language == Language::Traditional ? QStringLiteral("TWD") : QStringLiteral("CNY");
}

QString Customer::money(qint64 minor) const
{
    QString digits = QString::number(minor / 100);
    for (qsizetype i = digits.size() - 3; i > 0; i -= 3)
        digits.insert(i, u',');
    const QString sign = language == Language::English ? QStringLiteral("$")
        : language == Language::Traditional            ? QStringLiteral("NT$")
                                                       : QStringLiteral("¥");
    if (language == Language::Traditional)
        return sign + digits;
    return sign + digits + QStringLiteral(".%1").arg(minor % 100, 2, 10, QChar(u'0'));
}

Customers::Customers(quint64 seed, const Corpus &corpus, qint64 windowStart, qint64 until)
    : m_seed(seed)
    , m_corpus(corpus)
    , m_windowStart(windowStart)
    , m_until(until)
{
}

const QStringList &Customers::products(Language language) const
{
    return m_corpus.phrases(language, QLatin1StringView("device"));
}

qint64 Customers::unitPrice(Language language, int product)
{
    const qint64 yuan = kPrices[static_cast<size_t>(product)];
    return 100
        * (language == Language::English            ? yuan / 7 + 1
                : language == Language::Traditional ? yuan * 9 / 2
                                                    : yuan);
}

Customer Customers::at(qint64 index) const
{
    Random random(m_seed, kProfile, static_cast<quint64>(index));
    Customer customer = person(random, index);
    // Any of the tickets may be theirs, so they were customers before the first one; those who come new come once.
    const double age = random.real() * random.real();
    customer.since = m_windowStart - static_cast<qint64>(age * 1500) * kDay - kDay;
    customer.since -= random.between(0, 23) * kHour;
    customer.id = random.id(customer.since);
    const int count = customer.company ? random.between(2, 8) : 1 + static_cast<int>(random.exponential(1.6));
    addPurchases(customer, random, m_until - kDay, qMin(count, 12));
    if (customer.company || random.chance(.04))
        addContract(customer, random);
    return customer;
}

Customer Customers::oneTime(qint64 index, qint64 at) const
{
    Random random(m_seed, kProfile, static_cast<quint64>(index));
    Customer customer = person(random, index);
    customer.tier = 0;
    customer.since = at - static_cast<qint64>(random.real() * 20) * kDay;
    customer.since -= random.between(1, 20) * kHour;
    customer.id = random.id(customer.since);
    addPurchases(customer, random, at - kHour, 1);
    return customer;
}

Customer Customers::person(Random &random, qint64 index) const
{
    const auto phrase = [&](Language language, const char *key) -> const QString & {
        return random.pick(m_corpus.phrases(language, QLatin1StringView(key)));
    };
    Customer c;
    c.index = index;
    c.language = drawLanguage(random);
    c.company = index < kHotAccounts || random.chance(.18);
    const double rank = random.real();
    c.tier = index < kHotAccounts || rank < .03 ? 3 : rank < .09 ? 2 : rank < .22 ? 1 : 0;
    const bool woman = random.chance(.52);
    const QString surname = phrase(c.language, "surname");
    const QString given = phrase(c.language, woman ? "woman" : "man");
    c.city = phrase(c.language, "city");
    const QString street = phrase(c.language, "street");
    const QString front = phrase(c.language, "company_front");
    const QString trade = phrase(c.language, "company_trade");
    if (c.language == Language::English) {
        c.person = given + u' ' + surname;
        c.salutation = given;
        c.address = QStringLiteral("%1 %2, %3").arg(random.between(1, 180)).arg(street, c.city);
        c.companyName = front + u' ' + trade;
        c.email = mailPart(given) + u'.' + mailPart(surname);
    } else {
        const bool traditional = c.language == Language::Traditional;
        c.person = surname + given;
        c.salutation = surname
            + (woman ? (traditional ? QStringLiteral("小姐") : QStringLiteral("女士")) : QStringLiteral("先生"));
        c.address = (traditional ? QStringLiteral("%1%2%3%4號%5樓") : QStringLiteral("%1市%2%3%4号%5室"))
                        .arg(c.city, phrase(c.language, "district"), street)
                        .arg(random.between(1, 400))
                        .arg(random.between(1, 30));
        c.companyName
            = c.city + front + trade + (traditional ? QStringLiteral("股份有限公司") : QStringLiteral("有限公司"));
        c.email = handle(random, 2);
    }
    c.name = c.company ? c.companyName : c.person;
    addIdentity(c, random);
    return c;
}

void Customers::addIdentity(Customer &c, Random &random) const
{
    // Ranges that are never given out; the index makes them distinct.
    if (c.language == Language::English) {
        c.phone
            = QStringLiteral("+1 %1 555 01%2").arg(212 + c.index % 700).arg(c.index / 700 % 100, 2, 10, QChar(u'0'));
    } else {
        const qint64 digits = (c.index * 7'919'001 + 13'572'468) % 100'000'000;
        c.phone = QStringLiteral("154 %1 %2")
                      .arg(digits / 10000, 4, 10, QChar(u'0'))
                      .arg(digits % 10000, 4, 10, QChar(u'0'));
    }
    const QString domain = c.company ? handle(random, 2) + QStringLiteral(".example") : QStringLiteral("mail.example");
    c.email += QStringLiteral("%1@%2").arg(c.index % 9973).arg(domain);
    if (c.language != Language::English && random.chance(.45))
        c.wechat = QStringLiteral("wx_") + handle(random, 2) + QString::number(c.index);
}

void Customers::addPurchases(Customer &c, Random &random, qint64 newest, int count) const
{
    const qint64 span = qMin(newest - c.since, 400 * kDay);
    QList<qint64> times;
    for (int i = 0; i < count; ++i)
        times.append(newest - static_cast<qint64>(random.real() * static_cast<double>(span)));
    std::sort(times.begin(), times.end());
    for (const qint64 at : std::as_const(times)) {
        Purchase p;
        p.at = at;
        p.product = random.below(static_cast<int>(kPrices.size()));
        const QString date = workcalendar::isoDate(workcalendar::dayOf(at)).remove(u'-').mid(2);
        p.number = QStringLiteral("HL%1%2").arg(date).arg(random.below(1'000'000), 6, 10, QChar(u'0'));
        p.amount = unitPrice(c.language, p.product) * (c.company ? random.between(1, 12) : 1);
        c.purchases.append(p);
    }
}

void Customers::addContract(Customer &c, Random &random) const
{
    c.plan = random.below(4);
    c.seats = c.company ? random.between(3, 80) : random.between(1, 3);
    c.contractStart = qMax(c.since, m_until - random.between(5, 358) * kDay);
    c.contractEnd = c.contractStart + 365 * kDay;
    c.contract = QStringLiteral("HT%1-%2")
                     .arg(workcalendar::civil(workcalendar::dayOf(c.contractStart)).year)
                     .arg(10000 + c.index % 90000);
}

Status Customers::emitRows(const Customer &customer, SampleSink &sink) const
{
    Random random(m_seed, kProfile + 1, static_cast<quint64>(customer.index));
    TD_TRY(emitProfile(customer, random, sink));
    TD_TRY(emitContacts(customer, random, sink));
    return emitBusiness(customer, random, sink);
}

} // namespace tidedesk::sample
