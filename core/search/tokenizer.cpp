// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/tokenizer.h"
#include <algorithm>

namespace tidedesk::search {

Tokenizer::Tokenizer(std::string_view utf8, TokenizeMode mode)
    : m_reader(Utf8Source(utf8))
    , m_mode(mode)
{
    read();
}

bool Tokenizer::next(Token &token)
{
    for (;;) {
        if (m_count == 0) {
            if (!m_hasPeek)
                return false;
            if (m_peek.kind == CharKind::Letter) {
                takeWord(token);
                return true;
            }
            m_cutFull = false;
            m_window[m_count++] = m_peek;
            read();
        }
        const size_t full = gramSize(m_window[0].kind);
        while (m_count < full && m_hasPeek && !m_peek.startsRun) {
            m_window[m_count++] = m_peek;
            read();
        }
        const bool tail = m_count < full;
        if (!tail || m_mode == TokenizeMode::Document || m_hasPeek) {
            takeGram(token, 1);
            m_cutFull = m_cutFull || !tail;
            return true;
        }
        // The query ends here, the text it looks for need not: a run that gave full grams is already proved by them.
        if (m_cutFull) {
            m_count = 0;
            return false;
        }
        takeGram(token, m_count);
        token.open = true;
        return true;
    }
}

void Tokenizer::takeWord(Token &token)
{
    m_size = 0;
    token = Token{{}, CharKind::Letter, m_peek.begin, m_peek.end, false};
    do {
        append(m_peek.ch);
        token.end = m_peek.end;
        read();
    } while (m_hasPeek && !m_peek.startsRun);
    token.text = {m_text.data(), m_size};
}

void Tokenizer::takeGram(Token &token, size_t drop)
{
    m_size = 0;
    for (size_t i = 0; i < m_count; ++i)
        append(m_window[i].ch);
    token = Token{{m_text.data(), m_size}, m_window[0].kind, m_window[0].begin, m_window[m_count - 1].end, false};
    std::copy(m_window.begin() + static_cast<ptrdiff_t>(drop), m_window.begin() + static_cast<ptrdiff_t>(m_count),
        m_window.begin());
    m_count -= drop;
}

void Tokenizer::append(char32_t ch)
{
    const auto put = [this](char32_t byte) { m_text[m_size++] = static_cast<char>(byte); };
    if (ch < 0x80) {
        put(ch);
    } else if (ch < 0x800) {
        put(0xC0 | (ch >> 6));
        put(0x80 | (ch & 0x3F));
    } else if (ch < 0x10000) {
        put(0xE0 | (ch >> 12));
        put(0x80 | ((ch >> 6) & 0x3F));
        put(0x80 | (ch & 0x3F));
    } else {
        put(0xF0 | (ch >> 18));
        put(0x80 | ((ch >> 12) & 0x3F));
        put(0x80 | ((ch >> 6) & 0x3F));
        put(0x80 | (ch & 0x3F));
    }
}

} // namespace tidedesk::search
