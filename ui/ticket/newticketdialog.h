// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/seat/edits.h"
#include "core/seat/queries.h"
#include "ui/common/uicontext.h"
#include <QDialog>

class QLabel;
class QLineEdit;
class QListWidget;
class QPlainTextEdit;
class QPushButton;

namespace tidedesk::ui {

class PropertyCombo;
class SearchField;

/// Takes down a new ticket: whose it is, what it is about. What is typed is kept as a draft until it is sent.
class NewTicketDialog final : public QDialog {
    Q_OBJECT
public:
    NewTicketDialog(UiContext &ui, seat::Queries &queries, seat::Edits &edits, QWidget *parent);
    /// Starts with a customer, e.g. the one on screen.
    void setCustomer(const Row &customer);

Q_SIGNALS:
    void created(const tidedesk::Id &ticket);

private:
    void buildLayout();
    void searchCustomer(const QString &text);
    void showFound(const QList<domain::CustomerLine> &lines, const QString &text);
    void choose(const Id &customer, const QString &name);
    void createCustomer(const QString &text);
    void submit();
    void saveDraft();

    UiContext &m_ui;
    seat::Queries &m_queries;
    seat::Edits &m_edits;
    Id m_customer;
    SearchField *m_search;
    QListWidget *m_found;
    QLabel *m_chosen;
    QLineEdit *m_subject;
    QPlainTextEdit *m_body;
    PropertyCombo *m_channel;
    PropertyCombo *m_priority;
    PropertyCombo *m_queue;
    QLineEdit *m_tags;
    QLabel *m_problem;
    QPushButton *m_submit;
};

} // namespace tidedesk::ui
