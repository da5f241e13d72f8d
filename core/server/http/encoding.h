// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>
#include <optional>

namespace tidedesk::http {

/// Content codings of this server (RFC 9110, 8.4; zstd: RFC 8878; gzip: RFC 1952).
enum class Encoding { Identity, Gzip, Zstd };

QByteArray encodingName(Encoding encoding);
/// The coding that a Content-Encoding field names; nothing for one we do not know, or for a list of them.
std::optional<Encoding> encodingFromName(QByteArrayView name);
/// The best coding that an Accept-Encoding field offers: zstd, else gzip, else none.
Encoding chooseEncoding(QByteArrayView acceptEncoding);
/// True for text-like media types; pictures and archives are compressed already. Never for event streams: a
/// compressor's window per idle client would cost more memory than all else.
bool isCompressible(QByteArrayView contentType);

} // namespace tidedesk::http
