// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/scope.h"
#include "core/server/pull/cursor.h"
#include "core/server/pull/pagefiller.h"
#include "core/server/store/store.h"

namespace tidedesk::server {

/// One pull: header, then page after page until the seat has everything. Each page is one snapshot of the store and says
/// what changed after the cursor it starts from; what changed meanwhile comes in a later page, never stale and never
/// skipped. First what has changed, then buckets new to the seat, newest rows first.
/// Each snapshot holds the person's scope, too: once it is another than the header's, no further page is given, and the
/// seat's next pull begins with a header that says so.
/// Belongs to no thread; each call uses the reader it is given.
class PullSession {
public:
    /// Bytes of one answer, but for its last page; what is more is asked for again. Qt's client takes in whatever comes,
    /// whether it is read or not, so this is what bounds a seat's memory.
    static constexpr qint64 kAnswerBytes = 16 * 1024 * 1024;

    /// `startsAt` is the cursor's text as the seat sent it: the first page follows exactly that.
    PullSession(const Session &session, Cursor cursor, const QString &startsAt)
        : m_session(session)
        , m_cursor(std::move(cursor))
        , m_startsAt(startsAt)
    {
    }
    /// SignIn when the person may not (any more).
    Result<QByteArray> header(Store &store, qint64 now);
    /// Nothing when the last page of this answer has been given: it says whether there is more. The first is always given, if empty.
    Result<std::optional<QByteArray>> nextPage(Store &store);
    qint64 rowsGiven() const { return m_rowsGiven; } ///< entries in the pages so far

private:
    QSet<QString> covered() const;
    /// Entries after the cursor; true when the page holds the last of them.
    Result<bool> addChanges(Store &store, PageFiller &page);
    Status addFill(Store &store, PageFiller &page);
    QString nextToFill() const;
    Status countLeft(Store &store);

    Session m_session;
    Cursor m_cursor;
    QString m_startsAt;
    bool m_started = false;
    bool m_more = true;
    qint64 m_left = 0;
    qint64 m_rowsGiven = 0;
    qint64 m_bytesGiven = 0;
};

} // namespace tidedesk::server
