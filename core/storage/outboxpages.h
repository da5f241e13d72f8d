// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>
#include <QList>
#include <QVariantList>
#include <functional>
#include <map>

namespace tidedesk::storage {

/// A database file and its write-ahead log, read by hand as https://sqlite.org/fileformat2.html describes them, for files
/// that SQLite itself refuses or reads only in part. Nothing in here trusts a byte; whoever takes rows out checks them.
class OutboxPages {
public:
    OutboxPages(const QByteArray &file, const QByteArray &log);

    /// True when bytes that had been synced are no longer what they were: the log's heading does not hold, or something
    /// before later transactions does not. SQLite would drop all that follows without a word. A torn end is none: so a
    /// power cut leaves what was under way.
    static bool isLogDamaged(const QByteArray &log);

    /// One record of a table or of a table without rowid; `rowid` is 0 there.
    using Visit = std::function<void(qint64 rowid, const QVariantList &values)>;
    /// Every record that the pages point to, as they were last written.
    void eachRecord(const Visit &visit) const;
    /// Every place that reads like a row with `columns` columns or more of which the first is its number: in pages whose heading is
    /// damaged, in frames of the log that do not hold, in what newer pages have replaced. Older versions of a row are
    /// among them.
    void eachTrace(qsizetype columns, const Visit &visit) const;

private:
    struct Frame {
        quint32 page;
        bool commits;
        bool sound; ///< by its own checksum, whatever came before
        QByteArray bytes;
    };
    using View = std::map<quint32, QByteArray>; ///< by page number, from 1

    static QList<Frame> framesOf(const QByteArray &log, bool *damaged);
    static void cellsOf(const View &view, quint32 page, const Visit &visit);

    QList<Frame> m_frames;
    View m_file; ///< without the log
    View m_now;
};

} // namespace tidedesk::storage
