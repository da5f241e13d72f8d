// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/signin/signindialog.h"
#include "ui/common/errortext.h"
#include "ui/common/icons.h"
#include "ui/common/labels.h"
#include "ui/common/theme.h"
#include <QBoxLayout>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

namespace tidedesk::ui {

SignInDialog::SignInDialog(UiContext &ui, QWidget *parent)
    : QDialog(parent)
    , m_ui(ui)
    , m_server(new QLineEdit(this))
    , m_user(new QLineEdit(this))
    , m_password(new QLineEdit(this))
    , m_problem(plainLabel({}, TextStyle::Body, this))
    , m_submit(new QPushButton(tr("Sign in"), this))
{
    setObjectName(QStringLiteral("signIn"));
    setWindowTitle(tr("Sign in to Tidedesk"));
    setFixedWidth(400);
    m_server->setObjectName(QStringLiteral("signInServer"));
    m_user->setObjectName(QStringLiteral("signInUser"));
    m_password->setObjectName(QStringLiteral("signInPassword"));
    m_password->setEchoMode(QLineEdit::Password);
    m_server->setPlaceholderText(QStringLiteral("https://"));
    m_problem->setObjectName(QStringLiteral("signInProblem"));
    m_problem->setWordWrap(true);
    m_problem->hide();
    m_submit->setObjectName(QStringLiteral("signInSubmit"));
    m_submit->setDefault(true);
    auto *form = new QFormLayout;
    const auto add = [&](const QString &label, QLineEdit *field) {
        form->addRow(label, field);
        field->setAccessibleName(label);
    };
    add(tr("Server"), m_server);
    add(tr("Name"), m_user);
    add(tr("Password"), m_password);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(24, 20, 24, 20);
    column->setSpacing(14);
    column->addWidget(plainLabel(tr("Sign in to Tidedesk"), TextStyle::Heading, this));
    column->addLayout(form);
    column->addWidget(m_problem);
    column->addWidget(m_submit, 0, Qt::AlignRight);
    connect(m_submit, &QPushButton::clicked, this, [this] {
        m_problem->hide();
        setBusy(true);
        Q_EMIT submitted(m_server->text().trimmed(), m_user->text().trimmed(), m_password->text());
    });
}

void SignInDialog::setKnown(const QString &server, const QString &user)
{
    m_server->setText(server);
    m_user->setText(user);
    (server.isEmpty() ? m_server : user.isEmpty() ? m_user : m_password)->setFocus();
}

void SignInDialog::setBusy(bool busy)
{
    m_submit->setEnabled(!busy);
    m_submit->setText(busy ? tr("Signing in…") : tr("Sign in"));
}

void SignInDialog::showError(const Error &error)
{
    setBusy(false);
    m_problem->setText(ErrorText::of(error));
    m_problem->show();
    m_password->selectAll();
    m_password->setFocus();
    adjustSize();
}

} // namespace tidedesk::ui
