// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/search/searchsupport.h"
#include <QTest>

using namespace tidedesk;
using namespace tidedesk::search;

namespace {

/// Few characters, so that random words meet in random texts.
QString randomText(QRandomGenerator &random, int maxLength)
{
    static const QStringList alphabet{QStringLiteral("退"), QStringLiteral("款"), QStringLiteral("单"),
        QStringLiteral("a"), QStringLiteral("B"), QStringLiteral("é"), QStringLiteral("e\u0301"), QStringLiteral("1"),
        QStringLiteral("2"), QStringLiteral("２"), QStringLiteral(" "), QStringLiteral("-"), QStringLiteral(","),
        QStringLiteral("，"), QStringLiteral("\n"), QStringLiteral("*"), QStringLiteral("\u200B"), QStringLiteral("𠀀"),
        QStringLiteral("😀"), QStringLiteral("ก")};
    QString text;
    // Often only the first characters: long runs of one kind.
    const int letters = random.bounded(3) == 0 ? 3 : int(alphabet.size());
    const int first = letters == 3 ? 4 * random.bounded(3) : 0;
    for (int i = random.bounded(1, maxLength + 1); i > 0; --i)
        text += alphabet[first + random.bounded(letters)];
    return text;
}

/// Of the alphabet above: letters of words, and what is ignored inside them.
bool continuesWord(QChar c)
{
    return (c.isLetter() && c.unicode() < 0x300) || c == QChar(0x0301) || c == QChar(0x200B);
}

} // namespace

class TestFtsTokenizer : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void registersOnAnyConnection()
    {
        test::FtsTable table;
        QVERIFY(table.status().ok());
        QCOMPARE(table.takeError(), QString());
        QVERIFY(registerTokenizer(table.db()).ok()); // again, as after a reconnect
        QVERIFY(!registerTokenizer(nullptr).ok());
        table.run("create virtual table g using fts5(x, tokenize='tidedesk option')");
        QVERIFY(!table.takeError().isEmpty());
    }
    void highlightAndSnippetWorkOnExternalContent()
    {
        test::FtsTable table;
        table.insert(1, "订单 SO-2026-00123", "我要退款申请，Café 电话 138 0013 8000。");
        const auto body = [&](const char *query) {
            return table.text("select highlight(f, 1, '[', ']') from f where f match ?1",
                planSearch(parseQuery(QString::fromUtf8(query), {})).match);
        };
        QCOMPARE(body("退款申请"), QStringLiteral("我要[退款申请]，Café 电话 138 0013 8000。"));
        QCOMPARE(body("cafe"), QStringLiteral("我要退款申请，[Café] 电话 138 0013 8000。"));
        QCOMPARE(body("13800138000"), QStringLiteral("我要退款申请，Café 电话 [138 0013 8000]。"));
        QCOMPARE(body("请"), QStringLiteral("我要退款申[请]，Café 电话 138 0013 8000。"));
        QCOMPARE(table.text("select snippet(f, 0, '[', ']', '', 20) from f where f match ?1",
                     planSearch(parseQuery(u"so-2026", {})).match),
            QStringLiteral("订单 [SO-2026]-00123"));
        QCOMPARE(table.takeError(), QString());
    }
    void handWrittenMatchFindsTwoCharacterWords()
    {
        test::FtsTable table;
        table.insert(1, QStringLiteral("退款申请"));
        table.insert(2, QStringLiteral("满意度"));
        QCOMPARE(table.match(QStringLiteral("\"退款\"")), QList<qint64>{1});
        QCOMPARE(table.match(QStringLiteral("\"满意度\" \"退款\"")), QList<qint64>{});
        QCOMPARE(table.match(QStringLiteral("\"满意度\" OR \"款申请\"")), (QList<qint64>{1, 2}));
    }
    /// The rows that go wrong with unicode61 and trigram on SQLite 3.40.1.
    void chineseRows_data()
    {
        QTest::addColumn<QString>("query");
        QTest::addColumn<QList<qint64>>("ids");
        QTest::newRow("one") << QStringLiteral("单") << QList<qint64>{1, 2};
        QTest::newRow("two") << QStringLiteral("工单") << QList<qint64>{1, 2};
        QTest::newRow("three and two") << QStringLiteral("满意度 工单") << QList<qint64>{2};
        QTest::newRow("latin inside") << QStringLiteral("kpi") << QList<qint64>{2, 3};
        QTest::newRow("excluded") << QStringLiteral("满意度 -工单") << QList<qint64>{3};
    }
    void chineseRows()
    {
        QFETCH(QString, query);
        const QList<std::pair<qint64, QString>> rows{
            {1, QStringLiteral("工单流转")}, {2, QStringLiteral("满意度KPI与工单")}, {3, QStringLiteral("满意度KPIs")}};
        test::FtsTable table;
        for (const auto &[id, text] : rows)
            table.insert(id, text);
        QTEST(test::searchIds(table, parseQuery(query, {}), rows), "ids");
    }
    /// A contiguous piece of a text finds it - wherever it is cut, if the cut is not inside a word of letters.
    void everyPieceOfATextFindsIt()
    {
        const quint32 seed = test::printedSeed();
        QRandomGenerator random(seed);
        for (int round = 0; round < 1500; ++round) {
            const QString text = randomText(random, 14);
            qsizetype from = random.bounded(int(text.size()));
            from -= text[from].isLowSurrogate() ? 1 : 0;
            while (from > 0 && continuesWord(text[from - 1]))
                --from;
            const QString piece = text.mid(from, 1 + random.bounded(int(text.size() - from)));
            Query query;
            query.terms.append({piece, false, false, true, {}});
            const SearchPlan plan = planSearch(query);
            if (plan.match.isEmpty())
                continue;
            test::FtsTable table;
            table.insert(1, text);
            const QString where = QStringLiteral("seed %1 round %2: %3 in %4").arg(seed).arg(round).arg(piece, text);
            QVERIFY2(table.match(plan.match).size() == 1, qPrintable(where));
            QVERIFY2(Matcher(query).matches({text}), qPrintable(where));
        }
    }
    /// For ideographs without separators the index is substring search, both ways.
    void ideographsAreSubstringSearch()
    {
        const quint32 seed = test::printedSeed();
        QRandomGenerator random(seed);
        const auto word = [&random](int length) {
            QString text;
            for (int i = 0; i < length; ++i)
                text += random.bounded(8) == 0 ? QStringLiteral("𠀀") : QString(QChar(u"退款单"[random.bounded(3)]));
            return text;
        };
        test::FtsTable table;
        QList<std::pair<qint64, QString>> rows;
        for (qint64 id = 1; id <= 300; ++id) {
            rows.append({id, word(random.bounded(1, 5)) + QStringLiteral("，") + word(random.bounded(1, 7))});
            table.insert(id, rows.last().second);
        }
        int hits = 0;
        for (int round = 0; round < 400; ++round) {
            const QString wanted = word(random.bounded(1, 6));
            QList<qint64> expected;
            for (const auto &[id, text] : rows) {
                if (text.contains(wanted))
                    expected.append(id);
            }
            hits += int(expected.size());
            QVERIFY2(table.match(planSearch(parseQuery(wanted, {})).match) == expected,
                qPrintable(QStringLiteral("seed %1: %2").arg(seed).arg(wanted)));
        }
        QVERIFY(hits > 1000);
    }
    /// Plan and Matcher are two ways to the same answer, for queries of any shape.
    void indexAndMatcherAgree()
    {
        const quint32 seed = test::printedSeed();
        QRandomGenerator random(seed);
        test::FtsTable table;
        QList<std::pair<qint64, QString>> rows;
        for (qint64 id = 1; id <= 400; ++id) {
            rows.append({id, randomText(random, 16)});
            table.insert(id, rows.last().second);
        }
        int hits = 0;
        int rechecked = 0;
        for (int round = 0; round < 3000; ++round) {
            QStringList terms;
            for (int i = random.bounded(1, 4); i > 0; --i) {
                const QString text = randomText(random, 5);
                const QString minus = random.bounded(6) == 0 ? QStringLiteral("-") : QString();
                terms.append(minus + (random.bounded(4) == 0 ? u'"' + text + u'"' : text));
            }
            const QString input = terms.join(u' ');
            const Query query
                = parseQuery(input, {}, random.bounded(2) == 0 ? WordPrefix::EveryWord : WordPrefix::LastWord);
            Matcher matcher(query);
            QList<qint64> expected;
            for (const auto &[id, text] : rows) {
                if (matcher.matches({QStringView(text)}))
                    expected.append(id);
            }
            hits += int(expected.size());
            rechecked += planSearch(query).needsRecheck ? 1 : 0;
            QVERIFY2(test::searchIds(table, query, rows) == expected,
                qPrintable(QStringLiteral("seed %1: %2 -> %3").arg(seed).arg(input, planSearch(query).match)));
            QCOMPARE(table.takeError(), QString());
        }
        QVERIFY(hits > 1000 && rechecked > 100 && rechecked < 2900);
    }
};

QTEST_GUILESS_MAIN(TestFtsTokenizer)
#include "test_ftstokenizer.moc"
