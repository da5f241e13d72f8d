// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/import/source.h"
#include "core/server/import/csvreader.h"
#include <QFile>
#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>
#include <QStringDecoder>

namespace tidedesk::import {

namespace {

constexpr qint64 kLargestFile = qint64(1) << 30;

Error rejected(const char *code, const QString &detail)
{
    return {Consequence::Rejected, QLatin1StringView(code), detail};
}

Result<QString> decoded(const QByteArray &bytes, const QString &file, const QString &encoding)
{
    QStringDecoder decoder(encoding.toLatin1().constData());
    if (!decoder.isValid())
        return rejected(
            "import.encoding", QStringLiteral("%1: this system does not know the encoding '%2'").arg(file, encoding));
    QString text = decoder.decode(bytes);
    if (decoder.hasError())
        return rejected("import.encoding", QStringLiteral("%1: the text is not %2").arg(file, encoding));
    if (text.startsWith(QChar::ByteOrderMark))
        text.remove(0, 1);
    return text.remove(QChar(u'\0'));
}

qint64 lineAt(const QByteArray &bytes, qsizetype offset)
{
    return bytes.left(offset).count('\n') + 1;
}

QString textOf(const QJsonValue &value)
{
    if (value.isBool())
        return value.toBool() ? QStringLiteral("true") : QStringLiteral("false");
    if (value.isDouble())
        return QString::number(value.toDouble(), 'g', 15);
    return value.toString().trimmed();
}

/// Nested objects become paths; arrays of plain values are joined with ";".
void flatten(const QJsonObject &object, const QString &prefix, QHash<QString, QString> &cells)
{
    for (auto it = object.begin(); it != object.end(); ++it) {
        const QString path = prefix + it.key();
        if (it->isObject()) {
            flatten(it->toObject(), path + u'.', cells);
            continue;
        }
        QString text = textOf(*it);
        if (it->isArray()) {
            QStringList parts;
            for (const QJsonValue &part : it->toArray())
                parts.append(textOf(part));
            text = parts.join(u';');
        }
        if (!text.isEmpty())
            cells.insert(path, text.remove(QChar(u'\0')));
    }
}

} // namespace

Result<Source> Source::open(const QString &file, const FileForm &form, const QStringList &needed)
{
    QFile in(file);
    if (!in.open(QIODevice::ReadOnly))
        return rejected("import.unreadable", file + QStringLiteral(": ") + in.errorString());
    if (in.size() > kLargestFile)
        return rejected("import.unreadable", file + QStringLiteral(": more than 1 GiB, split it"));
    QByteArray bytes = in.readAll();
    if (in.error() != QFile::NoError)
        return rejected("import.unreadable", file + QStringLiteral(": ") + in.errorString());
    Source source;
    source.m_file = file;
    source.m_empty = form.empty;
    TD_ASSIGN(text, decoded(bytes, file, form.encoding));
    if (form.format == FileForm::Format::Csv) {
        TD_TRY(source.readCsv(text, form, needed));
        return source;
    }
    bytes = text.toUtf8(); // Qt's JSON parser knows UTF-8 alone
    TD_TRY(form.format == FileForm::Format::Json ? source.readJson(bytes, form) : source.readJsonLines(bytes));
    return source;
}

Status Source::readCsv(const QString &text, const FileForm &form, const QStringList &needed)
{
    const QChar separator = form.separator.isEmpty() ? CsvReader::guessSeparator(text) : form.separator.front();
    CsvReader reader(text, separator);
    const auto heading = reader.next();
    if (!heading || heading->problem)
        return rejected("import.header", m_file + QStringLiteral(": there is no heading"));
    QStringList columns;
    for (const QString &cell : heading->cells) {
        const QString name = cell.trimmed();
        if (!name.isEmpty() && columns.contains(name))
            return rejected("import.header", QStringLiteral("%1: the column '%2' is there twice").arg(m_file, name));
        columns.append(name);
    }
    for (const QString &name : needed) {
        if (!columns.contains(name))
            return rejected("import.columns",
                QStringLiteral("%1: the column '%2' is missing; there are: %3")
                    .arg(m_file, name, columns.join(QStringLiteral(", "))));
    }
    while (const auto read = reader.next()) {
        Record record;
        record.row = m_records.size() + 1;
        record.line = read->line;
        if (read->problem)
            record.problem = QLatin1StringView(read->problem);
        for (qsizetype i = 0; i < read->cells.size(); ++i) {
            const QString cell = read->cells[i].trimmed();
            if (cell.isEmpty() || form.empty.contains(cell))
                continue;
            if (i < columns.size() && !columns[i].isEmpty())
                record.cells.insert(columns[i], cell);
            else if (record.problem.isEmpty())
                record.problem = QStringLiteral("too_many_cells: %1 where the heading has %2")
                                     .arg(read->cells.size())
                                     .arg(columns.size());
        }
        m_records.append(std::move(record));
    }
    return {};
}

Status Source::readJson(const QByteArray &bytes, const FileForm &form)
{
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(bytes, &problem);
    if (problem.error != QJsonParseError::NoError)
        return rejected("import.syntax",
            QStringLiteral("%1: line %2: %3")
                .arg(m_file)
                .arg(lineAt(bytes, problem.offset))
                .arg(problem.errorString()));
    QJsonValue rows = document.isArray() ? QJsonValue(document.array()) : QJsonValue(document.object());
    for (const QString &part : form.rows.split(u'.', Qt::SkipEmptyParts))
        rows = rows.toObject().value(part);
    if (!rows.isArray())
        return rejected("import.syntax", QStringLiteral("%1: there is no list of rows at '%2'").arg(m_file, form.rows));
    for (const QJsonValue &row : rows.toArray()) {
        addObject(row.toObject(), 1);
        if (!row.isObject())
            m_records.last().problem = QStringLiteral("not_an_object");
    }
    return {};
}

Status Source::readJsonLines(const QByteArray &bytes)
{
    qint64 number = 0;
    for (const QByteArray &line : bytes.split('\n')) {
        ++number;
        if (line.trimmed().isEmpty())
            continue;
        QJsonParseError problem;
        const QJsonDocument document = QJsonDocument::fromJson(line, &problem);
        addObject(document.object(), number);
        if (problem.error != QJsonParseError::NoError)
            m_records.last().problem = QStringLiteral("syntax: ") + problem.errorString();
        else if (!document.isObject())
            m_records.last().problem = QStringLiteral("not_an_object");
    }
    return {};
}

void Source::addObject(const QJsonObject &object, qint64 line)
{
    Record record;
    record.row = m_records.size() + 1;
    record.line = line;
    flatten(object, {}, record.cells);
    record.cells.removeIf([this](const auto &cell) { return m_empty.contains(cell.value()); });
    m_records.append(std::move(record));
}

} // namespace tidedesk::import
