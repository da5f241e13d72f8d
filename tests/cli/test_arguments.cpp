// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/common/arguments.h"
#include <QTest>

using namespace tidedesk;

class TestArguments : public QObject {
    Q_OBJECT

    static app::Arguments read(const QStringList &typed)
    {
        return app::Arguments(typed, {QStringLiteral("body"), QStringLiteral("limit")}, {QStringLiteral("json")});
    }
    static app::Arguments read(const char *line) { return read(QString::fromLatin1(line).split(u' ', Qt::SkipEmptyParts)); }

private Q_SLOTS:
    void wordsOptionsAndFlags()
    {
        const auto typed = read("ticket tag 7 +a -b --json --body text --limit=3");
        QCOMPARE(typed.problem(), QString());
        QCOMPARE(typed.words().join(u' '), QStringLiteral("ticket tag 7 +a -b"));
        QVERIFY(typed.has(QStringLiteral("json")));
        QCOMPARE(typed.value(QStringLiteral("body")), QStringLiteral("text"));
        QCOMPARE(typed.value(QStringLiteral("limit")), QStringLiteral("3"));
    }
    void valuesMayBeEmptyAndHoldAnything()
    {
        QCOMPARE(read({QStringLiteral("--body"), QString()}).problem(), QString());
        QCOMPARE(read({QStringLiteral("--body=--json")}).value(QStringLiteral("body")), QStringLiteral("--json"));
        QCOMPARE(read({QStringLiteral("--body=a=b")}).value(QStringLiteral("body")), QStringLiteral("a=b"));
        QCOMPARE(read({QStringLiteral("--body"), QStringLiteral("--dashes of somebody")}).value(QStringLiteral("body")), QStringLiteral("--dashes of somebody"));
        QCOMPARE(read("-- --body --json").words(), (QStringList {QStringLiteral("--body"), QStringLiteral("--json")}));
    }
    void mistakesAreNamed_data()
    {
        QTest::addColumn<QString>("says");
        QTest::newRow("--colour red") << QStringLiteral("unknown option --colour");
        QTest::newRow("--body") << QStringLiteral("option --body needs a value");
        QTest::newRow("--body --json") << QStringLiteral("option --body needs a value");
        QTest::newRow("--body a --body b") << QStringLiteral("option --body was given twice");
        QTest::newRow("--json=yes") << QStringLiteral("option --json takes no value");
    }
    void mistakesAreNamed()
    {
        QFETCH(QString, says);
        QCOMPARE(read(QTest::currentDataTag()).problem(), says);
    }
    void numbersHaveBounds()
    {
        auto typed = read("--limit 7");
        QCOMPARE(typed.number(QStringLiteral("limit"), 1, 1, 10).value_or(0), 7);
        QCOMPARE(typed.number(QStringLiteral("other"), 5, 1, 10).value_or(0), 5);
        for (const char *bad : {"--limit 0", "--limit 11", "--limit x", "--limit -3", "--limit 3.5", "--limit 99999999999999999999"}) {
            auto wrong = read(bad);
            QVERIFY2(!wrong.number(QStringLiteral("limit"), 1, 1, 10), bad);
            QVERIFY2(wrong.problem().startsWith(QStringLiteral("--limit: a whole number from 1 to 10 is expected, not")), bad);
        }
    }
};

QTEST_GUILESS_MAIN(TestArguments)
#include "test_arguments.moc"
