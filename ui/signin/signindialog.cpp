// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/signin/signindialog.h"
#include "ui/common/errortext.h"
#include "ui/common/icons.h"
#include "ui/common/labels.h"
#include "ui/common/language.h"
#include "ui/common/theme.h"
#include <QBoxLayout>
#include <QEvent>
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
    , m_title(plainLabel({}, TextStyle::Heading, this))
    , m_problem(plainLabel({}, TextStyle::Body, this))
    , m_handIn(new QPushButton(this))
    , m_language(new QPushButton(this))
    , m_submit(new QPushButton(this))
{
    build();
    for (QLineEdit *field : {m_server, m_user, m_password})
        connect(field, &QLineEdit::textChanged, this, &SignInDialog::refresh);
    connect(m_language, &QPushButton::clicked, this, [this] {
        m_ui.language.set(m_ui.language.current() == UiLanguage::Chinese ? UiLanguage::English : UiLanguage::Chinese);
    });
    connect(m_handIn, &QPushButton::clicked, this, [this] {
        m_handIn->setEnabled(false);
        Q_EMIT handInRequested();
    });
    connect(m_submit, &QPushButton::clicked, this, [this] {
        m_problem->hide();
        setBusy(true);
        Q_EMIT submitted(serverUrl(m_server->text()), m_user->text().trimmed(), m_password->text());
    });
    retranslate();
}

void SignInDialog::build()
{
    setObjectName(QStringLiteral("signIn"));
    setFixedWidth(400);
    m_server->setObjectName(QStringLiteral("signInServer"));
    m_user->setObjectName(QStringLiteral("signInUser"));
    m_password->setObjectName(QStringLiteral("signInPassword"));
    m_password->setEchoMode(QLineEdit::Password);
    m_server->setPlaceholderText(QStringLiteral("https://"));
    m_problem->setObjectName(QStringLiteral("signInProblem"));
    m_problem->setWordWrap(true);
    m_problem->hide();
    m_handIn->setObjectName(QStringLiteral("signInHandIn"));
    m_handIn->setAutoDefault(false);
    m_handIn->hide();
    m_language->setObjectName(QStringLiteral("signInLanguage"));
    m_language->setProperty("kind", QStringLiteral("link"));
    m_language->setIcon(m_ui.icons.icon(Icon::Language));
    m_language->setAutoDefault(false);
    m_submit->setObjectName(QStringLiteral("signInSubmit"));
    m_submit->setDefault(true);
    m_submit->setProperty("kind", QStringLiteral("primary"));
    setWindowIcon(Icons::logo());
    auto *form = new QFormLayout;
    size_t row = 0;
    for (QLineEdit *field : {m_server, m_user, m_password}) {
        m_names.at(row) = plainLabel({}, TextStyle::Body, this);
        m_names.at(row)->setBuddy(field);
        form->addRow(m_names.at(row++), field);
    }
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_language);
    buttons->addStretch(1);
    buttons->addWidget(m_submit);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(24, 20, 24, 20);
    column->setSpacing(14);
    column->addWidget(m_title);
    column->addLayout(form);
    column->addWidget(m_problem);
    column->addWidget(m_handIn, 0, Qt::AlignLeft);
    column->addLayout(buttons);
    setTabOrder(m_password, m_submit);
    setTabOrder(m_submit, m_language);
}

void SignInDialog::retranslate()
{
    setWindowTitle(tr("Sign in to Tidedesk"));
    m_title->setText(tr("Sign in to Tidedesk"));
    const std::array texts {tr("Server"), tr("User name"), tr("Password")};
    const std::array fields {m_server, m_user, m_password};
    for (size_t i = 0; i < texts.size(); ++i) {
        m_names.at(i)->setText(texts.at(i));
        fields.at(i)->setAccessibleName(texts.at(i));
    }
    const bool chinese = m_ui.language.current() == UiLanguage::Chinese;
    m_handIn->setText(tr("Hand in"));
    retellSealed();
    m_language->setText(Language::nativeName(chinese ? UiLanguage::English : UiLanguage::Chinese));
    refresh();
}

void SignInDialog::refresh()
{
    const bool complete = !m_server->text().trimmed().isEmpty() && !m_user->text().trimmed().isEmpty() && !m_password->text().isEmpty();
    m_submit->setEnabled(complete && !m_busy);
    m_submit->setText(m_busy ? tr("Signing in…") : tr("Sign in"));
}

QString SignInDialog::serverUrl(const QString &typed)
{
    const QString text = typed.trimmed();
    return text.isEmpty() || text.contains(QLatin1StringView("://")) ? text : QStringLiteral("https://") + text;
}

void SignInDialog::changeEvent(QEvent *event)
{
    QDialog::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void SignInDialog::setKnown(const QString &server, const QString &user)
{
    m_server->setText(server);
    m_user->setText(user);
    (server.isEmpty() ? m_server : user.isEmpty() ? m_user : m_password)->setFocus();
}

void SignInDialog::setBusy(bool busy)
{
    m_busy = busy;
    refresh();
}

void SignInDialog::showSealed(const Sealed &sealed)
{
    setBusy(false);
    m_sealed = sealed;
    retellSealed();
    m_problem->show();
    m_handIn->setVisible(!sealed.handedIn);
    m_handIn->setEnabled(true);
    adjustSize();
}

void SignInDialog::retellSealed()
{
    if (!m_sealed)
        return;
    QStringList sentences {tr("This seat was revoked.")};
    if (m_sealed->operations > 0)
        sentences.append(tr("%n change(s) that had not been sent are sealed in %1; only the server can open them.", "", m_sealed->operations).arg(m_sealed->file));
    else
        sentences.append(tr("What was left on this computer is sealed in %1; only the server can open it.").arg(m_sealed->file));
    sentences.append(m_sealed->handedIn ? tr("The server has what was to be handed in; an administrator decides about it.")
                                        : tr("The server does not have it yet."));
    sentences.append(tr("Once your administrator lets you in again, signing in here brings everything back."));
    m_problem->setText(sentences.join(m_ui.language.current() == UiLanguage::Chinese ? QString() : QStringLiteral(" ")));
}

void SignInDialog::showError(const Error &error)
{
    setBusy(false);
    m_sealed.reset();
    m_problem->setText(ErrorText::of(error));
    m_problem->show();
    m_handIn->setEnabled(true); // if it is offered, it may be tried again
    m_password->selectAll();
    m_password->setFocus();
    adjustSize();
}

} // namespace tidedesk::ui
