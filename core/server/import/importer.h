// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/server/import/draft.h"
#include "core/server/import/source.h"
#include "core/server/store/store.h"
#include <QJsonObject>
#include <map>

namespace tidedesk::import {

/// What became of the records. A record stands for its main row; if that one is as it was but another one is not, the
/// record counts as updated.
struct Summary {
    struct Counts {
        qint64 created = 0;
        qint64 updated = 0;
        qint64 unchanged = 0;
    };
    struct Remark {
        QString file;
        qint64 row = 0;
        qint64 line = 0;
        QString reason; ///< stable code
        QString detail;
    };
    QString source;
    qint64 read = 0;
    Counts records;
    std::map<QString, Counts> rows; ///< by entity
    QList<Remark> rejected;
    QList<Remark> flagged; ///< in, but with times that no figure may be made of
    qint64 createdUnknown = 0; ///< tickets whose creation the source does not tell

    QJsonObject toJson() const;
};

/// Brings records into a store. Each is applied whole or not at all, in a savepoint of its own; every kBatch records
/// are one transaction. Rows are recognised by (source, key), so the same file again changes nothing. Of several
/// records with the same key the first counts; later ones that say something else are flagged duplicate_key when the
/// row is the main one. What people have changed here since the last import is kept. Not for a store that is being
/// served; one object, one import.
class Importer {
public:
    static constexpr int kBatch = 500;

    Importer(server::Store &store, const Mapping &mapping, qint64 now);

    /// Errors are the store's; the summary then tells how far it came.
    Status run(const QList<Source> &sources);
    const Summary &summary() const { return m_summary; }

private:
    enum class Effect { Unchanged, Updated, Created };
    Status importRecord(const Source &source, const Record &record);
    Result<Drafts> apply(const Record &record, std::map<QString, Summary::Counts> &rows, Effect &effect);
    Result<Effect> reconcile(Draft &draft, Drafts &drafts);
    Result<Effect> create(Draft &draft);
    Result<Effect> update(const server::StoredRow &stored, const Draft &draft, Drafts &drafts);
    Result<qint64> knownMessages(const Drafts &drafts);
    Status put(const Row &row);

    server::Store &m_store;
    const Mapping &m_mapping;
    const qint64 m_now;
    Summary m_summary;
    QSet<Id> m_seen; ///< rows that records of this import have spoken of
    QSet<Id> m_seenByRecord; ///< the same of the record in hand
    bool m_ticketSeen = false; ///< the record's ticket is one an earlier record has spoken of
    std::optional<Row> m_ticketBefore; ///< of the record: as it was, if people have worked on it here
    qint64 m_lastOrdinal = 0; ///< of that ticket
    qint64 m_knownMessages = 0; ///< of the record's ticket, imported before
};

} // namespace tidedesk::import
