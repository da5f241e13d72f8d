// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/search/searchcontroller.h"
#include "core/schema/entities.h"
#include "core/seat/filterwords.h"

namespace tidedesk::ui {

SearchController::SearchController(const Formats &formats, seat::Queries &queries, int limit, QObject *parent)
    : QObject(parent)
    , m_queries(queries)
    , m_model(formats, nullptr)
    , m_limit(limit)
{
}

void SearchController::setUser(const Id &user)
{
    m_user = user;
    loadFilters();
}

void SearchController::loadFilters()
{
    // Only to know which words of the query are filters and not to be highlighted; the answer itself needs no table.
    m_queries.directory(this, [this](Result<seat::Queries::Directory> answer) {
        if (answer)
            m_filters = seat::filterTable(answer->users.values(), answer->queues.values(), m_user);
    });
}

void SearchController::search(const QString &text)
{
    if (text == m_text && m_busy)
        return;
    m_text = text;
    ask();
}

void SearchController::setOnly(const schema::Entity *kind)
{
    m_only = kind;
    fill();
    Q_EMIT answered();
}

void SearchController::fill()
{
    QList<domain::SearchHit> hits = m_answer.hits;
    if (m_only)
        hits.removeIf([this](const domain::SearchHit &hit) { return hit.entity != m_only; });
    ResultsModel::Kinds cut;
    const std::initializer_list<const schema::Entity *> kinds = {&schema::customer(), &schema::ticket(), &schema::message()};
    for (const schema::Entity *kind : kinds)
        if (isCut(*kind))
            cut.insert(kind);
    m_model.setHits(hits, search::parseQuery(m_text, m_filters), cut);
}

qsizetype SearchController::count(const schema::Entity &kind) const
{
    return std::count_if(m_answer.hits.begin(), m_answer.hits.end(), [&kind](const domain::SearchHit &hit) { return hit.entity == &kind; });
}

bool SearchController::isCut(const schema::Entity &kind) const
{
    return m_answer.more && count(kind) >= m_limit;
}

void SearchController::ask()
{
    const int request = ++m_request;
    if (m_text.trimmed().isEmpty()) {
        m_busy = false;
        m_answer = {};
        m_model.setHits({}, {});
        Q_EMIT answered();
        return;
    }
    m_busy = true;
    Q_EMIT started();
    m_queries.search(m_text, m_limit, this, [this, request](Result<domain::SearchAnswer> answer) {
        if (request != m_request)
            return;
        m_busy = false;
        if (!answer) {
            Q_EMIT failed(answer.error());
            return;
        }
        m_answer = std::move(*answer);
        fill();
        Q_EMIT answered();
    });
}

QString SearchController::problemWord() const
{
    if (m_answer.problem.isEmpty() || m_answer.problemAt < 0)
        return {};
    const QString rest = m_text.mid(m_answer.problemAt);
    const auto end = std::find_if(rest.begin(), rest.end(), [](QChar c) { return c.isSpace(); });
    return rest.left(end - rest.begin());
}

void SearchController::applyChanges(const domain::ChangeSet &changes)
{
    if (changes.touches(schema::user()) || changes.touches(schema::queue()))
        loadFilters();
}

} // namespace tidedesk::ui
