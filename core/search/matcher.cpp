// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/matcher.h"
#include <algorithm>

namespace tidedesk::search {

namespace {

void readUnits(QStringView text, std::vector<Unit> &units)
{
    units.clear();
    UnitReader<Utf16Source> reader{Utf16Source(text)};
    for (Unit unit; reader.next(unit);)
        units.push_back(unit);
}

std::u32string literalOf(const Term &term)
{
    std::u32string literal = foldLiteral(term.text);
    const size_t first = literal.find_first_not_of(U' ');
    if (first == std::u32string::npos)
        return {};
    return literal.substr(first, literal.find_last_not_of(U' ') - first + 1);
}

} // namespace

bool isLiteral(const Term &term)
{
    bool units = false;
    bool punctuation = false;
    Utf16Source source(term.text);
    for (CodePoint at; source.next(at);) {
        const CharKind kind = foldChar(at.cp).kind;
        units = units || kind >= CharKind::Letter;
        punctuation = punctuation || kind < CharKind::Ignored;
    }
    return !units || (term.quoted && punctuation);
}

Matcher::Matcher(const Query &query)
{
    for (const Term &term : query.terms) {
        Pattern pattern;
        readUnits(term.text, pattern.units);
        if (isLiteral(term))
            pattern.literal = literalOf(term);
        pattern.wholeWord = !term.wordPrefix && !pattern.units.empty() && pattern.units.back().kind == CharKind::Letter;
        pattern.negated = term.negated;
        m_patterns.push_back(std::move(pattern));
    }
}

bool Matcher::matches(const QList<QStringView> &texts)
{
    std::vector<bool> hit(m_patterns.size(), false);
    for (const QStringView text : texts) {
        load(text);
        for (size_t i = 0; i < m_patterns.size(); ++i) {
            hit[i] = hit[i] || found(m_patterns[i]);
            if (hit[i] && m_patterns[i].negated)
                return false;
        }
    }
    for (size_t i = 0; i < m_patterns.size(); ++i) {
        if (!hit[i] && !m_patterns[i].negated)
            return false;
    }
    return true;
}

QList<TextRange> Matcher::ranges(QStringView text)
{
    load(text);
    QList<TextRange> all;
    for (const Pattern &pattern : m_patterns) {
        if (!pattern.negated)
            addRanges(pattern, all);
    }
    std::sort(all.begin(), all.end(), [](const TextRange &a, const TextRange &b) { return a.start < b.start; });
    QList<TextRange> merged;
    for (const TextRange &range : all) {
        if (!merged.isEmpty() && range.start <= merged.last().end())
            merged.last().length = std::max(merged.last().end(), range.end()) - merged.last().start;
        else
            merged.append(range);
    }
    return merged;
}

void Matcher::load(QStringView text)
{
    m_text = text;
    m_hasLiteral = false;
    readUnits(text, m_units);
}

const std::u32string &Matcher::literalText()
{
    if (!m_hasLiteral) {
        m_literalStarts.clear();
        m_literal = foldLiteral(m_text, &m_literalStarts);
        m_hasLiteral = true;
    }
    return m_literal;
}

bool Matcher::standsAt(const Pattern &pattern, size_t pos) const
{
    const std::vector<Unit> &wanted = pattern.units;
    if (pos + wanted.size() > m_units.size())
        return false;
    if (wanted[0].kind == CharKind::Letter && !m_units[pos].startsRun)
        return false;
    for (size_t i = 0; i < wanted.size(); ++i) {
        const Unit &here = m_units[pos + i];
        if (here.ch != wanted[i].ch || (i > 0 && here.startsRun != wanted[i].startsRun))
            return false;
    }
    const size_t behind = pos + wanted.size();
    return !pattern.wholeWord || behind == m_units.size() || m_units[behind].startsRun;
}

bool Matcher::found(const Pattern &pattern)
{
    if (!pattern.literal.empty() && literalText().find(pattern.literal) == std::u32string::npos)
        return false;
    if (pattern.units.empty())
        return !pattern.literal.empty();
    for (size_t pos = 0; pos + pattern.units.size() <= m_units.size(); ++pos) {
        if (standsAt(pattern, pos))
            return true;
    }
    return false;
}

void Matcher::addRanges(const Pattern &pattern, QList<TextRange> &out)
{
    if (!pattern.literal.empty()) {
        const std::u32string &text = literalText();
        for (size_t pos = text.find(pattern.literal); pos != std::u32string::npos;
             pos = text.find(pattern.literal, pos + 1)) {
            const qsizetype start = m_literalStarts[pos];
            out.append({start, m_literalStarts[pos + pattern.literal.size()] - start});
        }
        return;
    }
    for (size_t pos = 0; !pattern.units.empty() && pos + pattern.units.size() <= m_units.size(); ++pos) {
        if (!standsAt(pattern, pos))
            continue;
        const qsizetype start = m_units[pos].begin;
        out.append({start, m_units[pos + pattern.units.size() - 1].end - start});
    }
}

bool matchesText(const Query &query, QStringView text)
{
    return Matcher(query).matches({text});
}

} // namespace tidedesk::search
