// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/protocol/changes.h"
#include "core/protocol/digest.h"
#include "core/protocol/json.h"
#include "core/protocol/rowreader.h"
#include "core/protocol/rowtext.h"
#include "core/schema/entities.h"
#include "tests/support/fakeclock.h"
#include <QJsonArray>
#include <QJsonDocument>
#include <QRandomGenerator>
#include <QTest>

using namespace tidedesk;
using namespace tidedesk::protocol;

class TestProtocol : public QObject {
    Q_OBJECT
    test::FakeClock clock;
    IdGenerator ids {clock};

    static QString oddText(QRandomGenerator &random)
    {
        static const QStringList pieces {QStringLiteral("退款"), QStringLiteral("\"\\"), QStringLiteral("\n\t\r"),
            QStringLiteral("😀"), QString(QChar(1)), QStringLiteral("é"), QString(QChar(0x2028)), QStringLiteral("</script>"), QString()};
        QString text;
        for (int i = random.bounded(6); i > 0; --i)
            text += pieces[random.bounded(static_cast<int>(pieces.size()))];
        return text;
    }
    Value randomValue(const schema::Field &field, QRandomGenerator &random)
    {
        if (random.bounded(4) == 0)
            return {};
        switch (field.type) {
        case schema::Type::Text:
        case schema::Type::Json:
        case schema::Type::Date:
            return oddText(random);
        case schema::Type::Real:
            return random.generateDouble() * 1e6 - 5e5;
        case schema::Type::Reference:
            return ids.next();
        case schema::Type::Set:
            return QStringList {oddText(random), QStringLiteral("vip")};
        default:
            return qint64(random.generate64() % (1ULL << 53)) - (1LL << 52);
        }
    }
    Row randomRow(const schema::Entity &entity, QRandomGenerator &random)
    {
        Row row(entity, ids.next());
        row.version = random.bounded(1000);
        for (const schema::Field &field : entity.fields())
            row.set(field, randomValue(field, random));
        return row;
    }
    QByteArray answer(const QList<Row> &rows, PageWriter &writer)
    {
        for (const Row &row : rows) {
            Block block {.bucket = QStringLiteral("team:x"), .entity = &row.entity()};
            QByteArray text;
            appendRow(text, row);
            block.add(text);
            writer.block(block);
        }
        return writer.end({0, QStringLiteral("a"), QStringLiteral("b"), true, 5});
    }

private Q_SLOTS:
    void rowTextIsJsonAndSurvives()
    {
        const quint32 seed = QRandomGenerator::global()->generate();
        QRandomGenerator random(seed);
        qInfo() << "seed" << seed;
        for (int i = 0; i < 300; ++i) {
            for (const schema::Entity *entity : schema::entities()) {
                const Row row = randomRow(*entity, random);
                QByteArray text;
                appendRow(text, row);
                QJsonParseError error;
                const QJsonArray cells = QJsonDocument::fromJson(text, &error).array();
                QVERIFY2(error.error == QJsonParseError::NoError, text.constData());
                for (const schema::Field &field : entity->fields()) {
                    const auto value = fromJson(field, cells.at(field.index + 2), QStringLiteral("x"));
                    QVERIFY(value.ok());
                    QCOMPARE(*value, row.value(field));
                }
            }
        }
    }
    void pagesSurviveAnyCutting()
    {
        const quint32 seed = QRandomGenerator::global()->generate();
        QRandomGenerator random(seed);
        qInfo() << "seed" << seed;
        QList<Row> rows;
        for (int i = 0; i < 40; ++i)
            rows.append(randomRow(i % 2 ? static_cast<const schema::Entity &>(schema::ticket()) : schema::message(), random));
        PageWriter writer;
        PullHeader header {kVersion, QStringLiteral("e"), 7, {QStringLiteral("team:y")}, true};
        const QByteArray bytes = encodeHeader(header) + answer(rows, writer) + answer(rows.mid(0, 3), writer);
        PageReader reader;
        for (qsizetype at = 0; at < bytes.size();) {
            const qsizetype n = 1 + random.bounded(200);
            QVERIFY(reader.feed(bytes.mid(at, n)).ok());
            at += n;
        }
        QCOMPARE(reader.takeHeader()->drop, header.drop);
        const auto first = reader.takePage();
        QVERIFY(first);
        QCOMPARE(first->end.rows, 40);
        QCOMPARE(first->end.left, 5);
        for (qsizetype i = 0; i < rows.size(); ++i)
            QCOMPARE(rowsOf(first->blocks[i])->first(), rows[i]);
        QVERIFY(reader.takePage());
        QVERIFY(!reader.takePage());
        QVERIFY(reader.atBoundary());
    }
    void everyTruncationIsNoticed()
    {
        QRandomGenerator random(1);
        PageWriter writer;
        const QByteArray bytes = encodeHeader({}) + answer({randomRow(schema::queue(), random)}, writer);
        for (qsizetype n = 0; n < bytes.size(); ++n) {
            PageReader reader;
            QVERIFY(reader.feed(bytes.left(n)).ok());
            QVERIFY(!reader.takePage());
        }
    }
    void everyFlippedByteIsNoticed()
    {
        QRandomGenerator random(1);
        PageWriter writer;
        const QByteArray header = encodeHeader({kVersion, QStringLiteral("e"), 7, {QStringLiteral("team:y")}, false});
        const QByteArray bytes = header + answer({randomRow(schema::queue(), random), randomRow(schema::tag(), random)}, writer);
        for (qsizetype n = 0; n < bytes.size(); ++n) {
            for (const int bit : {1, 2, 16}) {
                QByteArray damaged = bytes;
                damaged[n] = static_cast<char>(damaged[n] ^ bit);
                PageReader reader;
                const bool accepted = reader.feed(damaged).ok() && reader.takePage().has_value();
                QVERIFY2(!accepted, QByteArray::number(n).constData());
                QVERIFY2(n >= header.size() || !reader.takeHeader(), QByteArray::number(n).constData());
            }
        }
    }
    void unknownColumnsAndEntitiesArePassedOver()
    {
        PageReader reader;
        PageWriter writer;
        QVERIFY(reader.feed(encodeHeader({})).ok());
        const QByteArray block = "{\"bucket\":\"ref\",\"entity\":\"queue\",\"columns\":[\"id\",\"version\",\"colour\",\"name\"],\"count\":1,"
                                 "\"rows\":[[\"01900000-0000-7000-8000-000000000001\",3,\"red\",\"VIP\"]]}\n"
                                 "{\"bucket\":\"ref\",\"entity\":\"planet\",\"columns\":[\"id\",\"version\"],\"count\":1,\"rows\":[[\"x\",1]]}\n";
        const QByteArray end = "{\"end\":true,\"rows\":2,\"prev\":\"\",\"next\":\"n\"";
        Checksum checksum;
        checksum.add(block + end);
        QVERIFY(reader.feed(block + end + ",\"hash\":\"" + checksum.take() + "\"}\n").ok());
        const auto page = reader.takePage();
        QVERIFY(page);
        QCOMPARE(page->blocks.size(), 1);
        QCOMPARE(rowsOf(page->blocks.first())->first().text(schema::queue().name), QStringLiteral("VIP"));
    }
    /// What a sender of ours would never send: it is said, and nothing is read beyond it.
    void damagedRowsAreNamed_data()
    {
        QTest::addColumn<QByteArray>("rows");
        QTest::addColumn<qint64>("count");
        const QByteArray id = "\"01900000-0000-7000-8000-000000000001\"";
        const auto row = [&](const QByteArray &cells) { return "[" + id + ",1," + cells + "]"; };
        QTest::newRow("fewer than counted") << "[" + row("\"a\",1") + "]" << qint64(2);
        QTest::newRow("more than counted") << "[" + row("\"a\",1") + ',' + row("\"a\",1") + "]" << qint64(1);
        QTest::newRow("a column short") << "[" + row("\"a\"") + "]" << qint64(1);
        QTest::newRow("a column long") << "[" + row("\"a\",1,2") + "]" << qint64(1);
        QTest::newRow("text for a number") << "[" + row("\"a\",\"1\"") + "]" << qint64(1);
        QTest::newRow("number for a text") << "[" + row("7,1") + "]" << qint64(1);
        QTest::newRow("a fraction") << "[" + row("\"a\",1.5") + "]" << qint64(1);
        QTest::newRow("no id") << QByteArray("[[\"x\",1,\"a\",1]]") << qint64(1);
        QTest::newRow("null id") << QByteArray("[[null,1,\"a\",1]]") << qint64(1);
        QTest::newRow("object") << QByteArray("[{}]") << qint64(1);
        QTest::newRow("open") << "[" + row("\"a\",1") << qint64(1);
        QTest::newRow("more behind it") << "[" + row("\"a\",1") + "],[]" << qint64(1);
        QTest::newRow("bad UTF-8") << "[" + row("\"\xff\",1") + "]" << qint64(1);
        QTest::newRow("half a pair") << "[" + row("\"\\ud800\",1") + "]" << qint64(1);
        QTest::newRow("a bare line break") << "[" + row("\"a\nb\",1") + "]" << qint64(1);
    }
    void damagedRowsAreNamed()
    {
        QFETCH(QByteArray, rows);
        QFETCH(qint64, count);
        const auto &queue = schema::queue();
        const Block block {.bucket = QStringLiteral("ref"), .entity = &queue, .columns = {&queue.name, &queue.active}, .count = count, .rows = rows};
        const auto read = rowsOf(block);
        QVERIFY(!read.ok());
        QCOMPARE(read.error().code, QStringLiteral("pull.damaged"));
        QVERIFY(read.error().detail.startsWith(QStringLiteral("queue[")));
    }
    void whatADatabaseGaveIsSentAsIfItWereARow()
    {
        // Held for every entity and value against the rows of both stores in the store's contract; here for no identity.
        QByteArray text;
        appendId(text, "short");
        QCOMPARE(text, QByteArray("null"));
    }
    void changesSurvive()
    {
        domain::Change change;
        change.id = ids.next();
        change.seq = 17;
        change.entity = &schema::ticket();
        change.row = ids.next();
        change.base = 12;
        change.depends = 16;
        change.doneAt = clock.nowMs();
        change.set = {{schema::ticket().priority.index, qint64(3)}, {schema::ticket().assigneeId.index, Value()}};
        change.add = {{schema::ticket().tags.index, {QStringLiteral("vip")}}};
        change.remove = {{schema::ticket().tags.index, {QStringLiteral("x")}}};
        const auto back = changeFromJson(toJson(change), QStringLiteral("op"));
        QVERIFY(back.ok());
        QCOMPARE(*back, change);

        domain::Outcome outcome {domain::Verdict::Conflict, 13};
        outcome.conflicts.append({schema::ticket().priority.index, qint64(2), ids.next(), 99});
        outcome.unseen = {ids.next()};
        outcome.reason = QStringLiteral("r");
        QCOMPARE(*outcomeFromJson(toJson(outcome, change), change.entity, QStringLiteral("r")), outcome);
    }
    void badOperationsNameThePlace_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("names");
        const QByteArray good = R"("seq":1,"id":"01900000-0000-7000-8000-000000000001","done_at":1,"row":"01900000-0000-7000-8000-000000000002","base":0)";
        QTest::newRow("no seq") << QByteArray(R"({"id":"x"})") << "op.seq";
        QTest::newRow("seq 0") << QByteArray(R"({"seq":0,"id":"01900000-0000-7000-8000-000000000001","kind":"void","done_at":1})") << "op.seq";
        QTest::newRow("seq 1.5") << QByteArray(R"({"seq":1.5})") << "op.seq";
        QTest::newRow("seq 2^63") << QByteArray(R"({"seq":9223372036854775807})") << "op.seq";
        QTest::newRow("kind") << QByteArray("{" + good + R"(,"kind":"drop","entity":"ticket"})") << "op.kind";
        QTest::newRow("entity") << QByteArray("{" + good + R"(,"kind":"create","entity":"planet"})") << "op.entity";
        QTest::newRow("field") << QByteArray("{" + good + R"(,"kind":"update","entity":"ticket","set":{"colour":1}})") << "op.set.colour";
        QTest::newRow("type") << QByteArray("{" + good + R"(,"kind":"update","entity":"ticket","set":{"priority":"high"}})") << "op.set.priority";
        QTest::newRow("add") << QByteArray("{" + good + R"(,"kind":"update","entity":"ticket","add":{"subject":["x"]}})") << "op.add.subject";
    }
    void badOperationsNameThePlace()
    {
        QFETCH(QByteArray, json);
        QFETCH(QString, names);
        const auto change = changeFromJson(QJsonDocument::fromJson(json).object(), QStringLiteral("op"));
        QVERIFY(!change.ok());
        QVERIFY2(change.error().detail.contains(names), qPrintable(change.error().detail));
    }
    void digestIsFreeOfOrderAndSeesEveryChange()
    {
        QRandomGenerator random(3);
        QList<Row> rows;
        for (int i = 0; i < 20; ++i)
            rows.append(randomRow(i % 3 ? static_cast<const schema::Entity &>(schema::ticket()) : schema::tag(), random));
        const auto digestOf = [](const QList<Row> &of) {
            Digest digest;
            for (const Row &row : of)
                digest.add(row);
            return digest.text();
        };
        QList<Row> reversed(rows.crbegin(), rows.crend());
        QCOMPARE(digestOf(rows), digestOf(reversed));
        QVERIFY(digestOf(rows.mid(1)) != digestOf(rows));
        rows[4].version += 1;
        QVERIFY(digestOf(rows) != digestOf(reversed));
    }
};

QTEST_GUILESS_MAIN(TestProtocol)
#include "test_protocol.moc"
