// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/common/dialogs.h"
#include <QDialog>

class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QVBoxLayout;

namespace tidedesk::ui {

/// The dialog behind Dialogs::ask and askText. Plain text throughout. Deletes itself when closed.
class QuestionDialog final : public QDialog {
    Q_OBJECT
public:
    QuestionDialog(const Question &question, QWidget *parent);
    QuestionDialog(const TextQuestion &question, QWidget *parent);
    QString text() const;

private:
    QVBoxLayout *build(const QString &title);
    QPushButton *addButtons(const QString &accept, const QString &reject, const QString &kind);
    void updateAccept(bool required);

    QLineEdit *m_line = nullptr;
    QPlainTextEdit *m_edit = nullptr;
    QPushButton *m_accept = nullptr;
    QPushButton *m_reject = nullptr;
};

} // namespace tidedesk::ui
