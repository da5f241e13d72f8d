// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/net/transport.h"
#include "core/protocol/pieces.h"
#include <QCryptographicHash>
#include <QHash>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTimer>

namespace tidedesk::test {

/// A call that somebody answers later.
class LateCall final : public net::Call {
    Q_OBJECT
public:
    using net::Call::Call;
    void abort() override
    {
        Q_EMIT aborted();
        end(Error {Consequence::Retry, QStringLiteral("net.aborted"), {}});
    }
    void end(const Result<net::Response> &result)
    {
        if (std::exchange(m_ended, true))
            return;
        Q_EMIT finished(result);
        deleteLater();
    }

Q_SIGNALS:
    void aborted();

private:
    bool m_ended = false;
};

/// A server of files behind a link that breaks when the test says so. Answers with the next turn of the event loop.
class FakeFileServer final : public QObject, public net::Transport {
    Q_OBJECT
public:
    enum class Fault {
        None,
        Lost, ///< the request does not arrive
        Unanswered, ///< it arrives, the answer does not
        Halved, ///< the answer's body is cut, unnoticed
        Flipped, ///< a bit of what travels is another one
        Foreign, ///< somebody else answers
        Busy,
    };
    /// What becomes of the n-th request, counted from 0.
    std::function<Fault(int n, const net::Request &request)> fault = [](int, const net::Request &) { return Fault::None; };
    QHash<QString, QByteArray> files; ///< by hash
    QHash<QString, QByteArray> parts; ///< on their way here
    QHash<QString, Error> refused; ///< uploads, by hash
    bool knowsRanges = true;
    int requests = 0;
    int pieces = 0; ///< that travelled, either way
    int mostAtATime = 0;

    static QString hashOf(const QByteArray &bytes) { return QString::fromLatin1(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex()); }

    void setServer(const QUrl &) override { }
    net::Call *send(const net::Request &request) override
    {
        auto *call = new LateCall(this);
        mostAtATime = qMax(mostAtATime, ++m_underWay);
        const Fault what = fault(requests++, request);
        QTimer::singleShot(0, call, [this, call, request, what] {
            --m_underWay;
            call->end(answer(request, what));
        });
        connect(call, &LateCall::aborted, this, [this] { --m_underWay; });
        return call;
    }

private:
    static QByteArray header(const net::Request &request, QByteArrayView name)
    {
        for (const auto &[key, value] : request.headers) {
            if (key == name)
                return value;
        }
        return {};
    }
    static void flip(QByteArray &bytes) { bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 1); }

    Result<net::Response> answer(net::Request request, Fault what)
    {
        if (what == Fault::Lost)
            return Error {Consequence::Retry, QStringLiteral("net.unreachable"), {}};
        if (what == Fault::Busy)
            return Error {Consequence::RetryLater, QStringLiteral("server.busy"), {}, 1000};
        if (what == Fault::Foreign)
            return net::Response {200, request.method == "PUT" || request.path.endsWith(u"/upload") ? QByteArray("<html>") : QByteArray("")};
        if (what == Fault::Flipped && !request.body.isEmpty())
            flip(request.body);
        const QString hash = request.path.section(u'/', 3, 3);
        auto answer = request.method == "PUT" ? take(hash, request) : request.path.endsWith(u"/upload") ? state(hash) : give(hash, request);
        if (what == Fault::Unanswered)
            return Error {Consequence::Retry, QStringLiteral("net.unreachable"), {}};
        if (answer && what == Fault::Flipped && request.method == "GET" && !request.path.endsWith(u"/upload"))
            flip(answer->body);
        if (answer && what == Fault::Halved)
            answer->body.truncate(answer->body.size() / 2);
        return answer;
    }
    Result<net::Response> state(const QString &hash) const
    {
        const bool complete = files.contains(hash);
        const qint64 offset = complete ? files.value(hash).size() : parts.value(hash).size();
        return net::Response {200, QJsonDocument({{QStringLiteral("offset"), offset}, {QStringLiteral("complete"), complete}}).toJson()};
    }
    Result<net::Response> take(const QString &hash, const net::Request &request)
    {
        if (refused.contains(hash))
            return refused.value(hash);
        const auto range = protocol::fromContentRange(header(request, "Content-Range"));
        if (!range || !range->isPiece() || range->length() != request.body.size())
            qFatal("no piece: %s", header(request, "Content-Range").constData());
        ++pieces;
        QByteArray &part = parts[hash];
        if (files.contains(hash) || range->first < part.size())
            return state(hash);
        if (range->first > part.size())
            return Error {Consequence::Conflict, QStringLiteral("blob.offset"), {}};
        part += request.body;
        if (!range->isLast())
            return state(hash);
        const QByteArray whole = parts.take(hash);
        if (hashOf(whole) != hash)
            return Error {Consequence::Rejected, QStringLiteral("blob.damaged"), {}};
        files.insert(hash, whole);
        return state(hash);
    }
    Result<net::Response> give(const QString &hash, const net::Request &request)
    {
        if (!files.contains(hash))
            return Error {Consequence::Rejected, QStringLiteral("blob.unknown"), {}};
        const QByteArray &bytes = files[hash];
        const auto asked = protocol::fromRange(header(request, "Range"), bytes.size());
        if (asked.kind == protocol::Asked::Kind::Unsatisfiable)
            return Error {Consequence::Rejected, QStringLiteral("blob.bad_range"), {}};
        ++pieces;
        if (!knowsRanges || asked.kind == protocol::Asked::Kind::Whole)
            return net::Response {200, bytes};
        return net::Response {206, bytes.mid(asked.range.first, asked.range.length()), asked.range.contentRange()};
    }

    int m_underWay = 0;
};

} // namespace tidedesk::test
