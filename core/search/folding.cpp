// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/folding.h"
#include "core/search/unitreader.h"
#include <QString>
#include <array>

namespace tidedesk::search {

namespace {

constexpr std::array<FoldedChar, 128> makeAsciiTable()
{
    std::array<FoldedChar, 128> table{};
    for (char32_t c = 0; c < table.size(); ++c)
        table[c] = {c, CharKind::Separator};
    for (const char32_t c : {U' ', U'-', U'.', U',', U'(', U')', U'/', U'_'})
        table[c].kind = CharKind::DigitJoiner;
    for (char32_t c = U'0'; c <= U'9'; ++c)
        table[c].kind = CharKind::Digit;
    for (char32_t c = U'a'; c <= U'z'; ++c)
        table[c].kind = table[c - 32].kind = CharKind::Letter;
    for (char32_t c = U'A'; c <= U'Z'; ++c)
        table[c].ch = c + 32;
    return table;
}
constexpr std::array<FoldedChar, 128> kAscii = makeAsciiTable();

constexpr bool between(char32_t cp, char32_t first, char32_t last)
{
    return cp >= first && cp <= last;
}

/// The ranges where a canonical or singleton decomposition is wanted; elsewhere it costs a QString for nothing.
constexpr bool mayDecompose(char32_t cp)
{
    return between(cp, 0x00C0, 0x024F) || between(cp, 0x0370, 0x03FF) || between(cp, 0x1E00, 0x1FFF)
        || between(cp, 0x2126, 0x212B) || between(cp, 0x2F00, 0x2FD5) || between(cp, 0xF900, 0xFAFF)
        || between(cp, 0x2F800, 0x2FA1F);
}

/// Follows decompositions to the first code point: ế -> ê -> e.
char32_t baseOf(char32_t cp)
{
    while (mayDecompose(cp)) {
        const bool radical = between(cp, 0x2F00, 0x2FD5);
        if (QChar::decompositionTag(cp) != QChar::Canonical && !radical)
            break;
        const QString parts = QChar::decomposition(cp);
        if (parts.isEmpty())
            break;
        const bool pair = parts.size() > 1 && parts[0].isHighSurrogate();
        const char32_t base = pair ? QChar::surrogateToUcs4(parts[0], parts[1]) : parts[0].unicode();
        if (!QChar::isLetter(base))
            break;
        cp = base;
    }
    return cp;
}

bool isWrittenWithoutSpaces(char32_t cp)
{
    switch (QChar::script(cp)) {
    case QChar::Script_Han:
    case QChar::Script_Hiragana:
    case QChar::Script_Katakana:
    case QChar::Script_Hangul:
    case QChar::Script_Bopomofo:
    case QChar::Script_Yi:
    case QChar::Script_Thai:
    case QChar::Script_Lao:
    case QChar::Script_Khmer:
    case QChar::Script_Myanmar:
        return true;
    default:
        return cp == 0x30FC || cp == 0xFF70; // the prolonged sound mark of kana, script Common
    }
}

FoldedChar foldMark(char32_t cp)
{
    if (QChar::script(cp) == QChar::Script_Inherited || QChar::category(cp) == QChar::Mark_Enclosing)
        return {cp, CharKind::Ignored};
    // A vowel sign is part of the spelling; a Latin or Greek mark is a diacritic.
    if (QChar::script(cp) == QChar::Script_Latin || QChar::script(cp) == QChar::Script_Greek)
        return {cp, CharKind::Ignored};
    return {cp, isWrittenWithoutSpaces(cp) ? CharKind::Ideograph : CharKind::Letter};
}

FoldedChar foldLetter(char32_t cp)
{
    const char32_t folded = QChar::toCaseFolded(baseOf(cp));
    return {folded, isWrittenWithoutSpaces(folded) ? CharKind::Ideograph : CharKind::Letter};
}

FoldedChar foldOther(char32_t cp)
{
    const bool dash = between(cp, 0x2010, 0x2015) || cp == 0x2212;
    const bool space = cp == 0x00A0 || between(cp, 0x2000, 0x200A) || cp == 0x202F || cp == 0x205F || cp == 0x3000;
    if (dash || space)
        return {cp, CharKind::DigitJoiner};
    // Names outside the standards are often written in the private area; planes 2 and 3 are Han, also where this
    // Qt's Unicode version does not know them yet.
    if (QChar::category(cp) == QChar::Other_PrivateUse || between(cp, 0x20000, 0x3FFFD))
        return {cp, CharKind::Ideograph};
    if (between(cp, 0x2F00, 0x2FD5)) // Kangxi radicals are symbols to Unicode
        return {baseOf(cp), CharKind::Ideograph};
    return {cp, CharKind::Separator};
}

FoldedChar foldBeyondAscii(char32_t cp)
{
    if (between(cp, 0xFF01, 0xFF5E)) {
        const FoldedChar half = kAscii[cp - 0xFEE0];
        const bool punctuation = half.kind == CharKind::Separator || half.kind == CharKind::DigitJoiner;
        return punctuation ? FoldedChar{cp, half.kind} : half;
    }
    switch (QChar::category(cp)) {
    case QChar::Letter_Uppercase:
    case QChar::Letter_Lowercase:
    case QChar::Letter_Titlecase:
    case QChar::Letter_Modifier:
    case QChar::Letter_Other:
    case QChar::Number_Letter:
    case QChar::Number_Other:
        return foldLetter(cp);
    case QChar::Number_DecimalDigit:
        return {U'0' + static_cast<char32_t>(QChar::digitValue(cp)), CharKind::Digit};
    case QChar::Mark_NonSpacing:
    case QChar::Mark_SpacingCombining:
    case QChar::Mark_Enclosing:
        return foldMark(cp);
    case QChar::Other_Format:
        return {cp, CharKind::Ignored};
    default:
        return foldOther(cp);
    }
}

} // namespace

FoldedChar foldChar(char32_t cp)
{
    if (cp < kAscii.size())
        return kAscii[cp];
    if (between(cp, 0x4E00, 0x9FFF))
        return {cp, CharKind::Ideograph};
    return foldBeyondAscii(cp);
}

std::u32string foldLiteral(QStringView text, std::vector<qsizetype> *starts)
{
    std::u32string folded;
    folded.reserve(static_cast<size_t>(text.size()));
    Utf16Source source(text);
    for (CodePoint at; source.next(at);) {
        const FoldedChar c = foldChar(at.cp);
        if (c.kind == CharKind::Ignored)
            continue;
        const bool space = QChar::isSpace(at.cp);
        if (space && !folded.empty() && folded.back() == U' ')
            continue;
        folded.push_back(space ? U' ' : c.ch);
        if (starts)
            starts->push_back(at.begin);
    }
    if (starts)
        starts->push_back(text.size());
    return folded;
}

} // namespace tidedesk::search
