// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/schema/value.h"
#include <QLatin1StringView>
#include <vector>

/// The spine: every synced entity and every field of it is described once, here and in the files beside this one.
/// Tables, wire encoding, merging, scope, masking, import columns and the search index all follow from it.
namespace tidedesk::schema {

enum class Type {
    Text,
    Integer,
    Real,
    Flag, ///< 0 or 1
    Choice, ///< index into Field::choices, which only ever grows at its end
    Instant, ///< milliseconds since 1970-01-01 UTC
    Date, ///< text yyyy-MM-dd, no zone
    Money, ///< minor units of the row's currency
    Reference, ///< id of a row of Field::target
    Set, ///< set of short texts, kept sorted
    Json, ///< an object, kept as compact text
};

/// What happens when two seats change the same field without knowing of each other (mission.md, "What happens offline").
enum class Merge {
    Immutable, ///< written at creation, never again
    ThreeWay, ///< changed on both sides: conflict card
    Claim, ///< the first to reach the server wins, the other is told
    Members, ///< add/remove commute
    ServerOnly, ///< derived or numbered by the server; a seat's value is only a preview
};

enum class Sensitivity { Plain, Personal, Secret };

/// Least role that may do a thing to an entity; None = nobody through sync (imports and the server itself only).
enum class Writer { None, Agent, Supervisor, Manager, Admin };

class Entity;

/// Longest text of a field that does not say otherwise, and most members of a set.
inline constexpr qsizetype kShortText = 200;
inline constexpr qsizetype kMostMembers = 200;

struct Options {
    std::vector<QLatin1StringView> choices = {};
    const char *target = nullptr; ///< entity a Reference points to
    Sensitivity sensitivity = Sensitivity::Plain;
    int search = 0; ///< weight in the search index, 0 = not searched
    bool required = false; ///< must be present at creation
    bool index = false; ///< looked up by this field: an index on both sides
    qsizetype longest = kShortText; ///< UTF-16 units of a text, of a member of a set, of a Json's compact text
    Writer writer = Writer::None; ///< least role that may set the field, where that is more than its entity asks
};

/// One field. Cheap to copy; `index` is its place in the row and in every list.
struct Field {
    const Entity *entity = nullptr;
    int index = -1;
    QLatin1StringView name;
    Type type = Type::Text;
    Merge merge = Merge::ThreeWay;
    Options options;

    bool operator==(const Field &other) const { return entity == other.entity && index == other.index; }
    /// Index of a choice by name, -1 if there is none.
    int choice(QStringView name) const;
    /// Name of a choice, empty when the value comes from a newer version that knows more.
    QString choiceName(qint64 value) const;
};

/// Where rows of an entity may be held (core/domain/scope.h turns this into buckets).
struct Scope {
    enum class Kind {
        Reference, ///< every signed-in seat
        Team, ///< the team named by the row itself (queue) or by its queue
        Customer, ///< every seat, or the customer's own team
        Parent, ///< where the first non-empty of `parents` is
        Seat, ///< the seat itself only
    };
    Kind kind = Kind::Reference;
    std::vector<QLatin1StringView> parents = {};
};

/// Base of every entity description. Fields register themselves in order of declaration.
class Entity {
public:
    Entity(const Entity &) = delete;
    Entity &operator=(const Entity &) = delete;
    virtual ~Entity() = default;

    QLatin1StringView name() const { return m_name; }
    const std::vector<Field> &fields() const { return m_fields; }
    const Field *find(QStringView name) const;
    const Scope &scope() const { return m_scope; }
    Writer creator() const { return m_create; }
    Writer updater() const { return m_update; }

protected:
    Entity(const char *name, Scope scope, Writer create, Writer update);
    Field add(const char *name, Type type, Merge merge, Options options = {});

private:
    QLatin1StringView m_name;
    Scope m_scope;
    Writer m_create;
    Writer m_update;
    std::vector<Field> m_fields;
};

/// Every entity, parents before children. Read-only after first use; safe from every thread.
const std::vector<const Entity *> &entities();
const Entity *find(QStringView name);
/// Changes whenever a seat's mirror tables would have to.
QByteArray fingerprint();

} // namespace tidedesk::schema
