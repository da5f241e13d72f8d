// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/result.h"
#include "core/domain/change.h"
#include "core/domain/work.h"
#include <QObject>
#include <functional>

namespace tidedesk::seat {

/// What a person may do. Each call is one local transaction (mirror + outbox) on the store's thread; `then` comes after
/// the commit and says what was done locally - the server's word comes later as a change of the outbox.
class Edits {
public:
    struct Receipt {
        Id row; ///< what was created or changed
        QList<qint64> seqs; ///< operations that now wait in the outbox
    };
    using Then = std::function<void(Result<Receipt>)>;

    struct NewTicket {
        QString subject;
        QString body; ///< first message, as the customer's words; empty = none
        Id customer;
        Id queue; ///< null = the team's default queue
        qint64 channel = -1; ///< choices of schema::Ticket; -1 = other
        qint64 priority = -1; ///< -1 = normal
        Id assignee;
        QStringList tags;
    };
    /// A file to send along; bytes are copied into the profile before the receipt.
    struct Upload {
        QString path;
        QString name;
    };

    virtual ~Edits() = default;
    virtual void createTicket(const NewTicket &ticket, QObject *context, Then then) = 0;
    /// A public reply; `seen` is TicketPage::lastSeen of what its author had on screen. With `status` >= 0 the ticket's
    /// status changes with it - and stays as it is if the reply comes back.
    virtual void reply(const Id &ticket, const QString &body, qint64 seen, qint64 status, const QList<Upload> &files,
        QObject *context, Then then)
        = 0;
    virtual void note(const Id &ticket, const QString &body, const QList<Upload> &files, QObject *context, Then then) = 0;
    /// Sets fields of any row the user may write, by name and as spine values.
    virtual void set(const schema::Entity &entity, const Id &row, const QMap<int, Value> &fields, QObject *context, Then then)
        = 0;
    virtual void tag(const Id &ticket, const QStringList &add, const QStringList &remove, QObject *context, Then then) = 0;
    /// One matter: `ticket` is closed and shown with `into` from now on. All of it or nothing.
    virtual void merge(const Id &ticket, const Id &into, QObject *context, Then then) = 0;
    /// A ticket of its own for what a message says, which stays where it is; queue and customer are those of its ticket.
    virtual void split(const Id &message, const QString &subject, QObject *context, Then then) = 0;
    /// The same for many tickets, some at a time, each as an operation of its own. `progress` hears how many are done, and says
    /// whether to go on; `then` comes once, with everything that was done. What the rules refuse is left out.
    struct ManyChange {
        QMap<int, Value> set;
        QStringList addTags;
        QStringList removeTags;
    };
    virtual void changeMany(const QList<Id> &tickets, const ManyChange &change, QObject *context,
        std::function<bool(qsizetype done)> progress, Then then)
        = 0;
    /// Takes operations back as far as nobody has changed anything since, see SeatStore::undo(). Rejected "undo.unknown".
    virtual void undo(const QList<qint64> &seqs, QObject *context, Then then) = 0;
    virtual void createCustomer(const QString &name, qint64 identityKind, const QString &identity, QObject *context, Then then)
        = 0;
    /// Decides a review. `body` replaces the text of a returned reply when not empty.
    virtual void resolve(const Id &review, domain::Resolution resolution, const QString &body, QObject *context, Then then) = 0;
    /// Takes back an operation that has not been sent, and those that depend on it.
    virtual void discard(qint64 seq, QObject *context, Then then) = 0;
    /// Keeps the text being typed; `ticket` null = the new-ticket dialog. Empty text removes the draft.
    virtual void saveDraft(const Id &ticket, const QString &kind, const QString &text) = 0;
    virtual void loadDraft(const Id &ticket, const QString &kind, QObject *context, std::function<void(QString)> then) = 0;
};

} // namespace tidedesk::seat
