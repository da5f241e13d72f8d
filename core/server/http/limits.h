// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QtGlobal>

namespace tidedesk::http {

/// What one server allows its clients. The defaults are the floor for a server on the open internet; tests shorten
/// them.
struct Limits {
    qint64 maxHeaderBytes = 8 * 1024; ///< request line and header fields together; beyond: 431
    qint64 maxBodyBytes = 1024 * 1024; ///< of a request, as sent and decompressed; beyond: 413. Per request: Admission
    qint64 maxBodyBytesTotal = 256 * 1024 * 1024; ///< bodies of all connections held at a time; beyond: 503
    qint64 streamBufferBytes = 256 * 1024; ///< per stream; a slower reader's producer is refused beyond it
    qint64 compressAbove = 4096; ///< smaller bodies cost more than they save
    int maxCompressedStreams = 200; ///< at a time; each costs about 1 MiB, more of them go out uncompressed

    int headerTimeoutMs = 10'000; ///< from accept to the first byte (TLS included), and from there to the whole header
    int idleTimeoutMs = 60'000; ///< keep-alive: from an answer to the next request's first byte
    /// A body must bring, and a reader must take, at least `transferWindowBytes` in every window, or all that is left;
    /// a mere inactivity timer would let one byte per half minute hold memory for days.
    int transferWindowMs = 30'000;
    qint64 transferWindowBytes = 32 * 1024;
    int lingerMs = 2'000; ///< after the last answer: how long the client may still send before the connection is cut
    int drainIdleMs = 1'000; ///< how long idle connections stay open while draining
    int acceptBackoffMs = 100; ///< pause after a failed accept (no file descriptors left)

    int maxConnections = 10'000;
    /// By IPv4 address or IPv6 /64. High, because a whole office stands behind one address.
    int maxConnectionsPerAddress = 4'000;
    int backlog = 4096;
};

} // namespace tidedesk::http
