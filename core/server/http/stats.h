// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QtGlobal>
#include <atomic>

namespace tidedesk::http {

/// Figures of a server since its start; the first five are of now.
struct Stats {
    qint64 connections = 0;
    qint64 answering = 0; ///< requests being answered, streams among them
    qint64 streams = 0;
    qint64 compressedStreams = 0;
    qint64 bodyBytes = 0; ///< request bodies held
    qint64 accepted = 0;
    qint64 refusedConnections = 0; ///< too many, in all or from one address
    qint64 acceptErrors = 0;
    qint64 requests = 0;
    qint64 refusedRequests = 0; ///< broken, too large, too slow
    qint64 stalledReaders = 0; ///< cut because they did not read their answer
};

/// The same while they are counted.
struct Counters {
    std::atomic<qint64> connections = 0;
    std::atomic<qint64> answering = 0;
    std::atomic<qint64> streams = 0;
    std::atomic<qint64> compressedStreams = 0;
    std::atomic<qint64> bodyBytes = 0;
    std::atomic<qint64> accepted = 0;
    std::atomic<qint64> refusedConnections = 0;
    std::atomic<qint64> acceptErrors = 0;
    std::atomic<qint64> requests = 0;
    std::atomic<qint64> refusedRequests = 0;
    std::atomic<qint64> stalledReaders = 0;

    Stats snapshot() const
    {
        return {connections, answering, streams, compressedStreams, bodyBytes, accepted, refusedConnections,
            acceptErrors, requests, refusedRequests, stalledReaders};
    }
};

} // namespace tidedesk::http
