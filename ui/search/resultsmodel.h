// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/listing.h"
#include "core/search/query.h"
#include <QAbstractListModel>
#include <QSet>

namespace tidedesk::ui {

class Formats;

/// The hits of a search in three groups - customers, tickets, messages - each with a heading row; the ticket whose number
/// was typed comes before all. Highlights are ranges of plain text.
class ResultsModel final : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role { Title = Qt::DisplayRole, Snippet = Qt::UserRole, When, IsHeading, Entity, TitleRanges, SnippetRanges };

    ResultsModel(const Formats &formats, QObject *parent);
    using Kinds = QSet<const schema::Entity *>;
    /// `cut`: kinds of which there are more than these.
    void setHits(const QList<domain::SearchHit> &hits, const search::Query &query, const Kinds &cut = {});
    /// "Tickets (200+)": the plus says that there are more than these.
    static QString kindTitle(const schema::Entity &kind, qsizetype hits, bool cut);
    void retranslate();
    int hitCount() const { return m_hits; }
    const domain::SearchHit *hit(int row) const; ///< null for a heading
    int nextHit(int row, int step) const; ///< skips headings, -1 when there is none
    int firstHit() const { return nextHit(-1, 1); }

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    struct Line {
        std::optional<domain::SearchHit> hit; ///< nothing: a heading
        const schema::Entity *entity = nullptr;
        int count = 0; ///< of a heading
        QList<search::TextRange> title;
        QList<search::TextRange> snippet;
    };
    const Formats &m_formats;
    QList<Line> m_lines;
    Kinds m_cut;
    int m_hits = 0;
};

} // namespace tidedesk::ui

Q_DECLARE_METATYPE(QList<tidedesk::search::TextRange>)
