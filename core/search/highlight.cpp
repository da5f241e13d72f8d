// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/highlight.h"
#include "core/search/matcher.h"
#include <QTextBoundaryFinder>
#include <algorithm>

namespace tidedesk::search {

namespace {

/// What the boundary finder sees on each side; longer than any honest grapheme cluster, and doubled for the others.
constexpr qsizetype kMargin = 256;

/// The nearest grapheme boundary at or before (forward: at or behind) `pos`.
qsizetype boundaryNear(QStringView text, qsizetype pos, bool forward)
{
    if (pos <= 0 || pos >= text.size())
        return std::clamp<qsizetype>(pos, 0, text.size());
    for (qsizetype margin = kMargin;; margin *= 2) {
        const qsizetype from = std::max<qsizetype>(0, pos - margin);
        const qsizetype to = std::min(text.size(), pos + margin);
        QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, text.mid(from, to - from));
        finder.setPosition(pos - from);
        if (finder.isAtBoundary())
            return pos;
        const qsizetype moved = from + (forward ? finder.toNextBoundary() : finder.toPreviousBoundary());
        const bool edge = forward ? moved == to && to < text.size() : moved == from && from > 0;
        if (!edge)
            return moved;
    }
}

} // namespace

QList<TextRange> highlightRanges(const Query &query, QStringView text)
{
    return Matcher(query).ranges(text);
}

Snippet cutSnippet(QStringView text, const QList<TextRange> &ranges, qsizetype maxLength)
{
    const qsizetype room = std::max<qsizetype>(0, maxLength);
    qsizetype start = 0;
    if (text.size() > room && !ranges.isEmpty()) {
        // Near the end the snippet slides back, so that its room is used.
        const qsizetype wanted = std::min(ranges.first().start - room / 4, text.size() - room);
        start = boundaryNear(text, wanted, true);
    }
    const qsizetype end = std::max(start, boundaryNear(text, start + room, false));
    Snippet snippet{text.mid(start, end - start).toString(), {}, start > 0, end < text.size()};
    for (QChar &c : snippet.text) {
        if (c.isSpace() || c.category() == QChar::Other_Control)
            c = u' ';
    }
    for (const TextRange &range : ranges) {
        const qsizetype from = std::max(range.start, start);
        const qsizetype to = std::min(range.end(), end);
        if (from < to)
            snippet.ranges.append({from - start, to - from});
    }
    return snippet;
}

} // namespace tidedesk::search
