// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/merge.h"
#include <QSet>

namespace tidedesk::domain {

namespace {

bool writtenSince(const Stamps &stamps, int field, qint64 base)
{
    const auto stamp = stamps.constFind(field);
    return stamp != stamps.cend() && stamp->version > base;
}

bool writtenByOthers(const Stamps &stamps, int field, qint64 base, const Actor &actor)
{
    return writtenSince(stamps, field, base) && !(stamps.value(field).seat == actor.seat);
}

void applyMembers(const Row &current, const Change &change, MergeResult &result)
{
    QSet<int> touched;
    for (auto it = change.add.begin(); it != change.add.end(); ++it)
        touched.insert(it.key());
    for (auto it = change.remove.begin(); it != change.remove.end(); ++it)
        touched.insert(it.key());
    for (const int index : touched) {
        const schema::Field &field = change.entity->fields()[static_cast<size_t>(index)];
        QStringList members = current.members(field);
        for (const QString &member : change.remove.value(index))
            members.removeAll(member);
        for (const QString &member : change.add.value(index)) {
            if (!members.contains(member))
                members.append(member);
        }
        members.sort();
        if (members != current.members(field)) {
            result.row.set(field, members);
            result.written.append(index);
        }
    }
}

} // namespace

MergeResult merge(const Row &current, const Stamps &stamps, const Change &change, const Actor &actor)
{
    MergeResult result {current, {}, {}, false};
    // A version that does not exist (a server restored from a backup, or a client that lies) proves that nothing was seen.
    const qint64 base = change.base > current.version ? 0 : change.base;
    for (auto it = stamps.begin(); it != stamps.end(); ++it)
        result.othersChanged = result.othersChanged || writtenByOthers(stamps, it.key(), base, actor);
    for (auto it = change.set.begin(); it != change.set.end(); ++it) {
        const schema::Field &field = change.entity->fields()[static_cast<size_t>(it.key())];
        if (current.value(field) == it.value())
            continue;
        if (change.undoes && writtenSince(stamps, it.key(), base)) { // by whomever: it is no longer what is taken back
            result.othersChanged = true;
            continue;
        }
        if (writtenByOthers(stamps, it.key(), base, actor)) {
            const Stamp stamp = stamps.value(it.key());
            result.conflicts.append({it.key(), current.value(field), stamp.user, stamp.at});
            continue;
        }
        result.row.set(field, it.value());
        result.written.append(it.key());
    }
    if (change.whole && !result.conflicts.isEmpty()) {
        result.row = current;
        result.written.clear();
        return result;
    }
    applyMembers(current, change, result);
    return result;
}

} // namespace tidedesk::domain
