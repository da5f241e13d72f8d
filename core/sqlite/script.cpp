// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sqlite/script.h"

namespace tidedesk::sqlite {

namespace {

/// Blank lines and "-- comment" lines only.
bool holdsNoStatement(QByteArrayView chunk)
{
    while (!chunk.isEmpty()) {
        const qsizetype end = chunk.indexOf('\n');
        const QByteArrayView line = (end < 0 ? chunk : chunk.first(end)).trimmed();
        if (!line.isEmpty() && !line.startsWith("--"))
            return false;
        chunk = end < 0 ? QByteArrayView() : chunk.sliced(end + 1);
    }
    return true;
}

} // namespace

QList<QByteArray> splitScript(QByteArrayView script)
{
    QList<QByteArray> statements;
    QByteArray chunk;
    const auto flush = [&] {
        if (!holdsNoStatement(chunk))
            statements.append(chunk.trimmed());
        chunk.clear();
    };
    const QList<QByteArray> lines = script.toByteArray().split('\n');
    for (const QByteArray &line : lines) {
        if (line.trimmed() == "--;;")
            flush();
        else
            chunk += line + '\n';
    }
    flush();
    return statements;
}

} // namespace tidedesk::sqlite
