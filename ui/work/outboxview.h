// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/error.h"
#include "core/base/id.h"
#include <QWidget>

class QLabel;
class QListView;
class QPushButton;
class QStackedLayout;

namespace tidedesk::ui {

class EmptyState;
class OutboxController;
struct UiContext;

/// What waits to be sent, oldest first, and what can be done about it.
class OutboxView final : public QWidget {
    Q_OBJECT
public:
    OutboxView(UiContext &ui, OutboxController &controller, QWidget *parent);

Q_SIGNALS:
    void retryRequested(); ///< connect now
    void ticketActivated(const tidedesk::Id &ticket);
    void customerActivated(const tidedesk::Id &customer);

protected:
    void changeEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void build();
    void retranslate();
    void refresh();
    void showError(const Error &error);
    void openCurrent();
    void askDiscard();
    void updateActions();

    UiContext &m_ui;
    OutboxController &m_controller;
    QLabel *m_summary;
    QListView *m_list;
    EmptyState *m_empty;
    QPushButton *m_retry;
    QPushButton *m_open;
    QPushButton *m_discard;
    QLabel *m_hint;
    QStackedLayout *m_stack = nullptr;
    qint64 m_selected = 0; ///< operation, kept across reloads
};

} // namespace tidedesk::ui
