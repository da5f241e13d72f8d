// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/work/reviewcontroller.h"
#include "core/schema/entities.h"

namespace tidedesk::ui {

namespace {

QString draftKind(const domain::Review &review)
{
    return QStringLiteral("returned:") + review.id.toString();
}

} // namespace

ReviewController::ReviewController(
    const Formats &formats, seat::Queries &queries, seat::Edits &edits, QObject *parent)
    : QObject(parent)
    , m_queries(queries)
    , m_edits(edits)
    , m_text(formats)
    , m_titles(queries, nullptr)
{
    connect(&m_titles, &SubjectTitles::found, this, &ReviewController::namesChanged);
}

void ReviewController::enter()
{
    loadDirectory();
    reload();
}

void ReviewController::loadDirectory()
{
    m_queries.directory(this, [this](Result<seat::Queries::Directory> answer) {
        if (!answer)
            return; // people then stand by their short ids
        m_text.setDirectory(*answer);
        Q_EMIT namesChanged();
    });
}

void ReviewController::reload()
{
    const int request = ++m_request;
    m_queries.reviews(true, this, [this, request](Result<QList<domain::Review>> answer) {
        if (request != m_request)
            return;
        if (!answer) {
            Q_EMIT failed(answer.error());
            return;
        }
        m_reviews = std::move(*answer);
        std::stable_sort(m_reviews.begin(), m_reviews.end(),
            [](const domain::Review &a, const domain::Review &b) { return a.createdAt < b.createdAt; });
        QList<ChangeText::Subject> subjects;
        for (const domain::Review &review : std::as_const(m_reviews))
            subjects += subject(review);
        m_titles.want(subjects);
        fetchUnseen();
        Q_EMIT loaded();
    });
}

void ReviewController::fetchUnseen()
{
    QList<Id> wanted;
    for (const domain::Review &review : std::as_const(m_reviews))
        for (const Id &id : review.outcome.unseen)
            if (!m_messages.contains(id) && !wanted.contains(id))
                wanted += id;
    for (qsizetype from = 0; from < wanted.size(); from += domain::kListPage) {
        m_queries.rows(schema::message(), wanted.mid(from, domain::kListPage), this, [this](Result<QList<Row>> answer) {
            if (!answer)
                return; // the card says that they are not here yet
            for (const Row &row : *answer)
                m_messages.insert(row.id(), row);
            Q_EMIT namesChanged();
        });
    }
}

QString ReviewController::title(const domain::Review &review) const
{
    const QString own = ChangeText::titleOf(review.change);
    return m_titles.title(subject(review), review.title.isEmpty() ? own : review.title);
}

bool ReviewController::isHeld(const domain::Review &review) const
{
    const ChangeText::Subject about = subject(review);
    return about.entity && !m_titles.isGone(about);
}

ChangeText::Subject ReviewController::subject(const domain::Review &review)
{
    return review.ticket.isNull() ? ChangeText::subject(review.change) : ChangeText::Subject {&schema::ticket(), review.ticket};
}

QList<Row> ReviewController::unseen(const domain::Review &review) const
{
    QList<Row> rows;
    for (const Id &id : review.outcome.unseen)
        if (const auto found = m_messages.constFind(id); found != m_messages.constEnd())
            rows += *found;
    return rows;
}

void ReviewController::applyChanges(const domain::ChangeSet &changes)
{
    m_titles.refresh(changes);
    if (changes.touches(schema::user()) || changes.touches(schema::queue()) || changes.touches(schema::team()))
        loadDirectory();
    if (changes.reviews || changes.everything)
        reload();
    else if (changes.touches(schema::message()))
        fetchUnseen(); // one that a returned reply had not seen may just have arrived
}

void ReviewController::resolve(const Id &review, domain::Resolution resolution, const QString &body)
{
    m_edits.resolve(review, resolution, body, this,
        [this, review](Result<seat::Edits::Receipt> answer) { finish(review, answer); });
}

void ReviewController::resolveFields(const domain::Review &review, const QSet<int> &mine)
{
    if (mine.isEmpty() || mine.size() == review.outcome.conflicts.size()) {
        resolve(review.id, mine.isEmpty() ? domain::Resolution::Theirs : domain::Resolution::Mine);
        return;
    }
    QMap<int, Value> fields;
    for (const int field : mine)
        fields.insert(field, review.change.set.value(field));
    m_edits.set(*review.change.entity, review.change.row, fields, this,
        [this, id = review.id](Result<seat::Edits::Receipt> answer) {
            if (answer)
                resolve(id, domain::Resolution::Theirs);
            else
                finish(id, answer);
        });
}

void ReviewController::finish(const Id &review, const Result<seat::Edits::Receipt> &answer)
{
    if (answer) {
        for (const domain::Review &each : std::as_const(m_reviews))
            if (each.id == review && each.kind == domain::Review::Kind::Returned)
                keepText(each, {}); // what was typed is either on its way or discarded
        Q_EMIT resolved(review);
    } else {
        Q_EMIT refused(review, answer.error());
    }
    reload();
}

void ReviewController::keepText(const domain::Review &review, const QString &text)
{
    m_edits.saveDraft(review.ticket, draftKind(review), text);
}

void ReviewController::textKept(const domain::Review &review, QObject *context, std::function<void(QString)> then)
{
    m_edits.loadDraft(review.ticket, draftKind(review), context, std::move(then));
}

} // namespace tidedesk::ui
