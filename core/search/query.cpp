// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/query.h"
#include "core/search/unitreader.h"
#include <QRegularExpression>
#include <algorithm>
#include <optional>

namespace tidedesk::search {

namespace {

constexpr QStringView kQuotes = u"\"＂“”„";
constexpr QStringView kValueSeparators = u",，";

/// The number in folded, half-width digits; nothing else may stand there.
std::optional<qint64> numberOf(QStringView text)
{
    constexpr size_t kMaxDigits = 18;
    const std::u32string folded = foldLiteral(text.startsWith(u'#') ? text.mid(1) : text);
    if (folded.empty() || folded.size() > kMaxDigits)
        return std::nullopt;
    qint64 number = 0;
    for (const char32_t c : folded) {
        if (c < U'0' || c > U'9')
            return std::nullopt;
        number = number * 10 + static_cast<qint64>(c - U'0');
    }
    return number;
}

std::optional<QDate> dateOf(QStringView text)
{
    static const QRegularExpression pattern(
        QStringLiteral("\\A(\\d{4})(?:[-/.年](\\d{1,2})(?:[-/.月](\\d{1,2})日?|月)?|(\\d{2})(\\d{2})|年)?\\z"));
    const std::u32string folded = foldLiteral(text);
    const QRegularExpressionMatch match = pattern.match(QString::fromStdU32String(folded));
    if (!match.hasMatch())
        return std::nullopt;
    const bool compact = match.hasCaptured(4);
    const QStringView month = match.capturedView(compact ? 4 : 2);
    const QStringView day = match.capturedView(compact ? 5 : 3);
    const auto orFirst = [](QStringView part) { return part.isEmpty() ? 1 : part.toInt(); };
    const QDate date(match.capturedView(1).toInt(), orFirst(month), orFirst(day));
    return date.isValid() ? std::optional(date) : std::nullopt;
}

bool sameWord(QStringView a, QStringView b)
{
    return foldLiteral(a) == foldLiteral(b);
}

bool isKeyText(QStringView text)
{
    return !text.isEmpty()
        && std::all_of(text.begin(), text.end(), [](QChar c) { return c.isLetter() || c == u'_' || c == u'-'; });
}

class QueryParser {
public:
    QueryParser(QStringView input, const FilterTable &table, WordPrefix prefix)
        : m_input(input)
        , m_table(table)
        , m_prefix(prefix)
    {
    }
    Query parse();

private:
    bool atEnd() const { return m_pos >= m_input.size(); }
    bool isQuote(qsizetype pos) const { return pos < m_input.size() && kQuotes.contains(m_input[pos]); }
    TextRange since(qsizetype start) const { return {start, m_pos - start}; }
    void report(const char *code, TextRange at);
    bool takeMinus();
    QStringView takeQuoted();
    QStringView takeWord();
    void takeItem();
    bool takeFilter(QStringView word, qsizetype start, bool negated);
    void addTerm(QStringView text, bool quoted, bool negated, TextRange at);
    void addFilter(const FilterKey &key, QStringView values, bool quoted, bool negated, TextRange at);
    std::optional<FilterValue> valueOf(const FilterKey &key, QStringView text, const char *&code) const;

    QStringView m_input;
    const FilterTable &m_table;
    WordPrefix m_prefix;
    qsizetype m_pos = 0;
    Query m_query;
};

Query QueryParser::parse()
{
    if (m_input.size() > kMaxQueryLength) {
        const bool splitsPair = m_input[kMaxQueryLength].isLowSurrogate();
        const qsizetype kept = kMaxQueryLength - (splitsPair ? 1 : 0);
        report("search.too_long", {kept, m_input.size() - kept});
        m_input = m_input.left(kept);
    }
    while (!atEnd()) {
        if (m_input[m_pos].isSpace()) {
            ++m_pos;
        } else if (m_query.terms.size() + m_query.filters.size() == kMaxTerms) {
            report("search.too_many_terms", {m_pos, m_input.size() - m_pos});
            break;
        } else {
            takeItem();
        }
    }
    if (m_prefix == WordPrefix::LastWord) {
        for (qsizetype i = 0; i + 1 < m_query.terms.size(); ++i)
            m_query.terms[i].wordPrefix = false;
    }
    return std::move(m_query);
}

void QueryParser::report(const char *code, TextRange at)
{
    m_query.problems.append({QString::fromLatin1(code), at, m_input.mid(at.start, at.length).toString()});
}

/// A minus is one only before something that can be negated: "-" and "->" are what they are.
bool QueryParser::takeMinus()
{
    const QChar c = m_input[m_pos];
    if (c != u'-' && c != u'－')
        return false;
    Utf16Source rest(m_input.mid(m_pos + 1));
    CodePoint next;
    const bool negatable = isQuote(m_pos + 1) || (rest.next(next) && foldChar(next.cp).kind >= CharKind::Letter);
    m_pos += negatable ? 1 : 0;
    return negatable;
}

QStringView QueryParser::takeQuoted()
{
    const qsizetype open = m_pos++;
    const qsizetype start = m_pos;
    while (!atEnd() && !isQuote(m_pos))
        ++m_pos;
    const QStringView text = m_input.mid(start, m_pos - start);
    if (atEnd())
        report("search.unclosed_quote", since(open));
    else
        ++m_pos;
    return text.trimmed();
}

QStringView QueryParser::takeWord()
{
    const qsizetype start = m_pos;
    while (!atEnd() && !m_input[m_pos].isSpace() && !isQuote(m_pos))
        ++m_pos;
    return m_input.mid(start, m_pos - start);
}

void QueryParser::takeItem()
{
    const qsizetype start = m_pos;
    const bool negated = takeMinus();
    if (isQuote(m_pos)) {
        const QStringView text = takeQuoted();
        addTerm(text, true, negated, since(start));
        return;
    }
    const QStringView word = takeWord();
    if (!takeFilter(word, start, negated))
        addTerm(word, false, negated, since(start));
}

bool QueryParser::takeFilter(QStringView word, qsizetype start, bool negated)
{
    const auto isColon = [](QChar c) { return c == u':' || c == u'：'; };
    const auto colon = std::find_if(word.begin(), word.end(), isColon);
    const QStringView name = word.left(colon - word.begin());
    if (colon == word.end() || !isKeyText(name))
        return false;
    const auto named = [name](const FilterKey &key) {
        return std::any_of(key.names.begin(), key.names.end(), [name](const QString &n) { return sameWord(n, name); });
    };
    const auto key = std::find_if(m_table.begin(), m_table.end(), named);
    QStringView value = word.mid(name.size() + 1);
    const bool quoted = value.isEmpty() && isQuote(m_pos);
    if (key == m_table.end()) {
        if (*colon != u':' || value.startsWith(u"//") || (value.isEmpty() && !quoted))
            return false;
        if (quoted)
            takeQuoted();
        report("search.unknown_filter", since(start));
        return true;
    }
    if (quoted)
        value = takeQuoted();
    addFilter(*key, value, quoted, negated, since(start));
    return true;
}

void QueryParser::addTerm(QStringView text, bool quoted, bool negated, TextRange at)
{
    const std::u32string folded = foldLiteral(text);
    if (std::all_of(folded.begin(), folded.end(), [](char32_t c) { return c == U' '; }))
        return; // nothing that could be found
    m_query.terms.append({text.toString(), quoted, negated, !quoted && !negated, at});
}

void QueryParser::addFilter(const FilterKey &key, QStringView values, bool quoted, bool negated, TextRange at)
{
    Filter filter{key.field, key.op, {}, negated, at};
    const auto add = [&](QStringView text) {
        if (text.isEmpty())
            return true;
        const char *code = nullptr;
        const std::optional<FilterValue> value = valueOf(key, text, code);
        if (value)
            filter.values.append(*value);
        else
            report(code, {text.data() - m_input.data(), text.size()});
        return value.has_value();
    };
    bool understood = true;
    if (quoted) {
        understood = add(values);
    } else {
        qsizetype start = 0;
        for (qsizetype i = 0; i <= values.size(); ++i) {
            if (i < values.size() && !kValueSeparators.contains(values[i]))
                continue;
            understood = add(values.mid(start, i - start)) && understood;
            start = i + 1;
        }
    }
    if (!understood)
        return; // a filter with a part missing would show too little or too much
    if (filter.values.isEmpty())
        report("search.missing_value", at);
    else
        m_query.filters.append(std::move(filter));
}

std::optional<FilterValue> QueryParser::valueOf(const FilterKey &key, QStringView text, const char *&code) const
{
    switch (key.type) {
    case FilterType::Text:
        return text.toString();
    case FilterType::Number:
        code = "search.bad_number";
        if (const auto number = numberOf(text))
            return *number;
        return std::nullopt;
    case FilterType::Date:
        code = "search.bad_date";
        if (const auto date = dateOf(text))
            return *date;
        return std::nullopt;
    case FilterType::Choice:
        break;
    }
    code = "search.unknown_value";
    for (const FilterChoice &choice : key.choices) {
        if (std::any_of(
                choice.names.begin(), choice.names.end(), [text](const QString &n) { return sameWord(n, text); }))
            return choice.value;
    }
    return std::nullopt;
}

} // namespace

Status Query::status() const
{
    if (problems.isEmpty())
        return {};
    const QueryProblem &first = problems.first();
    return Error{Consequence::Rejected, first.code,
        QStringLiteral("characters %1 to %2 of the query").arg(first.at.start).arg(first.at.end())};
}

Query parseQuery(QStringView input, const FilterTable &table, WordPrefix prefix)
{
    return QueryParser(input, table, prefix).parse();
}

} // namespace tidedesk::search
