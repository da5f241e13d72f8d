// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/undo.h"
#include <algorithm>

namespace tidedesk::domain {

namespace {

QStringList without(const QStringList &all, const QStringList &others)
{
    QStringList rest;
    std::copy_if(all.begin(), all.end(), std::back_inserter(rest), [&](const QString &member) { return !others.contains(member); });
    return rest;
}

} // namespace

Change inverse(const Change &change, const Row &before, const Row &after)
{
    Change back;
    back.id = change.id;
    back.seq = change.seq;
    back.undoes = change.seq;
    back.doneAt = change.doneAt;
    back.entity = change.entity;
    back.row = change.row;
    for (const schema::Field &field : change.entity->fields()) {
        const bool settable = field.merge != schema::Merge::ServerOnly && field.merge != schema::Merge::Immutable;
        if (!settable || before.value(field) == after.value(field))
            continue;
        if (field.merge != schema::Merge::Members) {
            back.set.insert(field.index, before.value(field));
            continue;
        }
        if (const QStringList lost = without(before.members(field), after.members(field)); !lost.isEmpty())
            back.add.insert(field.index, lost);
        if (const QStringList gained = without(after.members(field), before.members(field)); !gained.isEmpty())
            back.remove.insert(field.index, gained);
    }
    return back;
}

bool changesNothing(const Change &change)
{
    return change.set.isEmpty() && change.add.isEmpty() && change.remove.isEmpty();
}

} // namespace tidedesk::domain
