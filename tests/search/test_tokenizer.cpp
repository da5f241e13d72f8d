// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/tokenizer.h"
#include <QStringList>
#include <QTest>

using namespace tidedesk::search;

namespace {

QString tokens(const QByteArray &utf8, TokenizeMode mode)
{
    QStringList out;
    Tokenizer tokenizer({utf8.constData(), static_cast<size_t>(utf8.size())}, mode);
    for (Token token; tokenizer.next(token);) {
        const QString text = QString::fromUtf8(token.text.data(), static_cast<qsizetype>(token.text.size()));
        out.append(token.open ? text + u'*' : text);
    }
    return out.join(u' ');
}

} // namespace

class TestTokenizer : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void cuts_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("document");
        QTest::addColumn<QString>("query");
        const auto row = [](const char *name, const char *text, const char *document, const char *query) {
            QTest::newRow(name) << QString::fromUtf8(text) << QString::fromUtf8(document) << QString::fromUtf8(query);
        };
        row("empty", "", "", "");
        row("punctuation", "***！？😀", "", "");
        row("one character", "款", "款", "款*");
        row("two characters", "退款", "退款 款", "退款");
        row("run", "退款申请", "退款 款申 申请 请", "退款 款申 申请");
        row("comma splits", "退款，申请", "退款 款 申请 请", "退款 款 申请");
        row("closing mark", "退款。", "退款 款", "退款");
        row("kana", "キャンセル", "キャ ャン ンセ セル ル", "キャ ャン ンセ セル");
        row("words", "Refund STATUS", "refund status", "refund status");
        row("diacritics", "Café naïve", "cafe naive", "cafe naive");
        row("combining", "Cafe\xCC\x81!", "cafe", "cafe");
        row("full width", "ＶＩＰ１２", "vip 12 2", "vip 12*");
        row("mixed", "双11快乐", "双 11 1 快乐 乐", "双 11 1 快乐");
        row("mixed end", "双11", "双 11 1", "双 11*");
        row("word and number", "iPhone15", "iphone 15 5", "iphone 15*");
        row("order number", "SO-2026-00123", "so 2026 0260 2600 6001 0012 0123 123 23 3",
            "so 2026 0260 2600 6001 0012 0123");
        row("telephone", "138 0013 8000", "1380 3800 8001 0013 0138 1380 3800 8000 000 00 0",
            "1380 3800 8001 0013 0138 1380 3800 8000");
        row("telephone, hyphens", "138-0013-8000", "1380 3800 8001 0013 0138 1380 3800 8000 000 00 0",
            "1380 3800 8001 0013 0138 1380 3800 8000");
        row("area code", "(010) 6552", "0106 1065 0655 6552 552 52 2", "0106 1065 0655 6552");
        row("amount", "¥1,299.50", "1299 2995 9950 950 50 0", "1299 2995 9950");
        row("time is two numbers", "10:30", "10 0 30 0", "10 0 30*");
        row("line break ends a number", "12\n34", "12 2 34 4", "12 2 34*");
        row("wide gap ends a number", "12   34", "12 2 34 4", "12 2 34*");
        row("zero-width space", "退\xE2\x80\x8B款", "退款 款", "退款");
        row("thai", "คืนเงิน", "คื ืน นเ เง งิ ิน น", "คื ืน นเ เง งิ ิน");
        row("cyrillic", "Возврат", "возврат", "возврат");
    }
    void cuts()
    {
        QFETCH(QString, text);
        QTEST(tokens(text.toUtf8(), TokenizeMode::Document), "document");
        QTEST(tokens(text.toUtf8(), TokenizeMode::Query), "query");
    }
    void brokenUtf8Separates_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("lone continuation") << QByteArray("ab\x80"
                                                         "cd");
        QTest::newRow("overlong") << QByteArray("ab\xC0\xAF"
                                                "cd");
        QTest::newRow("overlong 3") << QByteArray("ab\xE0\x80\xAF"
                                                  "cd");
        QTest::newRow("surrogate") << QByteArray("ab\xED\xA0\x80"
                                                 "cd");
        QTest::newRow("above U+10FFFF") << QByteArray("ab\xF4\x90\x80\x80"
                                                      "cd");
        QTest::newRow("no such lead") << QByteArray("ab\xFF"
                                                    "cd");
        QTest::newRow("cut short inside") << QByteArray("ab\xE9\x80"
                                                        "cd");
        QTest::newRow("cut short at the end") << QByteArray("ab cd\xE9\x80");
        QTest::newRow("NUL") << QByteArray("ab\0cd", 5);
    }
    void brokenUtf8Separates()
    {
        QFETCH(QByteArray, bytes);
        QCOMPARE(tokens(bytes, TokenizeMode::Document), QStringLiteral("ab cd"));
    }
    void offsetsAreBytesOfTheSource()
    {
        const QByteArray text = QByteArray("é退款 1-2");
        Tokenizer tokenizer({text.constData(), static_cast<size_t>(text.size())}, TokenizeMode::Document);
        QList<QByteArray> pieces;
        for (Token token; tokenizer.next(token);)
            pieces.append(text.mid(token.begin, token.end - token.begin));
        QCOMPARE(pieces, (QList<QByteArray>{"é", "退款", "款", "1-2", "2"}));
    }
    void combiningMarksBelongToTheirToken()
    {
        const QByteArray text("ne\xCC\x81 x");
        Tokenizer tokenizer({text.constData(), static_cast<size_t>(text.size())}, TokenizeMode::Document);
        Token token;
        QVERIFY(tokenizer.next(token));
        QCOMPARE(token.text, std::string_view("ne"));
        QCOMPARE(token.end, 4);
    }
    void longWordsAreContinued()
    {
        QCOMPARE(tokens(QByteArray(130, 'a'), TokenizeMode::Document),
            QStringLiteral("%1 %1 aa").arg(QString(kMaxWordLetters, u'a')));
    }
    void versionIsRaisedWithTheCutting()
    {
        // A change of any expectation above needs a new version, or old indexes answer new queries.
        QCOMPARE(kTokenizerVersion, 1);
    }
};

QTEST_GUILESS_MAIN(TestTokenizer)
#include "test_tokenizer.moc"
