// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/seat/teamcoverage.h"
#include "core/domain/scope.h"
#include "core/schema/entities.h"

namespace tidedesk::seat {

TeamCoverage TeamCoverage::of(const Queries::Directory &directory, const Id &user)
{
    TeamCoverage coverage {directory.teams.keys(), static_cast<int>(directory.teams.size())};
    if (const Row person = directory.users.value(user); !person.isNull()) {
        const domain::Scope scope = domain::scopeOf(person, {});
        coverage.held.removeIf([&](const Id &team) { return !scope.holdsTeam(team); });
    }
    return coverage;
}

QStringList TeamCoverage::names(const Queries::Directory &directory) const
{
    QStringList names;
    for (const Id &team : held)
        names += directory.teams.value(team).text(schema::team().name);
    std::sort(names.begin(), names.end(), [](const QString &a, const QString &b) { return a.localeAwareCompare(b) < 0; });
    return names;
}

} // namespace tidedesk::seat
