// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/schema/entity.h"

namespace tidedesk::schema {

/// The person or company being served. Rows of the six blocks hang below it; each names its source and its as-of.
class Customer final : public Entity {
public:
    Customer();
    const Field number = add("number", Type::Text, Merge::Immutable, {.search = 4, .index = true}); ///< 客户编号
    const Field name = add("name", Type::Text, Merge::ThreeWay,
        {.sensitivity = Sensitivity::Personal, .search = 10, .required = true, .longest = 300});
    const Field kind = add("kind", Type::Choice, Merge::ThreeWay,
        {.choices = {QLatin1StringView("person"), QLatin1StringView("company")}});
    const Field company
        = add("company", Type::Text, Merge::ThreeWay, {.sensitivity = Sensitivity::Personal, .search = 5, .longest = 300});
    const Field contact
        = add("contact", Type::Text, Merge::ThreeWay, {.sensitivity = Sensitivity::Personal, .search = 5}); ///< 联系人
    const Field tier = add("tier", Type::Choice, Merge::ThreeWay,
        {.choices = {QLatin1StringView("normal"), QLatin1StringView("silver"), QLatin1StringView("gold"),
             QLatin1StringView("vip")}});
    const Field language = add("language", Type::Text, Merge::ThreeWay); ///< BCP 47
    const Field zone = add("zone", Type::Text, Merge::ThreeWay); ///< IANA
    const Field city = add("city", Type::Text, Merge::ThreeWay, {.sensitivity = Sensitivity::Personal});
    const Field address
        = add("address", Type::Text, Merge::ThreeWay, {.sensitivity = Sensitivity::Personal, .longest = 1000});
    const Field birthday = add("birthday", Type::Date, Merge::ThreeWay, {.sensitivity = Sensitivity::Personal});
    const Field since = add("since", Type::Date, Merge::ThreeWay);
    const Field remark
        = add("remark", Type::Text, Merge::ThreeWay, {.sensitivity = Sensitivity::Personal, .longest = 20'000});
    const Field tags = add("tags", Type::Set, Merge::Members);
    const Field teamId = add("team_id", Type::Reference, Merge::ThreeWay,
        {.target = "team", .writer = Writer::Supervisor}); ///< null = every team; decides who sees the customer
    const Field custom
        = add("custom", Type::Json, Merge::ThreeWay, {.sensitivity = Sensitivity::Personal, .longest = 20'000});
    const Field source = add("source", Type::Text, Merge::ServerOnly);
    const Field asOf = add("as_of", Type::Instant, Merge::ServerOnly);
    const Field updatedAt = add("updated_at", Type::Instant, Merge::ServerOnly);
};

/// A way to reach a customer, and the key that recognises them: phone, e-mail, WeChat ...
class Identity final : public Entity {
public:
    Identity();
    const Field customerId
        = add("customer_id", Type::Reference, Merge::Immutable, {.target = "customer", .required = true, .index = true});
    const Field kind = add("kind", Type::Choice, Merge::Immutable,
        {.choices = {QLatin1StringView("phone"), QLatin1StringView("email"), QLatin1StringView("wechat"),
             QLatin1StringView("whatsapp"), QLatin1StringView("weibo"), QLatin1StringView("external")},
            .required = true});
    const Field value = add("value", Type::Text, Merge::ThreeWay,
        {.sensitivity = Sensitivity::Personal, .search = 8, .required = true, .longest = 320}); ///< as the person writes it
    const Field normal = add("normal", Type::Text, Merge::ServerOnly,
        {.sensitivity = Sensitivity::Personal, .index = true, .longest = 320}); ///< core/domain/identity.h
    const Field primary = add("primary", Type::Flag, Merge::ThreeWay);
};

class Transaction final : public Entity {
public:
    Transaction();
    const Field customerId
        = add("customer_id", Type::Reference, Merge::ServerOnly, {.target = "customer", .required = true, .index = true});
    const Field number = add("number", Type::Text, Merge::ServerOnly, {.search = 6});
    const Field kind = add("kind", Type::Choice, Merge::ServerOnly,
        {.choices = {QLatin1StringView("purchase"), QLatin1StringView("refund")}});
    const Field at = add("at", Type::Instant, Merge::ServerOnly);
    const Field title = add("title", Type::Text, Merge::ServerOnly, {.longest = 500});
    const Field amount = add("amount", Type::Money, Merge::ServerOnly);
    const Field currency = add("currency", Type::Text, Merge::ServerOnly); ///< ISO 4217
    const Field status = add("status", Type::Choice, Merge::ServerOnly,
        {.choices = {QLatin1StringView("ordered"), QLatin1StringView("paid"), QLatin1StringView("shipped"),
             QLatin1StringView("completed"), QLatin1StringView("refunded"), QLatin1StringView("cancelled")}});
    const Field source = add("source", Type::Text, Merge::ServerOnly);
    const Field asOf = add("as_of", Type::Instant, Merge::ServerOnly);
};

class Contract final : public Entity {
public:
    Contract();
    const Field customerId
        = add("customer_id", Type::Reference, Merge::ServerOnly, {.target = "customer", .required = true, .index = true});
    const Field number = add("number", Type::Text, Merge::ServerOnly, {.search = 6});
    const Field title = add("title", Type::Text, Merge::ServerOnly, {.longest = 500});
    const Field startsOn = add("starts_on", Type::Date, Merge::ServerOnly);
    const Field endsOn = add("ends_on", Type::Date, Merge::ServerOnly);
    const Field amount = add("amount", Type::Money, Merge::ServerOnly);
    const Field currency = add("currency", Type::Text, Merge::ServerOnly);
    const Field status = add("status", Type::Choice, Merge::ServerOnly,
        {.choices = {QLatin1StringView("draft"), QLatin1StringView("active"), QLatin1StringView("expired"),
             QLatin1StringView("terminated")}});
    const Field source = add("source", Type::Text, Merge::ServerOnly);
    const Field asOf = add("as_of", Type::Instant, Merge::ServerOnly);
};

class Receivable final : public Entity {
public:
    Receivable();
    const Field customerId
        = add("customer_id", Type::Reference, Merge::ServerOnly, {.target = "customer", .required = true, .index = true});
    const Field number = add("number", Type::Text, Merge::ServerOnly, {.search = 6});
    const Field amount = add("amount", Type::Money, Merge::ServerOnly);
    const Field paid = add("paid", Type::Money, Merge::ServerOnly);
    const Field currency = add("currency", Type::Text, Merge::ServerOnly);
    const Field dueOn = add("due_on", Type::Date, Merge::ServerOnly);
    const Field status = add("status", Type::Choice, Merge::ServerOnly,
        {.choices = {QLatin1StringView("open"), QLatin1StringView("partly_paid"), QLatin1StringView("paid"),
             QLatin1StringView("overdue"), QLatin1StringView("written_off")}});
    const Field source = add("source", Type::Text, Merge::ServerOnly);
    const Field asOf = add("as_of", Type::Instant, Merge::ServerOnly);
};

/// What a customer uses and how much of it.
class Usage final : public Entity {
public:
    Usage();
    const Field customerId
        = add("customer_id", Type::Reference, Merge::ServerOnly, {.target = "customer", .required = true, .index = true});
    const Field product = add("product", Type::Text, Merge::ServerOnly);
    const Field plan = add("plan", Type::Text, Merge::ServerOnly);
    const Field seats = add("seats", Type::Integer, Merge::ServerOnly);
    const Field activeDays = add("active_days", Type::Integer, Merge::ServerOnly); ///< in the 30 days before as_of
    const Field lastActiveAt = add("last_active_at", Type::Instant, Merge::ServerOnly);
    const Field trend = add("trend", Type::Real, Merge::ServerOnly); ///< change against the 30 days before, 0.1 = +10 %
    const Field source = add("source", Type::Text, Merge::ServerOnly);
    const Field asOf = add("as_of", Type::Instant, Merge::ServerOnly);
};

const Customer &customer();
const Identity &identity();
const Transaction &transaction();
const Contract &contract();
const Receivable &receivable();
const Usage &usage();

} // namespace tidedesk::schema
