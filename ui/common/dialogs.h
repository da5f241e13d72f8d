// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QObject>
#include <QPointer>
#include <QQueue>
#include <QString>
#include <QVariant>
#include <functional>
#include <optional>

class QWidget;

namespace tidedesk::ui {

/// A question with two answers. Titles ask, the accepting button names the deed ("Merge tickets", never "OK").
struct Question {
    QString title;
    QString text;
    QString accept;
    QString reject = {}; ///< empty: "Cancel"
    bool destructive = false; ///< red button, and Enter does not accept
};

/// A question answered by one line (or several) of text.
struct TextQuestion {
    QString title;
    QString label;
    QString accept;
    QString initial = {};
    bool multiline = false;
    bool required = true; ///< empty text cannot be accepted
};

struct FileQuestion {
    QString title;
    QString filter = {}; ///< "CSV (*.csv)"
    QString suggested = {}; ///< file name when saving
    bool save = false;
    bool several = false; ///< open more than one
};

/// Every modal question of the program. Nothing blocks: the answer arrives later in `then`, on the main thread, unless
/// `context` is gone by then. Tests queue answers beforehand; a question without one opens a real dialog.
class Dialogs final : public QObject {
    Q_OBJECT
public:
    void ask(QWidget *parent, const Question &question, QObject *context, std::function<void(bool accepted)> then);
    /// Nothing when the person cancelled.
    void askText(QWidget *parent, const TextQuestion &question, QObject *context,
        std::function<void(const std::optional<QString> &text)> then);
    /// Paths chosen; empty when the person cancelled.
    void askFiles(QWidget *parent, const FileQuestion &question, QObject *context,
        std::function<void(const QStringList &paths)> then);

    /// For tests: the next question gets this answer - a bool, a text (null: cancelled) or a list of paths.
    void setNextAnswer(const QVariant &answer) { m_answers.enqueue(answer); }
    /// Titles of the questions that were answered so, in order.
    QStringList asked() const { return m_asked; }

private:
    bool answerFromTest(const QString &title, QObject *context, std::function<void(const QVariant &)> then);

    QQueue<QVariant> m_answers;
    QStringList m_asked;
};

} // namespace tidedesk::ui
