// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/http/decompressor.h"
#include "tests/server/http/serverfixture.h"
#include <QCryptographicHash>
#include <QTest>
#include <thread>

using namespace tidedesk;
using namespace tidedesk::http;
using test::get;
using test::RawClient;
using test::Reply;
using test::ServerFixture;

namespace {
/// GET /download and GET /events hand their stream to the test.
struct Streams {
    test::Box<std::shared_ptr<Stream>> open;
    ServerFixture fixture;

    explicit Streams(const Limits &limits = {})
        : fixture(limits, [this](Router &router) {
            const auto opens = [this](StreamKind kind, const char *type) {
                return [this, kind, type](Request, const std::shared_ptr<Responder> &responder) {
                    open.put(responder->stream(200, type, kind));
                };
            };
            router.add("GET", "/download", opens(StreamKind::Download, "application/x-ndjson"));
            router.add("GET", "/events", opens(StreamKind::Events, "text/event-stream"));
        })
    {
    }
    std::shared_ptr<Stream> take()
    {
        return QTest::qWaitFor([this] { return open.size() > 0; }) ? open.take() : nullptr;
    }
    qint64 openStreams() const { return fixture.server.stats().streams; }
};

/// Writes numbered lines as fast as the reader takes them: the way every page of rows is sent.
class Producer : public std::enable_shared_from_this<Producer> {
public:
    Producer(std::shared_ptr<Stream> stream, int lines)
        : m_stream(std::move(stream))
        , m_lines(lines)
    {
    }
    static QByteArray line(int number) { return QByteArray::number(number).rightJustified(99, '.') + '\n'; }
    void run()
    {
        m_stream->onWritable([self = shared_from_this()] { self->write(); });
        write();
    }
    qint64 mostPending() const { return m_mostPending; }

private:
    void write()
    {
        for (; m_next < m_lines; ++m_next) {
            if (!m_stream->write(line(m_next)))
                return;
            m_mostPending = std::max(m_mostPending.load(), m_stream->pendingBytes());
        }
        m_stream->finish();
    }
    std::shared_ptr<Stream> m_stream;
    const int m_lines;
    std::atomic<qint64> m_mostPending = 0;
    int m_next = 0;
};

QByteArray allLines(int count)
{
    QByteArray text;
    for (int i = 0; i < count; ++i)
        text += Producer::line(i);
    return text;
}
} // namespace

class TestHttpStream : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void streamsChunksAndGoesOn()
    {
        Streams streams;
        RawClient client = streams.fixture.client();
        client.send(get("/download") + get("/ping"));
        const auto stream = streams.take();
        QVERIFY(stream->write("one\n"));
        QVERIFY(stream->write(""));
        QVERIFY(stream->write("two\n"));
        std::thread([&] {
            QVERIFY(stream->write("three\n"));
            stream->finish();
        }).join();
        QVERIFY(!stream->write("late"));
        QVERIFY(stream->isClosed());
        const Reply reply = client.reply();
        QVERIFY(reply.whole);
        QCOMPARE(reply.body, "one\ntwo\nthree\n");
        QCOMPARE(client.reply().body, "pong");
        QCOMPARE(streams.openStreams(), 0);
    }
    void aReaderThatNeverReadsCostsTheBufferOnly()
    {
        Limits limits;
        limits.streamBufferBytes = 64 * 1024;
        Streams streams(limits);
        RawClient client(streams.fixture.port, 4096);
        client.send(get("/events"));
        const auto stream = streams.take();
        int taken = 0;
        QTRY_VERIFY_WITH_TIMEOUT(
            [&] { // until the kernel's buffers are full too
                while (stream->write(QByteArray(1000, 'e')))
                    ++taken;
                return taken * 1000 > 2 * limits.streamBufferBytes && !stream->isWritable();
            }(),
            10'000);
        for (int i = 0; i < 10'000; ++i)
            stream->write(QByteArray(1000, 'e'));
        QVERIFY2(stream->pendingBytes() < limits.streamBufferBytes + 1100,
            qPrintable(QString::number(stream->pendingBytes())));
        QVERIFY(!stream->isClosed());
        client.reset();
        QTRY_VERIFY(stream->isClosed());
        QCOMPARE(stream->pendingBytes(), 0);
    }
    void aSlowReaderGetsItAll_data()
    {
        QTest::addColumn<QByteArray>("accepted");
        QTest::newRow("plain") << QByteArray();
        QTest::newRow("gzip") << QByteArray("Accept-Encoding: gzip\r\n");
        QTest::newRow("zstd") << QByteArray("Accept-Encoding: zstd\r\n");
    }
    void aSlowReaderGetsItAll()
    {
        QFETCH(QByteArray, accepted);
        constexpr int kLines = 100'000; // 10 MB, far more than all buffers
        Limits limits;
        limits.streamBufferBytes = 64 * 1024;
        Streams streams(limits);
        RawClient client(streams.fixture.port, 16 * 1024);
        client.send(get("/download", accepted));
        const auto producer = std::make_shared<Producer>(streams.take(), kLines);
        producer->run();
        const Reply reply = client.reply();
        QVERIFY(reply.whole);
        QByteArray text;
        const auto coding = encodingFromName(reply.headers.value("Content-Encoding")).value();
        QCOMPARE(coding == Encoding::Identity, accepted.isEmpty());
        Decompressor(coding, 20'000'000).feed(reply.body, text);
        QCOMPARE(text.size(), kLines * 100);
        QVERIFY(text == allLines(kLines));
        // One write may go over the buffer, by as much as the compressor held back.
        QVERIFY2(producer->mostPending() < limits.streamBufferBytes + 160 * 1024,
            qPrintable(QString::number(producer->mostPending())));
        QTRY_COMPARE(producer.use_count(), 1); // the stream has let go of its callback
    }
    void whatIsFlushedArrives_data() { aSlowReaderGetsItAll_data(); }
    void whatIsFlushedArrives()
    {
        QFETCH(QByteArray, accepted);
        Streams streams;
        RawClient client = streams.fixture.client();
        client.send(get("/download", accepted));
        const auto stream = streams.take();
        const auto coding = encodingFromName(client.head().headers.value("Content-Encoding")).value();
        Decompressor decompressor(coding, 100'000);
        QByteArray text;
        QByteArray sent;
        for (int i = 0; i < 20; ++i) {
            sent += Producer::line(i);
            QVERIFY(stream->write(Producer::line(i)));
            stream->flush();
            while (text.size() < sent.size()) {
                bool ok = false;
                const qsizetype size = client.readUntil("\r\n").trimmed().toLongLong(&ok, 16);
                QVERIFY(ok);
                decompressor.feed(client.readExactly(size), text);
                QCOMPARE(client.readExactly(2), "\r\n");
            }
            QCOMPARE(text, sent);
        }
    }
    void onlySoManyStreamsAreCompressed()
    {
        Limits limits;
        limits.maxCompressedStreams = 1;
        Streams streams(limits);
        const QByteArray request = get("/download", "Accept-Encoding: zstd\r\n");
        RawClient first = streams.fixture.client();
        first.send(request);
        const auto stream = streams.take();
        QCOMPARE(first.head().headers.value("Content-Encoding"), "zstd");
        RawClient second = streams.fixture.client();
        second.send(request);
        const auto plain = streams.take();
        QVERIFY(!second.head().headers.has("Content-Encoding"));
        first.reset();
        QTRY_VERIFY(stream->isClosed());
        RawClient third = streams.fixture.client();
        third.send(request);
        const auto packed = streams.take();
        QCOMPARE(third.head().headers.value("Content-Encoding"), "zstd");
        QVERIFY(packed->write("the end"));
        packed->finish();
        QCOMPARE(streams.fixture.server.stats().compressedStreams, 0);
    }
    void eventsGoOutAtOnceAndUncompressed()
    {
        Streams streams;
        RawClient client = streams.fixture.client();
        client.send(get("/events", "Accept-Encoding: zstd, gzip\r\n"));
        const auto stream = streams.take();
        const Reply head = client.head();
        QVERIFY(!head.headers.has("Content-Encoding"));
        QCOMPARE(head.headers.value("Cache-Control"), "no-store");
        QCOMPARE(head.headers.value("X-Accel-Buffering"), "no");
        for (int i = 0; i < 3; ++i) {
            const QByteArray event = "data: " + QByteArray::number(i) + "\n\n";
            QVERIFY(stream->write(event));
            QCOMPARE(client.readUntil("\n\n\r\n"), QByteArray::number(event.size(), 16) + "\r\n" + event + "\r\n");
        }
    }
    void aLeavingListenerIsNoticed()
    {
        Streams streams;
        for (const bool politely : {true, false}) {
            RawClient client = streams.fixture.client();
            client.send(get("/events"));
            const auto stream = streams.take();
            std::atomic<int> closed = 0;
            stream->onClosed([&] { ++closed; });
            QVERIFY(stream->write(": hello\n\n"));
            client.readUntil("hello");
            QCOMPARE(closed, 0);
            politely ? client.shutdownWrite() : client.reset();
            QTRY_COMPARE(closed, 1);
            QVERIFY(!stream->write("data\n\n"));
            std::atomic<bool> told = false;
            stream->onClosed([&] { told = true; });
            QTRY_VERIFY(told);
        }
        QTRY_COMPARE(streams.openStreams(), 0);
    }
    void aHalfClosedClientStillGetsItsDownload()
    {
        Streams streams;
        RawClient client = streams.fixture.client();
        client.send(get("/download"));
        client.shutdownWrite();
        const auto stream = streams.take();
        QVERIFY(stream->write("all of it"));
        stream->finish();
        QCOMPARE(client.reply().body, "all of it");
    }
    void anUnfinishedBodyLooksUnfinished()
    {
        Streams streams;
        for (const bool dropped : {true, false}) {
            RawClient client = streams.fixture.client();
            client.send(get("/download"));
            auto stream = streams.take();
            QVERIFY(stream->write("the first half"));
            if (dropped)
                stream.reset();
            else
                stream->abort();
            QVERIFY(!client.reply().whole);
            QVERIFY(client.isClosed());
        }
        QTRY_COMPARE(streams.openStreams(), 0);
    }
    void oldClientsGetABodyThatEndsWithTheConnection()
    {
        Streams streams;
        RawClient client = streams.fixture.client();
        client.send("GET /download HTTP/1.0\r\n\r\n");
        const auto stream = streams.take();
        QVERIFY(stream->write("no chunks"));
        stream->finish();
        const Reply reply = client.reply();
        QVERIFY(!reply.headers.has("Transfer-Encoding"));
        QCOMPARE(reply.body, "no chunks");
    }
    void headOfAStreamHasNoBody()
    {
        Streams streams;
        RawClient client = streams.fixture.client();
        client.send("HEAD /download HTTP/1.1\r\nHost: a\r\n\r\n" + get("/ping"));
        const auto stream = streams.take();
        QVERIFY(stream->isClosed());
        QVERIFY(!stream->write("not for HEAD"));
        QCOMPARE(client.reply(true).status, 200);
        QCOMPARE(client.reply().body, "pong");
    }
    void manyListenersAreServedWhileSomeLeave()
    {
        Streams streams;
        std::vector<RawClient> clients;
        std::vector<std::shared_ptr<Stream>> open;
        for (int i = 0; i < 200; ++i) {
            clients.push_back(streams.fixture.client());
            clients.back().send(get("/events"));
            open.push_back(streams.take());
        }
        std::thread leaving([&] {
            for (size_t i = 0; i < clients.size(); i += 2)
                clients[i].reset();
        });
        for (int round = 0; round < 50; ++round) {
            for (const auto &stream : open)
                stream->write("data: poke\n\n");
        }
        leaving.join();
        for (size_t i = 1; i < clients.size(); i += 2) {
            open[i]->finish();
            QCOMPARE(clients[i].reply().body.count("poke"), 50);
        }
        QTRY_COMPARE(streams.openStreams(), 0);
    }
};

QTEST_GUILESS_MAIN(TestHttpStream)
#include "test_http_stream.moc"
