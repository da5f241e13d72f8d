// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/folding.h"
#include <QTest>

using namespace tidedesk::search;

class TestFolding : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void characters_data()
    {
        QTest::addColumn<uint>("from");
        QTest::addColumn<uint>("to");
        QTest::addColumn<int>("kind");
        const auto row = [](char32_t from, char32_t to, CharKind kind) {
            QTest::addRow("U+%04X", static_cast<uint>(from)) << uint(from) << uint(to) << int(kind);
        };
        row(U'A', U'a', CharKind::Letter);
        row(U'z', U'z', CharKind::Letter);
        row(U'É', U'e', CharKind::Letter);
        row(U'ế', U'e', CharKind::Letter);
        row(U'Ü', U'u', CharKind::Letter);
        row(U'ß', U'ß', CharKind::Letter);
        row(U'İ', U'i', CharKind::Letter);
        row(U'Ά', U'α', CharKind::Letter);
        row(U'ς', U'σ', CharKind::Letter);
        row(U'Й', U'й', CharKind::Letter);
        row(0x212A, U'k', CharKind::Letter);
        row(U'Ａ', U'a', CharKind::Letter);
        row(U'９', U'9', CharKind::Digit);
        row(U'٣', U'3', CharKind::Digit);
        row(U'②', U'②', CharKind::Letter);
        row(U'款', U'款', CharKind::Ideograph);
        row(U'々', U'々', CharKind::Ideograph);
        row(U'〇', U'〇', CharKind::Ideograph);
        row(U'か', U'か', CharKind::Ideograph);
        row(U'ー', U'ー', CharKind::Ideograph);
        row(U'한', U'한', CharKind::Ideograph);
        row(U'ก', U'ก', CharKind::Ideograph);
        row(0x0E31, 0x0E31, CharKind::Ideograph); // Thai vowel sign
        row(0x2F00, U'一', CharKind::Ideograph); // Kangxi radical one
        row(0xF900, 0x8C48, CharKind::Ideograph); // compatibility ideograph
        row(0x20000, 0x20000, CharKind::Ideograph);
        row(0x323B0, 0x323B0, CharKind::Ideograph); // younger than this Qt's Unicode
        row(0xE000, 0xE000, CharKind::Ideograph);
        row(0x0301, 0x0301, CharKind::Ignored);
        row(0x200B, 0x200B, CharKind::Ignored);
        row(0x200F, 0x200F, CharKind::Ignored);
        row(0xFEFF, 0xFEFF, CharKind::Ignored);
        row(0xFE0F, 0xFE0F, CharKind::Ignored);
        row(U'-', U'-', CharKind::DigitJoiner);
        row(U'－', U'－', CharKind::DigitJoiner);
        row(0x3000, 0x3000, CharKind::DigitJoiner);
        row(U':', U':', CharKind::Separator);
        row(U'＊', U'＊', CharKind::Separator);
        row(U'\n', U'\n', CharKind::Separator);
        row(U'\0', U'\0', CharKind::Separator);
        row(0x1F600, 0x1F600, CharKind::Separator);
        row(0xFFFD, 0xFFFD, CharKind::Separator);
    }
    void characters()
    {
        QFETCH(uint, from);
        const FoldedChar folded = foldChar(from);
        QTEST(uint(folded.ch), "to");
        QTEST(int(folded.kind), "kind");
    }
    /// Tokens go through the tokenizer a second time inside MATCH: that must not change them.
    void idempotentOnAllOfUnicode()
    {
        for (char32_t cp = 0; cp <= 0x10FFFF; ++cp) {
            const FoldedChar once = foldChar(cp);
            if (!(foldChar(once.ch) == once))
                QFAIL(qPrintable(QStringLiteral("U+%1 folds twice").arg(uint(cp), 0, 16)));
        }
    }
    void literalKeepsPunctuationAndPlaces()
    {
        std::vector<qsizetype> starts;
        const QString text = QStringLiteral("Ａ\u0301 \t\u3000%\U00020000!");
        QCOMPARE(foldLiteral(text, &starts), std::u32string(U"a %\U00020000!"));
        QCOMPARE(starts, (std::vector<qsizetype>{0, 2, 5, 6, 8, 9}));
    }
};

QTEST_GUILESS_MAIN(TestFolding)
#include "test_folding.moc"
