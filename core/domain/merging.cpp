// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/merging.h"
#include "core/domain/lifecycle.h"
#include "core/schema/entities.h"

namespace tidedesk::domain {

namespace {

const QString kMerged = QStringLiteral("merged:"); ///< followed by the ticket's id; people are shown a sentence
constexpr int kMergeMessage = 1000; ///< number of the id derived from the operation; events have the small ones
constexpr int kDeepest = 100; ///< merges of merges

} // namespace

Result<std::optional<Outcome>> mergingFits(const Row &before, const Row &after, World &world)
{
    const auto &t = schema::ticket();
    const std::optional<Outcome> fine;
    if (!after.has(t.mergedInto))
        return fine;
    const Id into = after.ref(t.mergedInto);
    const bool open = isOpen(static_cast<TicketStatus>(after.number(t.status)));
    if (before.ref(t.mergedInto) == into)
        return open ? std::optional(Outcome::rejected("merged", into.toString())) : fine;
    if (into == after.id())
        return std::optional(Outcome::rejected("merge_itself"));
    if (before.has(t.mergedInto))
        return std::optional(Outcome::rejected("merged", before.ref(t.mergedInto).toString()));
    TD_ASSIGN(target, world.row(t, into));
    // With a target that stands for itself no ring can come about.
    if (target && target->has(t.mergedInto))
        return std::optional(Outcome::rejected("merge_target_merged", into.toString()));
    return open ? std::optional(Outcome::rejected("merge_open")) : fine;
}

std::optional<Outcome> mergedTakes(const Row &ticket, const Row &message)
{
    const auto &t = schema::ticket();
    const auto &m = schema::message();
    const bool note = message.number(m.kind) == m.kind.choice(u"note");
    return ticket.has(t.mergedInto) && !note ? std::optional(Outcome::rejected("merged", ticket.ref(t.mergedInto).toString())) : std::nullopt;
}

Row mergedMessage(const Change &change, const Row &merged)
{
    const auto &m = schema::message();
    Row message(m, Id::derived(change.id, kMergeMessage));
    message.set(m.ticketId, merged.ref(schema::ticket().mergedInto));
    message.setChoice(m.kind, QLatin1StringView("system"));
    message.set(m.body, kMerged + merged.id().toString());
    message.set(m.channel, merged.value(schema::ticket().channel));
    message.set(m.automatic, qint64(1));
    return message;
}

Id mergedTicketOf(const Row &message)
{
    const auto &m = schema::message();
    const QString body = message.text(m.body);
    const bool system = message.number(m.kind) == m.kind.choice(u"system");
    return system && body.startsWith(kMerged) ? Id::fromString(QStringView(body).sliced(kMerged.size())) : Id();
}

Result<Id> standingFor(const Row &ticket, World &world)
{
    const auto &t = schema::ticket();
    Row at = ticket;
    for (int depth = 0; at.has(t.mergedInto) && depth < kDeepest; ++depth) {
        TD_ASSIGN(next, world.row(t, at.ref(t.mergedInto)));
        if (!next)
            break;
        at = *next;
    }
    return at.id();
}

} // namespace tidedesk::domain
