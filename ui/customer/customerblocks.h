// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/listing.h"
#include "ui/customer/factlist.h"
#include <QCoreApplication>
#include <array>

namespace tidedesk::ui {

class FieldText;

/// The six blocks of a customer as lines of text, for the panel; the page shows the same rows as tables.
class CustomerBlocks final {
    Q_DECLARE_TR_FUNCTIONS(tidedesk::ui::CustomerBlocks)
public:
    enum Kind { Profile, Transactions, Service, Usages, Contracts, Receivables };
    static constexpr std::array kKinds = {Profile, Transactions, Service, Usages, Contracts, Receivables};

    struct Block {
        int count = 0; ///< rows the seat holds, -1 = not countable
        QList<Fact> facts;
        QString provenance; ///< source systems and the oldest as-of of the rows
        QString empty; ///< what to say when there are no facts
    };

    explicit CustomerBlocks(const FieldText &text)
        : m_text(text)
    {
    }
    static QString title(Kind kind);
    Block block(Kind kind, const domain::CustomerPage &page) const;
    /// "CRM, ERP - as of 3 h ago". Empty without rows. Rows need the fields `source` and `as_of` to say more.
    QString provenance(const QList<Row> &rows) const;
    static QString emptyText(Kind kind);

private:
    QList<Fact> profile(const Row &customer) const;
    QList<Fact> service(const domain::CustomerPage &page) const;
    Fact transaction(const Row &row) const;
    Fact usage(const Row &row) const;
    Fact contract(const Row &row) const;
    Fact receivable(const Row &row) const;
    Fact ticket(const Row &row) const;
    Fact interaction(const Row &row) const;
    QString join(const QStringList &parts) const;

    const FieldText &m_text;
};

/// Fields that say something about the customer, in the order of the spine: none that are shown elsewhere on the screen
/// (name, tags) or that are the machinery of synchronisation.
QList<schema::Field> profileFields();

} // namespace tidedesk::ui
