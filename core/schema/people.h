// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/schema/entity.h"

namespace tidedesk::schema {

/// A group of agents that answers queues together. The unit of scope.
class Team final : public Entity {
public:
    Team();
    const Field name = add("name", Type::Text, Merge::ThreeWay, {.required = true});
    const Field zone = add("zone", Type::Text, Merge::ThreeWay); ///< IANA zone of its reports
};

/// A person who signs in. The password lives beside the spine, never in it.
class User final : public Entity {
public:
    User();
    const Field name = add("name", Type::Text, Merge::Immutable, {.required = true, .index = true}); ///< signs in with it
    const Field displayName = add("display_name", Type::Text, Merge::ThreeWay);
    const Field email
        = add("email", Type::Text, Merge::ThreeWay, {.sensitivity = Sensitivity::Personal, .longest = 320});
    const Field role = add("role", Type::Choice, Merge::ThreeWay,
        {.choices = {QLatin1StringView("agent"), QLatin1StringView("supervisor"), QLatin1StringView("manager"),
             QLatin1StringView("admin")},
            .required = true});
    const Field teams = add("teams", Type::Set, Merge::Members); ///< ids of teams
    const Field active = add("active", Type::Flag, Merge::ThreeWay);
};

/// One installation of the workstation for one user. Its row is the acknowledgement: `last_seq` is the last operation
/// of the seat whose effects are in everything pulled before it.
class Seat final : public Entity {
public:
    Seat();
    const Field userId = add("user_id", Type::Reference, Merge::ServerOnly, {.target = "user"});
    const Field name = add("name", Type::Text, Merge::ServerOnly);
    const Field lastSeq = add("last_seq", Type::Integer, Merge::ServerOnly);
};

/// Where tickets wait. Belongs to one team.
class Queue final : public Entity {
public:
    Queue();
    const Field name = add("name", Type::Text, Merge::ThreeWay, {.required = true});
    const Field teamId = add("team_id", Type::Reference, Merge::ThreeWay, {.target = "team", .index = true});
    const Field active = add("active", Type::Flag, Merge::ThreeWay);
    const Field claimMinutes = add("claim_minutes", Type::Integer, Merge::ThreeWay); ///< a claim lapses after; null, 0: never
};

/// A word from the catalogue of tags, with its colour (#rrggbb).
class Tag final : public Entity {
public:
    Tag();
    const Field name = add("name", Type::Text, Merge::ThreeWay, {.required = true});
    const Field color = add("color", Type::Text, Merge::ThreeWay);
};

const Team &team();
const User &user();
const Seat &seat();
const Queue &queue();
const Tag &tag();

} // namespace tidedesk::schema
