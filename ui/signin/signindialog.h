// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/error.h"
#include "ui/common/uicontext.h"
#include <QDialog>

class QLabel;
class QLineEdit;
class QPushButton;

namespace tidedesk::ui {

/// Asks who sits here. Works without the network too, for somebody this seat knows. Checks nothing itself.
class SignInDialog final : public QDialog {
    Q_OBJECT
public:
    SignInDialog(UiContext &ui, QWidget *parent = nullptr);
    void setKnown(const QString &server, const QString &user);
    void setBusy(bool busy);
    void showError(const Error &error);

Q_SIGNALS:
    void submitted(const QString &server, const QString &user, const QString &password);

private:
    UiContext &m_ui;
    QLineEdit *m_server;
    QLineEdit *m_user;
    QLineEdit *m_password;
    QLabel *m_problem;
    QPushButton *m_submit;
};

} // namespace tidedesk::ui
