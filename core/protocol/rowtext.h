// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/schema/row.h"
#include <cmath>

/// Rows as JSON text, written by hand: every page and every digest goes through here, and this is where the time goes.
namespace tidedesk::protocol {

/// ["id",version,field,…] in the spine's order.
void appendRow(QByteArray &out, const Row &row);
void appendText(QByteArray &out, QStringView text); ///< with quotes
void appendUtf8(QByteArray &out, QByteArrayView text); ///< the same of UTF-8
void appendId(QByteArray &out, QByteArrayView bytes); ///< 16 of them; with quotes
void appendNumber(QByteArray &out, qint64 number);
void appendReal(QByteArray &out, double number); ///< null for what is no number
void appendValue(QByteArray &out, const Value &value);

/// The same row, straight from what a database gave: `cells` has the columns id, version, fields, and answers
/// isNull, integer, real, utf8 and blobView of each. Sets are stored as they are sent.
template <class Cells> void appendCells(QByteArray &out, const schema::Entity &entity, const Cells &cells)
{
    out += '[';
    appendId(out, cells.blobView(0));
    out += ',';
    appendNumber(out, cells.integer(1));
    int column = 2;
    for (const schema::Field &field : entity.fields()) {
        out += ',';
        if (cells.isNull(column)) {
            out += "null";
        } else {
            switch (field.type) {
            case schema::Type::Text:
            case schema::Type::Date:
            case schema::Type::Json:
                appendUtf8(out, cells.utf8(column));
                break;
            case schema::Type::Set:
                out += cells.utf8(column);
                break;
            case schema::Type::Real:
                appendReal(out, cells.real(column));
                break;
            case schema::Type::Reference:
                appendId(out, cells.blobView(column));
                break;
            case schema::Type::Integer:
            case schema::Type::Flag:
            case schema::Type::Choice:
            case schema::Type::Instant:
            case schema::Type::Money:
                appendNumber(out, cells.integer(column));
                break;
            }
        }
        ++column;
    }
    out += ']';
}

} // namespace tidedesk::protocol
