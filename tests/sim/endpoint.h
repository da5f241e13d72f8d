// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>
#include <memory>

namespace tidedesk::sim {

/// One request that has reached the server, and the way its answer goes back.
class Exchange {
public:
    virtual ~Exchange() = default;
    virtual void answer(int status, const QByteArray &body, const QByteArray &retryAfter) = 0;
    virtual void open() = 0; ///< status 200, the body comes in pieces
    virtual void write(const QByteArray &bytes) = 0;
    virtual void finish() = 0;
    virtual void cut(bool noticed) = 0; ///< the server has gone; unnoticed: the client hears nothing any more
    virtual bool isClientGone() const = 0;
};

/// Where requests arrive.
class Endpoint {
public:
    virtual ~Endpoint() = default;
    virtual bool isUp() const = 0;
    virtual void arrive(const QByteArray &path, const QByteArray &token, const QByteArray &body,
        std::shared_ptr<Exchange> exchange) = 0;
};

} // namespace tidedesk::sim
