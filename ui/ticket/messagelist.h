// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/work.h"
#include "core/seat/queries.h"
#include "ui/common/uicontext.h"
#include <QScrollArea>
#include <QTimer>

class QPushButton;
class QVBoxLayout;

namespace tidedesk::ui {

class MessageBlock;
struct MessageLook;
struct UnseenLine;

/// A conversation, oldest first, days marked. Text from outside stays plain text. Only the newest messages become
/// widgets; older ones follow when one scrolls up to them. Blocks of messages that have not changed are kept, so that
/// reading and selecting are not disturbed when something arrives; those of another ticket are used again. Knows how far a person has seen.
class MessageList final : public QScrollArea {
    Q_OBJECT
public:
    static constexpr qsizetype kStep = 20; ///< messages made into widgets at a time

    MessageList(UiContext &ui, QWidget *parent);
    void setUser(const Id &user) { m_user = user; }
    void makeSpare(); ///< one block ahead of the message it will show
    /// `reviews`: open ones about messages of this ticket.
    void show(const domain::TicketPage &page, const seat::Queries::Directory &directory, const QHash<Id, domain::Review> &reviews);
    void clear();
    void setFetched(const Id &attachment, int percent); ///< see AttachmentChip
    /// Greatest ordinal that has been on screen since clear().
    qint64 seen() const { return m_seen; }
    void scrollToEnd();
    void scrollToMessage(const Id &message); ///< made into a widget first where need be; to the end when it is not there
    QList<Id> shownMessages() const; ///< those that are widgets now, in order

Q_SIGNALS:
    void seenChanged(qint64 ordinal);
    void attachmentActivated(const tidedesk::Row &attachment);
    void attachmentSaveRequested(const tidedesk::Row &attachment);
    void attachmentStopRequested(const tidedesk::Row &attachment);
    void sendAgain(const tidedesk::Id &review); ///< a returned reply, now that what came in between is on screen
    void editAgain(const tidedesk::Id &review, const QString &text);
    void discardReturned(const tidedesk::Id &review);

protected:
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    struct Entry {
        Id message; ///< null for a day
        QString day;
        friend bool operator==(const Entry &, const Entry &) = default;
    };
    void rebuild();
    QList<Entry> entries() const;
    void place(const QList<Entry> &entries);
    void fill();
    MessageBlock *makeBlock();
    MessageLook lookOf(const domain::MessageLine &line) const;
    MessageLook whoOf(const domain::MessageLine &line) const;
    QString mergeSentence(const Row &message) const;
    QString originOf(const domain::MessageLine &line) const;
    QList<UnseenLine> unseenOf(const domain::Review &review) const;
    QString dayOf(const domain::MessageLine &line) const;
    void showEarlier();
    bool atEnd() const;
    void settle(); ///< after the layout has found the heights of the texts
    void noteSeen();
    void retranslate();

    UiContext &m_ui;
    QWidget *m_body;
    QVBoxLayout *m_column;
    QPushButton *m_earlier;
    Id m_user;
    domain::TicketPage m_page;
    seat::Queries::Directory m_directory;
    QHash<Id, domain::Review> m_reviews; ///< by id of the review
    QHash<Id, MessageBlock *> m_blocks;
    QList<Entry> m_entries; ///< as laid out
    QList<QWidget *> m_days;
    qsizetype m_first = 0; ///< first message that is a widget
    qint64 m_seen = 0;
    Id m_target; ///< to scroll to once the layout is settled
    bool m_follow = true; ///< stay at the end when something arrives
    QTimer m_settle;
};

} // namespace tidedesk::ui
