// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/server/import/draft.h"
#include "core/server/store/store.h"

namespace tidedesk::import {

/// Turns records into drafts by a mapping. Reads the store to resolve references, never writes. Reasons of refusal:
/// unreadable, missing_key, missing_field, wrong_value, unknown_choice, unknown_reference, too_long.
class Transform {
public:
    /// `now` stands for the as-of where the mapping names none.
    Transform(const Mapping &mapping, server::Store &store, qint64 now);

    Result<Drafts> drafts(const Record &record);

private:
    Result<qint64> latestCreation(const Row &ticket);
    Result<QString> keyOf(const QList<Expression> &key, const Record &record, const QString &what) const;
    Result<std::optional<Draft>> draft(const RowRule &rule, const Record &record, Drafts &drafts);
    Status setField(
        Draft &draft, const schema::Field &field, const Expression &expression, const Record &record, Drafts &drafts);
    Result<Value> plainValue(const Draft &draft, const schema::Field &field, const Expression &expression,
        const QString &text, Drafts &drafts) const;
    Result<Value> reference(
        const schema::Field &field, const Expression &expression, const Record &record, const Drafts &drafts);
    Result<Id> found(const schema::Field &field, const QString &text);
    Result<Id> customerOf(int kind, const QString &text);
    Status finish(Draft &draft, const QString &key, Drafts &drafts);
    void flagIntervals(Draft &draft, Drafts &drafts) const;

    const Mapping &m_mapping;
    server::Store &m_store;
    const qint64 m_asOf;
};

} // namespace tidedesk::import
