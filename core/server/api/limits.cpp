// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/api/limits.h"
#include "core/domain/attachment.h"
#include <QJsonDocument>
#include <QJsonObject>
#include <algorithm>

namespace tidedesk::server {

namespace {

template <auto Member> NamedLimit ofHttp(const char *name, qint64 least, qint64 most)
{
    using Number = std::remove_cvref_t<decltype(http::Limits().*Member)>;
    return {QLatin1StringView(name), least, most, [](const Limits &limits) { return qint64(limits.http.*Member); },
        [](Limits &limits, qint64 value) { limits.http.*Member = static_cast<Number>(value); }};
}

template <auto Member> NamedLimit own(const char *name, qint64 least, qint64 most)
{
    return {QLatin1StringView(name), least, most, [](const Limits &limits) { return qint64(limits.*Member); },
        [](Limits &limits, qint64 value) { limits.*Member = static_cast<int>(value); }};
}

template <auto Member> NamedLimit ofFiles(const char *name, qint64 least, qint64 most)
{
    return {QLatin1StringView(name), least, most, [](const Limits &limits) { return limits.files.*Member; },
        [](Limits &limits, qint64 value) { limits.files.*Member = value; }};
}

constexpr qint64 kMany = 1'000'000;
constexpr qint64 kHourMs = 3'600'000;
constexpr qint64 kKiB = 1024;
constexpr qint64 kGiB = kKiB * kKiB * kKiB;
constexpr qint64 kMostOfFiles = kMany * kGiB;

} // namespace

const QList<NamedLimit> &namedLimits()
{
    using H = http::Limits;
    static const QList<NamedLimit> all {
        ofHttp<&H::maxConnections>("max_connections", 1, kMany),
        ofHttp<&H::maxConnectionsPerAddress>("max_connections_per_address", 1, kMany),
        ofHttp<&H::backlog>("backlog", 1, kMany),
        ofHttp<&H::maxHeaderBytes>("max_header_bytes", kKiB, kKiB * kKiB),
        ofHttp<&H::maxBodyBytes>("max_body_bytes", 64 * kKiB, kGiB),
        ofHttp<&H::maxBodyBytesTotal>("max_body_bytes_total", kKiB * kKiB, 64 * kGiB),
        ofHttp<&H::streamBufferBytes>("stream_buffer_bytes", 16 * kKiB, kGiB),
        ofHttp<&H::maxCompressedStreams>("max_compressed_streams", 0, kMany),
        ofHttp<&H::headerTimeoutMs>("header_timeout_ms", 100, kHourMs),
        ofHttp<&H::idleTimeoutMs>("idle_timeout_ms", 100, kHourMs),
        ofHttp<&H::transferWindowMs>("transfer_window_ms", 100, kHourMs),
        ofHttp<&H::transferWindowBytes>("transfer_window_bytes", 1, kGiB),
        own<&Limits::seatRequestsPerSecond>("seat_requests_per_second", 0, kMany),
        own<&Limits::seatRequestBurst>("seat_request_burst", 1, kMany),
        own<&Limits::addressRequestsPerSecond>("address_requests_per_second", 0, kMany),
        own<&Limits::addressRequestBurst>("address_request_burst", 1, kMany),
        own<&Limits::countLoopback>("count_loopback", 0, 1),
        own<&Limits::listeners>("listeners", 1, kMany),
        own<&Limits::listenersPerSeat>("listeners_per_seat", 1, kMany),
        own<&Limits::writerLine>("writer_line", 1, kMany),
        own<&Limits::readerLine>("reader_line", 1, kMany),
        own<&Limits::passwordLine>("password_line", 1, kMany),
        own<&Limits::sealedBytes>("sealed_bytes", kKiB * kKiB, 64 * kGiB),
        ofFiles<&FileLimits::largest>("file_bytes", 1, domain::kMostFileBytes),
        ofFiles<&FileLimits::aDay>("files_a_day_bytes", 1, kMostOfFiles),
        ofFiles<&FileLimits::total>("files_total_bytes", 0, kMostOfFiles),
    };
    return all;
}

Result<Limits> limitsFrom(const QByteArray &json)
{
    const auto wrong = [](const char *code, const QString &detail) { return Error {Consequence::Rejected, QLatin1StringView(code), detail}; };
    const QJsonDocument document = QJsonDocument::fromJson(json);
    if (!document.isObject())
        return wrong("limits.json", QStringLiteral("an object of names and whole numbers is expected"));
    Limits limits;
    const QJsonObject object = document.object();
    for (auto it = object.begin(); it != object.end(); ++it) {
        const auto &all = namedLimits();
        const auto named = std::find_if(all.begin(), all.end(), [&](const NamedLimit &limit) { return limit.name == it.key(); });
        if (named == all.end())
            return wrong("limits.unknown", it.key().left(60));
        const qint64 value = it.value().toInteger(-1);
        if (value < named->least || value > named->most)
            return wrong("limits.range", QStringLiteral("%1: from %2 to %3").arg(named->name).arg(named->least).arg(named->most));
        named->set(limits, value);
    }
    return limits;
}

} // namespace tidedesk::server
