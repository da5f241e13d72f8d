// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/run.h"
#include "core/kpi/boards.h"
#include "core/schema/entities.h"
#include "core/seat/figures.h"
#include <QDateTime>
#include <QTimeZone>

namespace tidedesk::cli {

namespace {

using seat::Figures;
using seat::Queries;

const char *unitName(tidedesk::kpi::Unit unit)
{
    static const char *const names[] = {"count", "seconds", "share", "points"};
    return names[static_cast<int>(unit)];
}

QJsonValue number(const std::optional<double> &value) { return value ? QJsonValue(*value) : QJsonValue(); }

QJsonObject figureJson(const tidedesk::kpi::Figure &figure)
{
    QJsonObject json {{QStringLiteral("name"), figure.name}, {QStringLiteral("value"), number(figure.value)}, {QStringLiteral("n"), figure.n},
        {QStringLiteral("unit"), QString::fromLatin1(unitName(figure.unit))}, {QStringLiteral("from"), isoTime(figure.window.from)},
        {QStringLiteral("to"), isoTime(figure.window.to)}, {QStringLiteral("zone"), QString::fromLatin1(figure.window.zone.id())},
        {QStringLiteral("as_of"), isoTime(figure.asOf)}, {QStringLiteral("formula"), figure.formula}};
    if (figure.summary) {
        json.insert(QStringLiteral("mean"), figure.summary->mean);
        json.insert(QStringLiteral("median"), figure.summary->median);
        json.insert(QStringLiteral("p90"), figure.summary->p90);
    }
    QJsonObject parts;
    for (const tidedesk::kpi::Part &part : figure.parts)
        parts.insert(part.key, number(part.value));
    if (!parts.isEmpty())
        json.insert(QStringLiteral("parts"), parts);
    QJsonObject notes;
    for (const tidedesk::kpi::Note &note : figure.notes)
        notes.insert(note.code, note.n);
    if (!notes.isEmpty())
        json.insert(QStringLiteral("notes"), notes);
    return json;
}

/// A day in the zone, or an ISO 8601 instant with offset.
std::optional<qint64> instant(const QString &text, const QTimeZone &zone)
{
    const QDate day = QDate::fromString(text, Qt::ISODate);
    if (day.isValid() && text.size() == 10)
        return tidedesk::kpi::LocalTime(zone).startOfDay(day);
    const QDateTime at = QDateTime::fromString(text, Qt::ISODateWithMs);
    if (!at.isValid() || at.timeSpec() == Qt::LocalTime)
        return {};
    return at.toMSecsSinceEpoch();
}

Result<Figures::Period> readPeriod(const app::Arguments &arguments)
{
    const auto wrong = [](const QString &detail) { return Error {Consequence::Rejected, QStringLiteral("usage"), detail}; };
    Figures::Period period;
    period.zone = arguments.value(QStringLiteral("zone"), QStringLiteral("UTC")).toLatin1();
    const QTimeZone zone(period.zone);
    if (!zone.isValid())
        return wrong(QStringLiteral("--zone: an IANA zone such as Asia/Shanghai is expected, not '%1'").arg(QString::fromLatin1(period.zone.left(40))));
    const auto from = instant(arguments.value(QStringLiteral("from")), zone);
    const auto to = instant(arguments.value(QStringLiteral("to")), zone);
    if (!from || !to)
        return wrong(QStringLiteral("--%1: a day (2026-11-01) or an instant with offset is expected").arg(from ? QStringLiteral("to") : QStringLiteral("from")));
    if (*to <= *from)
        return wrong(QStringLiteral("--to must be later than --from"));
    period.from = *from;
    period.to = *to;
    return period;
}

} // namespace

void kpiCommand(Run &run)
{
    const auto period = readPeriod(run.arguments);
    if (!period)
        return run.wrongUsage(period.error().detail);
    const QString name = run.arguments.word(1);
    const QString team = run.arguments.value(QStringLiteral("team"));
    run.seat.queries().directory(&run, run.orFail<Queries::Directory>([&run, name, team, period = *period](const Queries::Directory &directory) {
        Id id;
        for (auto it = directory.teams.cbegin(); it != directory.teams.cend(); ++it) {
            if (it->text(schema::team().name) == team || it.key().toString() == team)
                id = it.key();
        }
        if (!team.isEmpty() && id.isNull())
            return run.wrongUsage(QStringLiteral("--team: there is none named '%1'").arg(team.left(40)));
        run.seat.figures().figures(name, id, period, &run, run.orFail<QList<tidedesk::kpi::Figure>>([&run](const QList<tidedesk::kpi::Figure> &figures) {
            QJsonArray list;
            for (const tidedesk::kpi::Figure &figure : figures)
                list.append(figureJson(figure));
            run.finish({{QStringLiteral("figures"), list}});
        }));
    }));
}

} // namespace tidedesk::cli
