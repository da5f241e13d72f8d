// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/seat/edits.h"
#include "core/seat/queries.h"
#include "ui/common/builtahead.h"
#include "ui/common/uicontext.h"
#include "ui/ticket/composer.h"
#include <QTimer>
#include <QWidget>

class QStackedLayout;
class QVBoxLayout;

namespace tidedesk::ui {

class AttachmentFetches;
class EmptyState;
class ErrorBanner;
class HistoryView;
class MessageList;
class PartsBar;
class PropertyBar;
class SkeletonRows;
class TicketDrafts;
class TicketHeader;

/// One ticket: conversation, properties, history, and where one answers. Everything is read from the local store and
/// written there; what the server says later arrives as a change. A reply carries how far its author has seen, and does
/// not leave while something newer has not been on screen. The widgets of a ticket are made when the first one is opened,
/// or before that in the quiet after the start.
class TicketPane final : public QWidget {
    Q_OBJECT
public:
    TicketPane(UiContext &ui, seat::Queries &queries, seat::Edits &edits, QWidget *parent);
    ~TicketPane() override;

    void setUser(const Id &user);
    void open(const Id &ticket);
    void showMessage(const Id &message); ///< of the open ticket, as soon as it has been read
    const Id &ticket() const { return m_ticket; }
    void startReply();
    void startNote();
    /// What a person did by key or menu, with a way back.
    void assignToMe();
    void setStatus(qint64 status);
    void setPriority(qint64 priority);
    void askMerge(); ///< into which ticket, then merges
    void askSplit(); ///< under which subject, then makes a ticket of the customer's latest message
    void saveDraft(); ///< at once, before the window goes

public Q_SLOTS:
    void applyChanges(const tidedesk::domain::ChangeSet &changes);

Q_SIGNALS:
    void customerShown(const tidedesk::Id &customer); ///< of the open ticket; null when it has none
    void customerActivated(const tidedesk::Id &customer);
    void reviewActivated(const tidedesk::Id &review); ///< a conflict is to be decided
    void ticketActivated(const tidedesk::Id &ticket); ///< another one
    void left(); ///< Escape: back to the list

protected:
    void changeEvent(QEvent *event) override;

private:
    /// A returned or refused reply whose text is in the composer.
    struct Editing {
        domain::Review review;
        QString parked; ///< what was in the composer before
        bool active() const { return !review.id.isNull(); }
    };

    QWidget *makeContent();
    void buildParts(QWidget *content, QVBoxLayout *column);
    void connectTimers();
    void connectParts();
    void connectMessages();
    void retranslate();
    void retranslateEmpty();
    void loadDirectory();
    void reload();
    void readReviews(quint64 generation);
    void readTicket(quint64 generation);
    void onRead(quint64 generation, const Result<domain::TicketPage> &page);
    void show(const domain::TicketPage &page);
    void showNothing();
    void showConflict();
    void showMerged();
    void noteArrivals(const domain::TicketPage &before);
    void updateNews();
    QList<Id> unseen() const; ///< others' messages that have not been on screen
    bool isTyping() const;

    QString draftKind(Composer::Kind kind) const;
    void restoreDraft(const QString &kind, const QString &text);
    void send(qint64 status);
    void submit(qint64 status, const seat::Edits::Then &then);
    void onSent(const Id &ticket, Composer::Kind kind, const QString &draft, const Result<seat::Edits::Receipt> &receipt);
    void startEditing(const Id &review, const QString &text);
    void stopEditing(bool restore);
    void resolve(const Id &review, domain::Resolution resolution);

    void change(const schema::Field &field, const Value &value);
    void changeWithUndo(const schema::Field &field, const Value &value, const Value &back, const QString &said);
    void mergeInto(const QString &reference);
    void offerUndo(const QString &said, const QList<qint64> &seqs);
    void lookAt(const Row &attachment);
    void save(const Row &attachment);
    seat::Edits::Then report();

    UiContext &m_ui;
    seat::Queries &m_queries;
    seat::Edits &m_edits;
    TicketDrafts *m_drafts;
    AttachmentFetches *m_fetches;
    Id m_user;
    Id m_ticket;
    Id m_wanted; ///< message to scroll to once the ticket has been read
    Id m_customer; ///< as last announced
    domain::TicketPage m_page;
    seat::Queries::Directory m_directory;
    QHash<Id, domain::Review> m_reviews; ///< open ones, by id
    Editing m_editing;
    QSet<Id> m_arrived; ///< came in while typing, not yet looked at
    quint64 m_generation = 0;
    bool m_loading = false;
    bool m_again = false; ///< something changed while loading
    bool m_gone = false;
    QTimer m_pause;
    QTimer m_patience; ///< a quick answer shows no skeleton

    QStackedLayout *m_stack;
    EmptyState *m_empty;
    SkeletonRows *m_skeleton;
    BuiltAhead<QWidget> m_content; ///< null at first, as is everything in it
    TicketHeader *m_header = nullptr;
    PropertyBar *m_properties = nullptr;
    ErrorBanner *m_conflict = nullptr;
    ErrorBanner *m_merged = nullptr;
    ErrorBanner *m_news = nullptr;
    PartsBar *m_bar = nullptr;
    QStackedLayout *m_parts = nullptr;
    MessageList *m_messages = nullptr;
    HistoryView *m_history = nullptr;
    Composer *m_composer = nullptr;
};

} // namespace tidedesk::ui
