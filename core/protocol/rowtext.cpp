// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/protocol/rowtext.h"
#include <QLocale>
#include <cmath>

namespace tidedesk::protocol {

void appendText(QByteArray &out, QStringView text)
{
    static const char *hex = "0123456789abcdef";
    out += '"';
    const QByteArray utf8 = text.toUtf8();
    qsizetype clean = 0;
    for (qsizetype i = 0; i < utf8.size(); ++i) {
        const auto c = static_cast<unsigned char>(utf8[i]);
        if (c >= 0x20 && c != '"' && c != '\\')
            continue;
        out.append(utf8.constData() + clean, i - clean);
        clean = i + 1;
        out += '\\';
        if (c == '"' || c == '\\')
            out += static_cast<char>(c);
        else if (c == '\n')
            out += 'n';
        else {
            out += "u00";
            out += hex[c >> 4];
            out += hex[c & 15];
        }
    }
    out.append(utf8.constData() + clean, utf8.size() - clean);
    out += '"';
}

void appendValue(QByteArray &out, const Value &value)
{
    struct Visitor {
        QByteArray &out;
        void operator()(std::monostate) const { out += "null"; }
        void operator()(qint64 number) const { out += QByteArray::number(number); }
        void operator()(double number) const
        {
            out += std::isfinite(number) ? QByteArray::number(number, 'g', QLocale::FloatingPointShortest) : "null";
        }
        void operator()(const QString &text) const { appendText(out, text); }
        void operator()(const Id &id) const { out += '"' + id.toString().toLatin1() + '"'; }
        void operator()(const QStringList &members) const
        {
            out += '[';
            for (const QString &member : members) {
                appendText(out, member);
                out += ',';
            }
            if (!members.isEmpty())
                out.chop(1);
            out += ']';
        }
    };
    std::visit(Visitor {out}, value);
}

void appendRow(QByteArray &out, const Row &row)
{
    out += "[\"" + row.id().toString().toLatin1() + "\"," + QByteArray::number(row.version);
    for (const Value &value : row.values()) {
        out += ',';
        appendValue(out, value);
    }
    out += ']';
}

} // namespace tidedesk::protocol
