// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/work.h"
#include "core/seat/queries.h"
#include "ui/work/changetext.h"
#include <QObject>

namespace tidedesk::ui {

/// Titles of the tickets and customers that operations are about, fetched once and kept. Main thread.
class SubjectTitles final : public QObject {
    Q_OBJECT
public:
    SubjectTitles(seat::Queries &queries, QObject *parent)
        : QObject(parent)
        , m_queries(queries)
    {
    }
    QString title(const ChangeText::Subject &subject) const { return m_titles.value(subject.id); }
    void want(const QList<ChangeText::Subject> &subjects); ///< asks for those that are not known yet
    void forget(const domain::ChangeSet &changes); ///< titles of rows that changed

Q_SIGNALS:
    void found();

private:
    void fetch(const schema::Entity &entity, const QList<Id> &ids);

    seat::Queries &m_queries;
    QHash<Id, QString> m_titles; ///< empty text: asked for
};

} // namespace tidedesk::ui
