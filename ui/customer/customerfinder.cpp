// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/customer/customerfinder.h"
#include "core/schema/entities.h"

namespace tidedesk::ui {

bool CustomerFinder::isIdentity(const QString &text)
{
    const auto digits = std::count_if(text.begin(), text.end(), [](QChar c) { return c.isDigit(); });
    return text.contains(u'@') || digits >= 4;
}

void CustomerFinder::find(const QString &text)
{
    m_text = text.trimmed();
    search();
}

void CustomerFinder::search()
{
    const int request = ++m_request;
    m_lines.clear();
    m_again = false;
    const bool identity = isIdentity(m_text);
    m_open = identity ? 2 : 1;
    const auto take = [this, request](bool first) {
        return [this, request, first](Result<QList<domain::CustomerLine>> answer) {
            if (request == m_request)
                add(answer, first);
        };
    };
    if (identity)
        m_queries.customersByIdentity(m_text, this, take(true));
    m_queries.customers(m_text, domain::kListPage, this, take(false));
}

void CustomerFinder::add(const Result<QList<domain::CustomerLine>> &answer, bool first)
{
    if (!answer) {
        m_open = 0;
        ++m_request;
        Q_EMIT failed(answer.error());
        return;
    }
    // Whoever has exactly this number or address stands on top, whichever answer comes first.
    const QList<domain::CustomerLine> lines = first ? *answer + m_lines : m_lines + *answer;
    m_lines.clear();
    QSet<Id> seen;
    for (const domain::CustomerLine &line : lines) {
        if (seen.contains(line.customer.id()))
            continue;
        seen.insert(line.customer.id());
        m_lines += line;
    }
    if (--m_open > 0)
        return;
    Q_EMIT found(m_lines);
    if (std::exchange(m_again, false))
        search();
}

void CustomerFinder::applyChanges(const domain::ChangeSet &changes)
{
    if (!changes.touches(schema::customer()) && !changes.touches(schema::identity()))
        return;
    if (m_open > 0)
        m_again = true;
    else
        search();
}

} // namespace tidedesk::ui
