// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/search/query.h"
#include <QList>
#include <QString>

namespace tidedesk::search {

/// Where the wanted terms stand in a text, in UTF-16 units: sorted, apart from each other, never half a character.
/// What Matcher finds, shown. For many texts keep a Matcher and ask for its ranges().
QList<TextRange> highlightRanges(const Query &query, QStringView text);

/// A piece of a text for a list row.
struct Snippet {
    QString text; ///< one line: breaks and tabs are spaces
    QList<TextRange> ranges; ///< the highlights that lie in it, clipped, relative to `text`
    bool cutBefore = false; ///< the screen puts its ellipsis there
    bool cutAfter = false;
};

/// At most `maxLength` UTF-16 units around the first range, with a quarter of them before it; from the beginning
/// without ranges. Cuts between grapheme clusters only (Unicode UAX #29), so surrogate pairs, combining marks and
/// joined emoji stay whole. Looks at a window of the text, whatever its length.
Snippet cutSnippet(QStringView text, const QList<TextRange> &ranges, qsizetype maxLength);

} // namespace tidedesk::search
