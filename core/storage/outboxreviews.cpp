// SPDX-License-Identifier: GPL-3.0-or-later
// Reviews and drafts: the part of the outbox file that waits for a person.
#include "core/base/clock.h"
#include "core/storage/outbox.h"
#include "core/storage/sqlquery.h"

namespace tidedesk::storage {

using domain::Review;

Result<QList<Review>> Outbox::reviews(bool openOnly)
{
    struct Found {
        qint64 seq;
        int kind;
        int state;
        qint64 createdAt;
    };
    QList<Found> found;
    {
        TD_ASSIGN(query,
            sqlSelect(m_database,
                QStringLiteral("SELECT seq, kind, state, created_at FROM review WHERE state<=? ORDER BY seq DESC LIMIT 500"),
                {openOnly ? 0 : 1}));
        while (query.next())
            found.append({query.value(0).toLongLong(), query.value(1).toInt(), query.value(2).toInt(),
                query.value(3).toLongLong()});
        TD_TRY(sqlEnd(query));
    }
    QList<Review> reviews;
    for (const Found &row : found) {
        TD_ASSIGN(operation, entry(row.seq));
        if (!operation || !operation->outcome)
            continue;
        Review review;
        review.id = operation->change.id;
        review.kind = static_cast<Review::Kind>(row.kind);
        review.state = static_cast<Review::State>(row.state);
        review.change = operation->change;
        review.outcome = *operation->outcome;
        review.createdAt = row.createdAt;
        reviews.append(review);
    }
    return reviews;
}

Result<std::optional<Review>> Outbox::review(const Id &operation)
{
    TD_ASSIGN(all, reviews(false));
    for (const Review &review : all) {
        if (review.id == operation)
            return std::optional(review);
    }
    return std::optional<Review>();
}

Result<qint64> Outbox::openReviews()
{
    return sqlNumber(m_database, QStringLiteral("SELECT count(*) FROM review WHERE state=0"), {});
}

Status Outbox::closeReview(const Id &operation)
{
    return sqlExec(m_database,
        QStringLiteral("UPDATE review SET state=1, resolved_at=? WHERE seq=(SELECT seq FROM operation WHERE id=?)"),
        {m_clock.nowMs(), operation.toBytes()});
}

/// Several people may use one computer, one after the other.
Result<QString> Outbox::draftKey(const QString &kind)
{
    TD_ASSIGN(user, setting(QStringLiteral("user")));
    return user + u'/' + kind;
}

Status Outbox::saveDraft(const Id &ticket, const QString &kind, const QString &text)
{
    TD_ASSIGN(key, draftKey(kind));
    if (text.isEmpty())
        return sqlExec(m_database, QStringLiteral("DELETE FROM draft WHERE ticket=? AND kind=?"), {ticket.toBytes(), key});
    return sqlExec(m_database,
        QStringLiteral("INSERT INTO draft(ticket, kind, body, updated_at) VALUES(?,?,?,?) ON CONFLICT(ticket, kind) DO "
                       "UPDATE SET body=excluded.body, updated_at=excluded.updated_at"),
        {ticket.toBytes(), key, text, m_clock.nowMs()});
}

Result<QString> Outbox::draft(const Id &ticket, const QString &kind)
{
    TD_ASSIGN(key, draftKey(kind));
    TD_ASSIGN(query,
        sqlSelect(m_database, QStringLiteral("SELECT body FROM draft WHERE ticket=? AND kind=?"), {ticket.toBytes(), key}));
    return query.next() ? query.value(0).toString() : QString();
}

} // namespace tidedesk::storage
