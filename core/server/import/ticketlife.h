// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/server/import/draft.h"

namespace tidedesk::import {

/// The messages, events and derived fields of one imported ticket, from the few instants that the other system tells.
/// Events are those the server would have recorded; where the instants contradict each other the events carry a flaw,
/// so that no figure is made of them: resolution_before_first_reply, reply_before_creation,
/// resolution_before_creation, created_unknown, time_unknown.
class TicketLife {
public:
    TicketLife(const Mapping &mapping, const RowRule &rule, const Record &record, qint64 latest);

    /// Completes the last draft, which is the ticket's, and appends its messages and events.
    Status complete(Drafts &drafts);

private:
    Status readTimes(Drafts &drafts);
    Result<std::optional<qint64>> timeOf(
        const std::optional<Expression> &expression, const char *what, Drafts &drafts) const;
    Status addMessages(const Row &ticket);
    void findFlaws(Drafts &drafts);
    void addEvents(const Row &ticket);
    void addStatusEvents(const Row &ticket);
    void deriveFields(Draft &ticket) const;
    void event(
        const char *kind, qint64 at, const QString &before = {}, const QString &after = {}, const QString &flaw = {});

    const Mapping &m_mapping;
    const RowRule &m_rule;
    const Record &m_record;
    const qint64 m_latest; ///< the ticket was there by then
    QString m_key; ///< of the ticket
    qint64 m_created = 0;
    std::optional<qint64> m_firstReply;
    std::optional<qint64> m_resolved;
    std::optional<qint64> m_rating;
    QString m_createdFlaw;
    QString m_replyFlaw;
    QString m_resolvedFlaw;
    QList<Row> m_messages;
    QList<Row> m_events;
};

} // namespace tidedesk::import
