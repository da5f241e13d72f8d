// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/http/target.h"

namespace tidedesk::http {

namespace {
int hexDigit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

bool readQuery(QByteArrayView text, QList<Pair> &query)
{
    while (!text.isEmpty()) {
        const qsizetype end = text.indexOf('&') < 0 ? text.size() : text.indexOf('&');
        const QByteArrayView item = text.first(end);
        text = text.sliced(qMin(end + 1, text.size()));
        if (item.isEmpty())
            continue;
        const qsizetype equals = item.indexOf('=');
        const auto name = percentDecoded(equals < 0 ? item : item.first(equals), Plus::Space);
        const auto value = percentDecoded(equals < 0 ? QByteArrayView() : item.sliced(equals + 1), Plus::Space);
        if (!name || !value)
            return false;
        query.append({*name, *value});
    }
    return true;
}
} // namespace

std::optional<QByteArray> percentDecoded(QByteArrayView text, Plus plus)
{
    QByteArray decoded;
    decoded.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        char c = text[i];
        if (c == '%') {
            const int high = i + 1 < text.size() ? hexDigit(text[i + 1]) : -1;
            const int low = i + 2 < text.size() ? hexDigit(text[i + 2]) : -1;
            if (high < 0 || low < 0)
                return std::nullopt;
            c = char(high * 16 + low);
            i += 2;
        } else if (c == '+' && plus == Plus::Space) {
            c = ' ';
        }
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f)
            return std::nullopt;
        decoded.append(c);
    }
    return decoded;
}

bool readTarget(QByteArrayView target, Request &request)
{
    if (target == "*") {
        request.path = "*";
        return request.method == "OPTIONS";
    }
    for (const QByteArrayView scheme : {QByteArrayView("http://"), QByteArrayView("https://")}) {
        if (target.size() > scheme.size() && target.first(scheme.size()).compare(scheme, Qt::CaseInsensitive) == 0) {
            const qsizetype slash = target.indexOf('/', scheme.size());
            target = slash < 0 ? QByteArrayView("/") : target.sliced(slash);
            break;
        }
    }
    if (!target.startsWith('/'))
        return false;
    const qsizetype mark = target.indexOf('?');
    const QByteArrayView path = mark < 0 ? target : target.first(mark);
    if (!percentDecoded(path))
        return false;
    request.path = path.toByteArray();
    return mark < 0 || readQuery(target.sliced(mark + 1), request.query);
}

} // namespace tidedesk::http
