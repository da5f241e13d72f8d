// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QStringList>
#include <optional>

namespace tidedesk::import {

/// Takes CSV text apart (RFC 4180): quoted cells may hold separators, doubled quotes and line breaks; lines end in
/// CRLF, LF or CR; lines without any cell text are skipped. The text must outlive the reader.
class CsvReader {
public:
    struct Record {
        QStringList cells;
        qint64 line = 0; ///< of the text, from 1, on which the record begins
        const char *problem = nullptr; ///< "unclosed_quote", "text_after_quote"; the cells are then what could be read
    };

    CsvReader(QStringView text, QChar separator)
        : m_text(text)
        , m_separator(separator)
    {
    }
    /// Nothing at the end of the text.
    std::optional<Record> next();

    /// The one of , ; and tab that the first record has most of; a comma when there is none.
    static QChar guessSeparator(QStringView text);

private:
    void readRecord(Record &record);
    void readCell(Record &record);
    void readQuoted(QString &cell, Record &record);
    bool atLineEnd() const;
    void skipLineEnd();

    QStringView m_text;
    QChar m_separator;
    qsizetype m_at = 0;
    qint64 m_line = 1;
};

} // namespace tidedesk::import
