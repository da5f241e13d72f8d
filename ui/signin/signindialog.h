// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/error.h"
#include "ui/common/uicontext.h"
#include <QDialog>
#include <array>
#include <optional>

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
    /// Work of a revoked seat that is sealed on this computer. `handIn` is offered while the server does not have it.
    struct Sealed {
        QString file;
        int operations = 0;
        bool handedIn = false;
    };
    void showSealed(const Sealed &sealed);
    /// What was typed as a URL: https unless something else is said.
    static QString serverUrl(const QString &typed);

Q_SIGNALS:
    void handInRequested();
    void submitted(const QString &server, const QString &user, const QString &password);

protected:
    void changeEvent(QEvent *event) override;

private:
    void build();
    void retranslate();
    void refresh();
    void retellSealed();

    UiContext &m_ui;
    QLineEdit *m_server;
    QLineEdit *m_user;
    QLineEdit *m_password;
    QLabel *m_title;
    std::array<QLabel *, 3> m_names {};
    QLabel *m_problem;
    QPushButton *m_handIn; ///< hidden unless there is something to hand in
    QPushButton *m_language; ///< to the other one: the first screen is no place to be lost
    QPushButton *m_submit;
    std::optional<Sealed> m_sealed;
    bool m_busy = false;
};

} // namespace tidedesk::ui
