// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/http/responsewriter.h"
#include "core/base/clock.h"
#include <QDateTime>
#include <QLocale>
#include <algorithm>
#include <array>

namespace tidedesk::http {

namespace {
struct Phrase {
    int status;
    const char *text;
};

constexpr std::array kPhrases{Phrase{100, "Continue"}, Phrase{200, "OK"}, Phrase{201, "Created"},
    Phrase{202, "Accepted"}, Phrase{204, "No Content"}, Phrase{206, "Partial Content"}, Phrase{302, "Found"},
    Phrase{303, "See Other"}, Phrase{304, "Not Modified"}, Phrase{307, "Temporary Redirect"},
    Phrase{400, "Bad Request"}, Phrase{401, "Unauthorized"}, Phrase{403, "Forbidden"}, Phrase{404, "Not Found"},
    Phrase{405, "Method Not Allowed"}, Phrase{406, "Not Acceptable"}, Phrase{408, "Request Timeout"},
    Phrase{409, "Conflict"}, Phrase{410, "Gone"}, Phrase{412, "Precondition Failed"}, Phrase{413, "Content Too Large"},
    Phrase{415, "Unsupported Media Type"}, Phrase{416, "Range Not Satisfiable"}, Phrase{417, "Expectation Failed"},
    Phrase{422, "Unprocessable Content"}, Phrase{426, "Upgrade Required"}, Phrase{428, "Precondition Required"},
    Phrase{429, "Too Many Requests"}, Phrase{431, "Request Header Fields Too Large"},
    Phrase{500, "Internal Server Error"}, Phrase{501, "Not Implemented"}, Phrase{503, "Service Unavailable"}};

const char *reasonPhrase(int status)
{
    const auto found = std::find_if(
        kPhrases.begin(), kPhrases.end(), [status](const Phrase &phrase) { return phrase.status == status; });
    return found == kPhrases.end() ? "Status" : found->text;
}

QByteArray date()
{
    const auto now = QDateTime::fromMSecsSinceEpoch(SystemClock().nowMs(), Qt::UTC);
    return QLocale::c().toString(now, QStringLiteral("ddd, dd MMM yyyy hh:mm:ss 'GMT'")).toLatin1();
}

void appendField(QByteArray &out, QByteArrayView name, QByteArrayView value)
{
    out.append(name).append(": ");
    for (const char c : value)
        out.append(static_cast<unsigned char>(c) < 0x20 || c == 0x7f ? ' ' : c);
    out.append("\r\n");
}

bool isFraming(const QByteArray &name)
{
    constexpr std::array kOwn{"Content-Length", "Transfer-Encoding", "Connection", "Date"};
    return std::any_of(
        kOwn.begin(), kOwn.end(), [&name](const char *own) { return name.compare(own, Qt::CaseInsensitive) == 0; });
}

void appendFields(QByteArray &out, const Headers &headers)
{
    for (const auto &[name, value] : headers) {
        if (!isFraming(name))
            appendField(out, name, value);
    }
}
} // namespace

bool mayHaveBody(int status)
{
    return status >= 200 && status != 204 && status != 304;
}

QByteArray serialized(const ResponseHead &head)
{
    QByteArray out;
    out.reserve(256);
    out.append("HTTP/1.1 ").append(QByteArray::number(head.status)).append(' ');
    out.append(reasonPhrase(head.status)).append("\r\n");
    appendField(out, "Date", date());
    if (!head.contentType.isEmpty())
        appendField(out, "Content-Type", head.contentType);
    if (mayHaveBody(head.status)) {
        if (head.length)
            appendField(out, "Content-Length", QByteArray::number(*head.length));
        else if (head.chunked)
            appendField(out, "Transfer-Encoding", "chunked");
    }
    if (head.close)
        appendField(out, "Connection", "close");
    appendFields(out, head.headers);
    appendFields(out, head.more);
    return out.append("\r\n");
}

void appendChunk(QByteArray &out, QByteArrayView data)
{
    Q_ASSERT(!data.isEmpty());
    out.append(QByteArray::number(data.size(), 16)).append("\r\n").append(data).append("\r\n");
}

QByteArrayView lastChunk()
{
    return "0\r\n\r\n";
}

} // namespace tidedesk::http
