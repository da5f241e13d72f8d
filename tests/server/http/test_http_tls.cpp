// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/http/selfsigned.h"
#include "tests/server/http/serverfixture.h"
#include <QTest>
#include <openssl/ssl.h>

using namespace tidedesk;
using namespace tidedesk::http;
using test::get;
using test::RawClient;
using test::ServerFixture;

class TestHttpTls : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        m_client = SSL_CTX_new(TLS_client_method());
        m_identity = test::selfSigned("one.example");
    }
    void cleanupTestCase() { SSL_CTX_free(m_client); }

    void serves()
    {
        std::atomic<int> insecure = 0;
        ServerFixture fixture(
            {},
            [&](Router &router) {
                router.add("GET", "/secure", [&](Request request, const std::shared_ptr<Responder> &responder) {
                    insecure += !request.secure;
                    responder->send({204, {}, {}, {}});
                });
            },
            m_identity);
        RawClient client = fixture.client();
        QVERIFY(client.startTls(m_client));
        QCOMPARE(SSL_version(client.tls()), TLS1_3_VERSION);
        client.send(get("/ping") + get("/secure"));
        QCOMPARE(client.reply().body, "pong");
        QCOMPARE(client.reply().status, 204);
        QCOMPARE(insecure, 0);
    }
    void carriesLargeBodiesBothWays()
    {
        ServerFixture fixture({}, {}, m_identity);
        RawClient client = fixture.client();
        QVERIFY(client.startTls(m_client));
        const QByteArray body = test::sampleText(3'000'000);
        for (int i = 0; i < 3; ++i) {
            client.send("PUT /blobs/1 HTTP/1.1\r\nHost: a\r\nContent-Length: " + QByteArray::number(body.size())
                + "\r\n\r\n" + body);
            QCOMPARE(client.reply().body, body);
        }
        client.send(get("/ping", "Connection: close\r\n"));
        QCOMPARE(client.reply().body, "pong");
        QVERIFY(client.isClosed());
        QVERIFY(SSL_get_shutdown(client.tls()) & SSL_RECEIVED_SHUTDOWN); // said, not cut
    }
    void refusesOldVersions()
    {
        ServerFixture fixture({}, {}, m_identity);
        for (const auto &[version, served] : {std::pair(TLS1_1_VERSION, false), std::pair(TLS1_2_VERSION, true)}) {
            SSL_CTX *old = SSL_CTX_new(TLS_client_method());
            SSL_CTX_set_security_level(old, 0);
            SSL_CTX_set_min_proto_version(old, TLS1_VERSION);
            SSL_CTX_set_max_proto_version(old, version);
            {
                RawClient client = fixture.client();
                QCOMPARE(client.startTls(old), served);
                if (served) {
                    client.send(get("/ping"));
                    QCOMPARE(client.reply().body, "pong");
                }
            }
            SSL_CTX_free(old);
        }
    }
    void agreesOnHttp11Only()
    {
        ServerFixture fixture({}, {}, m_identity);
        for (const auto &[offer, served] :
            {std::pair(QByteArray("\x02h2\x08http/1.1"), true), std::pair(QByteArray("\x02h2"), false)}) {
            SSL_CTX *context = SSL_CTX_new(TLS_client_method());
            SSL_CTX_set_alpn_protos(
                context, reinterpret_cast<const unsigned char *>(offer.constData()), unsigned(offer.size()));
            {
                RawClient client = fixture.client();
                QCOMPARE(client.startTls(context), served);
            }
            SSL_CTX_free(context);
        }
    }
    void plainHttpAndGarbageAreClosed()
    {
        Limits limits;
        limits.headerTimeoutMs = 200;
        ServerFixture fixture(limits, {}, m_identity);
        for (const QByteArray &bytes : {get("/ping"), QByteArray(10'000, '\x16'), QByteArray("\x16\x03\x01\x02")}) {
            RawClient client = fixture.client();
            client.send(bytes);
            QVERIFY(client.isClosed());
        }
        QTRY_COMPARE(fixture.server.stats().connections, 0);
        QCOMPARE(fixture.server.stats().requests, 0);
    }
    void idleConnectionsAreCheap()
    {
        constexpr int kConnections = 300;
        ServerFixture fixture({}, {}, m_identity);
        std::vector<RawClient> clients;
        clients.reserve(kConnections);
        const auto add = [&] {
            clients.push_back(fixture.client());
            clients.back().startTls(m_client);
            clients.back().send(get("/ping"));
            return clients.back().reply().body;
        };
        QCOMPARE(add(), "pong");
        const qint64 before = test::residentKiB();
        while (clients.size() < kConnections)
            QCOMPARE(add(), "pong");
        qInfo("%d idle TLS connections: %.1f KiB each, client's side included", kConnections,
            double(test::residentKiB() - before) / kConnections);
    }
    void aStalledReaderIsCut()
    {
        Limits limits;
        limits.transferWindowMs = 200;
        ServerFixture fixture(limits, {}, m_identity);
        RawClient client(fixture.port, 4096);
        QVERIFY(client.startTls(m_client));
        client.send(get("/text/8000000"));
        QTRY_COMPARE(fixture.server.stats().stalledReaders, 1);
    }
    void takesARenewedCertificate()
    {
        ServerFixture fixture({}, {}, m_identity);
        const auto name = [&] {
            RawClient client = fixture.client();
            if (!client.startTls(m_client))
                return QByteArray();
            X509 *certificate = SSL_get1_peer_certificate(client.tls());
            char text[100] = {};
            X509_NAME_get_text_by_NID(X509_get_subject_name(certificate), NID_commonName, text, sizeof text);
            X509_free(certificate);
            return QByteArray(text);
        };
        QCOMPARE(name(), "one.example");
        QVERIFY(fixture.server.renewCertificate(test::selfSigned("two.example")).ok());
        QTRY_COMPARE(name(), "two.example");
        QCOMPARE(fixture.server.renewCertificate({m_identity.certificateChain, {}}).error().code,
            QStringLiteral("http.bad_key"));
        QCOMPARE(name(), "two.example");
    }
    void saysWhatIsWrongWithAnIdentity()
    {
        HttpServer server({}, {});
        const auto code = [&](const TlsIdentity &identity) {
            return server.listen(QStringLiteral("127.0.0.1"), 0, identity).error().code;
        };
        QCOMPARE(code({"not a certificate", m_identity.privateKey}), QStringLiteral("http.bad_certificate"));
        QCOMPARE(code({m_identity.certificateChain, "not a key"}), QStringLiteral("http.bad_key"));
        QCOMPARE(
            code({m_identity.certificateChain, test::selfSigned("other").privateKey}), QStringLiteral("http.bad_key"));
    }

private:
    SSL_CTX *m_client = nullptr;
    TlsIdentity m_identity;
};

QTEST_GUILESS_MAIN(TestHttpTls)
#include "test_http_tls.moc"
