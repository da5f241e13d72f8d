// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/protocol/page.h"
#include "core/protocol/json.h"
#include "core/protocol/rowtext.h"
#include <QJsonArray>
#include <QJsonDocument>

namespace tidedesk::protocol {

namespace {

constexpr qsizetype kLongestLine = 64 * 1024 * 1024;

Error damaged(const QString &detail) { return {Consequence::Retry, QStringLiteral("pull.damaged"), detail}; }

Result<Row> rowFromJson(
    const schema::Entity &entity, const QList<const schema::Field *> &columns, const QJsonArray &cells, qsizetype n)
{
    const QString where = QStringLiteral("%1[%2]").arg(QString(entity.name())).arg(n);
    if (cells.size() != columns.size() + 2)
        return damaged(where + QStringLiteral(": number of columns"));
    const Id id = Id::fromString(cells.at(0).toString());
    if (id.isNull())
        return damaged(where + QStringLiteral(".id"));
    Row row(entity, id);
    row.version = cells.at(1).toInteger();
    for (qsizetype i = 0; i < columns.size(); ++i) {
        if (!columns.at(i))
            continue;
        TD_ASSIGN(value, fromJson(*columns.at(i), cells.at(i + 2), where));
        row.set(*columns.at(i), value);
    }
    return row;
}

constexpr char kSeal[] = ",\"hash\":\"";

/// The line of `object`, closed by the hash over `before` and itself.
QByteArray sealed(const QJsonObject &object, QByteArrayView before)
{
    QByteArray line = compact(object);
    line.chop(1); // the brace
    QCryptographicHash hash(QCryptographicHash::Blake2b_160);
    hash.addData(before);
    hash.addData(line);
    return line + kSeal + hash.result().toHex() + "\"}\n";
}

} // namespace

QByteArray encodeHeader(const PullHeader &header)
{
    return sealed({{QStringLiteral("protocol"), header.protocol}, {QStringLiteral("epoch"), header.epoch},
                      {QStringLiteral("server_time"), header.serverTime},
                      {QStringLiteral("drop"), QJsonArray::fromStringList(header.drop)},
                      {QStringLiteral("reset"), header.reset}},
        {});
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
    if (!block.rows.isEmpty()) {
        start("\"columns\":[\"id\",\"version\"");
        for (const schema::Field &field : block.entity->fields()) {
            m_bytes += ",\"";
            m_bytes += field.name.data();
            m_bytes += '"';
        }
        m_bytes += "],\"rows\":[";
        for (const Row &row : block.rows) {
            appendRow(m_bytes, row);
            m_bytes += ',';
        }
        m_bytes.chop(1);
        m_bytes += "]}\n";
    }
    if (!block.gone.isEmpty()) {
        start("\"gone\":[");
        for (const Id &id : block.gone)
            m_bytes += '"' + id.toString().toLatin1() + "\",";
        m_bytes.chop(1);
        m_bytes += "]}\n";
    }
    m_rows += block.rows.size() + block.gone.size();
}

QByteArray PageWriter::end(PageEnd end)
{
    m_bytes += sealed({{QStringLiteral("end"), true}, {QStringLiteral("rows"), m_rows},
                          {QStringLiteral("prev"), end.previous}, {QStringLiteral("next"), end.next},
                          {QStringLiteral("more"), end.more}, {QStringLiteral("left"), end.left}},
        m_bytes);
    m_rows = 0;
    return std::exchange(m_bytes, {});
}

Status PageReader::feed(const QByteArray &bytes)
{
    m_buffer += bytes;
    qsizetype from = 0;
    for (qsizetype at = m_buffer.indexOf('\n'); at >= 0; at = m_buffer.indexOf('\n', from)) {
        TD_TRY(line(m_buffer.mid(from, at - from + 1)));
        from = at + 1;
    }
    m_buffer.remove(0, from);
    if (m_buffer.size() > kLongestLine)
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
    TD_ASSIGN(object, parseObject(line, QStringLiteral("pull")));
    if (!m_headerSeen) {
        TD_TRY(verify(line));
        return headerLine(object);
    }
    if (object.contains(QLatin1StringView("end"))) {
        TD_TRY(verify(line));
        return endLine(object);
    }
    m_hash.addData(line);
    return blockLine(object);
}

/// Of a line that carries a hash: it is that of everything since the last such line. Starts the next one.
Status PageReader::verify(const QByteArray &line)
{
    const qsizetype seal = line.lastIndexOf(kSeal);
    m_hash.addData(line.first(qMax<qsizetype>(0, seal)));
    const QByteArray expected = kSeal + m_hash.result().toHex() + "\"}\n";
    m_hash.reset();
    return seal >= 0 && QByteArrayView(line).sliced(seal) == expected ? Status() : damaged(QStringLiteral("hash"));
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

Status PageReader::blockLine(const QJsonObject &object)
{
    const QJsonArray rows = object.value(QLatin1StringView("rows")).toArray();
    const QJsonArray gone = object.value(QLatin1StringView("gone")).toArray();
    m_rows += rows.size() + gone.size();
    Block block;
    block.bucket = object.value(QLatin1StringView("bucket")).toString();
    block.entity = schema::find(object.value(QLatin1StringView("entity")).toString());
    if (!block.entity)
        return {};
    QList<const schema::Field *> columns;
    const QJsonArray names = object.value(QLatin1StringView("columns")).toArray();
    for (qsizetype i = 2; i < names.size(); ++i)
        columns.append(block.entity->find(names.at(i).toString()));
    block.rows.reserve(rows.size());
    for (qsizetype i = 0; i < rows.size(); ++i) {
        TD_ASSIGN(row, rowFromJson(*block.entity, columns, rows.at(i).toArray(), i));
        block.rows.append(std::move(row));
    }
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
