// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/http/encoding.h"

namespace tidedesk::http {

namespace {
bool equals(QByteArrayView a, QByteArrayView b)
{
    return a.compare(b, Qt::CaseInsensitive) == 0;
}

/// "gzip;q=0" refuses; any other weight offers.
bool isOffered(QByteArrayView item)
{
    const qsizetype semicolon = item.indexOf(';');
    if (semicolon < 0)
        return true;
    const QByteArray weight = item.sliced(semicolon + 1).trimmed().toByteArray().toLower();
    bool ok = true;
    return !weight.startsWith("q=") || weight.mid(2).toDouble(&ok) > 0 || !ok;
}
} // namespace

QByteArray encodingName(Encoding encoding)
{
    switch (encoding) {
    case Encoding::Gzip:
        return "gzip";
    case Encoding::Zstd:
        return "zstd";
    case Encoding::Identity:
        break;
    }
    return "identity";
}

std::optional<Encoding> encodingFromName(QByteArrayView name)
{
    name = name.trimmed();
    if (name.isEmpty() || equals(name, "identity"))
        return Encoding::Identity;
    if (equals(name, "gzip") || equals(name, "x-gzip"))
        return Encoding::Gzip;
    if (equals(name, "zstd"))
        return Encoding::Zstd;
    return std::nullopt;
}

Encoding chooseEncoding(QByteArrayView acceptEncoding)
{
    auto best = Encoding::Identity;
    while (!acceptEncoding.isEmpty()) {
        const qsizetype comma = acceptEncoding.indexOf(',');
        const QByteArrayView item = comma < 0 ? acceptEncoding : acceptEncoding.first(comma);
        acceptEncoding = comma < 0 ? QByteArrayView() : acceptEncoding.sliced(comma + 1);
        const qsizetype semicolon = item.indexOf(';');
        const auto encoding = encodingFromName(semicolon < 0 ? item : item.first(semicolon));
        if (encoding && *encoding > best && isOffered(item))
            best = *encoding;
    }
    return best;
}

bool isCompressible(QByteArrayView contentType)
{
    const qsizetype semicolon = contentType.indexOf(';');
    const QByteArray type
        = (semicolon < 0 ? contentType : contentType.first(semicolon)).trimmed().toByteArray().toLower();
    if (type == "text/event-stream")
        return false;
    return type.startsWith("text/") || type.endsWith("json") || type.endsWith("xml") || type.endsWith("javascript")
        || type.endsWith("yaml");
}

} // namespace tidedesk::http
