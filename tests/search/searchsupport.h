// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/search/matcher.h"
#include "core/search/query.h"
#include "core/search/searchplan.h"
#include "tests/search/ftstable.h"
#include <QDebug>
#include <QRandomGenerator>
#include <QStringList>

namespace tidedesk::test {

/// TIDEDESK_SEED repeats a run; the seed is printed either way.
inline quint32 printedSeed()
{
    bool given = false;
    const quint32 wanted = qEnvironmentVariable("TIDEDESK_SEED").toUInt(&given);
    const quint32 seed = given ? wanted : QRandomGenerator::global()->generate();
    qInfo() << "seed" << seed;
    return seed;
}

/// The keys of a desk as the schema would hand them over, in two languages.
inline search::FilterTable filterTable()
{
    using namespace search;
    const auto words = [](std::initializer_list<const char *> list) {
        QStringList out;
        for (const char *w : list)
            out.append(QString::fromUtf8(w));
        return out;
    };
    const auto choice = [&](const char *value, std::initializer_list<const char *> names) {
        return FilterChoice{QString::fromUtf8(value), words(names)};
    };
    return {
        {QStringLiteral("status"), words({"status", "状态"}), FilterType::Choice, FilterOp::Is,
            {choice("open", {"open", "打开"}), choice("pending", {"pending", "等待"}),
                choice("closed", {"closed", "已关闭"})}},
        {QStringLiteral("channel"), words({"channel", "渠道"}), FilterType::Choice, FilterOp::Is,
            {choice("phone", {"phone", "电话"}), choice("mail", {"mail", "email", "邮件"})}},
        {QStringLiteral("assignee"), words({"assignee", "负责人"}), FilterType::Choice, FilterOp::Is,
            {choice("@me", {"me", "我"}), choice("@none", {"none", "无"})}},
        {QStringLiteral("customer"), words({"from", "来自"}), FilterType::Text, FilterOp::Is, {}},
        {QStringLiteral("tag"), words({"tag", "标签"}), FilterType::Text, FilterOp::Is, {}},
        {QStringLiteral("number"), words({"number", "编号"}), FilterType::Number, FilterOp::Is, {}},
        {QStringLiteral("updated"), words({"before", "早于"}), FilterType::Date, FilterOp::Before, {}},
        {QStringLiteral("updated"), words({"after", "晚于"}), FilterType::Date, FilterOp::After, {}},
    };
}

/// What an application does with a plan: index, then recheck; or every row, then recheck.
inline QList<qint64> searchIds(
    FtsTable &table, const search::Query &query, const QList<std::pair<qint64, QString>> &rows)
{
    const search::SearchPlan plan = search::planSearch(query);
    QList<qint64> candidates;
    if (!plan.match.isEmpty())
        candidates = table.match(plan.match);
    else if (!plan.exclude.isEmpty())
        candidates
            = table.ids("select id from doc where id not in (select rowid from f where f match ?1)", plan.exclude);
    else if (!plan.likePattern.isEmpty())
        candidates = table.ids("select id from doc where body like ?1 escape '\\'", plan.likePattern);
    else
        candidates = table.ids("select id from doc where ?1 is not null", QStringLiteral(""));
    if (!plan.needsRecheck)
        return candidates;
    search::Matcher matcher(query);
    QList<qint64> hits;
    for (const qint64 id : candidates) {
        const auto row = std::lower_bound(
            rows.begin(), rows.end(), id, [](const auto &r, qint64 wanted) { return r.first < wanted; });
        if (matcher.matches({QStringView(row->second)}))
            hits.append(id);
    }
    return hits;
}

} // namespace tidedesk::test
