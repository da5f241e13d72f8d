// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QStringView>
#include <string>
#include <vector>

namespace tidedesk::search {

/// What a code point is to the search.
enum class CharKind : quint8 {
    Separator, ///< ends every run: punctuation, symbols, emoji, controls, line breaks
    DigitJoiner, ///< a separator that does not end a number when it stands between digits: space - . , ( ) / _
    Ignored, ///< not there at all: combining diacritics, zero-width and direction marks, variation selectors
    Letter, ///< of a script written with spaces; indexed as words
    Digit, ///< any decimal digit; indexed as overlapping groups of four
    Ideograph, ///< of a script written without spaces (Han, kana, Hangul, Thai, ...); indexed as overlapping pairs
};

struct FoldedChar {
    char32_t ch = 0;
    CharKind kind = CharKind::Separator;
    friend bool operator==(const FoldedChar &, const FoldedChar &) = default;
};

/// The folding that index, query, highlight and recheck share. One code point becomes at most one:
///  - case: Unicode simple case folding;
///  - diacritics: removed from Latin and Greek letters, precomposed or combining;
///  - "NFKC-lite": full-width letters and digits become half-width, every decimal digit becomes ASCII, singletons
///    (Kelvin, Angstrom, CJK compatibility ideographs, Kangxi radicals) become the character they stand for.
/// Punctuation is not folded: a search for "***" is not a search for "＊＊＊". Left alone on purpose: ligatures, ß,
/// circled numbers, half-width kana, decomposed kana and Hangul, traditional against simplified Han (花唄 is not 花呗).
/// Idempotent, pure, any thread.
FoldedChar foldChar(char32_t cp);

/// The text as a literal search sees it: folded, ignored characters dropped, white space collapsed to one space,
/// punctuation kept. `starts`, when given, receives for every character its UTF-16 position, and text.size() at the
/// end.
std::u32string foldLiteral(QStringView text, std::vector<qsizetype> *starts = nullptr);

} // namespace tidedesk::search
