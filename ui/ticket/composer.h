// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/seat/edits.h"
#include "ui/common/uicontext.h"
#include <QTimer>
#include <QWidget>

class QLabel;
class QMenu;
class QPlainTextEdit;
class QPushButton;
class QTabBar;
class QToolButton;

namespace tidedesk::ui {

/// Where replies and notes are written. Says what is to be sent and when the text has changed; keeps nothing.
/// Enter makes a line, Ctrl+Enter sends - unless an input method is composing.
class Composer final : public QWidget {
    Q_OBJECT
public:
    enum class Kind { Reply, Note };
    Composer(UiContext &ui, QWidget *parent);

    Kind kind() const;
    void setKind(Kind kind);
    QString text() const;
    void setText(const QString &text);
    void clear();
    const QList<seat::Edits::Upload> &files() const { return m_files; }
    void addFiles(const QStringList &paths);
    void focusText();
    /// A line above the text, e.g. that something new has come; empty hides it.
    void setHint(const QString &text);

Q_SIGNALS:
    void sendRequested(qint64 status); ///< status to set along with it, -1 = none
    void textEdited(); ///< at most every 200 ms while typing
    void kindChanged();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void changeEvent(QEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    void buildLayout();
    void retranslate();
    void showFiles();
    void send(qint64 status);
    bool isComposing() const;

    UiContext &m_ui;
    QTabBar *m_kind;
    QPlainTextEdit *m_text;
    QToolButton *m_attach;
    QPushButton *m_send;
    QToolButton *m_sendAs; ///< send and set a status
    QMenu *m_sendMenu;
    QLabel *m_filesText;
    QLabel *m_hint;
    QTimer m_typing;
    QList<seat::Edits::Upload> m_files;
    bool m_composing = false;
};

} // namespace tidedesk::ui
