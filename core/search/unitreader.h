// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/search/folding.h"
#include <QChar>
#include <QStringView>
#include <array>
#include <cstddef>
#include <string_view>

namespace tidedesk::search {

/// Letters after which a word is continued as a new one, so that no token grows with its input.
inline constexpr int kMaxWordLetters = 64;
/// Separators that a number may hold between two digits: "(010) 6552", "138 0013".
inline constexpr int kMaxDigitGap = 2;

struct CodePoint {
    char32_t cp = 0;
    qsizetype begin = 0; ///< in code units of the source
    qsizetype end = 0;
};

/// Decodes UTF-16; a lone surrogate reads as U+FFFD.
class Utf16Source {
public:
    explicit Utf16Source(QStringView text)
        : m_text(text)
    {
    }
    bool next(CodePoint &out)
    {
        if (m_pos >= m_text.size())
            return false;
        const QChar c = m_text[m_pos];
        const bool pair = c.isHighSurrogate() && m_pos + 1 < m_text.size() && m_text[m_pos + 1].isLowSurrogate();
        out.begin = m_pos;
        out.cp = pair ? QChar::surrogateToUcs4(c, m_text[m_pos + 1]) : c.isSurrogate() ? 0xFFFD : c.unicode();
        m_pos += pair ? 2 : 1;
        out.end = m_pos;
        return true;
    }

private:
    QStringView m_text;
    qsizetype m_pos = 0;
};

/// Decodes UTF-8; every byte that is no part of a valid sequence (RFC 3629: no overlong forms, no surrogates,
/// nothing above U+10FFFF) reads as U+FFFD.
class Utf8Source {
public:
    explicit Utf8Source(std::string_view text)
        : m_text(text)
    {
    }
    bool next(CodePoint &out)
    {
        if (m_pos >= m_text.size())
            return false;
        const unsigned char lead = byteAt(m_pos);
        size_t length = 1;
        out.begin = static_cast<qsizetype>(m_pos);
        out.cp = lead < 0x80 ? lead : decode(lead, length);
        m_pos += length;
        out.end = static_cast<qsizetype>(m_pos);
        return true;
    }

private:
    unsigned char byteAt(size_t pos) const { return static_cast<unsigned char>(m_text[pos]); }
    char32_t decode(unsigned char lead, size_t &length) const
    {
        const size_t wanted = lead >= 0xF0 && lead <= 0xF4 ? 4 : lead >= 0xE0 ? 3 : 2;
        if (lead < 0xC2 || lead > 0xF4 || m_pos + wanted > m_text.size())
            return 0xFFFD;
        char32_t cp = lead & (0xFFU >> (wanted + 1));
        for (size_t i = 1; i < wanted; ++i) {
            const unsigned char trail = byteAt(m_pos + i);
            if ((trail & 0xC0) != 0x80)
                return 0xFFFD;
            cp = (cp << 6) | (trail & 0x3FU);
        }
        constexpr std::array<char32_t, 5> smallest{0, 0, 0x80, 0x800, 0x10000};
        if (cp < smallest[wanted] || cp > 0x10FFFF || (cp >= 0xD800 && cp <= 0xDFFF))
            return 0xFFFD;
        length = wanted;
        return cp;
    }

    std::string_view m_text;
    size_t m_pos = 0;
};

/// One searchable character: folded, with its place in the source and whether a new run begins with it.
struct Unit {
    char32_t ch = 0;
    CharKind kind = CharKind::Separator; ///< Letter, Digit or Ideograph
    bool startsRun = true;
    qsizetype begin = 0;
    qsizetype end = 0; ///< behind the ignored characters that follow (combining marks)
};

/// Turns a source of code points into units. A run is a stretch of one kind without a separator in it; only a number
/// may hold up to kMaxDigitGap joiners. Runs are what the tokenizer cuts into tokens and what a phrase is made of.
template <class Source> class UnitReader {
public:
    explicit UnitReader(Source source)
        : m_source(source)
    {
        advance();
    }
    bool next(Unit &unit)
    {
        for (; m_ready && !isUnit(); advance())
            noteGap();
        if (!m_ready)
            return false;
        unit = Unit{m_folded.ch, m_folded.kind, beginsRun(), m_at.begin, m_at.end};
        m_runLength = unit.startsRun ? 1 : m_runLength + 1;
        m_previous = unit.kind;
        m_gap = 0;
        m_hardGap = false;
        for (advance(); m_ready && m_folded.kind == CharKind::Ignored; advance())
            unit.end = m_at.end;
        return true;
    }

private:
    bool isUnit() const { return m_folded.kind >= CharKind::Letter; }
    void advance()
    {
        m_ready = m_source.next(m_at);
        if (m_ready)
            m_folded = foldChar(m_at.cp);
    }
    void noteGap()
    {
        if (m_folded.kind == CharKind::Ignored)
            return;
        ++m_gap;
        m_hardGap = m_hardGap || m_folded.kind == CharKind::Separator;
    }
    bool beginsRun() const
    {
        if (m_folded.kind != m_previous)
            return true;
        if (m_gap > 0)
            return m_folded.kind != CharKind::Digit || m_hardGap || m_gap > kMaxDigitGap;
        return m_folded.kind == CharKind::Letter && m_runLength == kMaxWordLetters;
    }

    Source m_source;
    CodePoint m_at;
    FoldedChar m_folded;
    bool m_ready = false;
    CharKind m_previous = CharKind::Separator;
    int m_gap = 0;
    bool m_hardGap = false;
    qsizetype m_runLength = 0;
};

} // namespace tidedesk::search
