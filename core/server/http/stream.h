// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArrayView>
#include <functional>
#include <memory>

namespace tidedesk::http {

class StreamQueue;

enum class StreamKind {
    /// A body with an end. Compressed if offered; a client that closes its sending side still gets it; while draining
    /// it may finish.
    Download,
    /// Server-sent events: no end, mostly idle. Never compressed, every write goes out at once; a client that closes
    /// its sending side has left; draining ends it. Cache-Control: no-store and X-Accel-Buffering: no are added.
    Events,
};

/// The body of an answer, sent as it is made. Thread-safe. Memory is bounded: at most Limits::streamBufferBytes plus
/// one write() are held for a client that does not read.
/// Dropping the last owner before finish() cuts the connection, so that the client sees that the body is not whole.
class Stream {
public:
    explicit Stream(std::shared_ptr<StreamQueue> queue);
    ~Stream();
    Stream(const Stream &) = delete;
    Stream &operator=(const Stream &) = delete;

    /// Takes all of `bytes`, or nothing and returns false: the buffer is full (wait for onWritable) or the stream is
    /// closed (see isClosed).
    bool write(QByteArrayView bytes);
    /// All written so far reaches the client now instead of waiting in the compressor. Costs some compression.
    void flush();
    /// The body is complete.
    void finish();
    /// The body stays incomplete: the connection is cut so that the client cannot mistake it for a whole one.
    void abort();

    bool isWritable() const; ///< write() would take something
    bool isClosed() const; ///< finished, aborted, ended by a drain, or the client has left
    qint64 pendingBytes() const; ///< taken by write() and not yet by the system; what the compressor holds not counted

    /// Called on the io thread each time there is room again after write() refused. Released when the stream closes.
    void onWritable(std::function<void()> callback);
    /// Called once on the io thread when nothing can be written any more, whatever the reason (at once if so already).
    void onClosed(std::function<void()> callback);

private:
    std::shared_ptr<StreamQueue> m_queue;
};

} // namespace tidedesk::http
