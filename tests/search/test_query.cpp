// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/search/searchsupport.h"
#include <QTest>

using namespace tidedesk;
using namespace tidedesk::search;

namespace {

/// -"a b"/wordPrefix... in one line, to compare.
QString shown(const Query &query)
{
    QStringList out;
    for (const Term &t : query.terms) {
        const QString text = t.quoted ? u'"' + t.text + u'"' : t.text;
        out.append(
            (t.negated ? QStringLiteral("-") : QString()) + text + (t.wordPrefix ? QStringLiteral("~") : QString()));
    }
    for (const Filter &f : query.filters) {
        QStringList values;
        for (const FilterValue &v : f.values) {
            if (const auto *text = std::get_if<QString>(&v))
                values.append(*text);
            else if (const auto *number = std::get_if<qint64>(&v))
                values.append(QString::number(*number));
            else
                values.append(std::get<QDate>(v).toString(Qt::ISODate));
        }
        const QString op = f.op == FilterOp::Is ? QStringLiteral("=")
            : f.op == FilterOp::Before          ? QStringLiteral("<")
                                                : QStringLiteral(">=");
        out.append((f.negated ? QStringLiteral("!") : QString()) + f.field + op + values.join(u'|'));
    }
    for (const QueryProblem &p : query.problems)
        out.append(QStringLiteral("?%1@%2+%3").arg(p.code.mid(7)).arg(p.at.start).arg(p.at.length));
    return out.join(QStringLiteral("; "));
}

} // namespace

class TestQuery : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void parses_data()
    {
        QTest::addColumn<QString>("input");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *input, const char *expected) {
            QTest::newRow(input) << QString::fromUtf8(input) << QString::fromUtf8(expected);
        };
        row("", "");
        row("   \t\u3000", "");
        row("退款 发票", "退款~; 发票~");
        row("退款\u3000发票", "退款~; 发票~");
        row("\"refund status\"", "\"refund status\"");
        row("“退款 发票”", "\"退款 发票\"");
        row("他说“退款”了", "他说~; \"退款\"; 了~");
        row("\"\" x", "x~");
        row("-发票 -\"a b\" － -", "-发票; -\"a b\"; －~; -~");
        row("-> --x a-b", "->~; --x~; a-b~");
        row("a AND b OR NOT c NEAR(d)", "a~; AND~; b~; OR~; NOT~; c~; NEAR(d)~");
        row("status:open", "status=open");
        row("状态：打开", "status=open");
        row("STATUS:ＯＰＥＮ", "status=open");
        row("status:open,已关闭", "status=open|closed");
        row("status:open，closed,", "status=open|closed");
        row("-status:closed 退款", "退款~; !status=closed");
        row("channel:电话 from:张 assignee:me tag:退款", "channel=phone; customer=张; assignee=@me; tag=退款");
        row("from:\"张 三\" x", "x~; customer=张 三");
        row("from:“张 三，李四”", "customer=张 三，李四");
        row("before:2026-10-01 after:2026/9/1", "updated<2026-10-01; updated>=2026-09-01");
        row("before:20261001 after:2026年9月1日 before:2026-10 after:2026",
            "updated<2026-10-01; updated>=2026-09-01; updated<2026-10-01; updated>=2026-01-01");
        row("number:10234 编号：＃", "number=10234; ?bad_number@16+1");
        row("number:#１０", "number=10");
        row("10:30 https://example.org/x", "10:30~; https://example.org/x~");
        row("问题：退款 Hello:", "问题：退款~; Hello:~");
        row(":x ::", ":x~; ::~");
        // what is wrong, and where
        row("退款 stauts:open x", "退款~; x~; ?unknown_filter@3+11");
        row("foo:\"a b\" x", "x~; ?unknown_filter@0+9");
        row("status:opened", "?unknown_value@7+6");
        row("status:open,huh", "?unknown_value@12+3");
        row("x status:", "x~; ?missing_value@2+7");
        row("status:,", "?missing_value@0+8");
        row("before:2026-13-01", "?bad_date@7+10");
        row("before:tomorrow", "?bad_date@7+8");
        row("number:12a", "?bad_number@7+3");
        row("number:1234567890123456789", "?bad_number@7+19");
        row("a \"b c", "a~; \"b c\"; ?unclosed_quote@2+4");
    }
    void parses()
    {
        QFETCH(QString, input);
        QTEST(shown(parseQuery(input, test::filterTable())), "expected");
    }
    void onlyTheLastWordStaysOpenOnDemand()
    {
        QCOMPARE(shown(parseQuery(u"ref stat", {}, WordPrefix::LastWord)), QStringLiteral("ref; stat~"));
        QCOMPARE(shown(parseQuery(u"ref stat", {})), QStringLiteral("ref~; stat~"));
    }
    void tooMuchIsCutAndReported()
    {
        const Query pasted = parseQuery(QString(kMaxQueryLength + 5, u'a'), {});
        QCOMPARE(pasted.terms.size(), 1);
        QCOMPARE(pasted.terms[0].text.size(), kMaxQueryLength);
        QCOMPARE(pasted.problems[0].code, QStringLiteral("search.too_long"));
        QCOMPARE(pasted.problems[0].at, (TextRange{kMaxQueryLength, 5}));

        const Query halfPair = parseQuery(QString(kMaxQueryLength - 1, u'a') + QStringLiteral("\U00020000"), {});
        QCOMPARE(halfPair.terms[0].text.size(), kMaxQueryLength - 1);

        const Query many = parseQuery(QStringLiteral("a ").repeated(kMaxTerms + 1), {});
        QCOMPARE(many.terms.size(), kMaxTerms);
        QCOMPARE(many.problems[0].code, QStringLiteral("search.too_many_terms"));
        QCOMPARE(many.problems[0].at.start, 2 * kMaxTerms);
    }
    void statusNamesCodeAndPlaceButNotTheWords()
    {
        QVERIFY(parseQuery(u"退款", {}).status().ok());
        const Status status = parseQuery(u"x zhang:1", {}).status();
        QVERIFY(!status.ok());
        QCOMPARE(status.error().code, QStringLiteral("search.unknown_filter"));
        QCOMPARE(status.error().detail, QStringLiteral("characters 2 to 9 of the query"));
    }
    void plans_data()
    {
        QTest::addColumn<QString>("input");
        QTest::addColumn<QString>("match");
        QTest::addColumn<QString>("exclude");
        QTest::addColumn<QString>("flags"); // recheck, scan
        QTest::addColumn<QString>("like");
        const auto row = [](const char *input, const char *match, const char *exclude, const char *flags,
                             const char *like) {
            QTest::newRow(input) << QString::fromUtf8(input) << QString::fromUtf8(match) << QString::fromUtf8(exclude)
                                 << QString::fromUtf8(flags) << QString::fromUtf8(like);
        };
        row("", "", "", "", "");
        row("status:open", "", "", "", "");
        row("退", "\"退\"*", "", "", "");
        row("退款", "\"退款\"", "", "", "");
        row("退款申 发票", "\"退款\" + \"款申\" AND \"发票\"", "", "", "");
        row("Refund", "\"refund\"*", "", "", "");
        row("8000", "\"8000\"", "", "", "");
        row("800", "\"800\"*", "", "", "");
        row("SO-2026-0", "\"so\" + \"2026\" + \"0260\"", "", "", "");
        row("\"app\"", "\"app\"", "", "", "");
        row("\"our app.\"", "\"our\" + \"app\"", "", "r", "");
        row("a -b -退", "(\"a\"*) NOT (\"b\" OR \"退\"*)", "", "", "");
        row("-b -退款", "", "\"b\" OR \"退款\"", "", "");
        row("-\"50%\"", "", "", "rs", "");
        row("a -\"50%\"", "\"a\"*", "", "r", "");
        row("***", "", "", "rs", "%*%*%*%");
        row("100% 退", "\"100\"* AND \"退\"*", "", "", "");
        row("%_\\", "", "", "rs", "%\\%%\\_%\\\\%");
        row("*** -退款", "", "\"退款\"", "rs", "%*%*%*%");
        row("a ***", "\"a\"*", "", "r", "");
    }
    void plans()
    {
        QFETCH(QString, input);
        const SearchPlan plan = planSearch(parseQuery(input, test::filterTable()));
        QTEST(plan.match, "match");
        QTEST(plan.exclude, "exclude");
        QTEST(
            (plan.needsRecheck ? QStringLiteral("r") : QString()) + (plan.needsScan ? QStringLiteral("s") : QString()),
            "flags");
        QTEST(plan.likePattern, "like");
    }
};

QTEST_GUILESS_MAIN(TestQuery)
#include "test_query.moc"
