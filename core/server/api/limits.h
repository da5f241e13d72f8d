// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/result.h"
#include "core/server/http/limits.h"
#include <QList>

namespace tidedesk::server {

/// What files may take, in bytes.
struct FileLimits {
    static constexpr qint64 kLargest = 25LL * 1024 * 1024;

    qint64 largest = kLargest; ///< one file
    qint64 aDay = 1024LL * 1024 * 1024; ///< what one person may send in 24 hours
    qint64 total = 0; ///< all files of the server; 0 = as many as the disk holds
};

/// What one server allows those who ask it; what it holds is bounded by these. resources/help/server.md tells operators.
struct Limits {
    http::Limits http = {};
    /// A seat asks a few times a minute, and once per poke (at most 50 a second); after a day offline a few hundred at once.
    int seatRequestsPerSecond = 100;
    int seatRequestBurst = 2'000;
    /// A whole office stands behind one address, and everybody behind a proxy on loopback, which is therefore not counted.
    int addressRequestsPerSecond = 2'000;
    int addressRequestBurst = 20'000;
    int countLoopback = 0; ///< 1: there is no proxy on this machine, loopback counts like any address
    int listeners = 9'000; ///< live channels; below max_connections, so that there is room to ask, too
    int listenersPerSeat = 4; ///< more than one only while a broken one has not been noticed; the oldest gives way
    int writerLine = 4'096; ///< pieces of work that wait for the writer
    int readerLine = 512; ///< for a reader
    int passwordLine = 200; ///< passwords that wait to be checked
    FileLimits files = {};
    qint64 sealedBytes = 512LL * 1024 * 1024; ///< the largest file of sealed work that a revoked seat may hand in
};

/// One limit as an operator may set it.
struct NamedLimit {
    QLatin1StringView name;
    qint64 least;
    qint64 most;
    qint64 (*get)(const Limits &limits);
    void (*set)(Limits &limits, qint64 value);
};
const QList<NamedLimit> &namedLimits();

/// Those that a JSON object names, the others as they are. Rejected "limits.json", "limits.unknown", "limits.range".
Result<Limits> limitsFrom(const QByteArray &json);

} // namespace tidedesk::server
