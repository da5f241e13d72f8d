// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/import/importer.h"
#include "core/schema/entities.h"
#include "core/server/engine/serverworld.h"
#include "core/server/import/transform.h"
#include <QJsonArray>
#include <algorithm>

namespace tidedesk::import {

namespace {

using server::Store;
using server::StoreTransaction;

QJsonObject toJson(const Summary::Counts &counts)
{
    return {{QStringLiteral("created"), counts.created}, {QStringLiteral("updated"), counts.updated},
        {QStringLiteral("unchanged"), counts.unchanged}};
}

QJsonArray toJson(const QList<Summary::Remark> &remarks)
{
    QJsonArray list;
    for (const Summary::Remark &remark : remarks) {
        QJsonObject object{{QStringLiteral("file"), remark.file}, {QStringLiteral("row"), remark.row},
            {QStringLiteral("line"), remark.line}, {QStringLiteral("reason"), remark.reason}};
        if (!remark.detail.isEmpty())
            object.insert(QStringLiteral("detail"), remark.detail);
        list.append(object);
    }
    return list;
}

/// Fields that a ticket's own messages and steps move on; of a ticket that people work on here they are not the
/// import's.
bool isLifeOfTicket(const schema::Field &field)
{
    const auto &t = schema::ticket();
    return field == t.status || field == t.holdReason || field == t.firstReplyAt || field == t.waitingSince
        || field == t.resolvedAt || field == t.reopened || field == t.lastOrdinal || field == t.rating;
}

bool stampedByPerson(const domain::Stamps &stamps, int field)
{
    const auto stamp = stamps.constFind(field);
    return stamp != stamps.cend() && !stamp->user.isNull();
}

} // namespace

QJsonObject Summary::toJson() const
{
    QJsonObject entities;
    for (const auto &[entity, counts] : rows)
        entities.insert(entity, import::toJson(counts));
    QJsonObject json = import::toJson(records);
    json.insert(QStringLiteral("source"), source);
    json.insert(QStringLiteral("read"), read);
    json.insert(QStringLiteral("rows"), entities);
    json.insert(QStringLiteral("rejected"), import::toJson(rejected));
    json.insert(QStringLiteral("flagged"), import::toJson(flagged));
    json.insert(QStringLiteral("created_unknown"), createdUnknown);
    return json;
}

Importer::Importer(Store &store, const Mapping &mapping, qint64 now)
    : m_store(store)
    , m_mapping(mapping)
    , m_now(now)
{
    m_summary.source = mapping.source;
}

Status Importer::run(const QList<Source> &sources)
{
    QList<std::pair<const Source *, const Record *>> all;
    for (const Source &source : sources) {
        for (const Record &record : source.records())
            all.append({&source, &record});
    }
    for (qsizetype first = 0; first < all.size(); first += kBatch) {
        TD_ASSIGN(transaction, StoreTransaction::begin(m_store, Store::Access::Write));
        for (const auto &[source, record] : all.mid(first, kBatch))
            TD_TRY(importRecord(*source, *record));
        TD_TRY(transaction.commit());
    }
    return {};
}

Status Importer::importRecord(const Source &source, const Record &record)
{
    ++m_summary.read;
    std::map<QString, Summary::Counts> rows;
    Effect effect = Effect::Unchanged;
    const auto applied = apply(record, rows, effect);
    if (!applied) {
        if (!isRefusal(applied.error()))
            return applied.error();
        m_summary.rejected.append(
            {source.file(), record.row, record.line, applied.error().code.mid(7), applied.error().detail});
        return {};
    }
    for (const auto &[entity, counts] : rows) {
        Summary::Counts &sum = m_summary.rows[entity];
        sum.created += counts.created;
        sum.updated += counts.updated;
        sum.unchanged += counts.unchanged;
    }
    ++(effect == Effect::Created        ? m_summary.records.created
            : effect == Effect::Updated ? m_summary.records.updated
                                        : m_summary.records.unchanged);
    for (const QString &flag : applied->flags)
        m_summary.flagged.append({source.file(), record.row, record.line, flag, {}});
    m_summary.createdUnknown += applied->createdUnknown;
    return {};
}

/// One record, whole or not at all.
Result<Drafts> Importer::apply(const Record &record, std::map<QString, Summary::Counts> &rows, Effect &effect)
{
    m_ticketBefore.reset();
    m_ticketSeen = false;
    m_seenByRecord.clear();
    TD_ASSIGN(savepoint, StoreTransaction::begin(m_store, Store::Access::Write));
    Transform transform(m_mapping, m_store, m_now);
    TD_ASSIGN(drafts, transform.drafts(record));
    TD_ASSIGN(known, knownMessages(drafts));
    m_knownMessages = known;
    bool otherMoved = false;
    for (Draft &draft : drafts.rows) {
        TD_ASSIGN(one, reconcile(draft, drafts));
        Summary::Counts &counts = rows[draft.row.entity().name()];
        ++(one == Effect::Created ? counts.created : one == Effect::Updated ? counts.updated : counts.unchanged);
        if (draft.rule && draft.rule->main)
            effect = one;
        otherMoved = otherMoved || one != Effect::Unchanged;
    }
    if (effect == Effect::Unchanged && otherMoved)
        effect = Effect::Updated;
    if (m_ticketBefore && m_lastOrdinal != m_ticketBefore->number(schema::ticket().lastOrdinal)) {
        Row ticket = *m_ticketBefore;
        ticket.set(schema::ticket().lastOrdinal, m_lastOrdinal);
        ++ticket.version;
        TD_TRY(put(ticket));
    }
    TD_TRY(savepoint.commit());
    m_seen += m_seenByRecord;
    return std::move(drafts);
}

Result<Importer::Effect> Importer::reconcile(Draft &draft, Drafts &drafts)
{
    if (!draft.rule && m_ticketSeen)
        return Effect::Unchanged; // the earlier record's messages and events stand
    m_seenByRecord.insert(draft.row.id());
    m_ticketSeen = m_ticketSeen || (&draft.row.entity() == &schema::ticket() && m_seen.contains(draft.row.id()));
    TD_ASSIGN(stored, m_store.row(draft.row.entity(), draft.row.id()));
    return stored ? update(*stored, draft, drafts) : create(draft);
}

Result<Importer::Effect> Importer::create(Draft &draft)
{
    const auto &t = schema::ticket();
    const auto &i = schema::interaction();
    Row row = draft.row;
    const schema::Entity &entity = row.entity();
    if (m_ticketBefore && &entity == &schema::message()) {
        row.set(schema::message().ordinal, ++m_lastOrdinal);
    } else if (m_ticketBefore && &entity == &schema::event() && row.choice(schema::event().kind) == u"status") {
        return Effect::Unchanged; // its status is now what people make it
    }
    const bool placeless
        = (&entity == &t && !row.has(t.queueId)) || (&entity == &i && !row.has(i.queueId) && !row.has(i.customerId));
    if (placeless) {
        server::ServerWorld world(m_store);
        TD_ASSIGN(queue, world.defaultQueue({}));
        if (!queue.isNull())
            row.set(&entity == &t ? t.queueId : i.queueId, queue);
    }
    if (&entity == &t) {
        TD_ASSIGN(number, m_store.count(QStringLiteral("ticket")));
        row.set(t.number, number);
    }
    if (const schema::Field *updated = entity.find(u"updated_at"))
        row.set(*updated, m_now);
    row.version = 1;
    TD_TRY(put(row));
    return Effect::Created;
}

Result<Importer::Effect> Importer::update(const server::StoredRow &stored, const Draft &draft, Drafts &drafts)
{
    const auto &t = schema::ticket();
    const schema::Entity &entity = draft.row.entity();
    const bool inHand = &entity == &t
        && (stored.row.number(t.lastOrdinal) > m_knownMessages
            || std::any_of(t.fields().begin(), t.fields().end(),
                [&](const schema::Field &field) { return stampedByPerson(stored.stamps, field.index); }));
    const bool step = &entity == &schema::event()
        && (draft.row.choice(schema::event().kind) == u"created"
            || draft.row.choice(schema::event().kind) == u"status");
    if (m_ticketBefore && step)
        return Effect::Unchanged; // its status is now what people make it
    Row row = stored.row;
    bool changed = false;
    bool fresher = false;
    for (const int index : draft.owned) {
        const schema::Field &field = entity.fields()[static_cast<size_t>(index)];
        const Value &value = draft.row.value(field);
        if (value == row.value(field) || stampedByPerson(stored.stamps, index) || (inHand && isLifeOfTicket(field)))
            continue;
        // The place it was given here, and the ordinal of a message in a ticket that goes on here, are the store's.
        if ((field == t.queueId || field == schema::interaction().queueId) && isNull(value))
            continue;
        if (m_ticketBefore && field == schema::message().ordinal)
            continue;
        row.set(field, value);
        (field.name == QLatin1StringView("as_of") ? fresher : changed) = true;
    }
    if (m_seen.contains(row.id())) {
        if (changed && draft.rule && draft.rule->main)
            drafts.flags.append(QStringLiteral("duplicate_key"));
        return Effect::Unchanged;
    }
    // Confirmed is not changed, but the screen may say how fresh it is.
    if (changed || fresher) {
        if (const schema::Field *updated = entity.find(u"updated_at"); updated && changed)
            row.set(*updated, m_now);
        ++row.version;
        TD_TRY(put(row));
    }
    if (inHand) {
        m_ticketBefore = row;
        m_lastOrdinal = row.number(t.lastOrdinal);
    }
    return changed ? Effect::Updated : Effect::Unchanged;
}

/// How many of its ticket's messages came with earlier imports; what the ticket has beyond them was said here.
Result<qint64> Importer::knownMessages(const Drafts &drafts)
{
    qint64 known = 0;
    for (const Draft &draft : drafts.rows) {
        if (&draft.row.entity() != &schema::message())
            continue;
        TD_ASSIGN(stored, m_store.row(schema::message(), draft.row.id()));
        known += stored.has_value();
    }
    return known;
}

Status Importer::put(const Row &row)
{
    server::ServerWorld world(m_store);
    TD_TRY(world.put(row, {}));
    return world.flush();
}

} // namespace tidedesk::import
