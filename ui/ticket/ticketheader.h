// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/listing.h"
#include "ui/common/uicontext.h"
#include <QWidget>

class QLabel;
class QLineEdit;

namespace tidedesk::ui {

/// Number and subject of a ticket. The subject is written where it stands: Enter keeps, Escape takes back.
class TicketHeader final : public QWidget {
    Q_OBJECT
public:
    TicketHeader(UiContext &ui, QWidget *parent);
    void show(const Row &ticket);

Q_SIGNALS:
    void subjectChanged(const QString &subject);

protected:
    void changeEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void retranslate();
    void finishSubject();

    QLabel *m_reference;
    QLineEdit *m_subject;
    Row m_ticket;
};

} // namespace tidedesk::ui
