// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/listing.h"
#include "ui/common/uicontext.h"
#include <QWidget>

class QAction;
class QLabel;
class QLineEdit;
class QToolButton;

namespace tidedesk::ui {

/// Number and subject of a ticket, and what is done to it more rarely. The subject is written where it stands: Enter keeps,
/// Escape takes back.
class TicketHeader final : public QWidget {
    Q_OBJECT
public:
    TicketHeader(UiContext &ui, QWidget *parent);
    void show(const Row &ticket);

Q_SIGNALS:
    void subjectChanged(const QString &subject);
    void mergeRequested();
    void splitRequested(); ///< the newest message of the customer becomes a ticket

protected:
    void changeEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void retranslate();
    void finishSubject();

    QLabel *m_reference;
    QLineEdit *m_subject;
    QToolButton *m_more;
    QAction *m_merge;
    QAction *m_split;
    Row m_ticket;
};

} // namespace tidedesk::ui
