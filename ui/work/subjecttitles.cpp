// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/work/subjecttitles.h"
#include "core/schema/entities.h"

namespace tidedesk::ui {

void SubjectTitles::want(const QList<ChangeText::Subject> &subjects)
{
    QList<Id> tickets;
    QList<Id> customers;
    for (const ChangeText::Subject &subject : subjects) {
        if (!subject.entity || subject.id.isNull() || m_titles.contains(subject.id))
            continue;
        m_titles.insert(subject.id, {});
        (subject.entity == &schema::customer() ? customers : tickets) += subject.id;
    }
    fetch(schema::ticket(), tickets);
    fetch(schema::customer(), customers);
}

void SubjectTitles::fetch(const schema::Entity &entity, const QList<Id> &ids)
{
    for (qsizetype from = 0; from < ids.size(); from += domain::kListPage) {
        m_queries.rows(entity, ids.mid(from, domain::kListPage), this, [this](Result<QList<Row>> answer) {
            if (!answer)
                return; // the lines then stand without a title
            for (const Row &row : *answer)
                m_titles.insert(row.id(), ChangeText::titleOf(row));
            Q_EMIT found();
        });
    }
}

void SubjectTitles::forget(const domain::ChangeSet &changes)
{
    if (changes.everything) {
        m_titles.clear();
        return;
    }
    for (const schema::Entity *entity : {static_cast<const schema::Entity *>(&schema::ticket()),
             static_cast<const schema::Entity *>(&schema::customer())})
        for (const Id &id : changes.rows.value(entity->name()))
            m_titles.remove(id);
}

} // namespace tidedesk::ui
