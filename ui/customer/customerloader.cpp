// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/customer/customerloader.h"
#include "core/schema/entities.h"

namespace tidedesk::ui {

CustomerLoader::CustomerLoader(seat::Queries &queries, QObject *parent)
    : QObject(parent)
    , m_queries(queries)
{
}

void CustomerLoader::show(const Id &customer)
{
    if (customer == m_customer)
        return;
    m_customer = customer;
    m_page = {};
    m_busy = false;
    m_again = false;
    ++m_request;
    if (customer.isNull()) {
        Q_EMIT cleared();
        return;
    }
    Q_EMIT loading();
    reload();
}

void CustomerLoader::reload()
{
    if (m_customer.isNull())
        return;
    if (m_busy) {
        m_again = true;
        return;
    }
    m_busy = true;
    const int request = ++m_request;
    m_queries.customer(m_customer, this, [this, request](Result<domain::CustomerPage> answer) {
        if (request != m_request)
            return;
        m_busy = false;
        if (answer) {
            m_page = std::move(*answer);
            Q_EMIT loaded(m_page);
        } else {
            Q_EMIT failed(answer.error());
        }
        if (std::exchange(m_again, false))
            reload();
    });
}

void CustomerLoader::applyChanges(const domain::ChangeSet &changes)
{
    if (!m_customer.isNull() && concerns(changes))
        reload();
}

bool CustomerLoader::concerns(const domain::ChangeSet &changes) const
{
    if (changes.touches(schema::customer(), m_customer))
        return true;
    // A new row below the customer cannot be told from one below another: the change set names rows, not parents.
    const std::initializer_list<const schema::Entity *> below = {&schema::identity(), &schema::transaction(),
        &schema::contract(), &schema::receivable(), &schema::usage(), &schema::ticket(), &schema::interaction()};
    return std::any_of(below.begin(), below.end(), [&](const schema::Entity *e) { return changes.touches(*e); });
}

} // namespace tidedesk::ui
