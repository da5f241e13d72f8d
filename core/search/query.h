// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/result.h"
#include "core/search/filtertable.h"
#include <QDate>
#include <QList>
#include <QString>
#include <variant>

namespace tidedesk::search {

/// A place in the typed text, in UTF-16 units.
struct TextRange {
    qsizetype start = 0;
    qsizetype length = 0;
    qsizetype end() const { return start + length; }
    friend bool operator==(const TextRange &, const TextRange &) = default;
};

/// Words to be found. Terms are AND-ed. What a term finds is defined at Matcher.
struct Term {
    QString text; ///< as typed, without quotes and minus
    bool quoted = false; ///< punctuation and spaces count, words are whole words
    bool negated = false;
    bool wordPrefix = false; ///< a last word of letters also finds longer words
    TextRange at;
};

using FilterValue = std::variant<QString, qint64, QDate>; ///< Choice and Text, Number, Date

/// A condition on a field. Filters are AND-ed, the values of one filter OR-ed. Values are to be bound, never pasted.
struct Filter {
    QString field;
    FilterOp op = FilterOp::Is;
    QList<FilterValue> values;
    bool negated = false;
    TextRange at;
};

/// What could not be understood, and where. Codes: search.unknown_filter, search.unknown_value, search.missing_value,
/// search.bad_number, search.bad_date, search.unclosed_quote, search.too_long, search.too_many_terms.
struct QueryProblem {
    QString code;
    TextRange at;
    QString word; ///< the piece of the input, for the screen; personal data, not for logs
};

struct Query {
    QList<Term> terms;
    QList<Filter> filters;
    QList<QueryProblem> problems; ///< the rest of the query is usable; the pieces named here are not part of it
    bool isEmpty() const { return terms.isEmpty() && filters.isEmpty(); }
    /// For callers that do not accept a half-understood query: the first problem as an Error (Rejected).
    Status status() const;
};

enum class WordPrefix {
    EveryWord, ///< "ref stat" finds "refund status"
    LastWord, ///< only the word being typed is open
};

inline constexpr qsizetype kMaxQueryLength = 1000; ///< UTF-16 units; the rest is cut off and reported
inline constexpr qsizetype kMaxTerms = 64; ///< terms and filters together

/// The search box's language. Never fails, never throws, linear in the input:
///   退款 发票            both, anywhere in the row
///   "退款 发票"          as it stands; also “ ” and ＂. Without the closing quote up to the end, and reported
///   -发票  -"a b"        not; the minus stands directly before the word, the quote or the filter
///   status:open,pending  a filter with one or several values; also ： and ，
///   from:"张 三"         a value with spaces
///   before:2026-10-01    a day; also 2026/10/1, 20261001, 2026年10月1日; 2026-10 and 2026 are their first day
///   10:30  https://x     no filters: a key consists of letters, and "//" is no value
/// An unknown key before ':' is reported; before '：' or with nothing behind it, it is text. Words like AND, OR, NEAR
/// are words.
Query parseQuery(QStringView input, const FilterTable &table, WordPrefix prefix = WordPrefix::EveryWord);

} // namespace tidedesk::search
