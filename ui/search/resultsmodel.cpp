// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/search/resultsmodel.h"
#include "core/schema/entities.h"
#include "core/search/matcher.h"
#include "ui/common/formats.h"
#include "ui/common/vocabulary.h"
#include <algorithm>
#include <array>

namespace tidedesk::ui {

namespace {

/// The number that is all of a query, with its sign; empty for others.
QString numberIn(const search::Query &query)
{
    if (query.terms.size() != 1 || query.terms.first().negated)
        return {};
    const QString &text = query.terms.first().text;
    const QString digits = text.startsWith(u'#') ? text.mid(1) : text;
    bool isNumber = false;
    const qint64 number = digits.toLongLong(&isNumber);
    return isNumber && number > 0 ? u'#' + QString::number(number) : QString();
}

/// Below the subject of a ticket its number stands first.
bool isNumbered(const domain::SearchHit &hit, const QString &number)
{
    return hit.entity == &schema::ticket() && (hit.snippet == number || hit.snippet.startsWith(number + u' '));
}

} // namespace

ResultsModel::ResultsModel(const Formats &formats, QObject *parent)
    : QAbstractListModel(parent)
    , m_formats(formats)
{
}

QString ResultsModel::kindTitle(const schema::Entity &kind, qsizetype hits, bool cut)
{
    return QStringLiteral("%1 (%2%3)").arg(Vocabulary::entity(kind)).arg(hits).arg(cut ? QStringLiteral("+") : QString());
}

void ResultsModel::setHits(const QList<domain::SearchHit> &hits, const search::Query &query, const Kinds &cut)
{
    beginResetModel();
    m_cut = cut;
    m_lines.clear();
    m_hits = 0;
    search::Matcher matcher(query);
    QList<domain::SearchHit> ordered = hits;
    std::array<const schema::Entity *, 3> groups {&schema::customer(), &schema::ticket(), &schema::message()};
    const QString number = numberIn(query);
    const auto exact = std::find_if(ordered.begin(), ordered.end(), [&](const domain::SearchHit &hit) { return isNumbered(hit, number); });
    if (!number.isEmpty() && exact != ordered.end()) { // what a person who types the number of a ticket wants
        std::rotate(ordered.begin(), exact, exact + 1);
        std::swap(groups[0], groups[1]);
    }
    for (const schema::Entity *entity : groups) {
        const qsizetype heading = m_lines.size();
        for (const domain::SearchHit &hit : std::as_const(ordered)) {
            if (hit.entity != entity)
                continue;
            if (m_lines.size() == heading)
                m_lines.append({{}, entity, 0, {}, {}});
            m_lines.append({hit, entity, 0, matcher.ranges(hit.title), matcher.ranges(hit.snippet)});
            ++m_lines[heading].count;
            ++m_hits;
        }
    }
    endResetModel();
}

void ResultsModel::retranslate()
{
    if (!m_lines.isEmpty())
        Q_EMIT dataChanged(index(0), index(rowCount() - 1));
}

const domain::SearchHit *ResultsModel::hit(int row) const
{
    return row < 0 || row >= m_lines.size() || !m_lines.at(row).hit ? nullptr : &*m_lines.at(row).hit;
}

int ResultsModel::nextHit(int row, int step) const
{
    for (int next = row + step; next >= 0 && next < m_lines.size(); next += step)
        if (m_lines.at(next).hit)
            return next;
    return -1;
}

int ResultsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_lines.size());
}

QVariant ResultsModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Line &line = m_lines.at(index.row());
    switch (role) {
    case IsHeading:
        return !line.hit;
    case Entity:
        return QString(line.entity->name());
    case Title:
        return line.hit ? line.hit->title : kindTitle(*line.entity, line.count, m_cut.contains(line.entity));
    default:
        break;
    }
    if (!line.hit)
        return {};
    switch (role) {
    case Snippet:
        return line.hit->snippet;
    case When:
        return line.hit->at > 0 ? m_formats.relative(line.hit->at) : QString();
    case TitleRanges:
        return QVariant::fromValue(line.title);
    case SnippetRanges:
        return QVariant::fromValue(line.snippet);
    case Qt::AccessibleTextRole:
        return QStringLiteral("%1, %2").arg(line.hit->title, line.hit->snippet);
    default:
        return {};
    }
}

Qt::ItemFlags ResultsModel::flags(const QModelIndex &index) const
{
    return index.isValid() && m_lines.at(index.row()).hit ? Qt::ItemIsEnabled | Qt::ItemIsSelectable : Qt::NoItemFlags;
}

} // namespace tidedesk::ui
