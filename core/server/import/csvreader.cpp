// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/import/csvreader.h"
#include <algorithm>

namespace tidedesk::import {

std::optional<CsvReader::Record> CsvReader::next()
{
    while (m_at < m_text.size()) {
        Record record;
        record.line = m_line;
        readRecord(record);
        const bool blank
            = std::all_of(record.cells.begin(), record.cells.end(), [](const QString &cell) { return cell.isEmpty(); });
        if (!blank || record.problem)
            return record;
    }
    return {};
}

QChar CsvReader::guessSeparator(QStringView text)
{
    QChar best = u',';
    qsizetype most = 1;
    for (const QChar candidate : {u',', u';', u'\t'}) {
        const auto first = CsvReader(text, candidate).next();
        if (first && first->cells.size() > most) {
            most = first->cells.size();
            best = candidate;
        }
    }
    return best;
}

void CsvReader::readRecord(Record &record)
{
    for (;;) {
        readCell(record);
        if (m_at >= m_text.size())
            return;
        if (atLineEnd()) {
            skipLineEnd();
            return;
        }
        ++m_at; // the separator
    }
}

void CsvReader::readCell(Record &record)
{
    QString cell;
    if (m_at < m_text.size() && m_text[m_at] == u'"')
        readQuoted(cell, record);
    const qsizetype start = m_at;
    while (m_at < m_text.size() && m_text[m_at] != m_separator && !atLineEnd())
        ++m_at;
    const QStringView rest = m_text.mid(start, m_at - start);
    // Spaces after a closing quote are common and harmless; anything else means that the quotes are not in pairs.
    if (!cell.isNull() && !rest.trimmed().isEmpty() && !record.problem)
        record.problem = "text_after_quote";
    record.cells.append(cell.isNull() ? rest.toString() : cell);
}

void CsvReader::readQuoted(QString &cell, Record &record)
{
    cell = QStringLiteral("");
    ++m_at;
    while (m_at < m_text.size()) {
        const QChar c = m_text[m_at++];
        if (c == u'"') {
            if (m_at >= m_text.size() || m_text[m_at] != u'"')
                return;
            ++m_at;
        } else if (c == u'\n' || (c == u'\r' && (m_at >= m_text.size() || m_text[m_at] != u'\n'))) {
            ++m_line;
        }
        if (c != u'\r')
            cell += c;
        else if (m_at >= m_text.size() || m_text[m_at] != u'\n')
            cell += u'\n';
    }
    record.problem = "unclosed_quote";
}

bool CsvReader::atLineEnd() const
{
    return m_text[m_at] == u'\n' || m_text[m_at] == u'\r';
}

void CsvReader::skipLineEnd()
{
    if (m_text[m_at] == u'\r' && m_at + 1 < m_text.size() && m_text[m_at + 1] == u'\n')
        ++m_at;
    ++m_at;
    ++m_line;
}

} // namespace tidedesk::import
