// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/listing.h"
#include "core/domain/work.h"
#include "core/seat/queries.h"
#include "core/search/filtertable.h"
#include "ui/search/resultsmodel.h"

namespace tidedesk::ui {

/// Asks the local index and keeps the last answer; answers to what was typed before are dropped. Main thread.
class SearchController final : public QObject {
    Q_OBJECT
public:
    /// `limit`: hits of each kind.
    SearchController(const Formats &formats, seat::Queries &queries, int limit, QObject *parent);

    void search(const QString &text);
    /// Shows hits of one kind alone; null = all.
    void setOnly(const schema::Entity *kind);
    const schema::Entity *only() const { return m_only; }
    int limit() const { return m_limit; }
    void setUser(const Id &user); ///< who "me" is
    const QString &text() const { return m_text; }
    const domain::SearchAnswer &answer() const { return m_answer; }
    qsizetype count(const schema::Entity &kind) const; ///< hits of the answer, whether shown or not
    bool isCut(const schema::Entity &kind) const; ///< there are more than these
    ResultsModel *model() { return &m_model; }
    bool isBusy() const { return m_busy; }
    /// The query up to where it is wrong, for a hint; empty when all of it was understood.
    QString problemWord() const;

public Q_SLOTS:
    void applyChanges(const tidedesk::domain::ChangeSet &changes);

Q_SIGNALS:
    void started();
    void answered();
    void failed(const tidedesk::Error &error);

private:
    void loadFilters();
    void ask();
    void fill();

    seat::Queries &m_queries;
    ResultsModel m_model;
    search::FilterTable m_filters;
    domain::SearchAnswer m_answer;
    Id m_user;
    QString m_text;
    const int m_limit;
    const schema::Entity *m_only = nullptr;
    int m_request = 0;
    bool m_busy = false;
};

} // namespace tidedesk::ui
