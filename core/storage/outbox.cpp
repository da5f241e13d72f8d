// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/outbox.h"
#include "core/base/clock.h"
#include "core/base/killpoint.h"
#include "core/base/logging.h"
#include "core/protocol/changes.h"
#include "core/protocol/json.h"
#include "core/storage/sqlquery.h"
#include <QCryptographicHash>
#include <algorithm>

namespace tidedesk::storage {

namespace {

using domain::OutboxEntry;
using State = OutboxEntry::State;

constexpr qint64 kKeepDoneMs = 14LL * 24 * 3600 * 1000;

Error damaged(qint64 seq)
{
    // Not fatal: what the server has to tell still comes in, and the rest goes once a person has given this one up.
    return {Consequence::RetryLater, QStringLiteral("outbox.damaged"), QStringLiteral("operation %1").arg(seq)};
}

domain::Change voided(qint64 seq, const Id &id, qint64 doneAt)
{
    domain::Change nothing;
    nothing.kind = domain::Change::Kind::Void;
    nothing.seq = seq;
    nothing.id = id;
    nothing.doneAt = doneAt;
    return nothing;
}

Result<OutboxEntry> entryFrom(const QSqlQuery &query)
{
    const qint64 seq = query.value(0).toLongLong();
    const QByteArray body = query.value(1).toString().toUtf8();
    OutboxEntry entry;
    entry.state = static_cast<State>(query.value(3).toInt());
    entry.createdAt = query.value(5).toLongLong();
    entry.tries = query.value(6).toInt();
    entry.lastError = query.value(7).toString();
    if (Outbox::hashOf(seq, body) != query.value(2).toByteArray()) {
        entry.damaged = true;
        entry.lastError = QStringLiteral("outbox.damaged");
        entry.change = voided(seq, Id::fromBytes(query.value(8).toByteArray()), entry.createdAt);
        return entry;
    }
    TD_ASSIGN(json, protocol::parseObject(body, QStringLiteral("outbox")));
    TD_ASSIGN(change, protocol::changeFromJson(json, QStringLiteral("outbox")));
    entry.change = change;
    if (!query.value(4).isNull()) {
        const auto answer = protocol::parseObject(query.value(4).toString().toUtf8(), QStringLiteral("outbox"));
        const auto outcome = answer ? protocol::outcomeFromJson(*answer, change.entity, QStringLiteral("outbox")) : Result<domain::Outcome>(answer.error());
        if (outcome)
            entry.outcome = *outcome;
        else // one that cannot be read must not stop the others; see askAgain()
            qCWarning(lcStore) << "what became of operation" << seq << "cannot be read:" << outcome.error().detail;
    }
    return entry;
}

bool refused(const domain::Outcome &outcome)
{
    return outcome.verdict == domain::Verdict::Returned || outcome.verdict == domain::Verdict::Rejected;
}

/// What a person has to decide about an operation, if anything.
std::optional<domain::Review::Kind> cardFor(const domain::Outcome &outcome, const domain::Change &change)
{
    using domain::Review;
    if (outcome.verdict == domain::Verdict::Conflict)
        return Review::Kind::Conflict;
    if (outcome.verdict == domain::Verdict::Returned)
        return Review::Kind::Returned;
    const bool asked = change.kind != domain::Change::Kind::Void && outcome.reason != u"dependency";
    return outcome.verdict == domain::Verdict::Rejected && asked ? std::optional(Review::Kind::Rejected) : std::nullopt;
}

} // namespace

Outbox::Outbox(QSqlDatabase database, const Clock &clock)
    : m_database(std::move(database))
    , m_clock(clock)
{
}

QByteArray Outbox::hashOf(qint64 seq, const QByteArray &body)
{
    return QCryptographicHash::hash(QByteArray::number(seq) + ' ' + body, QCryptographicHash::Blake2b_160);
}

Result<qint64> Outbox::nextSeq()
{
    // A counter of its own: pruned operations must not give their numbers back.
    TD_ASSIGN(stored, setting(QStringLiteral("last_seq")));
    return stored.toLongLong() + 1;
}

Status Outbox::append(const QList<domain::Change> &changes, const QHash<qint64, domain::Change> &inverses)
{
    TD_TRY(beStrict());
    SqlTransaction transaction(m_database);
    TD_TRY(transaction.begin());
    for (const domain::Change &change : changes) {
        const QByteArray body = protocol::compact(protocol::toJson(change));
        const auto inverse = inverses.constFind(change.seq);
        const QVariant back = inverse == inverses.cend() ? QVariant() : QVariant(QString::fromUtf8(protocol::compact(protocol::toJson(*inverse))));
        TD_TRY(sqlExec(m_database, QStringLiteral("INSERT INTO operation(seq, id, body, hash, created_at, inverse) VALUES(?,?,?,?,?,?)"),
            {change.seq, change.id.toBytes(), QString::fromUtf8(body), hashOf(change.seq, body), m_clock.nowMs(), back}));
    }
    TD_TRY(setSetting(QStringLiteral("last_seq"), QString::number(changes.last().seq)));
    killPoint("outbox.commit");
    TD_TRY(transaction.commit());
    killPoint("outbox.committed");
    return {};
}

Result<std::optional<domain::Change>> Outbox::inverse(qint64 seq)
{
    TD_ASSIGN(query, sqlSelect(m_database, QStringLiteral("SELECT inverse FROM operation WHERE seq=?"), {seq}));
    const QByteArray text = query.next() ? query.value(0).toString().toUtf8() : QByteArray();
    if (text.isEmpty())
        return std::optional<domain::Change>();
    TD_ASSIGN(json, protocol::parseObject(text, QStringLiteral("outbox")));
    TD_ASSIGN(change, protocol::changeFromJson(json, QStringLiteral("outbox")));
    return std::optional(change);
}

Result<QList<OutboxEntry>> Outbox::read(const QString &where, const QVariantList &values)
{
    TD_ASSIGN(query,
        sqlSelect(m_database,
            QStringLiteral("SELECT seq, body, hash, state, outcome, created_at, tries, last_error, id FROM operation ") + where,
            values));
    QList<OutboxEntry> entries;
    while (query.next()) {
        TD_ASSIGN(entry, entryFrom(query));
        entries.append(entry);
    }
    TD_TRY(sqlEnd(query));
    return entries;
}

Result<QList<OutboxEntry>> Outbox::queued(int limit)
{
    TD_ASSIGN(entries, read(QStringLiteral("WHERE state=? ORDER BY seq LIMIT ?"), {int(State::Queued), limit}));
    // The server takes none out of turn: what comes after a damaged one waits until that is given up.
    const auto end = std::find_if(entries.begin(), entries.end(), [](const OutboxEntry &entry) { return entry.damaged; });
    if (end != entries.end() && end == entries.begin())
        return damaged(end->change.seq);
    entries.erase(end, entries.end());
    return entries;
}

Status Outbox::giveUpDamaged(const OutboxEntry &entry)
{
    const QByteArray body = protocol::compact(protocol::toJson(entry.change));
    return sqlExec(m_database, QStringLiteral("UPDATE operation SET body=?, hash=?, last_error='' WHERE seq=?"),
        {QString::fromUtf8(body), hashOf(entry.change.seq, body), entry.change.seq});
}

Result<QList<OutboxEntry>> Outbox::toReplay(qint64 acknowledged)
{
    TD_ASSIGN(all,
        read(QStringLiteral("WHERE seq>? AND state IN (?,?) ORDER BY seq"),
            {acknowledged, int(State::Queued), int(State::Answered)}));
    QList<OutboxEntry> kept;
    for (OutboxEntry &entry : all) {
        entry.change = remaining(entry);
        if (entry.change.kind != domain::Change::Kind::Void)
            kept.append(entry);
    }
    return kept;
}

Result<QList<Outbox::Text>> Outbox::texts(qint64 after, int limit)
{
    TD_ASSIGN(query, sqlSelect(m_database, QStringLiteral("SELECT seq, body, hash, outcome IS NULL FROM operation WHERE state=? AND seq>? ORDER BY seq LIMIT ?"),
        {int(State::Queued), after, limit}));
    QList<Text> texts;
    while (query.next()) {
        Text text {query.value(0).toLongLong(), query.value(1).toString().toUtf8()};
        if (hashOf(text.seq, text.body) != query.value(2).toByteArray()) {
            if (texts.isEmpty())
                return damaged(text.seq);
            return texts; // taken in turn: what comes after it waits until it is given up
        }
        if (query.value(3).toInt() == 0) { // sent again after a restore, less what is decided
            TD_ASSIGN(known, entry(text.seq));
            text.body = protocol::compact(protocol::toJson(remaining(*known)));
        }
        texts.append(std::move(text));
    }
    TD_TRY(sqlEnd(query));
    return texts;
}

Result<QList<Outbox::Text>> Outbox::allTexts()
{
    TD_ASSIGN(entries, read(QStringLiteral("ORDER BY seq"), {}));
    QList<Text> texts;
    for (const OutboxEntry &entry : entries) {
        if (!entry.damaged)
            texts.append({entry.change.seq, protocol::compact(protocol::toJson(remaining(entry)))});
    }
    return texts;
}

Result<QHash<qint64, Id>> Outbox::idsOf(qint64 first, qint64 last)
{
    TD_ASSIGN(query, sqlSelect(m_database, QStringLiteral("SELECT seq, id FROM operation WHERE seq BETWEEN ? AND ?"), {first, last}));
    QHash<qint64, Id> ids;
    while (query.next())
        ids.insert(query.value(0).toLongLong(), Id::fromBytes(query.value(1).toByteArray()));
    TD_TRY(sqlEnd(query));
    return ids;
}

domain::Change Outbox::remaining(const OutboxEntry &entry)
{
    if (!entry.outcome)
        return entry.change;
    if (refused(*entry.outcome) || (entry.change.whole && !entry.outcome->conflicts.isEmpty()))
        return voided(entry.change.seq, entry.change.id, entry.change.doneAt);
    domain::Change change = entry.change;
    for (const domain::FieldConflict &conflict : entry.outcome->conflicts)
        change.set.remove(conflict.field);
    const bool nothing = change.set.isEmpty() && change.add.isEmpty() && change.remove.isEmpty();
    return nothing ? voided(change.seq, change.id, change.doneAt) : change;
}

Result<QList<OutboxEntry>> Outbox::entries()
{
    return read(QStringLiteral("ORDER BY state<>0, CASE WHEN state=0 THEN seq ELSE -seq END LIMIT 1000"), {});
}

Result<std::optional<OutboxEntry>> Outbox::entry(qint64 seq)
{
    TD_ASSIGN(found, read(QStringLiteral("WHERE seq=?"), {seq}));
    return found.isEmpty() ? std::optional<OutboxEntry>() : std::optional(found.first());
}

Result<qint64> Outbox::waiting()
{
    return sqlNumber(m_database, QStringLiteral("SELECT count(*) FROM operation WHERE state=?"), {int(State::Queued)});
}

Result<QList<domain::Change>> Outbox::dependents(qint64 seq)
{
    TD_ASSIGN(later, read(QStringLiteral("WHERE seq>? AND seq<=? ORDER BY seq"), {seq, seq + 200}));
    QList<domain::Change> changes;
    for (const OutboxEntry &entry : later) {
        if (entry.change.depends == seq && entry.outcome && entry.outcome->reason == u"dependency")
            changes.append(entry.change);
    }
    return changes;
}

Status Outbox::record(const QList<std::pair<qint64, domain::Outcome>> &answers)
{
    if (answers.isEmpty())
        return {};
    const auto [first, last] = std::minmax_element(answers.cbegin(), answers.cend(), [](const auto &a, const auto &b) { return a.first < b.first; });
    QHash<qint64, Asked> asked; // one that is missing was answered before
    {
        TD_ASSIGN(query, sqlSelect(m_database, QStringLiteral("SELECT seq, id, outcome IS NOT NULL FROM operation WHERE seq BETWEEN ? AND ? AND state=?"),
            {first->first, last->first, int(State::Queued)}));
        while (query.next())
            asked.insert(query.value(0).toLongLong(), {Id::fromBytes(query.value(1).toByteArray()), query.value(2).toBool()});
        TD_TRY(sqlEnd(query));
    }
    SqlTransaction transaction(m_database);
    TD_TRY(transaction.begin());
    for (const auto &[seq, outcome] : answers) {
        if (asked.contains(seq))
            TD_TRY(recordOne(seq, asked.take(seq), outcome));
    }
    killPoint("outcomes.commit");
    TD_TRY(transaction.commit());
    killPoint("outcomes.committed");
    return {};
}

Status Outbox::recordOne(qint64 seq, const Asked &asked, const domain::Outcome &outcome)
{
    if (asked.decided) { // sent again after a restore; what was decided stays decided
        return sqlExec(m_database, QStringLiteral("UPDATE operation SET state=?, last_error='' WHERE seq=?"),
            {int(State::Answered), seq});
    }
    using domain::Verdict;
    domain::Change change = voided(seq, asked.id, 0);
    const bool plain = outcome.verdict == Verdict::Applied || outcome.verdict == Verdict::Merged;
    if (!plain) { // whoever looks at its card wants to know what it was
        TD_ASSIGN(known, entry(seq));
        change = known->change;
    }
    for (const domain::FieldConflict &conflict : outcome.conflicts) {
        if (!change.entity || conflict.field >= static_cast<int>(change.entity->fields().size()))
            return Error {Consequence::RetryLater, QStringLiteral("push.foreign_answer"), QString::number(seq)};
    }
    const QByteArray text = protocol::compact(protocol::toJson(outcome, change));
    TD_TRY(sqlExec(m_database,
        QStringLiteral("UPDATE operation SET state=?, outcome=?, finished_at=?, last_error='' WHERE seq=?"),
        {int(State::Answered), QString::fromUtf8(text), m_clock.nowMs(), seq}));
    const auto kind = cardFor(outcome, change);
    if (!kind)
        return {};
    return sqlExec(m_database, QStringLiteral("INSERT OR IGNORE INTO review(seq, kind, created_at) VALUES(?,?,?)"),
        {seq, int(*kind), m_clock.nowMs()});
}

Status Outbox::acknowledge(qint64 seq)
{
    killPoint("acknowledge.commit");
    TD_TRY(sqlExec(m_database, QStringLiteral("UPDATE operation SET state=? WHERE state=? AND seq<=?"),
        {int(State::Done), int(State::Answered), seq}));
    killPoint("acknowledge.committed");
    // Entries without a hash stand for operations that a damaged file has lost, see outboxsalvage.h.
    TD_TRY(sqlExec(m_database, QStringLiteral("DELETE FROM operation WHERE hash=x'' AND seq<=?"), {seq}));
    TD_ASSIGN(next, nextSeq());
    return seq < next ? Status() : setSetting(QStringLiteral("last_seq"), QString::number(seq));
}

Status Outbox::reopenAfter(qint64 seq)
{
    TD_ASSIGN(next, nextSeq());
    TD_ASSIGN(later, read(QStringLiteral("WHERE seq>? ORDER BY seq"), {seq}));
    SqlTransaction transaction(m_database);
    TD_TRY(transaction.begin());
    qint64 expected = seq + 1;
    for (const OutboxEntry &entry : later) {
        TD_TRY(appendVoids(expected, entry.change.seq));
        expected = entry.change.seq + 1;
        if (entry.damaged)
            TD_TRY(giveUpDamaged(entry));
        // Refused ones are decided: the user has seen or will see their card, and may have acted on it.
        const bool decided = entry.outcome && (refused(*entry.outcome) || !entry.outcome->conflicts.isEmpty());
        TD_TRY(sqlExec(m_database,
            decided ? QStringLiteral("UPDATE operation SET state=? WHERE seq=?")
                    : QStringLiteral("UPDATE operation SET state=?, outcome=NULL, finished_at=NULL WHERE seq=?"),
            {int(State::Queued), entry.change.seq}));
    }
    TD_TRY(appendVoids(expected, next));
    TD_TRY(sqlExec(m_database, QStringLiteral("UPDATE upload SET done_at=NULL"), {}));
    return transaction.commit();
}

Status Outbox::appendVoids(qint64 from, qint64 to)
{
    for (qint64 seq = from; seq < to; ++seq) {
        const domain::Change nothing = voided(seq, Id(QUuid::createUuid()), m_clock.nowMs());
        const QByteArray body = protocol::compact(protocol::toJson(nothing));
        TD_TRY(sqlExec(m_database,
            QStringLiteral("INSERT INTO operation(seq, id, body, hash, created_at, tries) VALUES(?,?,?,?,?,1)"),
            {seq, nothing.id.toBytes(), QString::fromUtf8(body), hashOf(seq, body), m_clock.nowMs()}));
    }
    return {};
}

Status Outbox::noteLost(qint64 seq)
{
    TD_ASSIGN(next, nextSeq());
    if (seq < next)
        return {};
    SqlTransaction transaction(m_database);
    TD_TRY(transaction.begin());
    for (; next <= seq; ++next) {
        TD_TRY(sqlExec(m_database,
            QStringLiteral("INSERT INTO operation(seq, id, body, hash, created_at, tries) VALUES(?,?,'',x'',?,1)"),
            {next, Id(QUuid::createUuid()).toBytes(), m_clock.nowMs()}));
    }
    TD_TRY(setSetting(QStringLiteral("last_seq"), QString::number(seq)));
    return transaction.commit();
}

Status Outbox::askAgain()
{
    QList<qint64> unreadable;
    {
        TD_ASSIGN(query, sqlSelect(m_database, QStringLiteral("SELECT seq, outcome FROM operation WHERE outcome IS NOT NULL"), {}));
        while (query.next()) {
            const auto outcome = protocol::parseObject(query.value(1).toString().toUtf8(), QStringLiteral("outbox"));
            if (!outcome || !outcome->value(QLatin1StringView("verdict")).isString())
                unreadable.append(query.value(0).toLongLong());
        }
        TD_TRY(sqlEnd(query));
    }
    for (const qint64 seq : unreadable) {
        TD_TRY(sqlExec(m_database,
            QStringLiteral("UPDATE operation SET state=?, outcome=NULL, finished_at=NULL, tries=max(tries, 1) WHERE seq=?"),
            {int(State::Queued), seq}));
    }
    return {};
}

Status Outbox::discard(const QList<domain::Change> &changes)
{
    SqlTransaction transaction(m_database);
    TD_TRY(transaction.begin());
    for (const domain::Change &change : changes) {
        const domain::Change nothing = voided(change.seq, change.id, m_clock.nowMs());
        const QByteArray body = protocol::compact(protocol::toJson(nothing));
        TD_TRY(sqlExec(m_database, QStringLiteral("UPDATE operation SET body=?, hash=? WHERE seq=? AND state=? AND tries=0"),
            {QString::fromUtf8(body), hashOf(change.seq, body), change.seq, int(State::Queued)}));
    }
    return transaction.commit();
}

Status Outbox::noteAttempt(qint64 firstSeq, qint64 lastSeq)
{
    // Every push waits for this. It need not be on the medium: after a power cut that forgets it, an operation may be
    // taken back that the server has; it then answers what became of it, as it does to anything it hears twice.
    m_relaxed = true; // until it is known to be strict again; nothing is appended meanwhile
    TD_TRY(sqlExec(m_database, QStringLiteral("PRAGMA synchronous=NORMAL"), {}));
    const Status noted = sqlExec(m_database, QStringLiteral("UPDATE operation SET tries=tries+1 WHERE state=? AND seq BETWEEN ? AND ?"),
        {int(State::Queued), firstSeq, lastSeq});
    TD_TRY(beStrict());
    return noted;
}

/// Every write is on the medium when the call returns.
Status Outbox::beStrict()
{
    if (m_relaxed)
        TD_TRY(sqlExec(m_database, QStringLiteral("PRAGMA synchronous=FULL"), {}));
    m_relaxed = false;
    return {};
}

Status Outbox::noteFailure(qint64 firstSeq, qint64 lastSeq, const QString &code)
{
    return sqlExec(m_database, QStringLiteral("UPDATE operation SET last_error=? WHERE state=? AND seq BETWEEN ? AND ?"),
        {code, int(State::Queued), firstSeq, lastSeq});
}

Status Outbox::prune()
{
    const QVariantList old {int(State::Done), m_clock.nowMs() - kKeepDoneMs};
    TD_TRY(sqlExec(m_database,
        QStringLiteral("DELETE FROM review WHERE state=1 AND seq IN (SELECT seq FROM operation WHERE state=? AND finished_at<?)"),
        old));
    TD_TRY(sqlExec(m_database, QStringLiteral("DELETE FROM upload WHERE done_at<?"), {old.last()}));
    return sqlExec(m_database,
        QStringLiteral("DELETE FROM operation WHERE state=? AND finished_at<? AND seq NOT IN (SELECT seq FROM review)"),
        old);
}

Status Outbox::beginAnew(const QMap<QString, QString> &settings)
{
    SqlTransaction transaction(m_database);
    TD_TRY(transaction.begin());
    TD_TRY(sqlExec(m_database, QStringLiteral("DELETE FROM review"), {}));
    TD_TRY(sqlExec(m_database, QStringLiteral("DELETE FROM operation"), {}));
    TD_TRY(sqlExec(m_database, QStringLiteral("DELETE FROM upload"), {}));
    TD_TRY(setSetting(QStringLiteral("last_seq"), QStringLiteral("0")));
    for (auto it = settings.begin(); it != settings.end(); ++it)
        TD_TRY(setSetting(it.key(), it.value()));
    return transaction.commit();
}

Status Outbox::addUpload(const QString &hash)
{
    return sqlExec(m_database, QStringLiteral("INSERT OR REPLACE INTO upload(hash, created_at) VALUES(?,?)"),
        {hash, m_clock.nowMs()});
}

Status Outbox::finishUpload(const QString &hash)
{
    return sqlExec(m_database, QStringLiteral("UPDATE upload SET done_at=? WHERE hash=?"), {m_clock.nowMs(), hash});
}

Status Outbox::removeUpload(const QString &hash)
{
    return sqlExec(m_database, QStringLiteral("DELETE FROM upload WHERE hash=?"), {hash});
}

Result<QStringList> Outbox::uploads()
{
    TD_ASSIGN(query, sqlSelect(m_database, QStringLiteral("SELECT hash FROM upload WHERE done_at IS NULL ORDER BY created_at"), {}));
    QStringList hashes;
    while (query.next())
        hashes.append(query.value(0).toString());
    TD_TRY(sqlEnd(query));
    return hashes;
}

Result<QString> Outbox::setting(const QString &key)
{
    TD_ASSIGN(query, sqlSelect(m_database, QStringLiteral("SELECT value FROM setting WHERE key=?"), {key}));
    return query.next() ? query.value(0).toString() : QString();
}

Status Outbox::setSetting(const QString &key, const QString &value)
{
    return sqlExec(m_database,
        QStringLiteral("INSERT INTO setting(key, value) VALUES(?,?) ON CONFLICT(key) DO UPDATE SET value=excluded.value"),
        {key, value.isNull() ? QStringLiteral("") : value});
}

} // namespace tidedesk::storage
