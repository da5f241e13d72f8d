// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/highlight.h"
#include "core/search/score.h"
#include "tests/search/searchsupport.h"
#include <QTest>
#include <QTextBoundaryFinder>

using namespace tidedesk;
using namespace tidedesk::search;

namespace {

QString marked(QStringView text, const QList<TextRange> &ranges)
{
    QString out;
    qsizetype at = 0;
    for (const TextRange &r : ranges) {
        out += text.mid(at, r.start - at).toString() + u'[' + text.mid(r.start, r.length).toString() + u']';
        at = r.end();
    }
    return out + text.mid(at).toString();
}

} // namespace

class TestHighlight : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void marks_data()
    {
        QTest::addColumn<QString>("query");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *name, const char *query, const char *text, const char *expected) {
            QTest::newRow(name) << QString::fromUtf8(query) << QString::fromUtf8(text) << QString::fromUtf8(expected);
        };
        row("one character", "款", "退款申请，付款", "退[款]申请，付[款]");
        row("pair", "退款", "我要退款，退款！", "我要[退款]，[退款]！");
        row("overlap", "退款 款申", "退款申请", "[退款申]请");
        row("touching", "退款 申请", "退款申请", "[退款申请]");
        row("self overlap", "哈哈", "哈哈哈", "[哈哈哈]");
        row("prefix", "app", "My Apples, app", "My [App]les, [app]");
        row("no infix", "pp", "app", "app");
        row("whole word", "\"app\"", "apple app", "apple [app]");
        row("diacritics", "cafe", "Cafe\xCC\x81s CAFÉ", "[Cafe\xCC\x81]s [CAFÉ]");
        row("full width", "vip", "ＶＩＰ客户", "[ＶＩＰ]客户");
        row("number, any grouping", "13800138000", "tel 138 0013-8000.", "tel [138 0013-8000].");
        row("last digits", "8000", "138 0013 8000, 13800138000", "138 0013 [8000], 1380013[8000]");
        row("order number", "2026-00123", "SO-2026-00123", "SO-[2026-00123]");
        row("order number, no hyphens", "so202600123", "SO-2026-00123", "[SO-2026-00123]");
        row("punctuation", "***", "a***b**", "a[***]b**");
        row("width of punctuation counts", "***", "＊＊＊", "＊＊＊");
        row("literal", "\"50%\"", "50 50% 150%", "50 [50%] 1[50%]");
        row("literal with space", "\"refund  status\"", "Refund\nStatus", "[Refund\nStatus]");
        row("loose", "退款，申请", "退款 申请 退款申请", "[退款 申请] 退款申请");
        row("negated is not marked", "退款 -申请", "退款", "[退款]");
        row("surrogates", "𠀀", "x𠀀𠀁", "x[𠀀]𠀁");
        row("nothing", "", "退款", "退款");
    }
    void marks()
    {
        QFETCH(QString, query);
        QFETCH(QString, text);
        QTEST(marked(text, highlightRanges(parseQuery(query, {}), text)), "expected");
    }
    void matches_data()
    {
        QTest::addColumn<QString>("query");
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("expected");
        const auto row = [](const char *query, const char *text, bool expected) {
            QTest::addRow("%s in %s", query, text) << QString::fromUtf8(query) << QString::fromUtf8(text) << expected;
        };
        row("", "x", true);
        row("退款 发票", "发票和退款", true);
        row("退款 发票", "退款", false);
        row("-退款", "发票", true);
        row("发票 -退款", "发票退款", false);
        row("发票 -app", "发票 apple", true); // a word is excluded whole
        row("花唄", "花呗", false);
        row("\"C++\"", "I know C.", false);
        row("\"C++\"", "I know C++.", true);
        row("\"100%\" -\"5%\"", "100% or 5%", false);
        row("双11", "双 11", true);
        row("双11", "双111", true);
        row("12:30", "1230", false);
        row("\xE2\x80\x8B", "x", true); // nothing to be found: no condition
    }
    void matches()
    {
        QFETCH(QString, query);
        QFETCH(QString, text);
        QTEST(matchesText(parseQuery(query, {}), text), "expected");
    }
    void termsMayStandInDifferentTexts()
    {
        Matcher matcher(parseQuery(u"退款 发票 -加急", {}));
        QVERIFY(matcher.matches({u"退款", u"发票"}));
        QVERIFY(!matcher.matches({u"退款", u""}));
        QVERIFY(!matcher.matches({u"退款", u"发票", u"加急"}));
        QVERIFY(!matcher.matches({}));
    }
    void snippetSurroundsTheFirstHit()
    {
        const QString text
            = QString(100, u'甲') + QStringLiteral("退款\n") + QString(100, u'乙') + QStringLiteral("退款");
        const Snippet s = cutSnippet(text, highlightRanges(parseQuery(u"退款", {}), text), 40);
        QCOMPARE(s.text.size(), 40);
        QCOMPARE(marked(s.text, s.ranges), QString(10, u'甲') + QStringLiteral("[退款] ") + QString(27, u'乙'));
        QVERIFY(s.cutBefore && s.cutAfter);
    }
    void snippetOfShortAndUnmarkedTexts()
    {
        const Snippet whole = cutSnippet(u"退款", {{0, 2}}, 40);
        QCOMPARE(whole.text, QStringLiteral("退款"));
        QVERIFY(!whole.cutBefore && !whole.cutAfter);
        const Snippet plain = cutSnippet(u"abcdef", {}, 4);
        QCOMPARE(plain.text, QStringLiteral("abcd"));
        QVERIFY(!plain.cutBefore && plain.cutAfter);
        const Snippet last = cutSnippet(u"abcdefgh", {{7, 1}}, 4);
        QCOMPARE(marked(last.text, last.ranges), QStringLiteral("efg[h]"));
        QVERIFY(last.cutBefore && !last.cutAfter);
        QVERIFY(cutSnippet(u"abc", {}, 0).text.isEmpty());
        QVERIFY(cutSnippet(u"", {}, 10).text.isEmpty());
    }
    void longHitIsClipped()
    {
        const Snippet s = cutSnippet(u"abcdefghij", {{2, 8}}, 4);
        QCOMPARE(marked(s.text, s.ranges), QStringLiteral("b[cde]"));
    }
    void snippetsNeverCutACharacter()
    {
        const quint32 seed = test::printedSeed();
        QRandomGenerator random(seed);
        const QStringList pieces{QStringLiteral("e\u0301"), QStringLiteral("\U00020000"), QStringLiteral("a"),
            QStringLiteral("款"), QStringLiteral("👩\u200D👩\u200D👧"), QStringLiteral("👍🏽"), QStringLiteral("🇨🇳"),
            QStringLiteral("\r\n"), QStringLiteral("o") + QString(300, QChar(0x0301))};
        for (int round = 0; round < 500; ++round) {
            QString text;
            QList<qsizetype> starts;
            for (int i = random.bounded(1, 60); i > 0; --i) {
                starts.append(text.size());
                text += pieces[random.bounded(int(pieces.size()))];
            }
            starts.append(text.size());
            const TextRange hit{starts[random.bounded(int(starts.size()))], 1};
            const qsizetype room = random.bounded(1, 80);
            const Snippet s = cutSnippet(text, {hit}, room);
            const qsizetype at = text.simplified().size() == text.size() ? text.indexOf(s.text) : -1;
            QVERIFY2(s.text.size() <= room, qPrintable(QString::number(seed)));
            if (at < 0 || s.text.isEmpty())
                continue;
            QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, text);
            bool cutClean = false;
            for (qsizetype from = at; from >= 0 && !cutClean; from = text.indexOf(s.text, from + 1)) {
                finder.setPosition(from);
                const bool front = finder.isAtBoundary();
                finder.setPosition(from + s.text.size());
                cutClean = front && finder.isAtBoundary();
            }
            QVERIFY2(cutClean, qPrintable(QStringLiteral("seed %1 round %2").arg(seed).arg(round)));
        }
    }
    void rankingStopsWhereItIsSlow()
    {
        QCOMPARE(resultOrder(0), ResultOrder::Relevance);
        QCOMPARE(resultOrder(kMaxRankedHits), ResultOrder::Relevance);
        QCOMPARE(resultOrder(kMaxRankedHits + 1), ResultOrder::NewestFirst);
    }
};

QTEST_GUILESS_MAIN(TestHighlight)
#include "test_highlight.moc"
