// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/result.h"
#include "core/domain/work.h"
#include <QSqlDatabase>

class QSqlQuery;

namespace tidedesk {
class Clock;
}

namespace tidedesk::storage {

/// outbox.db: operations, reviews, drafts, files to upload and the seat's own settings. Every write is on the medium when
/// the call returns (synchronous=FULL). Operations are numbered without gaps; one whose hash does not hold is never sent
/// and holds up those after it until a person gives it up. Store thread only.
class Outbox {
public:
    Outbox(QSqlDatabase database, const Clock &clock);

    /// Covers what is to be sent; SQLite's own check misses most flipped bits.
    static QByteArray hashOf(qint64 seq, const QByteArray &body);

    /// The number the next operation gets.
    Result<qint64> nextSeq();
    /// Appends operations that already carry their numbers, all or none; beside each what takes it back, as far as is known.
    Status append(const QList<domain::Change> &changes, const QHash<qint64, domain::Change> &inverses = {});
    /// What takes an operation back; none when it is not known, or forgotten.
    Result<std::optional<domain::Change>> inverse(qint64 seq);

    /// Operations not yet decided, oldest first, up to the first damaged one; RetryLater "outbox.damaged" when that is it.
    Result<QList<domain::OutboxEntry>> queued(int limit = -1);
    /// Operations whose effects belong on top of the mirror: seq > acknowledged, not refused.
    Result<QList<domain::OutboxEntry>> toReplay(qint64 acknowledged);
    /// All of them for the outbox page: undecided first, then the latest 200 others.
    Result<QList<domain::OutboxEntry>> entries();
    Result<std::optional<domain::OutboxEntry>> entry(qint64 seq);
    Result<qint64> waiting();
    /// What was refused only because the operation it hung on was.
    Result<QList<domain::Change>> dependents(qint64 seq);

    /// The server's words on operations, all or none; makes the reviews that go with them.
    Status record(const QList<std::pair<qint64, domain::Outcome>> &answers);
    /// The effects of everything up to `seq` have come back: nothing is left to do about what was lost of that, and new
    /// operations get numbers behind it.
    Status acknowledge(qint64 seq);
    /// What of an operation is still to take effect: of one that was refused nothing but its number, of one in conflict
    /// what was not in conflict. That is what is replayed, and sent again after a restore.
    static domain::Change remaining(const domain::OutboxEntry &entry);
    /// What waits after a number as it is to be sent, remaining() as JSON, oldest first; up to one that is damaged. RetryLater
    /// "outbox.damaged" when that is the first.
    struct Text {
        qint64 seq = 0;
        QByteArray body;
    };
    Result<QList<Text>> texts(qint64 after, int limit);
    /// The same of all that is kept, sent or not; without those that are damaged.
    Result<QList<Text>> allTexts();
    Result<QHash<qint64, Id>> idsOf(qint64 first, qint64 last); ///< of operations, by number
    /// After a restore from a backup the server knows operations only up to `seq`: later ones are sent again. What was
    /// decided stays decided. Numbers forgotten meanwhile travel as void ones, since the server takes none out of turn. Files
    /// are offered again, those as old as the oldest operations that are kept.
    Status reopenAfter(qint64 seq);
    /// Turns a damaged operation into a void one: its number goes to the server, what it was to do is lost.
    Status giveUpDamaged(const domain::OutboxEntry &entry);
    /// Notes operations up to `seq` that were confirmed and are not here: damaged entries of which nothing is left. So a
    /// file that was cut short is noticed, too.
    Status noteLost(qint64 seq);
    /// What became of an operation is not covered by its hash. Where it cannot be read the operation is sent again: the
    /// server remembers what it said.
    Status askAgain();
    /// Turns operations that were never sent into void ones.
    Status discard(const QList<domain::Change> &changes);
    /// To be called before every attempt to send: what has been tried can no longer be taken back.
    Status noteAttempt(qint64 firstSeq, qint64 lastSeq);
    Status noteFailure(qint64 firstSeq, qint64 lastSeq, const QString &code);
    /// Forgets files sent and operations done more than 14 days ago that no open review needs.
    Status prune();
    /// Another seat begins here: operations, all of them decided, go with their cards and their numbers. Drafts stay with
    /// the person who wrote them. The settings say whose it is now; all or none.
    Status beginAnew(const QMap<QString, QString> &settings);

    Result<QList<domain::Review>> reviews(bool openOnly);
    Result<std::optional<domain::Review>> review(const Id &operation);
    Result<qint64> openReviews();
    Status closeReview(const Id &operation);

    /// Of the person the settings name as `user`.
    Status saveDraft(const Id &ticket, const QString &kind, const QString &text);
    Result<QString> draft(const Id &ticket, const QString &kind);

    Status addUpload(const QString &hash); ///< also of a file that was sent before
    Status finishUpload(const QString &hash); ///< the server has it
    Status removeUpload(const QString &hash); ///< there is nothing to send
    Result<QStringList> uploads(); ///< that wait

    Result<QString> setting(const QString &key);
    Status setSetting(const QString &key, const QString &value);

private:
    Result<QString> draftKey(const QString &kind);
    Status beStrict();
    /// An operation the server was asked about.
    struct Asked {
        Id id;
        bool decided = false; ///< before a restore
    };
    Status recordOne(qint64 seq, const Asked &asked, const domain::Outcome &outcome);
    Result<QList<domain::OutboxEntry>> read(const QString &where, const QVariantList &values);
    Status appendVoids(qint64 from, qint64 to); ///< numbers from <= n < to

    QSqlDatabase m_database;
    const Clock &m_clock;
    bool m_relaxed = false; ///< noteAttempt() could not set synchronous=FULL again
};

} // namespace tidedesk::storage
