// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/work.h"
#include "core/seat/queries.h"
#include "ui/work/changetext.h"
#include <QObject>

namespace tidedesk::ui {

/// Titles of the tickets and customers that operations are about, asked for once and again when they change. What a row
/// that has left the seat was called is kept as long as this lives. Main thread.
class SubjectTitles final : public QObject {
    Q_OBJECT
public:
    using Subject = ChangeText::Subject;

    SubjectTitles(seat::Queries &queries, QObject *parent)
        : QObject(parent)
        , m_queries(queries)
    {
    }
    /// What is known of it, else `otherwise`, else that it is not on this seat; empty while that is being asked.
    QString title(const Subject &subject, const QString &otherwise = {}) const;
    bool isGone(const Subject &subject) const; ///< known not to be on this seat
    void want(const QList<Subject> &subjects); ///< asks for those that are not known yet
    void refresh(const domain::ChangeSet &changes); ///< asks again for rows that changed

Q_SIGNALS:
    void found();

private:
    struct Known {
        const schema::Entity *entity = nullptr;
        QString title = {}; ///< empty: not known
        bool gone = false;
    };
    void fetch(const schema::Entity &entity, const QList<Id> &ids);

    seat::Queries &m_queries;
    QHash<Id, Known> m_known; ///< asked for
};

} // namespace tidedesk::ui
