// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/searchplan.h"
#include "core/search/matcher.h"
#include "core/search/tokenizer.h"
#include <QStringList>

namespace tidedesk::search {

namespace {

/// "so" + "2026" + "00"* : the tokens of the term at consecutive positions; empty when it has none.
QString phraseOf(const Term &term)
{
    const QByteArray utf8 = term.text.toUtf8();
    Tokenizer tokenizer({utf8.constData(), static_cast<size_t>(utf8.size())}, TokenizeMode::Query);
    QString phrase;
    bool open = false;
    for (Token token; tokenizer.next(token);) {
        phrase += phrase.isEmpty() ? QStringLiteral("\"") : QStringLiteral(" + \"");
        phrase += QString::fromUtf8(token.text.data(), static_cast<qsizetype>(token.text.size()));
        phrase += u'"';
        open = token.open || (token.kind == CharKind::Letter && term.wordPrefix);
    }
    return open ? phrase + u'*' : phrase;
}

/// Every character may have ignored ones beside it and be written in another width or case, so the pattern keeps only
/// the order of the punctuation.
QString likePatternOf(const Term &term)
{
    QString pattern = QStringLiteral("%");
    for (const char32_t c : foldLiteral(term.text)) {
        if (foldChar(c).kind >= CharKind::Letter || c == U' ' || c == 0 || c == 0xFFFD)
            continue;
        if (c == U'%' || c == U'_' || c == U'\\')
            pattern += u'\\';
        pattern += QString::fromUcs4(&c, 1) + u'%';
    }
    return pattern.size() > 1 ? pattern : QString();
}

} // namespace

SearchPlan planSearch(const Query &query)
{
    SearchPlan plan;
    QStringList wanted;
    QStringList unwanted;
    for (const Term &term : query.terms) {
        const bool decided = !isLiteral(term);
        const QString phrase = phraseOf(term);
        plan.needsRecheck = plan.needsRecheck || !decided;
        if (term.negated) {
            if (decided)
                unwanted += phrase;
        } else if (!phrase.isEmpty()) {
            wanted += phrase;
        } else if (plan.likePattern.isEmpty()) {
            plan.likePattern = likePatternOf(term);
        }
    }
    const QString none = unwanted.join(QStringLiteral(" OR "));
    if (wanted.isEmpty()) {
        plan.exclude = none;
        plan.needsScan = plan.needsRecheck;
    } else {
        plan.match = wanted.join(QStringLiteral(" AND "));
        if (!none.isEmpty())
            plan.match = QStringLiteral("(%1) NOT (%2)").arg(plan.match, none);
        plan.likePattern.clear();
    }
    return plan;
}

} // namespace tidedesk::search
