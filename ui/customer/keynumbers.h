// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/customer/customersummary.h"
#include <QWidget>

namespace tidedesk::ui {

class FigureTile;
class Formats;
struct UiContext;

/// The key numbers of a customer as tiles: open tickets, tickets, purchases, overdue, contract.
class KeyNumbers final : public QWidget {
    Q_OBJECT
public:
    /// `columns` tiles side by side.
    KeyNumbers(UiContext &ui, int columns, QWidget *parent);
    void setSummary(const CustomerSummary &summary);

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslate();
    QString money(const CustomerSummary::Amounts &amounts) const;
    void showMoney(const CustomerSummary &summary);
    void showContract(const CustomerSummary &summary);

    const Formats &m_formats;
    CustomerSummary m_summary;
    FigureTile *m_open;
    FigureTile *m_tickets;
    FigureTile *m_purchased;
    FigureTile *m_overdue;
    FigureTile *m_contract;
};

} // namespace tidedesk::ui
