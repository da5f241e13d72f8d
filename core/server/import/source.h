// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/result.h"
#include <QHash>
#include <QJsonObject>
#include <QStringList>
#include <optional>

namespace tidedesk::import {

/// How files are written, as the mapping says.
struct FileForm {
    enum class Format { Csv, Json, JsonLines };
    Format format = Format::Csv;
    QString separator; ///< empty = found out by the first line
    QString encoding = QStringLiteral("UTF-8");
    QStringList empty; ///< texts that stand for an empty cell: "N/A", "-"
    QString rows; ///< JSON: path of the array inside the document, empty = the document itself
};

/// One line of a file, whatever its form: texts by column.
struct Record {
    qint64 row = 0; ///< from 1, without the heading
    qint64 line = 0; ///< of the file, from 1
    QHash<QString, QString> cells; ///< trimmed; empty cells are absent; JSON objects by path "customer.email"
    QString problem; ///< why it cannot be read; stable code and detail

    QString cell(const QString &column) const { return cells.value(column); }
};

/// A file read whole. Rejected, all with file and place: import.unreadable, import.encoding (unknown, or bytes that
/// are none of it), import.syntax (JSON), import.header (none, empty or double names), import.columns (a column that
/// the mapping needs is missing).
class Source {
public:
    static Result<Source> open(const QString &file, const FileForm &form, const QStringList &needed);

    const QString &file() const { return m_file; }
    const QList<Record> &records() const { return m_records; }

private:
    Status readCsv(const QString &text, const FileForm &form, const QStringList &needed);
    Status readJson(const QByteArray &bytes, const FileForm &form);
    Status readJsonLines(const QByteArray &bytes);
    void addObject(const QJsonObject &object, qint64 line);

    QString m_file;
    QStringList m_empty;
    QList<Record> m_records;
};

} // namespace tidedesk::import
