// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/work/subjecttitles.h"
#include "core/schema/entities.h"

namespace tidedesk::ui {

QString SubjectTitles::title(const Subject &subject, const QString &otherwise) const
{
    const QString known = m_known.value(subject.id).title;
    if (!known.isEmpty() || !otherwise.isEmpty() || !isGone(subject))
        return known.isEmpty() ? otherwise : known;
    return subject.entity == &schema::customer() ? tr("A customer no longer on this seat") : tr("A ticket no longer on this seat");
}

bool SubjectTitles::isGone(const Subject &subject) const
{
    return subject.entity && (subject.id.isNull() || m_known.value(subject.id).gone);
}

void SubjectTitles::want(const QList<Subject> &subjects)
{
    QList<Id> tickets;
    QList<Id> customers;
    for (const Subject &subject : subjects) {
        if (!subject.entity || subject.id.isNull() || m_known.contains(subject.id))
            continue;
        m_known.insert(subject.id, {subject.entity});
        (subject.entity == &schema::customer() ? customers : tickets) += subject.id;
    }
    fetch(schema::ticket(), tickets);
    fetch(schema::customer(), customers);
}

void SubjectTitles::fetch(const schema::Entity &entity, const QList<Id> &ids)
{
    for (qsizetype from = 0; from < ids.size(); from += domain::kListPage) {
        const QList<Id> asked = ids.mid(from, domain::kListPage);
        m_queries.rows(entity, asked, this, [this, asked](Result<QList<Row>> answer) {
            if (!answer)
                return; // the lines then stand without a title
            QHash<Id, QString> titles;
            for (const Row &row : *answer)
                titles.insert(row.id(), ChangeText::titleOf(row));
            for (const Id &id : asked) {
                Known &known = m_known[id];
                known.gone = titles.value(id).isEmpty();
                if (!known.gone)
                    known.title = titles.value(id);
            }
            Q_EMIT found();
        });
    }
}

void SubjectTitles::refresh(const domain::ChangeSet &changes)
{
    QList<Id> tickets;
    QList<Id> customers;
    for (auto it = m_known.cbegin(); it != m_known.cend(); ++it) {
        if (changes.touches(*it->entity, it.key()))
            (it->entity == &schema::customer() ? customers : tickets) += it.key();
    }
    fetch(schema::ticket(), tickets);
    fetch(schema::customer(), customers);
}

} // namespace tidedesk::ui
