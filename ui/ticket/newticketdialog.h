// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/seat/edits.h"
#include "core/seat/queries.h"
#include "ui/common/uicontext.h"
#include <QDialog>

class QCheckBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;

namespace tidedesk::ui {

class CustomerPicker;
class PropertyCombo;
class TagEditor;
class TicketDrafts;

/// Takes down a new ticket: whose it is, what it is about. What is typed is kept as a draft until it is sent or thrown
/// away, also when the dialog is closed.
class NewTicketDialog final : public QDialog {
    Q_OBJECT
public:
    NewTicketDialog(UiContext &ui, seat::Queries &queries, seat::Edits &edits, const Id &user, QWidget *parent);
    /// Starts with a customer, e.g. the one on screen.
    void setCustomer(const Row &customer);

Q_SIGNALS:
    void created(const tidedesk::Id &ticket);

protected:
    void changeEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void buildFields();
    void buildLayout();
    void connectParts();
    void retranslate();
    void showQueues();
    void showProblem(const QString &text, QWidget *field);
    QString draft() const;
    void restore(const QString &draft);
    void noteDraft();
    void throwAway();
    void submit();

    UiContext &m_ui;
    seat::Queries &m_queries;
    seat::Edits &m_edits;
    TicketDrafts *m_drafts;
    const Id m_user;
    seat::Queries::Directory m_directory;
    bool m_composing = false; ///< an input method has text that is not committed
    bool m_restoring = false;
    bool m_customerGiven = false;

    QFormLayout *m_form;
    QList<QLabel *> m_labels;
    CustomerPicker *m_customer;
    QLineEdit *m_subject;
    QPlainTextEdit *m_body;
    PropertyCombo *m_channel;
    PropertyCombo *m_priority;
    PropertyCombo *m_queue;
    QCheckBox *m_mine;
    TagEditor *m_tags;
    QLabel *m_problem;
    QPushButton *m_discard;
    QPushButton *m_cancel;
    QPushButton *m_submit;
};

} // namespace tidedesk::ui
