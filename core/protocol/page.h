// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/result.h"
#include "core/schema/row.h"
#include <QCryptographicHash>
#include <QJsonObject>

/// The answer to POST /v1/pull: newline-delimited JSON.
///
///   {"protocol":1,"epoch":"…","server_time":…,"drop":["team:…"],"reset":false,"hash":"…"}  header, once
///   {"bucket":"team:…","entity":"ticket","columns":["id","version","subject",…],"rows":[[…],…]}
///   {"bucket":"team:…","entity":"ticket","gone":["id",…]}                                  left this bucket
///   {"end":true,"rows":n,"prev":"cursor","next":"cursor","more":true,"left":n,"hash":"…"}  closes a page
///
/// A hash covers every byte before it: those of its own line, and for a page those of the lines the end line closes; it
/// stands last. A page is applied only when its end line has come and its count and hash hold, in one transaction with
/// its `next` cursor, and only if `prev` is the cursor the seat has stored. Cut or damaged answers therefore change
/// nothing, whichever line was hit.
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

/// Rows of one entity in one bucket.
struct Block {
    QString bucket;
    const schema::Entity *entity = nullptr;
    QList<Row> rows;
    QList<Id> gone;
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
    qint64 m_rows = 0;
};

/// Takes the answer as it arrives, in pieces of any size, and gives out verified pages.
/// Columns this version does not know are skipped; unknown entities likewise.
class PageReader {
public:
    /// Adds bytes. An error is final: "pull.damaged" (count, hash), "json.*", "pull.too_long".
    Status feed(const QByteArray &bytes);
    std::optional<PullHeader> takeHeader();
    std::optional<Page> takePage();
    /// True when nothing is pending: the answer ended at a page's end.
    bool atBoundary() const { return m_buffer.isEmpty() && m_current.blocks.isEmpty() && m_rows == 0; }

private:
    Status line(const QByteArray &line);
    Status headerLine(const QJsonObject &object);
    Status verify(const QByteArray &line);
    Status blockLine(const QJsonObject &object);
    Status endLine(const QJsonObject &object);

    QByteArray m_buffer;
    bool m_headerSeen = false;
    std::optional<PullHeader> m_header;
    Page m_current;
    qint64 m_rows = 0;
    QCryptographicHash m_hash {QCryptographicHash::Blake2b_160};
    QList<Page> m_ready;
};

} // namespace tidedesk::protocol
