// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/protocol/page.h"
#include "core/protocol/json.h"
#include "core/protocol/rowreader.h"
#include "core/protocol/rowtext.h"
#include <QJsonArray>
#include <QJsonDocument>

namespace tidedesk::protocol {

namespace {

constexpr qsizetype kLongestLine = 64 * 1024 * 1024;

Error damaged(const QString &detail) { return {Consequence::Retry, QStringLiteral("pull.damaged"), detail}; }

constexpr char kSeal[] = ",\"hash\":\"";
constexpr char kRows[] = ",\"rows\":["; ///< within a text its quotes would be escaped
constexpr qsizetype kMostBeforeRows = 16 * 1024; ///< bucket, entity and columns are shorter

/// The line of `object`, closed by the hash over what `checksum` has seen and itself.
QByteArray sealed(const QJsonObject &object, Checksum &checksum)
{
    QByteArray line = compact(object);
    line.chop(1); // the brace
    checksum.add(line);
    return line + kSeal + checksum.take() + "\"}\n";
}

} // namespace

QByteArray encodeHeader(const PullHeader &header)
{
    Checksum checksum;
    return sealed({{QStringLiteral("protocol"), header.protocol}, {QStringLiteral("epoch"), header.epoch},
                      {QStringLiteral("server_time"), header.serverTime},
                      {QStringLiteral("drop"), QJsonArray::fromStringList(header.drop)},
                      {QStringLiteral("reset"), header.reset}},
        checksum);
}

void Block::add(QByteArrayView row)
{
    rows += count++ == 0 ? '[' : ',';
    rows += row;
}

void PageWriter::block(const Block &block)
{
    const auto start = [&](const char *key) {
        m_bytes += "{\"bucket\":";
        appendText(m_bytes, block.bucket);
        m_bytes += ",\"entity\":\"";
        m_bytes += block.entity->name().data();
        m_bytes += "\",";
        m_bytes += key;
    };
    if (block.count > 0) {
        start("\"columns\":[\"id\",\"version\"");
        for (const schema::Field &field : block.entity->fields()) {
            m_bytes += ",\"";
            m_bytes += field.name.data();
            m_bytes += '"';
        }
        m_bytes += "],\"count\":";
        appendNumber(m_bytes, block.count);
        m_bytes += ",\"rows\":";
        m_bytes += block.rows;
        m_bytes += "]}\n"; // the bracket of the rows
    }
    if (!block.gone.isEmpty()) {
        start("\"gone\":[");
        for (const Id &id : block.gone) {
            appendId(m_bytes, id.toBytes());
            m_bytes += ',';
        }
        m_bytes.chop(1);
        m_bytes += "]}\n";
    }
    m_rows += block.count + block.gone.size();
}

QByteArray PageWriter::end(PageEnd end)
{
    m_checksum.add(m_bytes);
    m_bytes += sealed({{QStringLiteral("end"), true}, {QStringLiteral("rows"), m_rows},
                          {QStringLiteral("prev"), end.previous}, {QStringLiteral("next"), end.next},
                          {QStringLiteral("more"), end.more}, {QStringLiteral("left"), end.left}},
        m_checksum);
    m_rows = 0;
    return std::exchange(m_bytes, {});
}

Status PageReader::feed(QByteArrayView bytes)
{
    for (qsizetype end = bytes.indexOf('\n'); end >= 0; end = bytes.indexOf('\n')) {
        m_line += bytes.first(end + 1);
        bytes = bytes.sliced(end + 1);
        TD_TRY(line(std::exchange(m_line, {})));
    }
    m_line += bytes;
    if (m_line.size() > kLongestLine)
        return Error {Consequence::Rejected, QStringLiteral("pull.too_long"), QStringLiteral("a line exceeds 64 MB")};
    return {};
}

std::optional<PullHeader> PageReader::takeHeader() { return std::exchange(m_header, std::nullopt); }

std::optional<Page> PageReader::takePage()
{
    if (m_ready.isEmpty())
        return {};
    return m_ready.takeFirst();
}

Status PageReader::line(const QByteArray &line)
{
    const qsizetype rowsAt = m_headerSeen ? line.first(qMin(line.size(), kMostBeforeRows)).indexOf(kRows) : -1;
    if (rowsAt >= 0) {
        m_checksum.add(line);
        return blockLine(line, rowsAt);
    }
    TD_ASSIGN(object, parseObject(line, QStringLiteral("pull")));
    if (!m_headerSeen) {
        TD_TRY(verify(line));
        return headerLine(object);
    }
    if (object.contains(QLatin1StringView("end"))) {
        TD_TRY(verify(line));
        return endLine(object);
    }
    m_checksum.add(line);
    return goneLine(object);
}

/// Of a line that carries a hash: it is that of everything since the last such line. Starts the next one.
Status PageReader::verify(QByteArrayView line)
{
    const qsizetype seal = line.lastIndexOf(kSeal);
    m_checksum.add(line.first(qMax<qsizetype>(0, seal)));
    const QByteArray expected = kSeal + m_checksum.take() + "\"}\n";
    return seal >= 0 && line.sliced(seal) == expected ? Status() : damaged(QStringLiteral("hash"));
}

Status PageReader::headerLine(const QJsonObject &object)
{
    TD_ASSIGN(protocol, integerAt(object, QLatin1StringView("protocol"), QStringLiteral("pull")));
    PullHeader header;
    header.protocol = static_cast<int>(protocol);
    header.epoch = object.value(QLatin1StringView("epoch")).toString();
    header.serverTime = object.value(QLatin1StringView("server_time")).toInteger();
    header.reset = object.value(QLatin1StringView("reset")).toBool();
    for (const QJsonValue &bucket : object.value(QLatin1StringView("drop")).toArray())
        header.drop.append(bucket.toString());
    m_header = header;
    m_headerSeen = true;
    return {};
}

/// Everything but the rows is read here; their text goes on as it is.
Status PageReader::blockLine(QByteArrayView line, qsizetype rowsAt)
{
    TD_ASSIGN(object, parseObject(line.first(rowsAt).toByteArray() + '}', QStringLiteral("pull")));
    TD_ASSIGN(count, integerAt(object, QLatin1StringView("count"), QStringLiteral("pull")));
    if (!line.endsWith("]}\n"))
        return damaged(QStringLiteral("rows"));
    m_rows += count;
    Block block;
    block.bucket = object.value(QLatin1StringView("bucket")).toString();
    block.entity = schema::find(object.value(QLatin1StringView("entity")).toString());
    if (!block.entity)
        return {};
    const QJsonArray names = object.value(QLatin1StringView("columns")).toArray();
    for (qsizetype i = 2; i < names.size(); ++i)
        block.columns.append(block.entity->find(names.at(i).toString()));
    block.count = count;
    const qsizetype begin = rowsAt + static_cast<qsizetype>(sizeof kRows) - 2; // the bracket
    const QByteArrayView rows = line.sliced(begin, line.size() - 2 - begin);
    block.rows.reserve(rows.size() + RowReader::kPadding);
    block.rows.append(rows);
    m_current.blocks.append(std::move(block));
    return {};
}

Status PageReader::goneLine(const QJsonObject &object)
{
    const QJsonArray gone = object.value(QLatin1StringView("gone")).toArray();
    m_rows += gone.size();
    Block block;
    block.bucket = object.value(QLatin1StringView("bucket")).toString();
    block.entity = schema::find(object.value(QLatin1StringView("entity")).toString());
    if (!block.entity)
        return {};
    for (const QJsonValue &id : gone)
        block.gone.append(Id::fromString(id.toString()));
    m_current.blocks.append(std::move(block));
    return {};
}

Status PageReader::endLine(const QJsonObject &object)
{
    if (object.value(QLatin1StringView("rows")).toInteger(-1) != m_rows)
        return damaged(QStringLiteral("row count"));
    m_current.end.rows = m_rows;
    m_current.end.previous = object.value(QLatin1StringView("prev")).toString();
    m_current.end.next = object.value(QLatin1StringView("next")).toString();
    m_current.end.more = object.value(QLatin1StringView("more")).toBool();
    m_current.end.left = object.value(QLatin1StringView("left")).toInteger();
    m_ready.append(std::exchange(m_current, {}));
    m_rows = 0;
    return {};
}

} // namespace tidedesk::protocol
