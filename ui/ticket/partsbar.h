// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/listing.h"
#include "ui/common/uicontext.h"
#include <QWidget>

class QTabBar;
class QToolButton;

namespace tidedesk::ui {

class Chip;

/// Which part of a ticket is on screen, and at its end whether it has reached the server and whose it is.
class PartsBar final : public QWidget {
    Q_OBJECT
public:
    enum Part { Conversation, History };

    PartsBar(UiContext &ui, QWidget *parent);
    void show(const domain::TicketPage &page);
    void setPart(Part part);

Q_SIGNALS:
    void partChosen(int part);
    void customerActivated();

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslate();
    void showCustomer();

    QTabBar *m_tabs;
    Chip *m_pending;
    QToolButton *m_customer;
    Row m_row; ///< of the customer
};

} // namespace tidedesk::ui
