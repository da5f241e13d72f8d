// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/server/sample/corpus.h"
#include "core/server/sample/random.h"
#include "core/server/sample/samplesink.h"

namespace tidedesk::sample {

/// Something a customer bought.
struct Purchase {
    QString number;
    qint64 at = 0;
    int product = 0;
    qint64 amount = 0; ///< minor units of the customer's currency
};

/// A customer as the texts need him or her. Follows from the seed and the index alone.
struct Customer {
    Id id;
    qint64 index = 0;
    Language language = Language::Chinese; ///< Mixed: simplified Chinese with English in it
    bool company = false;
    QString name; ///< of the row: person or company
    QString person; ///< who writes
    QString salutation; ///< as agents address the person
    QString companyName;
    QString city;
    QString address;
    QString phone;
    QString email;
    QString wechat; ///< empty = none
    qint64 tier = 0; ///< index of schema::Customer::tier
    qint64 since = 0;
    QList<Purchase> purchases; ///< oldest first
    int plan = -1; ///< index into the plans, -1 = no subscription
    qint64 seats = 0;
    QString contract;
    qint64 contractStart = 0;
    qint64 contractEnd = 0;

    QString currency() const;
    QString money(qint64 minor) const;
};

/// Makes customers, and the rows of their six blocks with source systems and as-of.
/// Telephone numbers are of ranges never given out (154 in China, 555-01xx in North America), mail addresses of the
/// reserved domain .example.
class Customers {
public:
    /// `windowStart` and `until` in ms: what the generated tickets cover.
    Customers(quint64 seed, const Corpus &corpus, qint64 windowStart, qint64 until);

    Customer at(qint64 index) const;
    /// Somebody who turns up once: since and purchase follow the instant of the ticket.
    Customer oneTime(qint64 index, qint64 at) const;
    Status emitRows(const Customer &customer, SampleSink &sink) const;
    const QStringList &products(Language language) const;
    static qint64 unitPrice(Language language, int product); ///< minor units

    static constexpr qint64 kHotAccounts = 3; ///< the first ones: companies that write all the time

private:
    Customer person(Random &random, qint64 index) const;
    void addIdentity(Customer &customer, Random &random) const;
    void addPurchases(Customer &customer, Random &random, qint64 newest, int count) const;
    void addContract(Customer &customer, Random &random) const;
    Status emitProfile(const Customer &customer, Random &random, SampleSink &sink) const;
    Status emitContacts(const Customer &customer, Random &random, SampleSink &sink) const;
    Status emitBusiness(const Customer &customer, Random &random, SampleSink &sink) const;
    Status emitSubscription(const Customer &customer, Random &random, SampleSink &sink) const;
    Status emitReceivables(const Customer &customer, qint64 amount, Random &random, SampleSink &sink) const;
    Status emitUsage(const Customer &customer, const QString &plan, Random &random, SampleSink &sink) const;

    quint64 m_seed;
    const Corpus &m_corpus;
    qint64 m_windowStart;
    qint64 m_until;
};

} // namespace tidedesk::sample
