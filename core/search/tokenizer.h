// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/search/unitreader.h"
#include <array>
#include <string_view>

namespace tidedesk::search {

/// Kept beside every index; an index built with another version is rebuilt. Raise it with any change of folding,
/// of the kinds of characters or of the cutting below - and of the Unicode version that Qt carries.
inline constexpr int kTokenizerVersion = 1;

/// Document: for the index. Query: the same tokens, without those that only the end of the text would prove.
enum class TokenizeMode { Document, Query };

struct Token {
    std::string_view text; ///< folded UTF-8, valid until the next call
    CharKind kind = CharKind::Letter;
    qsizetype begin = 0; ///< bytes of the source
    qsizetype end = 0;
    bool open = false; ///< Query only: a short last gram; it stands for every gram that begins with it (prefix search)
};

/// How many characters one token of an overlapping run holds.
constexpr size_t gramSize(CharKind kind)
{
    return kind == CharKind::Digit ? 4 : 2;
}

/// Cuts UTF-8 into the tokens of the full-text index, in order, each at its own position:
///  - a word of letters is one token ("iPhone15" is iphone, then a number);
///  - a run of ideographs is cut into overlapping pairs plus the last character alone: 退款申请 -> 退款 款申 申请 请.
///    So a word of n >= 2 characters is a phrase of n-1 pairs, a single character is a prefix search, and both find
///    every place. No unigrams: over 1,000,000 short texts an index of them is a sixth smaller,
///    but its phrases take 5 to 24 times longer (newest 50 hits of two characters);
///  - a number is cut the same way into groups of four plus its tail: 00123 -> 0012 0123 123 23 3, so that the last
///    four digits of a telephone number, or any part of an order number, are found wherever they stand. Joiners inside
///    a number do not count: "138 0013 8000", "138-0013-8000" and "13800138000" are the same number. So are neighbours
///    in a list ("100 200" contains 0020). Measured over 1,000,000 texts: 600,000 order and telephone numbers add 27
///    MB; the newest 50 hits for 4 to 11 digits take 0.02 to 0.2 ms (p50), for one digit 52 ms;
///  - everything else separates.
/// Pull style and without allocation; linear in the text, any input. One object per text, any thread.
class Tokenizer {
public:
    Tokenizer(std::string_view utf8, TokenizeMode mode);
    bool next(Token &token);

private:
    void read() { m_hasPeek = m_reader.next(m_peek); }
    void takeWord(Token &token);
    void takeGram(Token &token, size_t drop);
    void append(char32_t ch);

    UnitReader<Utf8Source> m_reader;
    TokenizeMode m_mode;
    Unit m_peek; ///< the next unit, not yet in the window
    bool m_hasPeek = false;
    std::array<Unit, 4> m_window; ///< units of the current overlapping run that await their token
    size_t m_count = 0;
    bool m_cutFull = false; ///< the current run has given a full gram
    std::array<char, 4 * kMaxWordLetters> m_text;
    size_t m_size = 0;
};

} // namespace tidedesk::search
