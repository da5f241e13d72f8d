// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>
#include <memory>

namespace tidedesk::http {

/// One accepted connection, plain or TLS; the caller cannot tell. io thread only, never blocks.
/// Calls of its user never happen inside write(), setReading(), shutdownWrite() or close().
class Connection {
public:
    class User {
    public:
        virtual ~User() = default;
        virtual void received(QByteArrayView bytes) = 0; ///< valid only during the call
        virtual void receivedEnd() = 0; ///< the client sends no more, but may still read
        virtual void progressed() = 0; ///< sentBytes() has grown
        virtual void failed() = 0; ///< nothing more can be sent or received
    };

    virtual ~Connection() = default;
    /// Starts to read.
    virtual void start(std::weak_ptr<User> user) = 0;
    /// A connection that is not read pushes back on its client through TCP.
    virtual void setReading(bool on) = 0;
    /// Sends as much as the system takes at once; the rest as the client reads.
    virtual void write(QByteArray bytes) = 0;
    virtual qint64 sentBytes() const = 0; ///< of those given to write(): handed to the system so far
    virtual qint64 pendingBytes() const = 0; ///< of those given to write(): not yet handed to the system
    /// Says that nothing more will be sent, after all that was written.
    virtual void shutdownWrite() = 0;
    virtual void close() = 0;

    virtual QByteArray remoteAddress() const = 0; ///< numeric
    virtual QByteArray addressKey() const = 0; ///< what is counted as one address: IPv4 address or IPv6 /64
    virtual bool isSecure() const = 0;
};

} // namespace tidedesk::http
