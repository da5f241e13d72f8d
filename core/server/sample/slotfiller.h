// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/server/sample/customers.h"

namespace tidedesk::sample {

/// Fills the {slots} and [one|another] choices of a ticket's texts. What was said once stays the same through the whole
/// conversation; dates to come are renewed when they have passed.
class SlotFiller {
public:
    SlotFiller(const Customer &customer, const Customers &customers, const Corpus &corpus, const QString &product,
        qint64 at, Random &random);

    QString fill(const QString &text, qint64 at);
    void setAgent(const QString &shortName) { m_agent = shortName; }
    const Customer &customer() const { return m_customer; }

private:
    QString value(QStringView slot, qint64 at);
    QString made(QStringView slot, qint64 at);
    // Each knows some slots; null for the others.
    QString ofCustomer(QStringView slot);
    QString ofPurchase(QStringView slot, qint64 at);
    QString ofTime(QStringView slot, qint64 at);
    QString phrase(const char *key);
    QString date(qint64 at) const;
    QString digits(int count);

    const Customer &m_customer;
    const Customers &m_customers;
    const Corpus &m_corpus;
    Random &m_random;
    qint64 m_created;
    QString m_agent;
    QString m_product; ///< the model the scene is about; empty = any
    const Purchase *m_purchase = nullptr; ///< the latest before the ticket, if there is one
    QHash<QString, QString> m_values;
    qint64 m_eta = 0;
};

} // namespace tidedesk::sample
