// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/entities.h"

namespace tidedesk::schema {

namespace {
Scope viaCustomer() { return {Scope::Kind::Parent, {QLatin1StringView("customer_id")}}; }
Scope viaTicket() { return {Scope::Kind::Parent, {QLatin1StringView("ticket_id")}}; }
} // namespace

std::vector<QLatin1StringView> channels()
{
    return {QLatin1StringView("phone"), QLatin1StringView("chat"), QLatin1StringView("email"), QLatin1StringView("web"),
        QLatin1StringView("social"), QLatin1StringView("wechat"), QLatin1StringView("other")};
}

Team::Team() : Entity("team", {}, Writer::Manager, Writer::Manager) { }
User::User() : Entity("user", {}, Writer::None, Writer::None) { }
Seat::Seat() : Entity("seat", {Scope::Kind::Seat}, Writer::None, Writer::None) { }
Queue::Queue() : Entity("queue", {}, Writer::Manager, Writer::Manager) { }
Tag::Tag() : Entity("tag", {}, Writer::Supervisor, Writer::Supervisor) { }
Customer::Customer() : Entity("customer", {Scope::Kind::Customer}, Writer::Agent, Writer::Agent) { }
Identity::Identity() : Entity("identity", viaCustomer(), Writer::Agent, Writer::Agent) { }
Transaction::Transaction() : Entity("transaction", viaCustomer(), Writer::None, Writer::None) { }
Contract::Contract() : Entity("contract", viaCustomer(), Writer::None, Writer::None) { }
Receivable::Receivable() : Entity("receivable", viaCustomer(), Writer::None, Writer::None) { }
Usage::Usage() : Entity("usage", viaCustomer(), Writer::None, Writer::None) { }
Ticket::Ticket() : Entity("ticket", {Scope::Kind::Team, {QLatin1StringView("queue_id")}}, Writer::Agent, Writer::Agent) { }
Message::Message() : Entity("message", viaTicket(), Writer::Agent, Writer::None) { }
Attachment::Attachment() : Entity("attachment", viaTicket(), Writer::Agent, Writer::None) { }
Interaction::Interaction()
    : Entity("interaction", {Scope::Kind::Parent, {QLatin1StringView("customer_id"), QLatin1StringView("queue_id")}},
        Writer::None, Writer::None)
{
}
Event::Event()
    : Entity("event",
        {Scope::Kind::Parent,
            {QLatin1StringView("ticket_id"), QLatin1StringView("customer_id"), QLatin1StringView("queue_id")}},
        Writer::None, Writer::None)
{
}

// Function-local constants: built once, immutable afterwards, thread-safe by the language.
const Team &team() { static const Team e; return e; }
const User &user() { static const User e; return e; }
const Seat &seat() { static const Seat e; return e; }
const Queue &queue() { static const Queue e; return e; }
const Tag &tag() { static const Tag e; return e; }
const Customer &customer() { static const Customer e; return e; }
const Identity &identity() { static const Identity e; return e; }
const Transaction &transaction() { static const Transaction e; return e; }
const Contract &contract() { static const Contract e; return e; }
const Receivable &receivable() { static const Receivable e; return e; }
const Usage &usage() { static const Usage e; return e; }
const Ticket &ticket() { static const Ticket e; return e; }
const Message &message() { static const Message e; return e; }
const Attachment &attachment() { static const Attachment e; return e; }
const Interaction &interaction() { static const Interaction e; return e; }
const Event &event() { static const Event e; return e; }

} // namespace tidedesk::schema
