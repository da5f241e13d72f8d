// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/work/outboxcontroller.h"
#include "core/schema/entities.h"
#include "ui/common/errortext.h"
#include "ui/common/formats.h"

namespace tidedesk::ui {

OutboxController::OutboxController(
    const Formats &formats, seat::Queries &queries, seat::Edits &edits, QObject *parent)
    : QObject(parent)
    , m_queries(queries)
    , m_edits(edits)
    , m_text(formats)
    , m_words(m_text)
    , m_titles(queries, nullptr)
{
    connect(&m_titles, &SubjectTitles::found, this, &OutboxController::rebuild);
}

void OutboxController::enter()
{
    loadDirectory();
    reload();
}

void OutboxController::loadDirectory()
{
    m_queries.directory(this, [this](Result<seat::Queries::Directory> answer) {
        if (!answer)
            return; // people then stand by their short ids
        m_text.setDirectory(*answer);
        rebuild();
    });
}

void OutboxController::reload()
{
    const int request = ++m_request;
    m_queries.outbox(this, [this, request](Result<QList<domain::OutboxEntry>> answer) {
        if (request != m_request)
            return;
        if (!answer) {
            Q_EMIT failed(answer.error());
            return;
        }
        m_entries.clear();
        QList<ChangeText::Subject> subjects;
        for (const domain::OutboxEntry &entry : *answer) {
            using State = domain::OutboxEntry::State;
            if (entry.state != State::Queued && entry.state != State::Answered)
                continue;
            m_entries += entry;
            subjects += ChangeText::subject(entry.change);
        }
        m_titles.want(subjects);
        rebuild();
    });
}

void OutboxController::applyChanges(const domain::ChangeSet &changes)
{
    m_titles.refresh(changes);
    if (changes.touches(schema::user()) || changes.touches(schema::queue()))
        loadDirectory();
    if (changes.outbox || changes.everything)
        reload();
}

qint64 OutboxController::oldest() const
{
    qint64 oldest = 0;
    for (const domain::OutboxEntry &entry : m_entries)
        oldest = oldest == 0 ? entry.createdAt : std::min(oldest, entry.createdAt);
    return oldest;
}

void OutboxController::rebuild()
{
    QList<OutboxLine> lines;
    lines.reserve(m_entries.size());
    for (const domain::OutboxEntry &entry : m_entries)
        lines += line(entry);
    m_model.setLines(lines);
    Q_EMIT loaded();
}

OutboxLine OutboxController::line(const domain::OutboxEntry &entry) const
{
    const ChangeText::Subject subject = ChangeText::subject(entry.change);
    OutboxLine line;
    line.seq = entry.change.seq;
    line.what = m_words.what(entry.change);
    line.about = m_titles.title(subject);
    line.state = state(entry);
    line.problem = entry.state == domain::OutboxEntry::State::Queued ? ErrorText::ofCode(entry.lastError) : QString();
    line.unsent = entry.state == domain::OutboxEntry::State::Queued && (entry.tries == 0 || entry.damaged); // can be given up
    if (subject.entity)
        (subject.entity == &schema::customer() ? line.customer : line.ticket) = subject.id;
    return line;
}

QString OutboxController::state(const domain::OutboxEntry &entry) const
{
    if (entry.state == domain::OutboxEntry::State::Answered)
        return tr("accepted by the server, its effects are on their way");
    const QString since = m_text.formats().relative(entry.createdAt);
    if (entry.tries == 0)
        return tr("done %1, not sent yet").arg(since);
    return tr("done %1, %2").arg(since, tr("tried %n time(s)", nullptr, entry.tries));
}

void OutboxController::discard(qint64 seq)
{
    m_edits.discard(seq, this, [this](Result<seat::Edits::Receipt> answer) {
        if (answer)
            Q_EMIT discarded();
        else
            Q_EMIT refused(answer.error());
        reload(); // it may have been sent meanwhile
    });
}

} // namespace tidedesk::ui
