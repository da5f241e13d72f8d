// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/protocol/rowreader.h"
#include "core/protocol/rowtext.h"

namespace tidedesk::test {

/// Rows as a seat receives them.
inline protocol::Block received(const QString &bucket, const schema::Entity &entity, const QList<Row> &rows)
{
    protocol::Block block {.bucket = bucket, .entity = &entity};
    for (const schema::Field &field : entity.fields())
        block.columns.append(&field);
    for (const Row &row : rows) {
        QByteArray text;
        protocol::appendRow(text, row);
        block.add(text);
    }
    block.rows += ']';
    return block;
}

inline protocol::Block departed(const QString &bucket, const schema::Entity &entity, const QList<Id> &ids)
{
    return {.bucket = bucket, .entity = &entity, .gone = ids};
}

} // namespace tidedesk::test
