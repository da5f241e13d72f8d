// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/search/query.h"
#include <QString>

namespace tidedesk::search {

/// How the terms of a query are answered with an FTS5 table of the tidedesk tokenizer. Bind the expressions, as in
///   where rowid in (select rowid from f where f match :match)
///     and rowid not in (select rowid from f where f match :exclude)
/// leaving out the line whose expression is empty. Filters are the caller's.
struct SearchPlan {
    QString match; ///< rows that can be hits; empty when the index cannot narrow
    QString exclude; ///< rows that cannot be; only used (and only set) when `match` is empty
    /// The index cannot say everything (terms of punctuation, quoted terms with punctuation or spaces): a row is a hit
    /// only if Matcher says so of its texts. Without it the expressions are exact: no false hit, none missed.
    bool needsRecheck = false;
    /// needsRecheck, and the index narrows nothing: every row in scope has to be read, newest first and page by page.
    bool needsScan = false;
    /// With needsScan, when not empty: a LIKE pattern (escape '\') that every hit satisfies in one of its texts.
    QString likePattern;
};

/// The expressions hold nothing but folded tokens in double quotes, so nothing typed can act as FTS5 syntax.
SearchPlan planSearch(const Query &query);

} // namespace tidedesk::search
