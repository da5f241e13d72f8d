// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/schema/entities.h"
#include "core/server/engine/serverworld.h"
#include "core/server/import/importer.h"
#include "core/server/store/sqlitestore.h"
#include <QFile>
#include <QTemporaryDir>

namespace tidedesk::test {

/// A server's store with one team, its queue and one agent, and files to import into it.
class ImportDesk {
public:
    ImportDesk()
    {
        auto opened = server::SqliteStore::openWriter(m_folder.filePath(QStringLiteral("server.db")));
        Q_ASSERT(opened.ok());
        m_store = std::move(*opened);
        m_team = Row(schema::team(), Id::fromString(u"01900000-0001-7000-8000-000000000001"));
        m_team.set(schema::team().name, QStringLiteral("售后部"));
        m_queue = Row(schema::queue(), Id::fromString(u"01900000-0001-7000-8000-000000000002"));
        m_queue.set(schema::queue().name, QStringLiteral("售后部"));
        m_queue.set(schema::queue().teamId, m_team.id());
        m_queue.set(schema::queue().active, qint64(1));
        m_agent = Row(schema::user(), Id::fromString(u"01900000-0001-7000-8000-000000000003"));
        m_agent.set(schema::user().name, QStringLiteral("agent.lin"));
        m_agent.set(schema::user().displayName, QStringLiteral("林晓雨"));
        m_agent.set(schema::user().role, qint64(0));
        for (Row *row : {&m_team, &m_queue, &m_agent}) {
            row->version = 1;
            put(*row);
        }
    }

    const Row &queue() const { return m_queue; }
    const Row &agent() const { return m_agent; }
    server::Store &store() { return *m_store; }

    QString file(const char *name, const QByteArray &bytes)
    {
        QFile out(m_folder.filePath(QLatin1StringView(name)));
        const bool written = out.open(QIODevice::WriteOnly | QIODevice::Truncate) && out.write(bytes) == bytes.size();
        Q_ASSERT(written);
        return out.fileName();
    }

    /// Imports files by a mapping (a shipped name or JSON text). An error ends the test program: use importError().
    import::Summary run(const QByteArray &mapping, const QStringList &files){auto summary = tryRun(mapping, files);
    if (!summary)
        qFatal("%s %s", qPrintable(summary.error().code), qPrintable(summary.error().detail));
    return *summary;
} Result<import::Summary> tryRun(const QByteArray &mapping, const QStringList &files)
{
    TD_ASSIGN(read,
        mapping.startsWith('{') ? import::Mapping::parse(mapping, QStringLiteral("test.json"))
                                : import::Mapping::load(QString::fromUtf8(mapping)));
    QList<import::Source> sources;
    for (const QString &name : files) {
        TD_ASSIGN(source, import::Source::open(name, read.form, read.neededColumns()));
        sources.append(std::move(source));
    }
    import::Importer importer(*m_store, read, ++m_now);
    TD_TRY(importer.run(sources));
    return importer.summary();
}

QList<Row> all(const schema::Entity &entity)
{
    auto transaction = server::StoreTransaction::begin(*m_store, server::Store::Access::Read);
    Q_ASSERT(transaction.ok());
    auto rows = m_store->all(entity);
    Q_ASSERT(rows.ok());
    return *rows;
}
void put(const Row &row, const domain::Stamps &stamps = {})
{
    auto transaction = server::StoreTransaction::begin(*m_store, server::Store::Access::Write);
    Q_ASSERT(transaction.ok());
    server::ServerWorld world(*m_store);
    const Status done = world.put(row, stamps);
    Q_ASSERT(done.ok());
    const Status flushed = world.flush();
    Q_ASSERT(flushed.ok());
    const Status committed = transaction->commit();
    Q_ASSERT(committed.ok());
}
QString bucketOf(const Row &row)
{
    auto transaction = server::StoreTransaction::begin(*m_store, server::Store::Access::Read);
    Q_ASSERT(transaction.ok());
    auto stored = m_store->row(row.entity(), row.id());
    Q_ASSERT(stored.ok() && *stored);
    return (*stored)->bucket;
}

private:
QTemporaryDir m_folder;
std::unique_ptr<server::SqliteStore> m_store;
Row m_team;
Row m_queue;
Row m_agent;
qint64 m_now = 1'788'224'400'000;
};

/// "file row N line N reason detail" of one remark.
inline QString said(const import::Summary::Remark &remark)
{
    return QStringLiteral("row %1 line %2 %3 %4")
        .arg(remark.row)
        .arg(remark.line)
        .arg(remark.reason, remark.detail)
        .trimmed();
}

inline QStringList said(const QList<import::Summary::Remark> &remarks)
{
    QStringList lines;
    for (const auto &remark : remarks)
        lines.append(said(remark));
    return lines;
}

} // namespace tidedesk::test
