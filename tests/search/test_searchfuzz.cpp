// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/highlight.h"
#include "tests/search/searchsupport.h"
#include <QTest>

using namespace tidedesk;
using namespace tidedesk::search;

namespace {

constexpr int kRounds = 20'000;

QString randomPiece(QRandomGenerator &random)
{
    static const QStringList pieces{QStringLiteral("\""), QStringLiteral("“"), QStringLiteral("'"), QStringLiteral("*"),
        QStringLiteral("^"), QStringLiteral("("), QStringLiteral(")"), QStringLiteral("{"), QStringLiteral("}"),
        QStringLiteral(":"), QStringLiteral("："), QStringLiteral("+"), QStringLiteral("-"), QStringLiteral(","),
        QStringLiteral(";"), QStringLiteral("--"), QStringLiteral("\\"), QStringLiteral("%"), QStringLiteral(" "),
        QStringLiteral("  "), QStringLiteral(" AND "), QStringLiteral(" OR "), QStringLiteral(" NOT "),
        QStringLiteral("NEAR("), QStringLiteral(", 3)"), QStringLiteral("body:"), QStringLiteral("status:"),
        QStringLiteral("open"), QStringLiteral("状态："), QStringLiteral("before:"), QStringLiteral("2026-10-01"),
        QStringLiteral("number:"), QStringLiteral("from:\""), QStringLiteral("退款"), QStringLiteral("单"),
        QStringLiteral("Refund"), QStringLiteral("138 0013 8000"), QStringLiteral("é"), QStringLiteral("e\u0301"),
        QStringLiteral("שלום"), QStringLiteral("مرحبا"), QStringLiteral("\u202E"), QStringLiteral("\u200D"),
        QStringLiteral("👩\u200D👧"), QStringLiteral("🇨🇳"), QStringLiteral("😀"), QStringLiteral("𠀀"),
        QStringLiteral("\uFFFF"), QStringLiteral("\uFEFF"), QStringLiteral("\n"), QString(QChar(0)),
        QString(QChar(0xD83D)), QString(QChar(0xDE00)), QString(QChar(0x1A)), QString(200, u'a'), QString(90, u'9'),
        QString(100, QChar(0x0301))};
    if (random.bounded(4) == 0)
        return QString(QChar(static_cast<char16_t>(random.bounded(0x10000))));
    return pieces[random.bounded(int(pieces.size()))];
}

QString randomInput(QRandomGenerator &random)
{
    QString text;
    for (int i = random.bounded(1, 13); i > 0; --i)
        text += randomPiece(random);
    return text;
}

bool areOrderedAndInside(const QList<TextRange> &ranges, qsizetype size)
{
    qsizetype last = -1;
    for (const TextRange &r : ranges) {
        if (r.length <= 0 || r.start <= last || r.end() > size)
            return false;
        last = r.end();
    }
    return true;
}

} // namespace

class TestSearchFuzz : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void anythingTypedIsAQuery()
    {
        const quint32 seed = test::printedSeed();
        QRandomGenerator random(seed);
        const FilterTable filters = test::filterTable();
        test::FtsTable table;
        for (qint64 id = 1; id <= 20; ++id)
            table.insert(id, randomInput(random));
        int asked = 0;
        for (int round = 0; round < kRounds; ++round) {
            const QString input = randomInput(random);
            const QString where = QStringLiteral("seed %1 round %2").arg(seed).arg(round);
            const Query query = parseQuery(input, filters);
            for (const QueryProblem &p : query.problems)
                QVERIFY2(p.at.start >= 0 && p.at.length >= 0 && p.at.end() <= input.size(), qPrintable(where));
            const SearchPlan plan = planSearch(query);
            for (const QString &expression : {plan.match, plan.exclude}) {
                if (expression.isEmpty())
                    continue;
                ++asked;
                table.match(expression);
                const QString error = table.takeError();
                QVERIFY2(error.isEmpty(), qPrintable(where + u' ' + error + u' ' + expression));
            }
            if (!plan.likePattern.isEmpty())
                table.ids("select id from doc where body like ?1 escape '\\'", plan.likePattern);
            QVERIFY2(table.takeError().isEmpty(), qPrintable(where));
            const QString text = randomInput(random);
            const QList<TextRange> ranges = highlightRanges(query, text);
            QVERIFY2(areOrderedAndInside(ranges, text.size()), qPrintable(where));
            const Snippet snippet = cutSnippet(text, ranges, random.bounded(60));
            QVERIFY2(areOrderedAndInside(snippet.ranges, snippet.text.size()), qPrintable(where));
            if (round % 20 == 0) {
                table.insert(100 + round, text);
                QVERIFY2(table.takeError().isEmpty(), qPrintable(where));
            }
        }
        QVERIFY(asked > kRounds / 2);
        table.run("insert into f(f) values('integrity-check')");
        QCOMPARE(table.takeError(), QString());
    }
    void anyBytesAreAText()
    {
        const quint32 seed = test::printedSeed();
        QRandomGenerator random(seed);
        test::FtsTable table;
        for (qint64 id = 1; id <= 3000; ++id) {
            QByteArray bytes(random.bounded(64), Qt::Uninitialized);
            for (char &b : bytes)
                b = static_cast<char>(random.bounded(256));
            table.insert(id, bytes, bytes);
            QVERIFY2(table.takeError().isEmpty(), qPrintable(QStringLiteral("seed %1").arg(seed)));
        }
        table.text("select highlight(f, 0, '[', ']') from f where f match ?1", QStringLiteral("a* OR 1* OR é*"));
        table.run("insert into f(f) values('integrity-check')");
        QCOMPARE(table.takeError(), QString());
    }
    /// One filter, one table: what was typed in a text value comes out as typed, to be bound.
    void textValuesStayText()
    {
        const QString nasty = QStringLiteral("x'); drop table doc; --");
        const Query query = parseQuery(QStringLiteral("from:\"%1\"").arg(nasty), test::filterTable());
        QCOMPARE(query.filters.size(), 1);
        QCOMPARE(std::get<QString>(query.filters[0].values[0]), nasty);
        QVERIFY(planSearch(query).match.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestSearchFuzz)
#include "test_searchfuzz.moc"
