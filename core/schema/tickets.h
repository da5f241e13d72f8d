// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/schema/entity.h"

namespace tidedesk::schema {

/// The channel by which something reached us; one list for tickets, messages and interactions.
std::vector<QLatin1StringView> channels();

class Ticket final : public Entity {
public:
    Ticket();
    const Field number = add("number", Type::Integer, Merge::ServerOnly, {.index = true}); ///< null until the server saw it
    const Field subject = add("subject", Type::Text, Merge::ThreeWay,
        {.sensitivity = Sensitivity::Personal, .search = 10, .required = true, .longest = 500});
    const Field customerId = add("customer_id", Type::Reference, Merge::ThreeWay, {.target = "customer", .index = true});
    const Field queueId = add("queue_id", Type::Reference, Merge::ThreeWay, {.target = "queue"});
    const Field assigneeId = add("assignee_id", Type::Reference, Merge::Claim, {.target = "user"});
    const Field status = add("status", Type::Choice, Merge::ThreeWay,
        {.choices = {QLatin1StringView("new"), QLatin1StringView("open"), QLatin1StringView("on_hold"),
             QLatin1StringView("resolved"), QLatin1StringView("closed")}}); ///< core/domain/lifecycle.h
    const Field holdReason = add("hold_reason", Type::Choice, Merge::ThreeWay,
        {.choices = {QLatin1StringView("customer"), QLatin1StringView("supplier"), QLatin1StringView("internal")}});
    const Field priority = add("priority", Type::Choice, Merge::ThreeWay,
        {.choices = {QLatin1StringView("low"), QLatin1StringView("normal"), QLatin1StringView("high"),
             QLatin1StringView("urgent")}});
    const Field channel = add("channel", Type::Choice, Merge::Immutable, {.choices = channels()});
    const Field category = add("category", Type::Text, Merge::ThreeWay);
    const Field tags = add("tags", Type::Set, Merge::Members);
    const Field custom
        = add("custom", Type::Json, Merge::ThreeWay, {.sensitivity = Sensitivity::Personal, .longest = 20'000});
    const Field createdBy = add("created_by", Type::Reference, Merge::ServerOnly, {.target = "user"});
    const Field createdAt = add("created_at", Type::Instant, Merge::ServerOnly);
    const Field updatedAt = add("updated_at", Type::Instant, Merge::ServerOnly);
    const Field firstReplyAt = add("first_reply_at", Type::Instant, Merge::ServerOnly); ///< first human public reply
    const Field waitingSince = add("waiting_since", Type::Instant, Merge::ServerOnly); ///< customer waits for us since
    const Field claimedUntil = add("claimed_until", Type::Instant, Merge::ServerOnly, {.index = true}); ///< core/domain/claim.h
    const Field resolvedAt = add("resolved_at", Type::Instant, Merge::ServerOnly); ///< last resolve
    const Field reopened = add("reopened", Type::Integer, Merge::ServerOnly); ///< times
    const Field lastOrdinal = add("last_ordinal", Type::Integer, Merge::ServerOnly); ///< of its messages
    const Field rating = add("rating", Type::Integer, Merge::ServerOnly); ///< CSAT 1-5
    const Field source = add("source", Type::Text, Merge::ServerOnly); ///< other system it was imported from
    const Field sourceKey = add("source_key", Type::Text, Merge::ServerOnly, {.index = true});
    const Field mergedInto = add("merged_into", Type::Reference, Merge::ThreeWay, {.target = "ticket", .index = true}); ///< core/domain/merging.h
    const Field splitFrom = add("split_from", Type::Reference, Merge::Immutable, {.target = "ticket"}); ///< where its first message stood
};

/// One entry of a conversation. Never changes once the server has numbered it.
class Message final : public Entity {
public:
    Message();
    const Field ticketId
        = add("ticket_id", Type::Reference, Merge::Immutable, {.target = "ticket", .required = true, .index = true});
    const Field kind = add("kind", Type::Choice, Merge::Immutable,
        {.choices = {QLatin1StringView("customer"), QLatin1StringView("reply"), QLatin1StringView("note"),
             QLatin1StringView("system")},
            .required = true});
    const Field body = add("body", Type::Text, Merge::Immutable,
        {.sensitivity = Sensitivity::Personal, .search = 3, .required = true, .longest = 1'000'000});
    const Field authorId = add("author_id", Type::Reference, Merge::ServerOnly, {.target = "user"}); ///< null: the customer
    const Field channel = add("channel", Type::Choice, Merge::Immutable, {.choices = channels()});
    const Field seen = add("seen", Type::Integer, Merge::Immutable); ///< last ordinal its author had seen
    const Field automatic = add("automatic", Type::Flag, Merge::ServerOnly); ///< not written by a person
    const Field ordinal = add("ordinal", Type::Integer, Merge::ServerOnly); ///< 1, 2, 3 ... within the ticket
    const Field createdAt = add("created_at", Type::Instant, Merge::ServerOnly); ///< when the server released it
    const Field writtenAt = add("written_at", Type::Instant, Merge::Immutable); ///< author's clock; shown, never ordered by
};

/// A file on a message. The bytes are addressed by their hash and travel on their own.
class Attachment final : public Entity {
public:
    Attachment();
    const Field messageId
        = add("message_id", Type::Reference, Merge::Immutable, {.target = "message", .required = true, .index = true});
    const Field ticketId
        = add("ticket_id", Type::Reference, Merge::Immutable, {.target = "ticket", .required = true, .index = true});
    const Field name = add("name", Type::Text, Merge::Immutable,
        {.sensitivity = Sensitivity::Personal, .search = 4, .required = true, .longest = 255}); ///< core/domain/filename.h
    const Field mediaType = add("media_type", Type::Text, Merge::Immutable, {.longest = 255});
    const Field size = add("size", Type::Integer, Merge::Immutable, {.required = true}); ///< bytes
    const Field hash = add("hash", Type::Text, Merge::Immutable, {.required = true, .index = true, .longest = 64}); ///< SHA-256, hex
};

/// A call, chat or visit - what happened between a customer and us outside a ticket's messages.
class Interaction final : public Entity {
public:
    Interaction();
    const Field customerId
        = add("customer_id", Type::Reference, Merge::ServerOnly, {.target = "customer", .index = true});
    const Field ticketId = add("ticket_id", Type::Reference, Merge::ServerOnly, {.target = "ticket"});
    const Field queueId = add("queue_id", Type::Reference, Merge::ServerOnly, {.target = "queue"});
    const Field agentId = add("agent_id", Type::Reference, Merge::ServerOnly, {.target = "user"});
    const Field channel = add("channel", Type::Choice, Merge::ServerOnly, {.choices = channels()});
    const Field inbound = add("inbound", Type::Flag, Merge::ServerOnly);
    const Field outcome = add("outcome", Type::Choice, Merge::ServerOnly,
        {.choices = {QLatin1StringView("answered"), QLatin1StringView("abandoned"), QLatin1StringView("missed")}});
    const Field startedAt = add("started_at", Type::Instant, Merge::ServerOnly, {.index = true});
    const Field wait = add("wait_s", Type::Integer, Merge::ServerOnly); ///< seconds until answered or abandoned
    const Field talk = add("talk_s", Type::Integer, Merge::ServerOnly);
    const Field hold = add("hold_s", Type::Integer, Merge::ServerOnly);
    const Field wrap = add("wrap_s", Type::Integer, Merge::ServerOnly); ///< after-contact work
    const Field resolved = add("resolved", Type::Flag, Merge::ServerOnly);
    const Field rating = add("rating", Type::Integer, Merge::ServerOnly); ///< 1-5
    const Field topic = add("topic", Type::Text, Merge::ServerOnly, {.longest = 500});
    const Field flaw = add("flaw", Type::Text, Merge::ServerOnly); ///< why its intervals are not to be averaged
    const Field source = add("source", Type::Text, Merge::ServerOnly);
    const Field sourceKey = add("source_key", Type::Text, Merge::ServerOnly, {.index = true});
    const Field asOf = add("as_of", Type::Instant, Merge::ServerOnly);
};

/// An append-only fact. Every figure of core/kpi is computed from these.
class Event final : public Entity {
public:
    Event();
    const Field ticketId = add("ticket_id", Type::Reference, Merge::ServerOnly, {.target = "ticket", .index = true});
    const Field customerId = add("customer_id", Type::Reference, Merge::ServerOnly, {.target = "customer"});
    const Field queueId = add("queue_id", Type::Reference, Merge::ServerOnly, {.target = "queue"});
    const Field kind = add("kind", Type::Choice, Merge::ServerOnly,
        {.choices = {QLatin1StringView("created"), QLatin1StringView("customer_message"), QLatin1StringView("reply"),
             QLatin1StringView("note"), QLatin1StringView("status"), QLatin1StringView("assigned"),
             QLatin1StringView("field"), QLatin1StringView("tags"), QLatin1StringView("rated"),
             QLatin1StringView("auto_reply"), QLatin1StringView("merged")}});
    const Field at = add("at", Type::Instant, Merge::ServerOnly, {.index = true}); ///< when the server accepted it
    const Field doneAt = add("done_at", Type::Instant, Merge::ServerOnly); ///< when it was done, never later than `at`
    const Field actorId = add("actor_id", Type::Reference, Merge::ServerOnly, {.target = "user"}); ///< null: customer, system
    const Field channel = add("channel", Type::Choice, Merge::ServerOnly, {.choices = channels()});
    const Field field = add("field", Type::Text, Merge::ServerOnly); ///< of kind `field`: which
    const Field before = add("before", Type::Text, Merge::ServerOnly); ///< choice names, ids or text
    const Field after = add("after", Type::Text, Merge::ServerOnly);
    const Field flaw = add("flaw", Type::Text, Merge::ServerOnly); ///< why intervals with it are not to be averaged
};

const Ticket &ticket();
const Message &message();
const Attachment &attachment();
const Interaction &interaction();
const Event &event();

} // namespace tidedesk::schema
