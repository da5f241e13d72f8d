// SPDX-License-Identifier: GPL-3.0-or-later
// Sealed work takes effect: the same push as ever, by the numbers of the seat it was made on.
#include "core/protocol/changes.h"
#include "core/protocol/json.h"
#include "core/schema/entities.h"
#include "core/server/api/people.h"
#include "core/server/api/sealedreader.h"
#include "core/server/api/sealedwork.h"
#include "core/server/engine/pushing.h"

namespace tidedesk::server {

namespace {

using protocol::SealReader;

constexpr int kBatch = 500; ///< operations pushed at a time
constexpr qint64 kMostMissing = 100'000; ///< numbers in a row of which nothing is left

Error rejected(const char *code, const QString &detail = {}) { return {Consequence::Rejected, QLatin1StringView(code), detail}; }

/// The author has shown to have it: it came out of the author's own seal.
Status keepFile(WriteContext &context, const BlobFolder &folder, SealReader &reader, const SealReader::Entry &entry, const QString &hash, const Id &author)
{
    Store &store = context.store();
    QByteArray piece;
    qint64 start = 0;
    const auto putPieces = [&]() -> Status {
        while (piece.size() >= protocol::kFilePiece || (!piece.isEmpty() && start + piece.size() == entry.size)) {
            const QByteArray full = piece.first(qMin<qsizetype>(piece.size(), protocol::kFilePiece));
            TD_TRY(store.putBytes(hash, start, full));
            start += full.size();
            piece.remove(0, full.size());
        }
        return {};
    };
    const auto source = [&](qint64) -> Result<QByteArray> {
        TD_ASSIGN(bytes, reader.read(protocol::kFilePiece));
        piece += bytes;
        TD_TRY(putPieces());
        return bytes;
    };
    TD_TRY(folder.keep(hash, source));
    TD_TRY(store.putBlob({hash, entry.size, author, context.now()}));
    return store.putGiver({hash, author});
}

/// What is in a file on its way into the store.
class Application {
public:
    Application(WriteContext &context, const BlobFolder &folder, const SealedFile &file)
        : m_context(context)
        , m_folder(folder)
        , m_session {{}, file.label.user, file.label.seat}
    {
    }

    Status begin()
    {
        TD_ASSIGN(user, m_context.store().row(schema::user(), m_session.user));
        if (!user)
            return rejected("user.unknown", m_session.user.toString());
        TD_TRY(useSeat(m_context, m_session.user, m_session.seat, {})); // a backup from before its first sign-in
        TD_ASSIGN(seat, m_context.store().row(schema::seat(), m_session.seat));
        m_known = seat->row.number(schema::seat().lastSeq);
        m_last = m_known;
        return {};
    }
    Status take(SealReader &reader, const SealReader::Entry &entry)
    {
        if (const QString hash = protocol::blobIn(entry); !hash.isEmpty())
            return takeFile(reader, entry, hash);
        const bool operations = entry.name == protocol::kOperationsEntry;
        while (operations || entry.name == protocol::kUndecidedEntry) {
            TD_ASSIGN(line, reader.line(kLongestLine));
            if (!line)
                break;
            TD_ASSIGN(json, protocol::parseObject(*line, QStringLiteral("sealed")));
            TD_TRY(operations ? takeOperation(json) : noteUndecided(json));
        }
        return {};
    }
    /// Pushes what is left.
    Status finish()
    {
        const QList<Operation> batch = std::exchange(m_batch, {});
        TD_ASSIGN(reply, push(m_context, m_session, batch, Standing::Closed));
        for (qsizetype i = 0; i < reply.results.size(); ++i) {
            if (batch[i].change.kind == domain::Change::Kind::Void && !batch[i].unreadable)
                continue;
            ++m_operations;
            const QJsonObject result = reply.results[i].toObject();
            const QString verdict = result.value(QLatin1StringView("verdict")).toString();
            ++m_verdicts[verdict];
            if (verdict != protocol::verdictName(domain::Verdict::Applied) && verdict != protocol::verdictName(domain::Verdict::Merged))
                m_open.append(result);
        }
        return {};
    }
    QJsonObject report() const
    {
        QJsonObject report {{QStringLiteral("operations"), m_operations}, {QStringLiteral("files"), m_files}, {QStringLiteral("damaged_files"), m_damagedFiles},
            {QStringLiteral("open"), m_open}, {QStringLiteral("undecided"), m_undecided}};
        for (auto it = m_verdicts.begin(); it != m_verdicts.end(); ++it)
            report.insert(it.key(), *it);
        return report;
    }

private:
    Status takeOperation(const QJsonObject &json)
    {
        TD_ASSIGN(operations, operationsFromJson({json}));
        const Operation &operation = operations.first();
        if (operation.change.seq - m_last > kMostMissing)
            return rejected("sealed.damaged", QStringLiteral("numbers"));
        // Numbers of which nothing is left take no effect, but the server takes none out of turn.
        for (qint64 seq = m_last + 1; seq < operation.change.seq; ++seq)
            TD_TRY(add(nothing(seq)));
        return operation.change.seq > m_known ? add(operation) : Status();
    }
    Status noteUndecided(const QJsonObject &json)
    {
        m_undecided.append(QJsonObject {{QStringLiteral("seq"), json.value(QLatin1StringView("seq"))}, {QStringLiteral("id"), json.value(QLatin1StringView("id"))}});
        return {};
    }
    /// Of one that is not what its name says nothing is left.
    Status takeFile(SealReader &reader, const SealReader::Entry &entry, const QString &hash)
    {
        TD_ASSIGN(savepoint, StoreTransaction::begin(m_context.store(), Store::Access::Write));
        const Status kept = keepFile(m_context, m_folder, reader, entry, hash, m_session.user);
        if (!kept && kept.error().code != u"blob.damaged")
            return kept;
        ++(kept ? m_files : m_damagedFiles);
        if (kept)
            TD_TRY(savepoint.commit());
        return {};
    }
    Operation nothing(qint64 seq)
    {
        domain::Change change;
        change.kind = domain::Change::Kind::Void;
        change.seq = seq;
        change.id = m_context.newId();
        change.doneAt = m_context.now();
        return {change, {}};
    }
    Status add(const Operation &operation)
    {
        m_last = qMax(m_last, operation.change.seq);
        m_batch.append(operation);
        return m_batch.size() < kBatch ? Status() : finish();
    }

    WriteContext &m_context;
    const BlobFolder &m_folder;
    const Session m_session;
    QList<Operation> m_batch;
    qint64 m_known = 0; ///< what the server had of this seat before
    qint64 m_last = 0;
    qint64 m_operations = 0;
    QMap<QString, int> m_verdicts;
    QJsonArray m_open;
    QJsonArray m_undecided;
    int m_files = 0;
    int m_damagedFiles = 0;
};

Result<SealedFile> waiting(Store &store, const QString &hash)
{
    TD_TRY(store.hold(QStringLiteral("sealed:") + hash));
    TD_ASSIGN(file, store.sealedFile(hash));
    if (!file)
        return rejected("sealed.unknown", hash);
    switch (file->state) {
    case SealedFile::State::Arriving:
        return rejected("sealed.incomplete", hash);
    case SealedFile::State::Discarded:
        return rejected("sealed.discarded", hash);
    case SealedFile::State::Reopened:
        return rejected("sealed.reopened", hash);
    case SealedFile::State::Waiting:
    case SealedFile::State::Applied:
        break;
    }
    return *file;
}

} // namespace

Result<QJsonObject> applySealed(WriteContext &context, const BlobFolder &folder, const QString &hash)
{
    TD_ASSIGN(file, waiting(context.store(), hash));
    if (file.state == SealedFile::State::Applied)
        return file.report;
    TD_ASSIGN(reader, openSealed(context.store(), file));
    Application application(context, folder, file);
    TD_TRY(application.begin());
    for (;;) {
        TD_ASSIGN(entry, reader.next());
        if (!entry)
            break;
        TD_TRY(application.take(reader, *entry));
    }
    TD_TRY(application.finish());
    file.state = SealedFile::State::Applied;
    file.decidedAt = context.now();
    file.report = application.report();
    TD_TRY(context.store().putSealedFile(file));
    return file.report;
}

} // namespace tidedesk::server
