// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/questiondialog.h"
#include "ui/common/labels.h"
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace tidedesk::ui {

namespace {
constexpr int kTextWidth = 392;
} // namespace

QuestionDialog::QuestionDialog(const Question &question, QWidget *parent)
    : QDialog(parent)
{
    QVBoxLayout *body = build(question.title);
    QLabel *text = mutedLabel(question.text, TextStyle::Body, this);
    text->setWordWrap(true);
    text->setMinimumWidth(kTextWidth);
    text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    text->setVisible(!question.text.isEmpty());
    body->addWidget(text);
    addButtons(question.accept, question.reject, question.destructive ? QStringLiteral("danger") : QStringLiteral("primary"));
    if (question.destructive) {
        m_accept->setAutoDefault(false);
        m_accept->setDefault(false);
        m_reject->setDefault(true);
        m_reject->setFocus();
    }
    setAccessibleDescription(question.text);
}

QuestionDialog::QuestionDialog(const TextQuestion &question, QWidget *parent)
    : QDialog(parent)
{
    QVBoxLayout *body = build(question.title);
    QLabel *label = mutedLabel(question.label, TextStyle::Small, this);
    body->addWidget(label);
    const auto update = [this, required = question.required] { updateAccept(required); };
    if (question.multiline) {
        m_edit = new QPlainTextEdit(question.initial, this);
        m_edit->setTabChangesFocus(true);
        m_edit->setMinimumHeight(96);
        body->addWidget(m_edit);
        label->setBuddy(m_edit);
        m_edit->setAccessibleName(question.label);
        connect(m_edit, &QPlainTextEdit::textChanged, this, update);
    } else {
        m_line = new QLineEdit(question.initial, this);
        m_line->selectAll();
        body->addWidget(m_line);
        label->setBuddy(m_line);
        m_line->setAccessibleName(question.label);
        connect(m_line, &QLineEdit::textChanged, this, update);
    }
    addButtons(question.accept, {}, QStringLiteral("primary"));
    updateAccept(question.required);
    (m_line ? static_cast<QWidget *>(m_line) : m_edit)->setFocus();
}

QString QuestionDialog::text() const
{
    return m_line ? m_line->text() : m_edit ? m_edit->toPlainText() : QString();
}

QVBoxLayout *QuestionDialog::build(const QString &title)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setObjectName(QStringLiteral("questionDialog"));
    setWindowTitle(title);
    auto *body = new QVBoxLayout(this);
    body->setContentsMargins(24, 20, 24, 20);
    body->setSpacing(8);
    QLabel *heading = plainLabel(title, TextStyle::Title, this);
    heading->setWordWrap(true);
    heading->setMinimumWidth(kTextWidth);
    body->addWidget(heading);
    return body;
}

QPushButton *QuestionDialog::addButtons(const QString &accept, const QString &reject, const QString &kind)
{
    m_reject = new QPushButton(reject.isEmpty() ? tr("Cancel") : reject, this);
    m_reject->setObjectName(QStringLiteral("dialogReject"));
    m_accept = new QPushButton(accept, this);
    m_accept->setObjectName(QStringLiteral("dialogAccept"));
    m_accept->setProperty("kind", kind);
    m_accept->setDefault(true);
    auto *row = new QHBoxLayout;
    row->setContentsMargins(0, 12, 0, 0);
    row->setSpacing(8);
    row->addStretch();
    row->addWidget(m_reject);
    row->addWidget(m_accept);
    qobject_cast<QVBoxLayout *>(layout())->addLayout(row);
    connect(m_reject, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_accept, &QPushButton::clicked, this, &QDialog::accept);
    return m_accept;
}

void QuestionDialog::updateAccept(bool required)
{
    m_accept->setEnabled(!required || !text().trimmed().isEmpty());
}

} // namespace tidedesk::ui
