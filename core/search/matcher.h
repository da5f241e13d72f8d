// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/search/query.h"
#include "core/search/unitreader.h"
#include <QList>
#include <QStringView>
#include <string>
#include <vector>

namespace tidedesk::search {

/// Whether the term is decided by more than its tokens: it has none, or it is quoted and holds punctuation or spaces.
bool isLiteral(const Term &term);

/// What a query finds, without an index: the definition that the index has to agree with, the recheck where it cannot,
/// and the source of highlights. A term is found in a text
///  - by its units (folded characters, see Tokenizer): the same characters in a row, with run boundaries at the same
///    places whatever punctuation stands there. It may begin and end anywhere within a run of ideographs or digits -
///    for those this is substring search - but begins at the start of a word of letters, and ends at its end unless
///    `wordPrefix`. (Infixes of Latin words are not found: "pp" is not in "app".)
///  - and, when isLiteral(), by its literal folded text as well, so that "C++" or "50%" in quotes mean just that.
/// A row is a hit when every term is found in one of its texts and no negated term in any.
/// A query without terms matches everything. Not thread safe (keeps buffers); one per thread.
class Matcher {
public:
    explicit Matcher(const Query &query);
    bool matches(const QList<QStringView> &texts);
    /// Where the terms that are wanted stand in the text: sorted, not overlapping, not touching.
    QList<TextRange> ranges(QStringView text);

private:
    struct Pattern {
        std::vector<Unit> units;
        std::u32string literal; ///< empty: the units decide
        bool wholeWord = false;
        bool negated = false;
    };
    void load(QStringView text);
    const std::u32string &literalText();
    bool standsAt(const Pattern &pattern, size_t pos) const;
    bool found(const Pattern &pattern);
    void addRanges(const Pattern &pattern, QList<TextRange> &out);

    std::vector<Pattern> m_patterns;
    QStringView m_text;
    std::vector<Unit> m_units; ///< of m_text
    std::u32string m_literal; ///< of m_text, made when first wanted
    std::vector<qsizetype> m_literalStarts;
    bool m_hasLiteral = false;
};

/// The exact recheck for one text; see SearchPlan::needsRecheck. For many texts keep a Matcher.
bool matchesText(const Query &query, QStringView text);

} // namespace tidedesk::search
