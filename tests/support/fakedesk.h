// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/id.h"
#include "core/domain/world.h"
#include "core/seat/edits.h"
#include "core/seat/queries.h"
#include "tests/support/fakeclock.h"
#include <QPointer>
#include <QSet>

namespace tidedesk::test {

/// A seat in memory for tests of screens: the facade over rows in a table, with the rules of core/domain behind every
/// edit. Answers come through the event loop, as from the real one. `sync()` plays the server. Main thread.
class FakeDesk final : public QObject, public seat::Queries, public seat::Edits {
    Q_OBJECT
public:
    template <class T> using Answer = seat::Queries::Then<T>;

    struct Draft {
        Id ticket;
        QString kind;
        friend bool operator==(const Draft &, const Draft &) = default;
        friend size_t qHash(const Draft &draft, size_t seed = 0) { return qHashMulti(seed, draft.ticket, draft.kind); }
    };
    struct Reply {
        Id ticket;
        QString body;
        qint64 seen = 0;
        qint64 status = -1;
        QList<Upload> files;
    };

    /// An empty desk: two teams, three agents of whom `me()` is the first, four queues, a few tags.
    explicit FakeDesk(FakeClock &clock, quint64 seed = 1);
    ~FakeDesk() override;

    // Filling it. Rows are as the server would have them, with numbers and ordinals.
    void populate(int tickets = 60); ///< customers, tickets and conversations in Chinese and English
    Id addCustomer(const QString &name, const QString &phone = {}, const QString &mail = {});
    Id addTicket(const QString &subject, const Id &customer = {}, const Id &assignee = {}, const Id &queue = {});
    Id addMessage(const Id &ticket, const QString &kind, const QString &body, const Id &author = {});
    Id addAttachment(const Id &message, const QString &name, const QByteArray &bytes);
    void change(const Row &row); ///< somebody else's edit arrives
    Row row(const schema::Entity &entity, const Id &id) const;
    QList<Row> all(const schema::Entity &entity) const;
    /// Lists answer with this many made-up tickets, computed row by row.
    void setHuge(qint64 rows) { m_huge = rows; }

    const Id &me() const { return m_me; }
    Id colleague() const { return m_people.at(1); }
    QList<Id> queues() const { return m_queues; }
    FakeClock &clock() { return m_clock; }

    /// The server answers everything that waits: gives numbers, and returns replies over unseen messages.
    void sync();
    /// A colleague meanwhile changed the field: the next sync answers with a conflict.
    Id addConflict(const Id &ticket, const schema::Field &field, const Value &mine, const Value &theirs);

    // Looking into it, and getting in its way.
    QList<Reply> replies; ///< as asked for
    QHash<Draft, QString> drafts;
    int draftsSaved = 0;
    QHash<QString, int> calls; ///< by name of the question
    std::optional<Error> refuseNext; ///< the next edit fails with it
    /// A file on its way, when the test says how far it is.
    struct Fetching {
        QPointer<QObject> context;
        Answer<QString> then;
        Progress progress;
    };
    bool holdFiles = false; ///< files are fetched by hand
    QList<Fetching> fetching;
    std::optional<Error> failReads; ///< lists and tickets answer with it
    bool holding = false; ///< answers wait for release()
    int waitingAnswers() const { return static_cast<int>(m_held.size()); }
    void release(int index = 0); ///< one of the answers held
    void releaseAll();
    qint64 lastSeq() const { return m_seq; } ///< of the last operation
    int settleCount() const { return m_underWay; } ///< answers not yet given

    // seat::Queries
    void directory(QObject *context, Answer<Directory> then) override;
    void firstPage(const domain::TicketQuery &query, QObject *context, Answer<QList<domain::TicketLine>> then) override;
    void outline(const domain::TicketQuery &query, QObject *context, Answer<domain::ListOutline> then) override;
    void page(const domain::TicketQuery &query, const domain::ListAnchor &anchor, QObject *context,
        Answer<QList<domain::TicketLine>> then) override;
    void counts(const QList<domain::TicketQuery> &queries, QObject *context, Answer<QList<qint64>> then) override;
    void lines(const QList<Id> &tickets, QObject *context, Answer<QList<domain::TicketLine>> then) override;
    void ticket(const Id &id, QObject *context, Answer<domain::TicketPage> then) override;
    void findTicket(const QString &reference, QObject *context, Answer<Id> then) override;
    void findCustomer(const QString &reference, QObject *context, Answer<Id> then) override;
    void customer(const Id &id, QObject *context, Answer<domain::CustomerPage> then) override;
    void customers(const QString &nameStartsWith, int limit, QObject *context, Answer<QList<domain::CustomerLine>> then) override;
    void customersByIdentity(const QString &value, QObject *context, Answer<QList<domain::CustomerLine>> then) override;
    void search(const QString &text, int limit, QObject *context, Answer<domain::SearchAnswer> then) override;
    void outbox(QObject *context, Answer<QList<domain::OutboxEntry>> then) override;
    void reviews(bool openOnly, QObject *context, Answer<QList<domain::Review>> then) override;
    void rows(const schema::Entity &entity, const QList<Id> &ids, QObject *context, Answer<QList<Row>> then) override;
    void attachment(const Row &attachment, QObject *context, Answer<QString> then, Progress progress) override;

    // seat::Edits
    void createTicket(const NewTicket &ticket, QObject *context, Edits::Then then) override;
    void reply(const Id &ticket, const QString &body, qint64 seen, qint64 status, const QList<Upload> &files,
        QObject *context, Edits::Then then) override;
    void note(const Id &ticket, const QString &body, const QList<Upload> &files, QObject *context, Edits::Then then) override;
    void set(const schema::Entity &entity, const Id &row, const QMap<int, Value> &fields, QObject *context,
        Edits::Then then) override;
    void tag(const Id &ticket, const QStringList &add, const QStringList &remove, QObject *context, Edits::Then then) override;
    void merge(const Id &ticket, const Id &into, QObject *context, Edits::Then then) override;
    void split(const Id &message, const QString &subject, QObject *context, Edits::Then then) override;
    void changeMany(const QList<Id> &tickets, const ManyChange &change, QObject *context, std::function<bool(qsizetype)> progress,
        Edits::Then then) override;
    void undo(const QList<qint64> &seqs, QObject *context, Edits::Then then) override;
    void createCustomer(
        const QString &name, qint64 identityKind, const QString &identity, QObject *context, Edits::Then then) override;
    void resolve(const Id &review, domain::Resolution resolution, const QString &body, QObject *context,
        Edits::Then then) override;
    void discard(qint64 seq, QObject *context, Edits::Then then) override;
    void saveDraft(const Id &ticket, const QString &kind, const QString &text) override;
    void loadDraft(const Id &ticket, const QString &kind, QObject *context, std::function<void(QString)> then) override;

Q_SIGNALS:
    void changed(const tidedesk::domain::ChangeSet &changes);

private:
    class World;
    using Lines = QList<domain::TicketLine>;

    void answer(QObject *context, std::function<void()> give);
    void perform(QList<domain::Change> changes, QObject *context, Edits::Then then);
    void announce();
    void addStaff();
    void addConversation(const Id &ticket, bool chinese, int messages);
    void receive(domain::OutboxEntry &entry, QSet<qint64> &failed);
    bool returns(const domain::OutboxEntry &entry, QList<Id> *unseen) const;
    quint64 random();
    Id nextId() { return m_ids.next(); }
    QHash<qint64, domain::Change> m_inverses; ///< of updates, by number
    bool matches(const domain::TicketQuery &query, const Row &ticket) const;
    qint64 key(const domain::TicketQuery &query, const Row &ticket) const;
    domain::TicketLine lineOf(const Row &ticket) const;
    domain::TicketLine hugeLine(const domain::TicketQuery &query, qint64 n) const;
    Lines linesAfter(const domain::TicketQuery &query, const domain::ListAnchor &anchor) const;
    domain::ListOutline outlineOf(const domain::TicketQuery &query) const;
    domain::TicketPage pageOf(const Id &id) const;
    QList<domain::CustomerLine> customerLines(const QList<Row> &customers, int limit) const;

    FakeClock &m_clock;
    quint64 m_state;
    IdGenerator m_ids;
    std::unique_ptr<World> m_world;
    domain::Actor m_actor;
    Id m_me;
    QList<Id> m_people;
    QList<Id> m_teams;
    QList<Id> m_queues;
    QList<domain::OutboxEntry> m_outbox;
    QList<domain::Review> m_reviews;
    QHash<Id, QByteArray> m_bytes; ///< of attachments
    qint64 m_seq = 0;
    qint64 m_number = 10230;
    qint64 m_huge = 0;
    int m_underWay = 0;
    struct Held {
        QPointer<QObject> context;
        std::function<void()> give;
    };
    QList<Held> m_held;
};

} // namespace tidedesk::test
