// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/apply.h"
#include "core/domain/claim.h"
#include "core/domain/effects.h"
#include "core/domain/identity.h"
#include "core/domain/merge.h"
#include "core/domain/validate.h"
#include "core/schema/entities.h"

namespace tidedesk::domain {

namespace {

Stamps stampsFor(const QList<int> &fields, const Actor &actor, const Row &row, qint64 now)
{
    Stamps stamps;
    for (const int field : fields)
        stamps.insert(field, {row.version, actor.seat, actor.user, now});
    return stamps;
}

QStringList asSet(QStringList members)
{
    members.removeDuplicates();
    members.sort();
    return members;
}

/// The form look-ups go by; nothing when the value can be reached or recognised by nobody.
std::optional<Outcome> deriveNormal(Row &row)
{
    const auto &s = schema::identity();
    if (&row.entity() != &s)
        return {};
    const QString normal = normalIdentity(static_cast<int>(row.number(s.kind)), row.text(s.value));
    if (normal.isEmpty())
        return Outcome::rejected("wrong_type", s.value.name);
    row.set(s.normal, normal);
    return {};
}

/// What the spine's own fields imply, whatever the entity.
void deriveCommon(Row &row, qint64 now, bool authoritative)
{
    const schema::Entity &entity = row.entity();
    if (const schema::Field *updated = entity.find(u"updated_at"))
        row.set(*updated, now);
    if (authoritative)
        ++row.version;
}

Result<Outcome> create(const Change &change, const Actor &actor, qint64 now, World &world)
{
    TD_ASSIGN(existing, world.row(*change.entity, change.row));
    if (existing)
        return Outcome::rejected("exists");
    Row row(*change.entity, change.row);
    QList<int> written;
    for (auto it = change.set.begin(); it != change.set.end(); ++it) {
        const auto *members = std::get_if<QStringList>(&it.value());
        row.set(change.entity->fields()[static_cast<size_t>(it.key())], members ? Value(asSet(*members)) : it.value());
        written.append(it.key());
    }
    for (auto it = change.add.begin(); it != change.add.end(); ++it) {
        row.set(change.entity->fields()[static_cast<size_t>(it.key())], asSet(it.value()));
        written.append(it.key());
    }
    if (auto bad = deriveNormal(row))
        return *bad;
    Effects effects(change, actor, now, world);
    TD_ASSIGN(refused, effects.beforeCreate(row));
    if (refused)
        return *refused;
    deriveCommon(row, now, world.authoritative());
    TD_TRY(world.put(row, stampsFor(written, actor, row, now)));
    TD_TRY(effects.afterCreate(row));
    return Outcome {.verdict = Verdict::Applied, .version = row.version};
}

Result<Outcome> update(const Change &change, const Actor &actor, qint64 now, World &world)
{
    TD_ASSIGN(current, world.row(*change.entity, change.row));
    if (!current)
        return Outcome::rejected("gone");
    TD_ASSIGN(visible, world.visible(actor, *current));
    if (!visible)
        return Outcome::rejected("out_of_scope");
    TD_ASSIGN(stamps, world.stamps(*change.entity, change.row));
    forgetLapsedClaim(*current, stamps, now);
    MergeResult merged = merge(*current, stamps, change, actor);
    for (const int index : merged.written) { // members of a set come one by one
        const schema::Field &field = change.entity->fields()[static_cast<size_t>(index)];
        if (tooLong(field, merged.row.value(field)))
            return Outcome::rejected("too_long", field.name);
    }
    if (merged.written.contains(schema::identity().value.index)) {
        if (auto bad = deriveNormal(merged.row))
            return *bad;
    }
    Effects effects(change, actor, now, world);
    TD_ASSIGN(refused, effects.beforeUpdate(*current, merged));
    if (refused)
        return *refused;
    Outcome outcome {.verdict = merged.othersChanged ? Verdict::Merged : Verdict::Applied, .version = current->version};
    if (!merged.written.isEmpty()) {
        deriveCommon(merged.row, now, world.authoritative());
        TD_TRY(world.put(merged.row, stampsFor(merged.written, actor, merged.row, now)));
        TD_TRY(effects.afterUpdate(*current, merged));
        outcome.version = merged.row.version;
    }
    if (!merged.conflicts.isEmpty()) {
        outcome.verdict = Verdict::Conflict;
        outcome.conflicts = merged.conflicts;
    }
    return outcome;
}

} // namespace

Result<Outcome> apply(const Change &change, const Actor &actor, qint64 now, World &world)
{
    if (change.kind == Change::Kind::Void)
        return Outcome();
    if (auto bad = validate(change, actor))
        return *bad;
    if (world.authoritative()) {
        TD_ASSIGN(bad, validateReferences(change, actor, world));
        if (bad)
            return *bad;
    }
    return change.kind == Change::Kind::Create ? create(change, actor, now, world) : update(change, actor, now, world);
}

} // namespace tidedesk::domain
