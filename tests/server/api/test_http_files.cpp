// SPDX-License-Identifier: GPL-3.0-or-later
// Files in pieces, over real connections.
#include "core/schema/entities.h"
#include "core/server/engine/housekeeping.h"
#include "tests/server/api/apifixture.h"
#include <QCryptographicHash>
#include <QFile>
#include <QTest>

using namespace tidedesk;
using namespace tidedesk::server;
using protocol::kFilePiece;
using test::ApiFixture;

namespace {

QByteArray hashOf(const QByteArray &bytes) { return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex(); }

/// Bytes that are nowhere the same.
QByteArray content(qint64 size)
{
    QByteArray bytes(size, Qt::Uninitialized);
    quint32 state = 1;
    for (char &byte : bytes) {
        state = state * 1664525 + 1013904223;
        byte = static_cast<char>(state >> 24);
    }
    return bytes;
}

const QByteArray kBytes = content(2 * kFilePiece + 12345);
const QByteArray kHash = hashOf(kBytes);
const QByteArray kPath = "/v1/blobs/" + kHash;

} // namespace

class TestHttpFiles : public QObject {
    Q_OBJECT
    std::unique_ptr<ApiFixture> api;

    void begin(const FileLimits &limits = {}) { api = std::make_unique<ApiFixture>(Limits {.files = limits}); }
    ApiFixture::Answer put(const QByteArray &token, const QByteArray &bytes, qint64 at, const QByteArray &path = kPath) const
    {
        const protocol::ByteRange range = protocol::pieceAt(at, bytes.size());
        return api->ask("PUT", path, bytes.mid(range.first, range.length()), token, "Content-Range: " + range.contentRange() + "\r\n");
    }
    ApiFixture::Answer get(const QByteArray &token, const QByteArray &range) const
    {
        return api->ask("GET", kPath, {}, token, range.isEmpty() ? QByteArray() : "Range: " + range + "\r\n");
    }
    /// "offset complete", as the server says.
    static QString said(const ApiFixture::Answer &answer)
    {
        const QJsonObject json = answer.json();
        if (answer.status != 200)
            return QStringLiteral("%1 %2").arg(answer.status).arg(answer.code());
        return QStringLiteral("%1 %2").arg(json.value(QLatin1StringView("offset")).toInteger(-1)).arg(json.value(QLatin1StringView("complete")).toBool());
    }
    QString state(const QByteArray &token) const { return said(api->ask("GET", kPath + "/upload", {}, token)); }
    static QString here(qint64 offset, bool complete) { return QStringLiteral("%1 %2").arg(offset).arg(complete); }
    void sendAll(const QByteArray &token) const
    {
        for (qint64 at = 0; at < kBytes.size(); at += kFilePiece)
            QCOMPARE(put(token, kBytes, at).status, 200);
    }
    /// On a ticket of the person's own, with a row that names the bytes.
    void attach(const QByteArray &token)
    {
        const domain::Change ticket = api->newTicket(1, QStringLiteral("x"), {});
        domain::Change message = api->newTicket(2, {}, {});
        message.entity = &schema::message();
        message.set = {{schema::message().ticketId.index, ticket.row}, {schema::message().kind.index, qint64(2)}, {schema::message().body.index, QStringLiteral("x")}};
        const auto &a = schema::attachment();
        domain::Change file = api->newTicket(3, {}, {});
        file.entity = &a;
        file.set = {{a.messageId.index, message.row}, {a.ticketId.index, ticket.row}, {a.name.index, QStringLiteral("a")},
            {a.size.index, kBytes.size()}, {a.hash.index, QString::fromLatin1(kHash)}};
        QCOMPARE(api->push(token, {ticket, message, file}).json().value(QLatin1StringView("last_seq")).toInt(), 3);
    }

private Q_SLOTS:
    void cleanup() { api.reset(); }

    void piecesMakeAFile()
    {
        begin();
        const QByteArray lin = api->token(QStringLiteral("lin"));
        QCOMPARE(state(lin), here(0, false));
        QCOMPARE(said(put(lin, kBytes, 0)), here(kFilePiece, false));
        QCOMPARE(said(put(lin, kBytes, 0)), here(kFilePiece, false)); // the answer was lost
        QCOMPARE(state(lin), here(kFilePiece, false));
        QCOMPARE(said(put(lin, kBytes, 2 * kFilePiece)), QStringLiteral("409 blob.offset"));
        QCOMPARE(said(put(lin, kBytes, kFilePiece)), here(2 * kFilePiece, false));
        QCOMPARE(said(put(lin, kBytes, 2 * kFilePiece)), here(kBytes.size(), true));
        QCOMPARE(said(put(lin, kBytes, 2 * kFilePiece)), here(kBytes.size(), true)); // the answer was lost
        QCOMPARE(said(put(lin, kBytes, 0)), here(kBytes.size(), true));
        QCOMPARE(state(lin), here(kBytes.size(), true));
        attach(lin);
        const auto whole = get(lin, {});
        QCOMPARE(whole.status, 200);
        QVERIFY(whole.body == kBytes);
    }
    void whatIsNoPieceIsRefused()
    {
        begin();
        const QByteArray lin = api->token(QStringLiteral("lin"));
        const auto send = [&](const QByteArray &bytes, const QByteArray &range) {
            return said(api->ask("PUT", kPath, bytes, lin, "Content-Range: " + range + "\r\n"));
        };
        const QByteArray total = QByteArray::number(kBytes.size());
        for (const QByteArray &range : {QByteArray("bytes 0-9/10000000"), QByteArray("bytes 0-8/9"), QByteArray("bytes */10"), QByteArray("rubbish"),
                 "bytes 1-10/" + total, QByteArray("bytes 0-9/9")})
            QCOMPARE(send(kBytes.left(10), range), QStringLiteral("400 blob.bad_range"));
        QCOMPARE(send({}, "bytes 0-0/1"), QStringLiteral("400 blob.empty"));
        QCOMPARE(state(lin), here(0, false));
    }
    void wrongBytesBeginAnew()
    {
        begin();
        const QByteArray lin = api->token(QStringLiteral("lin"));
        QByteArray wrong = kBytes;
        wrong[5] = static_cast<char>(wrong[5] ^ 1);
        QCOMPARE(put(lin, wrong, 0).status, 200);
        QCOMPARE(put(lin, kBytes, kFilePiece).status, 200);
        QCOMPARE(said(put(lin, kBytes, 2 * kFilePiece)), QStringLiteral("400 blob.damaged"));
        QCOMPARE(state(lin), here(0, false));
        sendAll(lin);
        QCOMPARE(state(lin), here(kBytes.size(), true));
    }
    void anotherSizeBeginsAnew()
    {
        begin();
        const QByteArray lin = api->token(QStringLiteral("lin"));
        const QByteArray longer = kBytes + content(kFilePiece);
        for (qint64 at = 0; at < 3; ++at)
            QCOMPARE(put(lin, longer, at * kFilePiece).status, 200);
        sendAll(lin);
        QCOMPARE(state(lin), here(kBytes.size(), true));
    }
    /// What somebody else has sent of the same file is not to be seen, and saves nothing.
    void othersTellNothing()
    {
        begin();
        const QByteArray lin = api->token(QStringLiteral("lin"));
        const QByteArray wang = api->token(QStringLiteral("wang"));
        sendAll(wang);
        const QByteArray unknown = api->ask("GET", "/v1/blobs/" + QByteArray(64, 'a') + "/upload", {}, lin).body;
        QCOMPARE(api->ask("GET", kPath + "/upload", {}, lin).body, QByteArray(unknown).replace(QByteArray(64, 'a'), kHash));
        QCOMPARE(said(put(lin, kBytes, kFilePiece)), QStringLiteral("409 blob.offset"));
        attach(lin);
        QCOMPARE(get(lin, "bytes=0-9").status, 404);
        sendAll(lin);
        QCOMPARE(get(lin, "bytes=0-9").body, kBytes.left(10));
    }
    /// Another node of a shared database, which has another folder; the same node where there is only one.
    void goesOnAfterARestart()
    {
        begin();
        const QByteArray lin = api->token(QStringLiteral("lin"));
        attach(lin);
        QCOMPARE(put(lin, kBytes, 0).status, 200);
        api->startAgain();
        QCOMPARE(state(lin), here(kFilePiece, false));
        QCOMPARE(put(lin, kBytes, kFilePiece).status, 200);
        api->startAgain();
        QCOMPARE(put(lin, kBytes, 2 * kFilePiece).status, 200);
        api->startAgain();
        QCOMPARE(state(lin), here(kBytes.size(), true));
        QVERIFY(get(lin, {}).body == kBytes);
    }
    void rangesOfAFile()
    {
        begin();
        const QByteArray lin = api->token(QStringLiteral("lin"));
        attach(lin);
        QCOMPARE(get(lin, "bytes=0-").status, 404);
        sendAll(lin);
        QByteArray all;
        while (all.size() < kBytes.size()) {
            const auto part = get(lin, "bytes=" + QByteArray::number(all.size()) + '-');
            QCOMPARE(part.status, 206);
            const auto range = protocol::fromContentRange(part.headers.value("Content-Range"));
            QVERIFY(range);
            QCOMPARE(*range, protocol::pieceAt(all.size(), kBytes.size()));
            QCOMPARE(part.headers.value("ETag"), '"' + kHash + '"');
            all += part.body;
        }
        QVERIFY(all == kBytes);
        QCOMPARE(get(lin, "bytes=-5").body, kBytes.right(5));
        const auto beyond = get(lin, "bytes=" + QByteArray::number(kBytes.size()) + '-');
        QCOMPARE(beyond.status, 416);
        QCOMPARE(beyond.headers.value("Content-Range"), "bytes */" + QByteArray::number(kBytes.size()));
        QVERIFY(get(lin, "bytes=0-1,5-6").body == kBytes); // several are none
        QVERIFY(api->ask("GET", kPath, {}, lin, "Range: bytes=0-4\r\nIf-Range: \"other\"\r\n").body == kBytes);
        QCOMPARE(api->ask("GET", kPath, {}, lin, "Range: bytes=0-4\r\nIf-Range: \"" + kHash + "\"\r\n").body, kBytes.left(5));
        QCOMPARE(api->ask("HEAD", kPath, {}, lin).headers.value("Accept-Ranges"), "bytes");
    }
    /// A medium that changes bytes: nobody gets them, and who had them may send them again.
    void aDamagedFileIsSentAgain()
    {
        begin();
        const QByteArray lin = api->token(QStringLiteral("lin"));
        attach(lin);
        sendAll(lin);
        QFile file(BlobFolder(api->blobFolder()).path(QString::fromLatin1(kHash)));
        QVERIFY(file.open(QIODevice::ReadWrite) && file.seek(77) && file.write("!") == 1);
        file.close();
        const bool shared = qEnvironmentVariable("TIDEDESK_TEST_ENGINE") == u"postgres";
        QCOMPARE(get(lin, "bytes=0-9").status, shared ? 206 : 404); // the database has them as well
        QCOMPARE(state(lin), shared ? here(kBytes.size(), true) : here(0, false));
        sendAll(lin);
        QVERIFY(get(lin, {}).body == kBytes);
    }
    void filesHaveLimits()
    {
        begin({kBytes.size(), 2 * kBytes.size(), 3 * kBytes.size()});
        const QByteArray lin = api->token(QStringLiteral("lin"));
        const QJsonObject limits = api->ask("GET", "/v1/hello").json().value(QLatin1StringView("limits")).toObject();
        QCOMPARE(limits.value(QLatin1StringView("blob_bytes")).toInteger(), kBytes.size());
        QCOMPARE(limits.value(QLatin1StringView("piece_bytes")).toInteger(), kFilePiece);
        const auto pathOf = [](const QByteArray &bytes) { return "/v1/blobs/" + hashOf(bytes); };
        const auto begun = [&](const QByteArray &token, const QByteArray &bytes) { return said(put(token, bytes, 0, pathOf(bytes))); };
        QCOMPARE(begun(lin, kBytes + 'x'), QStringLiteral("413 blob.too_large"));
        sendAll(lin);
        const QByteArray other = kBytes.mid(1) + 'x';
        QCOMPARE(begun(lin, other), here(kFilePiece, false));
        QCOMPARE(begun(lin, "one more"), QStringLiteral("429 limit.files_a_day"));
        QCOMPARE(said(put(lin, other, kFilePiece, pathOf(other))), here(2 * kFilePiece, false)); // what has begun goes on
        QVERIFY(api->ask("PUT", pathOf("one more"), "one more", lin).headers.value("Retry-After").toInt() > 0);
        const QByteArray chen = api->token(QStringLiteral("chen"));
        const QByteArray third = kBytes.mid(2) + "xy";
        QCOMPARE(begun(chen, third), here(kFilePiece, false)); // everybody has a day
        const QByteArray zhao = api->token(QStringLiteral("zhao"));
        QCOMPARE(begun(zhao, "one more"), QStringLiteral("503 server.files_full"));
        QCOMPARE(said(put(zhao, kBytes, 0)), QStringLiteral("503 server.files_full")); // the same for what is here already
        api->clock.advance(kDayMs + 1);
        QCOMPARE(begun(lin, "one more"), QStringLiteral("503 server.files_full")); // the day is over, the disk is not
    }
    void whatBrokeOffIsForgottenInTime()
    {
        begin();
        const QByteArray lin = api->token(QStringLiteral("lin"));
        QCOMPARE(put(lin, kBytes, 0).status, 200);
        auto store = api->stores.writer();
        const auto clean = [&] {
            auto transaction = StoreTransaction::begin(**store, Store::Access::Write);
            WriteContext context(**store, api->ids, api->clock.nowMs());
            return transaction.ok() && keepHouse(context).ok() && transaction->commit().ok();
        };
        api->clock.advance(kUploadsKeptMs);
        QVERIFY(clean());
        QCOMPARE(state(lin), here(kFilePiece, false));
        api->clock.advance(1);
        QVERIFY(clean());
        QCOMPARE(state(lin), here(0, false));
        auto snapshot = StoreTransaction::begin(**store, Store::Access::Read);
        QVERIFY(!*(*store)->piece(QString::fromLatin1(kHash), api->users.value(QStringLiteral("lin")), 0));
        QCOMPARE(*(*store)->fileBytes(), 0);
    }
};

QTEST_GUILESS_MAIN(TestHttpFiles)
#include "test_http_files.moc"
