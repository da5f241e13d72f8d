// SPDX-License-Identifier: GPL-3.0-or-later
// import: rows of other systems, by a mapping. Everything that can be wrong with mapping and files is found before the
// first row is written.
#include "app/server/command.h"
#include "app/server/datafolder.h"
#include "core/base/clock.h"
#include "core/server/import/importer.h"

namespace tidedesk::app {

namespace {

Result<QList<import::Source>> openAll(const QStringList &files, const import::Mapping &mapping)
{
    QList<import::Source> sources;
    for (const QString &file : files) {
        TD_ASSIGN(source, import::Source::open(file, mapping.form, mapping.neededColumns()));
        sources.append(std::move(source));
    }
    return sources;
}

} // namespace

int importFiles(Arguments &arguments)
{
    const QString mappingName = arguments.value(QStringLiteral("mapping"));
    if (mappingName.isEmpty())
        return wrongUsage(arguments, QStringLiteral("import: --mapping M.json is missing"));
    if (arguments.words().isEmpty())
        return wrongUsage(arguments, QStringLiteral("import: which FILE?"));
    const auto mapping = import::Mapping::load(mappingName);
    if (!mapping)
        return fail(arguments, mapping.error());
    const auto sources = openAll(arguments.words(), *mapping);
    if (!sources)
        return fail(arguments, sources.error());
    DataFolder folder = DataFolder::of(arguments);
    if (const Status there = folder.mustExist(); !there)
        return fail(arguments, there.error());
    if (const Status made = folder.makeFolder(); !made)
        return fail(arguments, made.error());
    if (const Status locked = folder.lock(); !locked)
        return fail(arguments, locked.error());
    if (const Status claimed = folder.claim(server::StoreFactory::Use::Alone); !claimed)
        return fail(arguments, claimed.error());
    const auto store = folder.stores().writer();
    if (!store)
        return fail(arguments, store.error());
    import::Importer importer(**store, *mapping, SystemClock().nowMs());
    if (const Status done = importer.run(*sources); !done)
        return fail(arguments, done.error());
    printJson(importer.summary().toJson());
    return Done;
}

} // namespace tidedesk::app
