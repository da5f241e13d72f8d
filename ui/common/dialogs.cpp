// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/dialogs.h"
#include "ui/common/questiondialog.h"
#include <QFileDialog>

namespace tidedesk::ui {

bool Dialogs::answerFromTest(const QString &title, QObject *context, std::function<void(const QVariant &)> then)
{
    if (m_answers.isEmpty())
        return false;
    m_asked.append(title);
    // Later, as with a real dialog, so that callers cannot come to rely on an answer before the call returns.
    QMetaObject::invokeMethod(
        context, [then = std::move(then), answer = m_answers.dequeue()] { then(answer); }, Qt::QueuedConnection);
    return true;
}

void Dialogs::ask(QWidget *parent, const Question &question, QObject *context, std::function<void(bool)> then)
{
    if (answerFromTest(question.title, context, [then](const QVariant &answer) { then(answer.toBool()); }))
        return;
    auto *dialog = new QuestionDialog(question, parent);
    connect(dialog, &QDialog::finished, context, [then = std::move(then)](int result) { then(result == QDialog::Accepted); });
    dialog->open();
}

void Dialogs::askText(QWidget *parent, const TextQuestion &question, QObject *context,
    std::function<void(const std::optional<QString> &)> then)
{
    const auto fromTest = [then](const QVariant &answer) {
        then(answer.isNull() ? std::nullopt : std::optional(answer.toString()));
    };
    if (answerFromTest(question.title, context, fromTest))
        return;
    auto *dialog = new QuestionDialog(question, parent);
    connect(dialog, &QDialog::finished, context, [dialog, then = std::move(then)](int result) {
        then(result == QDialog::Accepted ? std::optional(dialog->text()) : std::nullopt);
    });
    dialog->open();
}

void Dialogs::askFiles(
    QWidget *parent, const FileQuestion &question, QObject *context, std::function<void(const QStringList &)> then)
{
    if (answerFromTest(question.title, context, [then](const QVariant &answer) { then(answer.toStringList()); }))
        return;
    auto *dialog = new QFileDialog(parent, question.title, {}, question.filter);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(question.save ? QFileDialog::AcceptSave : QFileDialog::AcceptOpen);
    dialog->setFileMode(question.save ? QFileDialog::AnyFile
            : question.several        ? QFileDialog::ExistingFiles
                                      : QFileDialog::ExistingFile);
    if (!question.suggested.isEmpty())
        dialog->selectFile(question.suggested);
    connect(dialog, &QDialog::finished, context, [dialog, then = std::move(then)](int result) {
        then(result == QDialog::Accepted ? dialog->selectedFiles() : QStringList());
    });
    dialog->open();
}

} // namespace tidedesk::ui
