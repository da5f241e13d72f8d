// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/seat/edits.h"
#include "core/seat/threads.h"

namespace tidedesk::seat {

class SeatEdits final : public Edits {
public:
    /// `committed` hears of every local commit, on the main thread.
    SeatEdits(Threads &threads, const Clock &clock, QObject *home, std::function<void(const domain::ChangeSet &)> committed)
        : m_threads(threads)
        , m_ids(clock)
        , m_home(home)
        , m_committed(std::move(committed))
    {
    }
    void createTicket(const NewTicket &ticket, QObject *context, Then then) override;
    void reply(const Id &ticket, const QString &body, qint64 seen, qint64 status, const QList<Upload> &files,
        QObject *context, Then then) override;
    void note(const Id &ticket, const QString &body, const QList<Upload> &files, QObject *context, Then then) override;
    void set(const schema::Entity &entity, const Id &row, const QMap<int, Value> &fields, QObject *context,
        Then then) override;
    void tag(const Id &ticket, const QStringList &add, const QStringList &remove, QObject *context, Then then) override;
    void merge(const Id &ticket, const Id &into, QObject *context, Then then) override;
    void split(const Id &message, const QString &subject, QObject *context, Then then) override;
    void changeMany(const QList<Id> &tickets, const ManyChange &change, QObject *context,
        std::function<bool(qsizetype)> progress, Then then) override;
    void undo(const QList<qint64> &seqs, QObject *context, Then then) override;
    void createCustomer(const QString &name, qint64 identityKind, const QString &identity, QObject *context,
        Then then) override;
    void resolve(const Id &review, domain::Resolution resolution, const QString &body, QObject *context, Then then) override;
    void discard(qint64 seq, QObject *context, Then then) override;
    void saveDraft(const Id &ticket, const QString &kind, const QString &text) override;
    void loadDraft(const Id &ticket, const QString &kind, QObject *context, std::function<void(QString)> then) override;

private:
    struct Done {
        Receipt receipt;
        domain::ChangeSet changed;
    };
    struct Many;
    using Work = std::function<Result<Done>(LocalStore &)>;
    static Result<Done> commitWhatFits(LocalStore &store, const QList<domain::Change> &changes);
    void continueMany(const std::shared_ptr<Many> &many);
    void commit(const QList<domain::Change> &changes, QObject *context, Then then);
    void perform(Work work, QObject *context, Then then);
    void message(const Id &ticket, QLatin1StringView kind, const QString &body, qint64 seen, qint64 status,
        const QList<Upload> &files, QObject *context, Then then);

    Threads &m_threads;
    IdGenerator m_ids;
    QObject *m_home;
    std::function<void(const domain::ChangeSet &)> m_committed;
};

} // namespace tidedesk::seat
