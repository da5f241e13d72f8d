// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/engine/housekeeping.h"
#include <QStringList>

namespace tidedesk::server {

namespace {

/// Where the feed stood at an instant: "at:position", one a day, oldest first.
struct FeedMark {
    qint64 at = 0;
    Position position;
};

QList<FeedMark> readMarks(const QString &text)
{
    QList<FeedMark> marks;
    for (const QString &mark : text.split(u' ', Qt::SkipEmptyParts))
        marks.append({mark.section(u':', 0, 0).toLongLong(), Position::fromText(mark.section(u':', 1))});
    return marks;
}

QString toText(const QList<FeedMark> &marks)
{
    QStringList texts;
    for (const FeedMark &mark : marks)
        texts.append(QStringLiteral("%1:%2").arg(mark.at).arg(mark.position.toText()));
    return texts.join(u' ');
}

Status forgetOldDepartures(WriteContext &context)
{
    Store &store = context.store();
    TD_TRY(store.hold(QString(kFeedMarksKey)));
    TD_ASSIGN(text, store.meta(QString(kFeedMarksKey)));
    QList<FeedMark> marks = readMarks(text);
    if (!marks.isEmpty() && context.now() - marks.last().at < kDayMs)
        return {};
    TD_ASSIGN(head, store.head());
    marks.append({context.now(), head});
    Position oldEnough;
    while (context.now() - marks.first().at >= kDeparturesKeptMs)
        oldEnough = marks.takeFirst().position;
    if (Position() < oldEnough)
        TD_TRY(store.forgetDepartures(oldEnough));
    return store.setMeta(QString(kFeedMarksKey), toText(marks));
}

} // namespace

Status keepHouse(WriteContext &context)
{
    TD_TRY(context.store().forgetResults(context.now() - kResultsKeptMs));
    TD_TRY(context.store().forgetUploads(context.now() - kUploadsKeptMs));
    TD_TRY(context.store().removeSessionsExpiredAt(context.now()));
    return forgetOldDepartures(context);
}

} // namespace tidedesk::server
