// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/seat/seatedits.h"
#include "core/base/logging.h"
#include "core/domain/attachment.h"
#include "core/schema/entities.h"
#include "core/seat/blobfiles.h"
#include "core/seat/resolve.h"

namespace tidedesk::seat {

using domain::Change;

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

void setChoice(Change &change, const schema::Field &field, QLatin1StringView name)
{
    change.set.insert(field.index, qint64(field.choice(QString(name))));
}

/// Copies the files of a message into the profile, or says why not; only then is anything sent.
Result<QList<BlobFiles::Kept>> takeFiles(LocalStore &store, const QList<Edits::Upload> &files)
{
    const Error tooMany {Consequence::Rejected, QStringLiteral("too_many_files"), {}};
    if (files.size() > domain::kMostFiles)
        return tooMany;
    TD_ASSIGN(limit, store.outbox().setting(QString(kLargestFileSetting)));
    const qint64 largest = limit.isEmpty() ? kLargestFile : limit.toLongLong();
    QList<BlobFiles::Kept> kept;
    qint64 bytes = 0;
    for (const Edits::Upload &file : files) {
        TD_ASSIGN(one, BlobFiles(store.profile()).take(file.path, largest));
        bytes += one.size;
        if (bytes > domain::kMostFileBytes)
            return tooMany;
        kept.append(one);
    }
    return kept;
}

} // namespace

void SeatEdits::perform(Work work, QObject *context, Then then)
{
    // The change is announced even when the screen that asked for it is gone.
    m_threads.store.run(m_home, std::move(work),
        [this, guard = QPointer(context), then = std::move(then)](Result<Done> done) {
            if (done && !done->changed.isEmpty())
                m_committed(done->changed);
            if (!guard)
                return;
            if (done)
                then(done->receipt);
            else
                then(done.error());
        });
}

void SeatEdits::commit(const QList<Change> &changes, QObject *context, Then then)
{
    perform([changes](LocalStore &store) -> Result<Done> {
        Done done;
        done.receipt.row = changes.first().row;
        TD_ASSIGN(seqs, store.seat().commit(changes, done.changed));
        done.receipt.seqs = seqs;
        return done;
    }, context, std::move(then));
}

void SeatEdits::createTicket(const NewTicket &ticket, QObject *context, Then then)
{
    const auto &t = schema::ticket();
    Change change = create(t, m_ids.next());
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
        Change message = create(m, m_ids.next());
        put(message, m.ticketId, change.row);
        setChoice(message, m.kind, QLatin1StringView("customer"));
        put(message, m.body, ticket.body);
        message.depends = 1;
        changes.append(message);
    }
    commit(changes, context, std::move(then));
}

void SeatEdits::reply(const Id &ticket, const QString &body, qint64 seen, qint64 status, const QList<Upload> &files,
    QObject *context, Then then)
{
    message(ticket, QLatin1StringView("reply"), body, seen, status, files, context, std::move(then));
}

void SeatEdits::note(const Id &ticket, const QString &body, const QList<Upload> &files, QObject *context, Then then)
{
    message(ticket, QLatin1StringView("note"), body, -1, -1, files, context, std::move(then));
}

void SeatEdits::message(const Id &ticket, QLatin1StringView kind, const QString &body, qint64 seen, qint64 status,
    const QList<Upload> &files, QObject *context, Then then)
{
    const Id messageId = m_ids.next();
    QList<Id> fileIds;
    for (qsizetype i = 0; i < files.size(); ++i)
        fileIds.append(m_ids.next());
    perform([=](LocalStore &store) -> Result<Done> {
        TD_ASSIGN(kept, takeFiles(store, files));
        const auto &m = schema::message();
        Change message = create(m, messageId);
        put(message, m.ticketId, ticket);
        setChoice(message, m.kind, kind);
        put(message, m.body, body);
        if (seen >= 0)
            put(message, m.seen, seen);
        QList<Change> changes {message};
        for (qsizetype i = 0; i < files.size(); ++i) {
            const Upload &file = files[i];
            const BlobFiles::Kept &stored = kept[i];
            TD_TRY(store.outbox().addUpload(stored.hash));
            const auto &a = schema::attachment();
            Change attachment = create(a, fileIds[i]);
            put(attachment, a.messageId, message.row);
            put(attachment, a.ticketId, ticket);
            put(attachment, a.name, domain::fileNameFrom(file.name));
            put(attachment, a.mediaType, stored.mediaType);
            put(attachment, a.size, stored.size);
            put(attachment, a.hash, stored.hash);
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
        Done done;
        done.receipt.row = message.row;
        TD_ASSIGN(seqs, store.seat().commit(changes, done.changed));
        done.receipt.seqs = seqs;
        return done;
    }, context, std::move(then));
}

void SeatEdits::set(const schema::Entity &entity, const Id &row, const QMap<int, Value> &fields, QObject *context, Then then)
{
    Change change;
    change.entity = &entity;
    change.row = row;
    change.set = fields;
    commit({change}, context, std::move(then));
}

void SeatEdits::tag(const Id &ticket, const QStringList &add, const QStringList &remove, QObject *context, Then then)
{
    Change change;
    change.entity = &schema::ticket();
    change.row = ticket;
    if (!add.isEmpty())
        change.add.insert(schema::ticket().tags.index, add);
    if (!remove.isEmpty())
        change.remove.insert(schema::ticket().tags.index, remove);
    commit({change}, context, std::move(then));
}

void SeatEdits::createCustomer(
    const QString &name, qint64 identityKind, const QString &identity, QObject *context, Then then)
{
    Change customer = create(schema::customer(), m_ids.next());
    put(customer, schema::customer().name, name);
    QList<Change> changes {customer};
    if (!identity.trimmed().isEmpty()) {
        const auto &s = schema::identity();
        Change reach = create(s, m_ids.next());
        put(reach, s.customerId, customer.row);
        put(reach, s.kind, identityKind);
        put(reach, s.value, identity.trimmed());
        put(reach, s.primary, qint64(1));
        reach.depends = 1;
        changes.append(reach);
    }
    commit(changes, context, std::move(then));
}

void SeatEdits::resolve(
    const Id &review, domain::Resolution resolution, const QString &body, QObject *context, Then then)
{
    perform([=](LocalStore &store) -> Result<Done> {
        TD_ASSIGN(resolved, resolveReview(store, review, resolution, body));
        return Done {{resolved.row, resolved.seqs}, resolved.changed};
    }, context, std::move(then));
}

void SeatEdits::discard(qint64 seq, QObject *context, Then then)
{
    perform([seq](LocalStore &store) -> Result<Done> {
        Done done;
        TD_ASSIGN(taken, store.seat().discard(seq, done.changed));
        done.receipt.seqs = taken;
        return done;
    }, context, std::move(then));
}

void SeatEdits::saveDraft(const Id &ticket, const QString &kind, const QString &text)
{
    m_threads.store.post([=](LocalStore &store) {
        if (const Status saved = store.outbox().saveDraft(ticket, kind, text); !saved)
            qCWarning(lcStore) << "a draft could not be saved:" << saved.error().code;
    });
}

void SeatEdits::loadDraft(
    const Id &ticket, const QString &kind, QObject *context, std::function<void(QString)> then)
{
    m_threads.store.run(context, [=](LocalStore &store) { return store.outbox().draft(ticket, kind).valueOr({}); },
        std::move(then));
}

} // namespace tidedesk::seat
