// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/seat/queries.h"
#include <QObject>

namespace tidedesk::ui {

/// Keeps one customer's page in step with the local store. Answers for a customer that has been left meanwhile are
/// dropped; changes that come while an answer is under way lead to one more look, not to one each. Main thread.
class CustomerLoader final : public QObject {
    Q_OBJECT
public:
    CustomerLoader(seat::Queries &queries, QObject *parent);

    void show(const Id &customer); ///< null: nobody
    void reload();
    const Id &customer() const { return m_customer; }
    const domain::CustomerPage &page() const { return m_page; }

public Q_SLOTS:
    void applyChanges(const tidedesk::domain::ChangeSet &changes);

Q_SIGNALS:
    void cleared();
    void loading(); ///< another customer is being fetched
    void loaded(const tidedesk::domain::CustomerPage &page); ///< `page.customer` is null when the seat holds none such
    void failed(const tidedesk::Error &error);

private:
    bool concerns(const domain::ChangeSet &changes) const;

    seat::Queries &m_queries;
    Id m_customer;
    domain::CustomerPage m_page;
    int m_request = 0;
    bool m_busy = false;
    bool m_again = false;
};

} // namespace tidedesk::ui
