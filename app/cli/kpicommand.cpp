// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/common/errortext.h"
#include "core/kpi/boards.h"
#include "core/kpi/registry.h"
#include "core/schema/entities.h"
#include "core/seat/figures.h"
#include "core/seat/teamcoverage.h"
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

/// What figures are short of when this person may not hold all teams; null when they are whole.
QJsonValue noteOf(const seat::TeamCoverage &coverage, const Queries::Directory &directory, bool oneTeam)
{
    if (!coverage.isPartial())
        return {};
    if (oneTeam)
        return tidedesk::app::sentence({Consequence::Rejected, QStringLiteral("kpi.moved_away"), {}});
    const QStringList names = coverage.names(directory);
    const QString teams = names.isEmpty() ? QStringLiteral("no team") : names.join(QStringLiteral(", "));
    return tidedesk::app::sentence({Consequence::Rejected, QStringLiteral("kpi.partial_scope"), teams});
}

/// `missing`: teams it leaves out.
QJsonObject figureJson(const tidedesk::kpi::Figure &figure, qint64 missing)
{
    QJsonObject json {{QStringLiteral("name"), figure.name}, {QStringLiteral("value"), number(figure.value)}, {QStringLiteral("n"), figure.n},
        {QStringLiteral("unit"), QString::fromLatin1(unitName(figure.unit))}, {QStringLiteral("formula"), figure.formula}};
    const auto &summary = figure.summary;
    json.insert(QStringLiteral("mean"), summary ? QJsonValue(summary->mean) : QJsonValue());
    json.insert(QStringLiteral("median"), summary ? QJsonValue(summary->median) : QJsonValue());
    json.insert(QStringLiteral("p90"), summary ? QJsonValue(summary->p90) : QJsonValue());
    QJsonObject notes;
    for (const tidedesk::kpi::Note &note : figure.notes)
        notes.insert(note.code, note.n);
    if (missing > 0)
        notes.insert(QStringLiteral("partial_scope"), missing);
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
    if (!QTimeZone::isTimeZoneIdAvailable(period.zone)) // a zone Qt does not know counts as valid
        return wrong(QStringLiteral("--zone: an IANA zone such as Asia/Shanghai is expected, not '%1'").arg(QString::fromLatin1(period.zone.left(40))));
    const auto read = [&](const char *option) -> Result<qint64> {
        const QString name = QString::fromLatin1(option);
        const QString text = arguments.value(name);
        if (text.isEmpty())
            return wrong(QStringLiteral("--%1 is missing: a day (2026-11-01) or an instant (2026-11-01T08:00:00+08:00)").arg(name));
        if (const auto at = instant(text, zone))
            return *at;
        return wrong(QStringLiteral("--%1: a day (2026-11-01) or an instant (2026-11-01T08:00:00+08:00) is expected, not '%2'").arg(name, text.left(40)));
    };
    TD_ASSIGN(from, read("from"));
    TD_ASSIGN(to, read("to"));
    if (to <= from)
        return wrong(QStringLiteral("--to must be later than --from; the time up to --to, without it, is looked at"));
    period.from = from;
    period.to = to;
    return period;
}

QString names()
{
    QStringList all;
    for (const tidedesk::kpi::Definition &definition : tidedesk::kpi::definitions())
        all.append(QString(definition.name));
    return all.join(QStringLiteral(", "));
}

QString teamNames(const Queries::Directory &directory)
{
    QStringList names;
    for (const Row &team : directory.teams)
        names.append(team.text(schema::team().name));
    names.sort();
    return names.join(QStringLiteral(", "));
}

} // namespace

void kpiCommand(Run &run)
{
    const auto period = readPeriod(run.arguments);
    if (!period)
        return run.wrongUsage(period.error().detail);
    const QString name = run.word(0);
    if (!name.isEmpty() && !tidedesk::kpi::find(name))
        return run.wrongUsage(QStringLiteral("there is no figure '%1'; there are %2").arg(name.left(40), names()));
    const QString team = run.arguments.value(QStringLiteral("team"));
    run.seat.queries().directory(&run, run.orFail<Queries::Directory>([&run, name, team, period = *period](const Queries::Directory &directory) {
        Id id;
        for (auto it = directory.teams.cbegin(); it != directory.teams.cend(); ++it) {
            if (it->text(schema::team().name) == team || it.key().toString() == team)
                id = it.key();
        }
        if (!team.isEmpty() && id.isNull())
            return run.wrongUsage(QStringLiteral("--team: there is none named '%1'; there are %2").arg(team.left(40), teamNames(directory)));
        const auto coverage = seat::TeamCoverage::of(directory, run.seat.session().user);
        if (!id.isNull() && !coverage.held.contains(id))
            return run.fail({Consequence::Rejected, QStringLiteral("team.out_of_scope"), team.left(40)});
        const QJsonValue note = noteOf(coverage, directory, !id.isNull());
        const qint64 missing = id.isNull() ? coverage.all - coverage.held.size() : 0;
        run.seat.figures().figures(name, id, period, &run, run.orFail<QList<tidedesk::kpi::Figure>>([&run, note, missing](const QList<tidedesk::kpi::Figure> &figures) {
            QJsonArray list;
            for (const tidedesk::kpi::Figure &figure : figures)
                list.append(figureJson(figure, missing));
            const auto &window = figures.first().window;
            run.finish({{QStringLiteral("from"), isoTime(window.from)}, {QStringLiteral("to"), isoTime(window.to)},
                {QStringLiteral("zone"), QString::fromLatin1(window.zone.id())}, {QStringLiteral("as_of"), isoTime(figures.first().asOf)},
                {QStringLiteral("note"), note}, {QStringLiteral("figures"), list}});
        }));
    }));
}

} // namespace tidedesk::cli
