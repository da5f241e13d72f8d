// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/server/http/compressor.h"
#include "core/server/http/loop.h"
#include "core/server/http/stream.h"
#include <QByteArray>

namespace tidedesk::http {

/// What lies between a Stream's producers (any thread) and its session (io thread): compression, chunk framing,
/// the byte count that pushes back, and the callbacks.
class StreamQueue : public std::enable_shared_from_this<StreamQueue> {
public:
    struct Shape {
        Encoding encoding = Encoding::Identity;
        bool chunked = true; ///< HTTP/1.0 knows no chunks: its bodies end with the connection
        qint64 bufferBytes = 0;
        std::shared_ptr<void> slot = {}; ///< held as long as the compressor
    };
    struct Taken {
        QByteArray bytes;
        bool last = false; ///< the body ends with these bytes
        bool aborted = false; ///< the connection must be cut
    };

    /// `wake` makes the session, on the io thread, take().
    StreamQueue(std::shared_ptr<Loop> loop, Shape shape, std::function<void()> wake);
    /// For an answer without a body (HEAD): closed from the start.
    static std::shared_ptr<StreamQueue> closed(std::shared_ptr<Loop> loop);

    // Producers; any thread. As in Stream.
    bool write(QByteArrayView bytes);
    void flush();
    void finish();
    void abort();
    bool isWritable() const;
    bool isClosed() const;
    qint64 pendingBytes() const;
    void onWritable(std::function<void()> callback);
    void onClosed(std::function<void()> callback);

    // Session; io thread.
    Taken take();
    void sent(qint64 bytes); ///< of those taken
    void close(); ///< the client has left or the body is complete

private:
    void append(const QByteArray &data);
    void wakeLater();
    void end(bool aborted);
    void dropCompressor();

    const std::shared_ptr<Loop> m_loop;
    Shape m_shape; ///< only `slot` changes

    mutable std::mutex m_mutex; ///< guards all below; never held while a callback runs
    std::function<void()> m_wake;
    std::unique_ptr<Compressor> m_compressor;
    QByteArray m_out; ///< framed, not yet taken
    qint64 m_pending = 0; ///< m_out and what was taken but not sent
    bool m_woken = false;
    bool m_refused = false; ///< a write was refused since the last onWritable
    bool m_finished = false;
    bool m_aborted = false;
    bool m_closed = false; ///< session's side
    std::function<void()> m_onWritable;
    std::function<void()> m_onClosed;
};

} // namespace tidedesk::http
