// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/protocol/rowreader.h"
#include "core/protocol/json.h"
#include <QJsonArray>
#include <QJsonDocument>
#include <array>
#include <simdjson.h>

namespace tidedesk::protocol {

using namespace simdjson;

struct RowReader::Parser {
    ondemand::parser parser;
    ondemand::document document;
    ondemand::array rows;
    ondemand::array_iterator at;
    ondemand::array_iterator end;
    QByteArray copy; ///< of text that had no room behind it
    bool started = false;
};

namespace {

static_assert(RowReader::kPadding >= SIMDJSON_PADDING);

QByteArrayView viewOf(std::string_view text) { return {text.data(), static_cast<qsizetype>(text.size())}; }

/// Of every byte the value it has as a hexadecimal digit, or more than fits into one.
constexpr auto kDigit = [] {
    std::array<unsigned char, 256> digits {};
    digits.fill(0xff);
    for (unsigned char i = 0; i < 10; ++i)
        digits['0' + i] = i;
    for (unsigned char i = 0; i < 6; ++i)
        digits['a' + i] = digits['A' + i] = static_cast<unsigned char>(10 + i);
    return digits;
}();

/// Null when the text is no UUID.
Id idOf(std::string_view text)
{
    constexpr std::array<unsigned char, 16> kPlaces {0, 2, 4, 6, 9, 11, 14, 16, 19, 21, 24, 26, 28, 30, 32, 34};
    if (text.size() != 36 || text[8] != '-' || text[13] != '-' || text[18] != '-' || text[23] != '-')
        return {};
    char bytes[16];
    unsigned char wrong = 0;
    for (size_t i = 0; i < 16; ++i) {
        const unsigned char high = kDigit[static_cast<unsigned char>(text.data()[kPlaces[i]])];
        const unsigned char low = kDigit[static_cast<unsigned char>(text.data()[kPlaces[i] + 1])];
        wrong |= high | low;
        bytes[i] = static_cast<char>(high << 4 | low);
    }
    return wrong > 0xf ? Id() : Id::fromBytes(QByteArrayView(bytes, 16));
}

error_code readSet(ondemand::value &value, Cell &cell)
{
    ondemand::array members;
    SIMDJSON_TRY(value.get_array().get(members));
    for (auto member : members) {
        std::string_view text;
        SIMDJSON_TRY(member.get_string().get(text));
    }
    SIMDJSON_TRY(members.reset().error());
    std::string_view json;
    SIMDJSON_TRY(members.raw_json().get(json));
    cell.kind = Cell::Kind::Set;
    cell.text = viewOf(json);
    return SUCCESS;
}

error_code readCell(ondemand::value &value, schema::Type type, Cell &cell)
{
    bool isNull = false;
    SIMDJSON_TRY(value.is_null().get(isNull));
    cell.kind = Cell::Kind::Null;
    if (isNull)
        return SUCCESS;
    std::string_view text;
    switch (type) {
    case schema::Type::Text:
    case schema::Type::Date:
    case schema::Type::Json:
        SIMDJSON_TRY(value.get_string().get(text));
        cell.text = viewOf(text);
        cell.kind = Cell::Kind::Text;
        return SUCCESS;
    case schema::Type::Integer:
    case schema::Type::Flag:
    case schema::Type::Choice:
    case schema::Type::Instant:
    case schema::Type::Money: {
        int64_t number = 0;
        SIMDJSON_TRY(value.get_int64().get(number));
        cell.integer = number;
        cell.kind = Cell::Kind::Integer;
        return SUCCESS;
    }
    case schema::Type::Real:
        SIMDJSON_TRY(value.get_double().get(cell.real));
        cell.kind = Cell::Kind::Real;
        return SUCCESS;
    case schema::Type::Reference:
        SIMDJSON_TRY(value.get_string().get(text));
        cell.id = idOf(text);
        cell.kind = Cell::Kind::Reference;
        return cell.id.isNull() ? INCORRECT_TYPE : SUCCESS;
    case schema::Type::Set:
        return readSet(value, cell);
    }
    return INCORRECT_TYPE;
}

} // namespace

Value Cell::value() const
{
    switch (kind) {
    case Kind::Null:
        return {};
    case Kind::Integer:
        return integer;
    case Kind::Real:
        return real;
    case Kind::Text:
        return QString::fromUtf8(text);
    case Kind::Set: {
        QStringList members;
        for (const QJsonValue &member : QJsonDocument::fromJson(text.toByteArray()).array())
            members.append(member.toString());
        return members;
    }
    case Kind::Reference:
        return id;
    }
    return {};
}

RowReader::RowReader()
    : m_parser(std::make_unique<Parser>())
{
}

RowReader::~RowReader() = default;

Status RowReader::open(const Block &block)
{
    m_block = &block;
    m_read = 0;
    m_cells.assign(block.entity->fields().size(), {});
    Parser &p = *m_parser;
    p.started = false;
    if (block.count == 0)
        return {};
    const bool roomy = block.rows.capacity() >= block.rows.size() + kPadding;
    if (!roomy) {
        p.copy.reserve(block.rows.size() + kPadding);
        p.copy.resize(0);
        p.copy.append(block.rows);
    }
    const QByteArray &text = roomy ? block.rows : p.copy;
    const auto code = [&]() -> error_code {
        const auto size = static_cast<size_t>(text.size());
        SIMDJSON_TRY(p.parser.iterate(text.constData(), size, size + kPadding).get(p.document));
        SIMDJSON_TRY(p.document.get_array().get(p.rows));
        SIMDJSON_TRY(p.rows.begin().get(p.at));
        return p.rows.end().get(p.end);
    }();
    if (code != SUCCESS)
        return damagedRow(code);
    return {};
}

Error RowReader::damagedRow(int code) const
{
    return {Consequence::Retry, QStringLiteral("pull.damaged"),
        QStringLiteral("%1[%2]: %3").arg(QString(m_block->entity->name())).arg(m_read).arg(QLatin1StringView(error_message(static_cast<error_code>(code))))};
}

int RowReader::readRow()
{
    Parser &p = *m_parser;
    ondemand::array cells;
    SIMDJSON_TRY((*p.at).get_array().get(cells));
    qsizetype column = -2;
    for (auto each : cells) {
        ondemand::value value;
        SIMDJSON_TRY(each.get(value));
        if (column == -2) {
            std::string_view text;
            SIMDJSON_TRY(value.get_string().get(text));
            m_id = idOf(text);
            if (m_id.isNull())
                return INCORRECT_TYPE;
        } else if (column == -1) {
            int64_t version = 0;
            SIMDJSON_TRY(value.get_int64().get(version));
            m_version = version;
        } else if (column >= m_block->columns.size()) {
            return INDEX_OUT_OF_BOUNDS;
        } else if (const schema::Field *field = m_block->columns[column]) {
            SIMDJSON_TRY(readCell(value, field->type, m_cells[static_cast<size_t>(field->index)]));
        }
        ++column;
    }
    return column == m_block->columns.size() ? SUCCESS : INDEX_OUT_OF_BOUNDS;
}

Result<bool> RowReader::next()
{
    Parser &p = *m_parser;
    if (m_block->count == 0)
        return false;
    if (std::exchange(p.started, true))
        ++p.at;
    if (!(p.at != p.end)) {
        if (m_read != m_block->count || p.document.current_location().error() != OUT_OF_BOUNDS)
            return damagedRow(INDEX_OUT_OF_BOUNDS);
        return false;
    }
    if (m_read == m_block->count)
        return damagedRow(INDEX_OUT_OF_BOUNDS);
    if (const int code = readRow(); code != SUCCESS)
        return damagedRow(code);
    ++m_read;
    return true;
}

Row RowReader::row() const
{
    Row row(*m_block->entity, m_id);
    row.version = m_version;
    for (const schema::Field &field : m_block->entity->fields())
        row.set(field, cell(field).value());
    return row;
}

Result<QList<Row>> rowsOf(const Block &block)
{
    RowReader reader;
    TD_TRY(reader.open(block));
    QList<Row> rows;
    for (;;) {
        TD_ASSIGN(more, reader.next());
        if (!more)
            return rows;
        rows.append(reader.row());
    }
}

} // namespace tidedesk::protocol
