// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/server/http/connection.h"
#include "core/server/http/deadline.h"
#include "core/server/http/exchange.h"
#include "core/server/http/requestparser.h"

namespace tidedesk::http {

/// One connection's conversation: read a request, wait for its answer, send it, and again. Requests sent ahead
/// (pipelining) wait until the answer before them has been sent whole, so a client that does not read cannot make the
/// server hold more than one answer. io thread only.
class Session final : public Connection::User, public std::enable_shared_from_this<Session> {
public:
    Session(std::shared_ptr<ServerContext> context, std::shared_ptr<Connection> connection);

    void start();
    /// The server drains: an event stream ends now, an idle connection soon, any other after its answer.
    void drain();
    void close();
    const Connection &connection() const { return *m_connection; }

    // From an Exchange; ignored unless it is the present one.
    void deliver(const Exchange &exchange, int status, const QByteArray &head, const QByteArray &body, bool close,
        const QByteArray &code = {});
    void deliverStream(const Exchange &exchange, int status, const QByteArray &head,
        const std::shared_ptr<StreamQueue> &stream, StreamKind kind, bool close);
    void pump(const Exchange &exchange);

    void received(QByteArrayView bytes) override;
    void receivedEnd() override;
    void progressed() override;
    void failed() override;

private:
    enum class Phase {
        Reading, ///< a request, or waiting for one
        Answering,
        Lingering, ///< the last answer was sent; what still comes is thrown away so that no reset overtakes it
        Closed,
    };
    enum class Waiting { ForRequest, ForHead, ForBody, ForReader, ForEnd };

    void waitForRequest(int ms);
    qsizetype consume(QByteArrayView bytes);
    void readAhead();
    void beginRequest();
    bool admit();
    bool holdBody();
    void dispatch();
    void refuse(const Refusal &refusal);
    void answerDirectly(Response response);
    void settle();
    void finishAnswer();
    void linger();
    void release();
    void report();
    void startWindow(Waiting waiting);
    void expired();

    const std::shared_ptr<ServerContext> m_context;
    const std::shared_ptr<Connection> m_connection;
    std::unique_ptr<Deadline> m_deadline;
    std::unique_ptr<RequestParser> m_parser; ///< null between requests
    QByteArray m_in; ///< received, not yet usable

    Phase m_phase = Phase::Reading;
    Waiting m_waiting = Waiting::ForRequest;
    qint64 m_windowStart = 0; ///< bytes moved when the transfer window began
    qint64 m_bodyHeld = 0; ///< counted in Counters::bodyBytes
    bool m_ended = false; ///< the client sends no more

    std::shared_ptr<Exchange> m_exchange; ///< of the request being answered; null for a refusal
    std::shared_ptr<StreamQueue> m_stream;
    StreamKind m_streamKind = StreamKind::Download;
    bool m_answerWhole = false; ///< all of the answer was given to the connection
    bool m_closeAfter = false;
    qint64 m_accounted = 0; ///< of the connection's sent bytes: already told to m_stream
    qint64 m_answerStart = 0; ///< the connection's sent bytes when the answer began
    qint64 m_since = 0;
    Exchanged m_record;
};

} // namespace tidedesk::http
