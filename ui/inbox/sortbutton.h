// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/listing.h"
#include <QToolButton>

namespace tidedesk::ui {

struct UiContext;

/// The order of the list and its direction, for a list that has no header to click on.
class SortButton final : public QToolButton {
    Q_OBJECT
public:
    SortButton(UiContext &ui, QWidget *parent);
    void setSort(domain::TicketQuery::Sort sort, bool descending); ///< silent

Q_SIGNALS:
    void sortChosen(tidedesk::domain::TicketQuery::Sort sort, bool descending);

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslate();
    static QString nameOf(domain::TicketQuery::Sort sort);
    static QString directionOf(domain::TicketQuery::Sort sort, bool descending);

    domain::TicketQuery::Sort m_sort = domain::TicketQuery::Sort::Updated;
    bool m_descending = true;
};

} // namespace tidedesk::ui
