// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/protocol/rowtext.h"
#include <QLocale>
#include <array>
#include <charconv>

namespace tidedesk::protocol {

namespace {

constexpr char kHex[] = "0123456789abcdef";

/// Whether a byte needs an escape within a JSON text.
constexpr auto kEscaped = [] {
    std::array<bool, 256> escaped {};
    for (size_t c = 0; c < 0x20; ++c)
        escaped[c] = true;
    escaped['"'] = escaped['\\'] = true;
    return escaped;
}();

void appendEscape(QByteArray &out, unsigned char c)
{
    out += '\\';
    if (c == '"' || c == '\\') {
        out += static_cast<char>(c);
    } else if (c == '\n') {
        out += 'n';
    } else {
        out += "u00";
        out += kHex[c >> 4];
        out += kHex[c & 15];
    }
}

} // namespace

void appendUtf8(QByteArray &out, QByteArrayView text)
{
    out += '"';
    qsizetype clean = 0;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const auto c = static_cast<unsigned char>(text[i]);
        if (!kEscaped[c])
            continue;
        out.append(text.sliced(clean, i - clean));
        clean = i + 1;
        appendEscape(out, c);
    }
    out.append(text.sliced(clean));
    out += '"';
}

void appendText(QByteArray &out, QStringView text) { appendUtf8(out, text.toUtf8()); }

void appendId(QByteArray &out, QByteArrayView bytes)
{
    if (bytes.size() != 16) { // no identity; whoever reads it says so
        out += "null";
        return;
    }
    char text[38];
    char *to = text;
    *to++ = '"';
    for (int i = 0; i < 16; ++i) {
        if (i == 4 || i == 6 || i == 8 || i == 10)
            *to++ = '-';
        const auto byte = static_cast<unsigned char>(bytes[i]);
        *to++ = kHex[byte >> 4];
        *to++ = kHex[byte & 15];
    }
    *to++ = '"';
    out.append(text, to - text);
}

void appendNumber(QByteArray &out, qint64 number)
{
    char text[24];
    const auto end = std::to_chars(text, text + sizeof text, number).ptr;
    out.append(text, end - text);
}

void appendReal(QByteArray &out, double number)
{
    out += std::isfinite(number) ? QByteArray::number(number, 'g', QLocale::FloatingPointShortest) : "null";
}

void appendValue(QByteArray &out, const Value &value)
{
    struct Visitor {
        QByteArray &out;
        void operator()(std::monostate) const { out += "null"; }
        void operator()(qint64 number) const { appendNumber(out, number); }
        void operator()(double number) const { appendReal(out, number); }
        void operator()(const QString &text) const { appendText(out, text); }
        void operator()(const Id &id) const { appendId(out, id.toBytes()); }
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
    out += '[';
    appendId(out, row.id().toBytes());
    out += ',';
    appendNumber(out, row.version);
    for (const Value &value : row.values()) {
        out += ',';
        appendValue(out, value);
    }
    out += ']';
}

} // namespace tidedesk::protocol
