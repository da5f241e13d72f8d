// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/engine/housekeeping.h"
#include <QStringList>

namespace tidedesk::server {

namespace {

const auto kMarksKey = QStringLiteral("feed_marks");

/// Where the feed stood at an instant: "at:seq", one a day, oldest first.
struct FeedMark {
    qint64 at = 0;
    qint64 seq = 0;
};

QList<FeedMark> readMarks(const QString &text)
{
    QList<FeedMark> marks;
    for (const QString &mark : text.split(u' ', Qt::SkipEmptyParts))
        marks.append({mark.section(u':', 0, 0).toLongLong(), mark.section(u':', 1).toLongLong()});
    return marks;
}

QString toText(const QList<FeedMark> &marks)
{
    QStringList texts;
    for (const FeedMark &mark : marks)
        texts.append(QStringLiteral("%1:%2").arg(mark.at).arg(mark.seq));
    return texts.join(u' ');
}

Status forgetOldDepartures(WriteContext &context)
{
    Store &store = context.store();
    TD_ASSIGN(text, store.meta(kMarksKey));
    QList<FeedMark> marks = readMarks(text);
    if (!marks.isEmpty() && context.now() - marks.last().at < kDayMs)
        return {};
    TD_ASSIGN(head, store.head());
    marks.append({context.now(), head.seq});
    qint64 oldEnough = 0;
    while (context.now() - marks.first().at >= kDeparturesKeptMs)
        oldEnough = marks.takeFirst().seq;
    if (oldEnough > 0)
        TD_TRY(store.forgetDepartures({0, oldEnough}));
    return store.setMeta(kMarksKey, toText(marks));
}

} // namespace

Status keepHouse(WriteContext &context)
{
    TD_TRY(context.store().forgetResults(context.now() - kResultsKeptMs));
    TD_TRY(context.store().removeSessionsExpiredAt(context.now()));
    return forgetOldDepartures(context);
}

} // namespace tidedesk::server
