// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/protocol/page.h"
#include <memory>
#include <vector>

namespace tidedesk::protocol {

/// What stands in one column of a received row. Texts are views that hold until the reader goes on to another block.
struct Cell {
    enum class Kind { Null, Integer, Real, Text, Set, Reference };
    Kind kind = Kind::Null;
    qint64 integer = 0;
    double real = 0;
    QByteArrayView text = {}; ///< UTF-8; of a Set a JSON array of texts
    Id id = {};

    Value value() const;
};

/// Reads the rows of received blocks one by one, without making anything of those that are only to be written down.
/// Keep one: its buffers are used again. Not thread-safe.
class RowReader {
public:
    static constexpr qsizetype kPadding = 64; ///< Block::rows has room for so much more, or is copied

    RowReader();
    ~RowReader();
    RowReader(const RowReader &) = delete;
    RowReader &operator=(const RowReader &) = delete;

    /// The block must live until the next one. "pull.damaged"
    Status open(const Block &block);
    /// False after the last row. An error names the row: "pull.damaged"
    Result<bool> next();
    const Id &id() const { return m_id; }
    qint64 version() const { return m_version; }
    const std::vector<Cell> &cells() const { return m_cells; } ///< by Field::index; Null where the sender has no such column
    const Cell &cell(const schema::Field &field) const { return m_cells[static_cast<size_t>(field.index)]; }
    Row row() const;

private:
    struct Parser;
    int readRow(); ///< an error_code of simdjson
    Error damagedRow(int code) const;

    const Block *m_block = nullptr;
    std::unique_ptr<Parser> m_parser;
    std::vector<Cell> m_cells;
    Id m_id;
    qint64 m_version = 0;
    qint64 m_read = 0;
};

/// All rows of a received block, where there are few.
Result<QList<Row>> rowsOf(const Block &block);

} // namespace tidedesk::protocol
