// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/seat/edits.h"
#include "ui/common/uicontext.h"
#include <QPlainTextEdit>
#include <array>

class QPushButton;
class QTabBar;
class QTextDocument;
class QToolButton;

namespace tidedesk::ui {

class ErrorBanner;
class FileChips;

/// Where replies and notes are written, each with a text and files of its own. Says what is to be sent and what has been
/// typed; keeps nothing. Enter makes a line, Ctrl+Enter sends - unless an input method is composing.
class Composer final : public QWidget {
    Q_OBJECT
public:
    enum class Kind { Reply, Note };
    using Files = QList<seat::Edits::Upload>;

    Composer(UiContext &ui, QWidget *parent);

    Kind kind() const;
    void setKind(Kind kind);
    QString text(Kind kind) const;
    QString text() const { return text(kind()); }
    void setText(Kind kind, const QString &text); ///< silent; can be undone only up to here
    const Files &files() const { return part(kind()).files; }
    void addFiles(const QStringList &paths);
    void clear(Kind kind); ///< text and files
    void focusText();
    /// While the store takes the text: it is read only, nothing is sent twice.
    void setBusy(bool busy);
    /// Which statuses "send and set to" offers.
    void setStatuses(const QList<qint64> &statuses);
    /// A line above the text, with one way out; empty hides it.
    void setHint(const QString &text, const QString &action = {});

Q_SIGNALS:
    void sendRequested(qint64 status); ///< status to set along with it, -1 = none
    void textEdited(tidedesk::ui::Composer::Kind kind, const QString &text);
    void hintActionTriggered();
    void left(); ///< Escape

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void changeEvent(QEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    struct Part {
        QTextDocument *document = nullptr;
        Files files;
    };
    Part &part(Kind kind) { return m_parts[static_cast<size_t>(kind)]; }
    const Part &part(Kind kind) const { return m_parts[static_cast<size_t>(kind)]; }
    void buildLayout();
    void connectParts();
    void retranslate();
    void rebuildMenu();
    void showPart();
    void fitHeight();
    void send(qint64 status);
    void updateSend();
    bool onKey(QKeyEvent *event);

    UiContext &m_ui;
    QTabBar *m_kind;
    ErrorBanner *m_hint;
    QPlainTextEdit *m_text;
    FileChips *m_files;
    QToolButton *m_attach;
    QPushButton *m_send;
    QToolButton *m_sendAs; ///< and set a status
    std::array<Part, 2> m_parts;
    QList<qint64> m_statuses;
    bool m_busy = false;
    bool m_composing = false; ///< an input method has text that is not committed
    bool m_silent = false;
};

} // namespace tidedesk::ui
