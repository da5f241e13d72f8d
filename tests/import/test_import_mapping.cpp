// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/entities.h"
#include "core/server/import/mapping.h"
#include <QDirIterator>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace tidedesk;
using namespace tidedesk::import;

class TestImportMapping : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void shippedOnesAreSound()
    {
        int count = 0;
        for (QDirIterator it(QStringLiteral(":/mappings")); it.hasNext();) {
            const QString name = it.next().section(u'/', -1).chopped(5);
            const auto mapping = Mapping::load(name);
            QVERIFY2(mapping.ok(), mapping ? "" : qPrintable(mapping.error().detail));
            QVERIFY(!mapping->neededColumns().isEmpty() || mapping->form.format != FileForm::Format::Csv);
            ++count;
        }
        QCOMPARE(count, 8);
    }

    void namesTheMistakeAndItsPlace_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("where");
        const auto rule = [](const QByteArray &inside) {
            return R"({"source":"s","make":[{"entity":"customer","key":["a"],)" + inside + "}]}";
        };
        QTest::newRow("syntax") << QByteArray("{\n\"source\": \"s\",\n oops}") << QStringLiteral("line 3");
        QTest::newRow("unknown word") << QByteArray(R"({"sauce":"s"})") << QStringLiteral("sauce");
        QTest::newRow("no source") << QByteArray(R"({"make":[]})") << QStringLiteral("source");
        QTest::newRow("nothing to make") << QByteArray(R"({"source":"s"})") << QStringLiteral("make");
        QTest::newRow("format") << QByteArray(R"({"source":"s","format":"xls"})") << QStringLiteral("format");
        QTest::newRow("zone") << QByteArray(R"({"source":"s","zone":"Mars/Olympus"})") << QStringLiteral("zone");
        QTest::newRow("as of") << QByteArray(R"({"source":"s","as_of":"yesterday"})") << QStringLiteral("as_of");
        QTest::newRow("entity") << QByteArray(R"({"source":"s","make":[{"entity":"parrot"}]})")
                                << QStringLiteral("make[0].entity");
        QTest::newRow("seat") << QByteArray(R"({"source":"s","make":[{"entity":"seat"}]})")
                              << QStringLiteral("make[0].entity");
        QTest::newRow("no key") << QByteArray(R"({"source":"s","make":[{"entity":"customer"}]})")
                                << QStringLiteral("make[0].key");
        QTest::newRow("field") << rule(R"("set":{"naem":"a"})") << QStringLiteral("make[0].set.naem");
        QTest::newRow("required") << rule(R"("set":{"number":"a"})")
                                  << QStringLiteral("make[0].set: customer needs the field name");
        QTest::newRow("derived") << rule(R"("set":{"name":"a","source":"b"})") << QStringLiteral("make[0].set.source");
        QTest::newRow("expression") << rule(R"("set":{"name":{"colum":"a"}})")
                                    << QStringLiteral("make[0].set.name.colum");
        QTest::newRow("empty expression") << rule(R"("set":{"name":{}})") << QStringLiteral("make[0].set.name");
        QTest::newRow("map") << rule(R"("set":{"name":{"column":"a","map":{"x":1}}})")
                             << QStringLiteral("make[0].set.name.map.x");
        QTest::newRow("find") << rule(R"("set":{"name":"a","team_id":{"find":"team.nam","column":"b"}})")
                              << QStringLiteral("make[0].set.team_id.find");
        QTest::newRow("identity") << rule(R"("set":{"name":"a","team_id":{"identity":"smoke","column":"b"}})")
                                  << QStringLiteral("make[0].set.team_id.identity");
        QTest::newRow("other source") << rule(R"("set":{"name":"a","team_id":{"row":"team","source":"x"}})")
                                      << QStringLiteral("make[0].set.team_id");
        QTest::newRow("row that is not made") << rule(R"("set":{"name":"a","team_id":{"row":"team"}})")
                                              << QStringLiteral("make[0].set.team_id.row: no row named 'team' is made before");
        QTest::newRow("row that is made later") << QByteArray(
            R"({"source":"s","make":[{"entity":"identity","key":["a"],"set":{"customer_id":{"row":"customer"},"kind":{"value":"phone"},"value":"p"}},{"entity":"customer","key":["a"],"set":{"name":"a"}}]})")
                                                << QStringLiteral("make[0].set.customer_id.row");
        QTest::newRow("life of a customer")
            << rule(R"("set":{"name":"a"},"life":{})") << QStringLiteral("make[0].life");
        QTest::newRow("message kind") << QByteArray(
            R"({"source":"s","make":[{"entity":"ticket","key":["a"],"set":{"subject":"a"},"life":{"messages":[{"kind":"song","body":"b"}]}}]})")
                                      << QStringLiteral("make[0].life.messages[0].kind");
        QTest::newRow("two main rows") << QByteArray(
            R"({"source":"s","make":[{"entity":"team","key":["a"],"main":true,"set":{"name":"a"}},{"entity":"tag","key":["a"],"main":true,"set":{"name":"a"}}]})")
                                       << QStringLiteral("make");
    }
    void namesTheMistakeAndItsPlace()
    {
        QFETCH(QByteArray, json);
        QFETCH(QString, where);
        const auto mapping = Mapping::parse(json, QStringLiteral("m.json"));
        QVERIFY(!mapping.ok());
        QCOMPARE(mapping.error().code, QStringLiteral("import.mapping"));
        QVERIFY2(
            mapping.error().detail.startsWith(QStringLiteral("m.json: ") + where), qPrintable(mapping.error().detail));
    }

    void namesTheFileThatIsNotThere()
    {
        const auto mapping = Mapping::load(QStringLiteral("/nowhere/m.json"));
        QCOMPARE(mapping.error().code, QStringLiteral("import.unreadable"));
        QVERIFY(mapping.error().detail.contains(QStringLiteral("/nowhere/m.json")));
        QVERIFY(!Mapping::load(QStringLiteral("no-such-name")).ok());
    }

    void readsExpressions()
    {
        Record record;
        record.cells = {{QStringLiteral("a"), QStringLiteral("Open")}, {QStringLiteral("b"), QStringLiteral("X/Y")},
            {QStringLiteral("p"), QStringLiteral("Lamp")}};
        const auto text = [&record](const char *json) {
            const auto expression = Expression::parse(
                QJsonDocument::fromJson(QByteArray("[") + json + "]").array().first(), QStringLiteral("x"));
            return expression ? expression->textFor(record) : expression.error().detail;
        };
        QCOMPARE(text(R"("a")"), QStringLiteral("Open"));
        QCOMPARE(text(R"({"column":["z","b"]})"), QStringLiteral("X/Y"));
        QCOMPARE(text(R"({"column":"a","map":{"Open":"new"}})"), QStringLiteral("new"));
        QCOMPARE(text(R"({"column":"a","map":{"Open":""},"default":"d"})"), QStringLiteral("d"));
        QCOMPARE(text(R"({"column":"z","default":"d"})"), QStringLiteral("d"));
        QCOMPARE(text(R"({"column":"b","part":["/",1],"lower":true})"), QStringLiteral("y"));
        QCOMPARE(text(R"({"column":"b","part":["/",2]})"), QString());
        QCOMPARE(text(R"({"template":"{a} - {p} {z}"})"), QStringLiteral("Open - Lamp"));
        QCOMPARE(text(R"({"value":3})"), QStringLiteral("3"));
        QCOMPARE(text(R"({"object":["p","z"]})"), QStringLiteral("{\"p\":\"Lamp\"}"));
        record.cells.insert(QStringLiteral("t"), QStringLiteral("my {x} broke"));
        QCOMPARE(text(R"({"column":"t","replace":{"{x}":"p"}})"), QStringLiteral("my Lamp broke"));
    }
};

QTEST_GUILESS_MAIN(TestImportMapping)
#include "test_import_mapping.moc"
