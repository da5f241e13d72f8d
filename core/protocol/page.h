// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/result.h"
#include "core/protocol/checksum.h"
#include "core/schema/row.h"
#include <QJsonObject>

/// The answer to POST /v1/pull: newline-delimited JSON.
///
///   {"protocol":1,"epoch":"…","server_time":…,"drop":["team:…"],"reset":false,"hash":"…"}  header, once
///   {"bucket":"team:…","entity":"ticket","columns":["id","version","subject",…],"count":n,"rows":[[…],…]}
///   {"bucket":"team:…","entity":"ticket","gone":["id",…]}                                  left this bucket
///   {"end":true,"rows":n,"prev":"cursor","next":"cursor","more":true,"left":n,"hash":"…"}  closes a page
///
/// A hash covers every byte before it: those of its own line, and for a page those of the lines the end line closes; it
/// stands last. A page is applied only when its end line has come and its count and hash hold, in one transaction with
/// its `next` cursor, and only if `prev` is the cursor the seat has stored. Cut or damaged answers therefore change
/// nothing, whichever line was hit.
/// The rows stand last in their line and are not looked into before they are written to the mirror (RowReader).
/// What the header says is done in the transaction of the first page, before it.
namespace tidedesk::protocol {

inline constexpr int kVersion = 1;
inline constexpr int kPageRows = 1000; ///< at most, rows and departures together

struct PullHeader {
    int protocol = kVersion;
    QString epoch = {}; ///< of the server's data; a new one after a restore
    qint64 serverTime = 0;
    QStringList drop = {}; ///< buckets that left the seat's scope: evict their rows
    bool reset = false; ///< the cursor is no longer valid: the mirror starts anew, the outbox stays
};

/// Rows of one entity in one bucket, as text.
struct Block {
    QString bucket;
    const schema::Entity *entity = nullptr;
    /// Of a page that was received: what the columns after id and version are, null for one this version does not know.
    QList<const schema::Field *> columns = {};
    qint64 count = 0; ///< of the rows
    QByteArray rows = {}; ///< a JSON array of rowtext.h that RowReader reads; while it is put together, its end is open
    QList<Id> gone = {};

    void add(QByteArrayView row); ///< of a page to be written
};

struct PageEnd {
    qint64 rows = 0;
    QString previous; ///< cursor the page starts at
    QString next;
    bool more = false;
    qint64 left = 0; ///< rows still to come, as far as the server knows; for progress
};

/// One verified page.
struct Page {
    QList<Block> blocks;
    PageEnd end;
};

QByteArray encodeHeader(const PullHeader &header);

/// Writes a page line by line; bytes are ready to send when `end` returns.
class PageWriter {
public:
    void block(const Block &block);
    QByteArray end(PageEnd end); ///< fills in count and hash, returns the whole page, starts the next one

private:
    QByteArray m_bytes;
    Checksum m_checksum;
    qint64 m_rows = 0;
};

/// Takes the answer as it arrives, in pieces of any size, and gives out verified pages.
/// Columns this version does not know are skipped; unknown entities likewise.
class PageReader {
public:
    /// Adds bytes. An error is final: "pull.damaged" (count, hash), "json.*", "pull.too_long".
    Status feed(QByteArrayView bytes);
    std::optional<PullHeader> takeHeader();
    std::optional<Page> takePage();
    QList<Page> takePages() { return std::exchange(m_ready, {}); } ///< all that are ready
    /// True when nothing is pending: the answer ended at a page's end.
    bool atBoundary() const { return m_line.isEmpty() && m_current.blocks.isEmpty() && m_rows == 0; }

private:
    Status line(const QByteArray &line);
    Status headerLine(const QJsonObject &object);
    Status verify(QByteArrayView line);
    Status blockLine(QByteArrayView line, qsizetype rowsAt);
    Status goneLine(const QJsonObject &object);
    Status endLine(const QJsonObject &object);

    QByteArray m_line; ///< as far as it has come
    bool m_headerSeen = false;
    std::optional<PullHeader> m_header;
    Page m_current;
    qint64 m_rows = 0;
    Checksum m_checksum;
    QList<Page> m_ready;
};

} // namespace tidedesk::protocol
