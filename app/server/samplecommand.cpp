// SPDX-License-Identifier: GPL-3.0-or-later
// sample: a desk full of invented work, to look at, to try things on and to measure with.
#include "app/server/command.h"
#include "app/server/datafolder.h"
#include "core/schema/entities.h"
#include "core/server/api/passwords.h"
#include "core/server/sample/generator.h"
#include "core/server/sample/storesink.h"
#include "core/server/store/sqlitestore.h"
#include "core/server/sample/workcalendar.h"
#include <QDateTime>
#include <QElapsedTimer>
#include <QFile>
#include <QTextStream>
#include <cstdio>

namespace tidedesk::app {

namespace {

namespace ws = sample::workcalendar;

/// A day (its start in China) or an instant with zone.
std::optional<qint64> instantFrom(const QString &text)
{
    const bool isDay = text.size() == 10; // QDate reads the beginning of an instant, too
    if (const QDate day = QDate::fromString(text, Qt::ISODate); isDay && day.isValid())
        return ws::startOfDay(ws::daysFromCivil(day.year(), day.month(), day.day()));
    const QDateTime instant = QDateTime::fromString(text, Qt::ISODate);
    if (!instant.isValid() || instant.timeSpec() == Qt::LocalTime)
        return {};
    return instant.toMSecsSinceEpoch();
}

/// Nothing and `problem` when something typed is wrong.
std::optional<sample::Request> requestFrom(Arguments &arguments, QString &problem)
{
    sample::Request request;
    const QString scale = arguments.value(QStringLiteral("scale"), QStringLiteral("S")).toUpper();
    if (scale != u"S" && scale != u"M" && scale != u"L") {
        problem = QStringLiteral("--scale: S, M or L is expected, not '%1'").arg(scale.left(40));
        return {};
    }
    request.scale = scale == u"S" ? sample::Scale::Small : scale == u"M" ? sample::Scale::Medium : sample::Scale::Large;
    const auto seed = arguments.number(QStringLiteral("seed"), 1, 0, std::numeric_limits<qint64>::max());
    if (!seed) {
        problem = arguments.problem();
        return {};
    }
    request.seed = static_cast<quint64>(*seed);
    const auto tickets = arguments.number(QStringLiteral("tickets"), 0, 1, 5'000'000);
    if (!tickets) {
        problem = arguments.problem();
        return {};
    }
    request.tickets = *tickets;
    request.until = sample::defaultUntil();
    if (const QString until = arguments.value(QStringLiteral("until")); !until.isEmpty()) {
        const auto instant = instantFrom(until);
        if (!instant || *instant < ws::startOfDay(ws::daysFromCivil(2000, 1, 1))
            || *instant > ws::startOfDay(ws::daysFromCivil(2100, 1, 1))) {
            problem = QStringLiteral("--until: a day such as 2026-11-01 or an instant with zone is expected, not '%1'")
                          .arg(until.left(40));
            return {};
        }
        request.until = *instant;
    }
    return request;
}

/// Millions of rows go faster with the indexes' upper pages in memory.
Result<std::unique_ptr<server::Store>> openForLoading(const DataFolder &folder)
{
    if (folder.isShared())
        return folder.stores().writer();
    TD_ASSIGN(store, server::SqliteStore::openWriter(folder.databaseFile()));
    TD_TRY(store->connection().exec("PRAGMA cache_size=-262144"));
    return std::unique_ptr<server::Store>(std::move(store));
}

/// In a folder of its own there is nobody to administrate it yet.
Status addAdministrator(server::StoreSink &sink)
{
    const auto &u = schema::user();
    Row row(u, Id::fromString(u"01900000-0000-7000-8000-00000000ad31"));
    row.version = 1;
    row.set(u.name, QStringLiteral("admin"));
    row.set(u.displayName, QStringLiteral("admin"));
    row.set(u.role, qint64(u.role.choice(u"admin")));
    row.set(u.active, qint64(1));
    return sink.row(std::move(row));
}

Status load(server::StoreSink &sink, const sample::Request &request, const QString &label, bool fresh)
{
    TD_TRY(sink.begin(label));
    if (fresh)
        TD_TRY(addAdministrator(sink));
    TD_TRY(sample::generate(request, sink, [](qint64 tickets, qint64 of) {
        if (tickets % 10'000 == 0)
            QTextStream(stderr) << "sample: " << tickets << " of " << of << " tickets" << Qt::endl;
    }));
    return sink.finish();
}

} // namespace

int sampleData(Arguments &arguments)
{
    QString problem;
    const auto request = requestFrom(arguments, problem);
    if (!request)
        return wrongUsage(arguments, QStringLiteral("sample: ") + problem);
    const auto hash = server::hashPassword(sample::kSamplePassword);
    if (!hash)
        return fail(arguments, hash.error());
    DataFolder folder = DataFolder::of(arguments);
    const bool fresh = !folder.exists();
    if (const Status sound = fresh || folder.isShared() ? Status() : folder.mustExist(); !sound)
        return fail(arguments, sound.error());
    if (fresh || folder.isShared()) {
        if (const Status made = folder.makeFolder(); !made)
            return fail(arguments, made.error());
    }
    if (const Status locked = folder.lock(); !locked)
        return fail(arguments, locked.error());
    if (const Status claimed = folder.claim(server::StoreFactory::Use::Alone); !claimed)
        return fail(arguments, claimed.error());
    QElapsedTimer timer;
    timer.start();
    const auto store = openForLoading(folder);
    if (!store)
        return fail(arguments, store.error());
    server::StoreSink sink(**store, *hash);
    const QString label = QStringLiteral("%1 seed %2")
                              .arg(arguments.value(QStringLiteral("scale"), QStringLiteral("S")).toUpper())
                              .arg(request->seed);
    if (const Status done = load(sink, *request, label, fresh); !done)
        return fail(arguments, done.error());
    QJsonObject rows;
    for (auto it = sink.counts().begin(); it != sink.counts().end(); ++it)
        rows.insert(it.key(), it.value());
    printJson({{QStringLiteral("sample"), label}, {QStringLiteral("rows"), rows},
        {QStringLiteral("password"), QString::fromLatin1(sample::kSamplePassword)},
        {QStringLiteral("seconds"), double(timer.elapsed()) / 1000}});
    return Done;
}

} // namespace tidedesk::app
