// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/change.h"
#include "core/domain/merge.h"
#include "core/domain/world.h"

namespace tidedesk::domain {

/// What follows from an operation beyond the fields it names: defaults and numbers of tickets, the release check of
/// replies, first reply and waiting time, reopening, and the events all figures are computed from.
/// One object per operation; event ids follow from the operation's, so both ends derive the same events.
class Effects {
public:
    Effects(const Change &change, const Actor &actor, qint64 now, World &world);

    /// Completes the new row, or says why it must not be.
    Result<std::optional<Outcome>> beforeCreate(Row &row);
    Status afterCreate(const Row &row);
    Result<std::optional<Outcome>> beforeUpdate(const Row &before, MergeResult &merged);
    Status afterUpdate(const Row &before, const MergeResult &merged);

private:
    Result<std::optional<Outcome>> newTicket(Row &row);
    Result<std::optional<Outcome>> newMessage(Row &row);
    Result<std::optional<Outcome>> unseenBefore(const Row &reply, const Row &ticket);
    Result<std::optional<Outcome>> newAttachment(const Row &row);
    std::optional<Outcome> holdFits(MergeResult &merged);
    /// An author's clock is shown, so what cannot be (before this century, after now) becomes now.
    qint64 plausible(qint64 instant) const;
    Status messageArrived(const Row &message);
    void statusChanged(Row &ticket, qint64 before) const;
    Status writeDerived(Row ticket);
    Status tellTheOther(const Row &ticket);
    Status waitsOn(const Row &ticket, Row other);
    Status record(const Row &ticket, QLatin1StringView kind, const QString &field, const QString &before,
        const QString &after);

    const Change &m_change;
    const Actor &m_actor;
    const qint64 m_now;
    World &m_world;
    std::optional<Row> m_ticket; ///< of a message or attachment
    int m_events = 0;
};

} // namespace tidedesk::domain
