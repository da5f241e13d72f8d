// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/schema/row.h"
#include <QMap>

namespace tidedesk::protocol {

/// A summary of a scope that is equal on the server and on every seat that holds the same rows: per entity the number
/// of rows and the sum (mod 2^64) of the first 8 bytes of BLAKE2b over each row's canonical text. Order-free, so each
/// side may walk its rows as it likes.
class Digest {
public:
    void add(const Row &row);
    void add(const Digest &other); ///< of other rows
    struct Part {
        qint64 rows = 0;
        quint64 sum = 0;
    };
    const QMap<QString, Part> &parts() const { return m_parts; }
    QString text() const; ///< 40 hex characters over all parts

private:
    QMap<QString, Part> m_parts; ///< by entity name; entities without rows are absent
    QByteArray m_scratch;
};

} // namespace tidedesk::protocol
