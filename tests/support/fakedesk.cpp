// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fakedesk.h"
#include "core/domain/attachment.h"
#include "core/domain/apply.h"
#include "core/domain/undo.h"
#include "core/domain/identity.h"
#include "core/domain/lifecycle.h"
#include "tests/support/fakedeskworld.h"
#include <QDir>
#include <QFile>
#include <QPointer>

namespace tidedesk::test {

using domain::Change;
using domain::ChangeSet;
using domain::OutboxEntry;
using domain::Review;

namespace {

Change create(const schema::Entity &entity, const Id &row)
{
    Change change;
    change.kind = Change::Kind::Create;
    change.entity = &entity;
    change.row = row;
    return change;
}

void put(Change &change, const schema::Field &field, Value value) { change.set.insert(field.index, std::move(value)); }

} // namespace

FakeDesk::FakeDesk(FakeClock &clock, quint64 seed)
    : m_clock(clock)
    , m_state(seed * 0x9E3779B97F4A7C15ULL + 1)
    , m_ids(clock, [this] { return random(); })
    , m_world(std::make_unique<World>())
{
    addStaff();
}

FakeDesk::~FakeDesk() = default;

quint64 FakeDesk::random()
{
    // splitmix64 (Steele, Lea, Flood 2014)
    quint64 z = (m_state += 0x9E3779B97F4A7C15ULL);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31);
}

Row FakeDesk::row(const schema::Entity &entity, const Id &id) const { return m_world->get(entity, id); }

QList<Row> FakeDesk::all(const schema::Entity &entity) const { return m_world->all(entity); }

void FakeDesk::answer(QObject *context, std::function<void()> give)
{
    ++m_underWay;
    if (holding) {
        m_held.append({context, std::move(give)});
        return;
    }
    QMetaObject::invokeMethod(this, [this, guard = QPointer(context), give = std::move(give)] {
        --m_underWay;
        if (guard)
            give();
    }, Qt::QueuedConnection);
}

void FakeDesk::release(int index)
{
    const Held held = m_held.takeAt(index);
    --m_underWay;
    if (held.context)
        held.give();
}

void FakeDesk::releaseAll()
{
    while (!m_held.isEmpty())
        release();
}

void FakeDesk::announce()
{
    const ChangeSet changes = std::exchange(m_world->changes, {});
    if (!changes.isEmpty())
        Q_EMIT changed(changes);
}

void FakeDesk::change(const Row &row)
{
    Row next = row;
    ++next.version;
    m_world->write(next);
    announce();
}

void FakeDesk::perform(QList<Change> changes, QObject *context, Edits::Then then)
{
    if (refuseNext) {
        answer(context, [then, error = *std::exchange(refuseNext, {})] { then(error); });
        return;
    }
    Receipt receipt;
    for (Change &change : changes) {
        if (change.depends)
            change.depends = receipt.seqs.first();
        change.id = nextId();
        change.seq = ++m_seq;
        change.doneAt = m_clock.nowMs();
        const Row before = row(*change.entity, change.row);
        const auto outcome = domain::apply(change, m_actor, m_clock.nowMs(), *m_world);
        if (!outcome || outcome->verdict == domain::Verdict::Rejected) {
            const Error error = outcome ? Error {Consequence::Rejected, outcome->reason, outcome->detail} : outcome.error();
            answer(context, [then, error] { then(error); });
            return;
        }
        if (change.kind == Change::Kind::Update)
            m_inverses.insert(change.seq, domain::inverse(change, before, row(*change.entity, change.row)));
        OutboxEntry entry;
        entry.change = change;
        entry.createdAt = m_clock.nowMs();
        m_outbox.append(entry);
        receipt.seqs.append(change.seq);
    }
    receipt.row = changes.isEmpty() ? Id() : changes.first().row;
    m_world->changes.outbox = true;
    answer(this, [this] { announce(); });
    answer(context, [then, receipt] { then(receipt); });
}

void FakeDesk::createTicket(const NewTicket &ticket, QObject *context, Edits::Then then)
{
    ++calls[QStringLiteral("createTicket")];
    const auto &t = schema::ticket();
    Change change = create(t, nextId());
    put(change, t.subject, ticket.subject);
    if (!ticket.customer.isNull())
        put(change, t.customerId, ticket.customer);
    if (!ticket.queue.isNull())
        put(change, t.queueId, ticket.queue);
    if (!ticket.assignee.isNull())
        put(change, t.assigneeId, ticket.assignee);
    if (ticket.channel >= 0)
        put(change, t.channel, ticket.channel);
    if (ticket.priority >= 0)
        put(change, t.priority, ticket.priority);
    if (!ticket.tags.isEmpty())
        change.add.insert(t.tags.index, ticket.tags);
    QList<Change> changes {change};
    if (!ticket.body.trimmed().isEmpty()) {
        const auto &m = schema::message();
        Change message = create(m, nextId());
        put(message, m.ticketId, change.row);
        put(message, m.kind, qint64(m.kind.choice(u"customer")));
        put(message, m.body, ticket.body);
        message.depends = 1;
        changes.append(message);
    }
    perform(changes, context, std::move(then));
}

void FakeDesk::reply(const Id &ticket, const QString &body, qint64 seen, qint64 status, const QList<Upload> &files,
    QObject *context, Edits::Then then)
{
    ++calls[QStringLiteral("reply")];
    replies.append({ticket, body, seen, status, files});
    const auto &m = schema::message();
    Change message = create(m, nextId());
    put(message, m.ticketId, ticket);
    put(message, m.kind, qint64(m.kind.choice(u"reply")));
    put(message, m.body, body);
    put(message, m.seen, seen);
    QList<Change> changes {message};
    for (const Upload &file : files) {
        const auto &a = schema::attachment();
        Change attachment = create(a, nextId());
        put(attachment, a.messageId, message.row);
        put(attachment, a.ticketId, ticket);
        put(attachment, a.name, domain::fileNameFrom(file.name));
        put(attachment, a.size, QFile(file.path).size());
        put(attachment, a.hash, QString(64, u'0'));
        attachment.depends = 1;
        changes.append(attachment);
    }
    if (status >= 0) {
        Change update;
        update.entity = &schema::ticket();
        update.row = ticket;
        put(update, schema::ticket().status, status);
        update.depends = 1;
        changes.append(update);
    }
    perform(changes, context, std::move(then));
}

void FakeDesk::note(const Id &ticket, const QString &body, const QList<Upload> &, QObject *context, Edits::Then then)
{
    ++calls[QStringLiteral("note")];
    const auto &m = schema::message();
    Change message = create(m, nextId());
    put(message, m.ticketId, ticket);
    put(message, m.kind, qint64(m.kind.choice(u"note")));
    put(message, m.body, body);
    perform({message}, context, std::move(then));
}

void FakeDesk::set(
    const schema::Entity &entity, const Id &row, const QMap<int, Value> &fields, QObject *context, Edits::Then then)
{
    ++calls[QStringLiteral("set")];
    Change change;
    change.entity = &entity;
    change.row = row;
    change.set = fields;
    perform({change}, context, std::move(then));
}

void FakeDesk::tag(const Id &ticket, const QStringList &add, const QStringList &remove, QObject *context, Edits::Then then)
{
    ++calls[QStringLiteral("tag")];
    Change change;
    change.entity = &schema::ticket();
    change.row = ticket;
    if (!add.isEmpty())
        change.add.insert(schema::ticket().tags.index, add);
    if (!remove.isEmpty())
        change.remove.insert(schema::ticket().tags.index, remove);
    perform({change}, context, std::move(then));
}

void FakeDesk::merge(const Id &ticket, const Id &into, QObject *context, Edits::Then then)
{
    ++calls[QStringLiteral("merge")];
    const auto &t = schema::ticket();
    Change change;
    change.entity = &t;
    change.row = ticket;
    change.whole = true;
    change.set = {{t.mergedInto.index, into}, {t.status.index, qint64(t.status.choice(u"closed"))}};
    perform({change}, context, std::move(then));
}

void FakeDesk::split(const Id &message, const QString &subject, QObject *context, Edits::Then then)
{
    ++calls[QStringLiteral("split")];
    const auto &m = schema::message();
    const Row from = row(m, message);
    NewTicket ticket;
    ticket.subject = subject;
    ticket.body = from.text(m.body);
    ticket.queue = row(schema::ticket(), from.ref(m.ticketId)).ref(schema::ticket().queueId);
    createTicket(ticket, context, std::move(then));
}

void FakeDesk::changeMany(
    const QList<Id> &tickets, const ManyChange &change, QObject *context, std::function<bool(qsizetype)> progress, Edits::Then then)
{
    ++calls[QStringLiteral("changeMany")];
    QList<Change> changes;
    for (const Id &ticket : tickets) {
        Change one;
        one.entity = &schema::ticket();
        one.row = ticket;
        one.set = change.set;
        changes.append(one);
    }
    if (progress)
        progress(tickets.size());
    perform(changes, context, std::move(then));
}

void FakeDesk::undo(const QList<qint64> &seqs, QObject *context, Edits::Then then)
{
    ++calls[QStringLiteral("undo")];
    QList<Change> changes;
    for (const qint64 seq : seqs)
        changes.append(m_inverses.value(seq));
    perform(changes, context, std::move(then));
}

void FakeDesk::createCustomer(
    const QString &name, qint64 identityKind, const QString &identity, QObject *context, Edits::Then then)
{
    ++calls[QStringLiteral("createCustomer")];
    Change customer = create(schema::customer(), nextId());
    put(customer, schema::customer().name, name);
    QList<Change> changes {customer};
    if (!identity.trimmed().isEmpty()) {
        const auto &s = schema::identity();
        Change reach = create(s, nextId());
        put(reach, s.customerId, customer.row);
        put(reach, s.kind, identityKind);
        put(reach, s.value, identity.trimmed());
        put(reach, s.primary, qint64(1));
        reach.depends = 1;
        changes.append(reach);
    }
    perform(changes, context, std::move(then));
}

void FakeDesk::resolve(
    const Id &id, domain::Resolution resolution, const QString &body, QObject *context, Edits::Then then)
{
    ++calls[QStringLiteral("resolve")];
    const auto found = std::find_if(m_reviews.begin(), m_reviews.end(), [&](const Review &review) { return review.id == id; });
    if (found == m_reviews.end() || found->state != Review::State::Open) {
        answer(context, [then] { then(Error {Consequence::Rejected, QStringLiteral("review.unknown"), {}}); });
        return;
    }
    found->state = Review::State::Resolved;
    m_world->changes.reviews = true;
    QList<Change> changes;
    if (resolution == domain::Resolution::Mine) {
        Change change = found->change;
        change.depends = 0;
        const auto &m = schema::message();
        if (change.entity == &m && !body.isEmpty())
            put(change, m.body, body);
        for (const Id &unseen : std::as_const(found->outcome.unseen)) {
            const Value before = change.set.value(m.seen.index);
            const qint64 seen = std::holds_alternative<qint64>(before) ? std::get<qint64>(before) : 0;
            put(change, m.seen, qMax(seen, row(m, unseen).number(m.ordinal)));
        }
        changes.append(change);
    }
    perform(changes, context, std::move(then));
}

void FakeDesk::discard(qint64 seq, QObject *context, Edits::Then then)
{
    ++calls[QStringLiteral("discard")];
    m_outbox.removeIf([seq](const OutboxEntry &entry) { return entry.change.seq == seq; });
    perform({}, context, std::move(then));
}

void FakeDesk::saveDraft(const Id &ticket, const QString &kind, const QString &text)
{
    ++draftsSaved;
    if (text.isEmpty())
        drafts.remove({ticket, kind});
    else
        drafts.insert({ticket, kind}, text);
}

void FakeDesk::loadDraft(const Id &ticket, const QString &kind, QObject *context, std::function<void(QString)> then)
{
    answer(context, [then, text = drafts.value({ticket, kind})] { then(text); });
}

bool FakeDesk::returns(const OutboxEntry &entry, QList<Id> *unseen) const
{
    const auto &m = schema::message();
    if (entry.change.entity != &m)
        return false;
    const Row message = row(m, entry.change.row);
    if (message.isNull() || message.number(m.kind) != m.kind.choice(u"reply"))
        return false;
    for (const Row &other : all(m)) {
        if (other.ref(m.ticketId) == message.ref(m.ticketId) && other.number(m.ordinal) > message.number(m.seen)
            && !(other.ref(m.authorId) == m_me))
            unseen->append(other.id());
    }
    return !unseen->isEmpty();
}

void FakeDesk::receive(OutboxEntry &entry, QSet<qint64> &failed)
{
    const auto &m = schema::message();
    const auto &t = schema::ticket();
    entry.state = OutboxEntry::State::Done;
    if (failed.contains(entry.change.depends)) {
        if (entry.change.entity == &schema::attachment())
            m_world->remove(*entry.change.entity, entry.change.row);
        return;
    }
    QList<Id> unseen;
    if (returns(entry, &unseen)) {
        failed.insert(entry.change.seq);
        Review review;
        review.id = entry.change.id;
        review.kind = Review::Kind::Returned;
        review.change = entry.change;
        review.outcome = {.verdict = domain::Verdict::Returned, .unseen = unseen};
        review.ticket = row(m, entry.change.row).ref(m.ticketId);
        review.title = row(t, review.ticket).text(t.subject);
        review.createdAt = m_clock.nowMs();
        m_reviews.append(review);
        m_world->remove(m, entry.change.row);
        m_world->changes.reviews = true;
        return;
    }
    Row next = row(*entry.change.entity, entry.change.row);
    if (next.isNull())
        return;
    ++next.version;
    if (&next.entity() == &t && !next.has(t.number))
        next.set(t.number, ++m_number);
    if (&next.entity() == &m && !next.has(m.ordinal)) {
        Row ticket = row(t, next.ref(m.ticketId));
        ticket.set(t.lastOrdinal, ticket.number(t.lastOrdinal) + 1);
        next.set(m.ordinal, ticket.value(t.lastOrdinal));
        m_world->write(ticket);
    }
    m_world->write(next);
}

void FakeDesk::sync()
{
    QSet<qint64> failed;
    for (OutboxEntry &entry : m_outbox) {
        if (entry.state == OutboxEntry::State::Queued)
            receive(entry, failed);
    }
    m_world->changes.outbox = true;
    announce();
}

Id FakeDesk::addConflict(const Id &ticket, const schema::Field &field, const Value &mine, const Value &theirs)
{
    Review review;
    review.id = nextId();
    review.kind = Review::Kind::Conflict;
    review.change.entity = &schema::ticket();
    review.change.row = ticket;
    put(review.change, field, mine);
    review.outcome = {.verdict = domain::Verdict::Conflict, .conflicts = {{field.index, theirs, colleague(), m_clock.nowMs()}}};
    review.ticket = ticket;
    review.title = row(schema::ticket(), ticket).text(schema::ticket().subject);
    review.createdAt = m_clock.nowMs();
    m_reviews.append(review);
    Row next = row(schema::ticket(), ticket);
    next.set(field, theirs);
    m_world->changes.reviews = true;
    change(next);
    return review.id;
}

} // namespace tidedesk::test
