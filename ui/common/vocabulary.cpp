// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/vocabulary.h"
#include "core/schema/entities.h"
#include <QHash>

namespace tidedesk::ui {

namespace {

struct ToneOf {
    const char *key;
    Tone tone;
};

constexpr ToneOf kTones[] = {
    {"ticket.status.new", Tone::Info}, {"ticket.status.open", Tone::Accent}, {"ticket.status.on_hold", Tone::Warning},
    {"ticket.status.resolved", Tone::Positive}, {"priority.high", Tone::Warning}, {"priority.urgent", Tone::Danger},
    {"outcome.answered", Tone::Positive}, {"outcome.abandoned", Tone::Danger}, {"outcome.missed", Tone::Warning},
    {"tier.vip", Tone::Accent}, {"tier.gold", Tone::Warning}, {"transaction.kind.refund", Tone::Warning},
    {"transaction.status.completed", Tone::Positive}, {"transaction.status.refunded", Tone::Warning},
    {"contract.status.active", Tone::Positive}, {"contract.status.expired", Tone::Warning},
    {"contract.status.terminated", Tone::Danger}, {"receivable.status.paid", Tone::Positive},
    {"receivable.status.partly_paid", Tone::Warning}, {"receivable.status.overdue", Tone::Danger},
};

/// The entry of exactly this key, else the one of the key without its entity.
template <class Entry> const Entry *findIn(std::span<const Entry> table, QStringView key)
{
    const auto match = [table](QStringView wanted) -> const Entry * {
        for (const Entry &entry : table)
            if (wanted == QLatin1StringView(entry.key))
                return &entry;
        return nullptr;
    };
    if (const Entry *exact = match(key))
        return exact;
    const qsizetype dot = key.indexOf(u'.');
    return dot < 0 ? nullptr : match(key.mid(dot + 1));
}

QString fieldKey(const schema::Field &field)
{
    return field.entity->name() + u'.' + field.name;
}

} // namespace

// The tables stand in members so that lupdate finds their context.
std::span<const Vocabulary::Word> Vocabulary::entityWords()
{
    static constexpr Word words[] = {
        {"team", QT_TR_NOOP("Teams")}, {"user", QT_TR_NOOP("Users")}, {"seat", QT_TR_NOOP("Seats")},
        {"queue", QT_TR_NOOP("Queues")}, {"tag", QT_TR_NOOP("Tags")}, {"customer", QT_TR_NOOP("Customers")},
        {"identity", QT_TR_NOOP("Ways to reach")}, {"transaction", QT_TR_NOOP("Transactions")},
        {"contract", QT_TR_NOOP("Contracts")}, {"receivable", QT_TR_NOOP("Receivables")},
        {"usage", QT_TR_NOOP("Product usage")}, {"ticket", QT_TR_NOOP("Tickets")}, {"message", QT_TR_NOOP("Messages")},
        {"attachment", QT_TR_NOOP("Attachments")}, {"interaction", QT_TR_NOOP("Interactions")},
        {"event", QT_TR_NOOP("Events")},
    };
    return words;
}

std::span<const Vocabulary::Word> Vocabulary::fieldWords()
{
    static constexpr Word words[] = {
        {"active", QT_TR_NOOP("Active")}, {"active_days", QT_TR_NOOP("Active days")}, {"actor_id", QT_TR_NOOP("By")},
        {"address", QT_TR_NOOP("Address")}, {"after", QT_TR_NOOP("After")}, {"agent_id", QT_TR_NOOP("Agent")},
        {"amount", QT_TR_NOOP("Amount")}, {"as_of", QT_TR_NOOP("As of")}, {"assignee_id", QT_TR_NOOP("Assignee")},
        {"at", QT_TR_NOOP("Time")}, {"author_id", QT_TR_NOOP("Author")}, {"automatic", QT_TR_NOOP("Automatic")},
        {"before", QT_TR_NOOP("Before")}, {"birthday", QT_TR_NOOP("Birthday")}, {"body", QT_TR_NOOP("Text")},
        {"category", QT_TR_NOOP("Category")}, {"channel", QT_TR_NOOP("Channel")}, {"city", QT_TR_NOOP("City")},
        {"claim_minutes", QT_TR_NOOP("Minutes of a claim")}, {"claimed_until", QT_TR_NOOP("Claimed until")},
        {"color", QT_TR_NOOP("Colour")}, {"company", QT_TR_NOOP("Company")}, {"contact", QT_TR_NOOP("Contact")},
        {"created_at", QT_TR_NOOP("Created")}, {"created_by", QT_TR_NOOP("Created by")},
        {"currency", QT_TR_NOOP("Currency")}, {"custom", QT_TR_NOOP("Own fields")},
        {"customer_id", QT_TR_NOOP("Customer")}, {"display_name", QT_TR_NOOP("Display name")},
        {"done_at", QT_TR_NOOP("Done at")}, {"due_on", QT_TR_NOOP("Due")}, {"email", QT_TR_NOOP("E-mail")},
        {"ends_on", QT_TR_NOOP("Ends")}, {"field", QT_TR_NOOP("Field")}, {"first_reply_at", QT_TR_NOOP("First reply")},
        {"flaw", QT_TR_NOOP("Data flaw")}, {"hash", QT_TR_NOOP("Checksum")}, {"hold_reason", QT_TR_NOOP("On hold for")}, {"merged_into", QT_TR_NOOP("Merged into")}, {"split_from", QT_TR_NOOP("Split from")},
        {"hold_s", QT_TR_NOOP("Hold time")}, {"inbound", QT_TR_NOOP("Inbound")}, {"kind", QT_TR_NOOP("Kind")},
        {"language", QT_TR_NOOP("Language")}, {"last_active_at", QT_TR_NOOP("Last active")},
        {"last_ordinal", QT_TR_NOOP("Messages")}, {"last_seq", QT_TR_NOOP("Last operation")},
        {"media_type", QT_TR_NOOP("File type")}, {"message_id", QT_TR_NOOP("Message")}, {"name", QT_TR_NOOP("Name")},
        {"user.name", QT_TR_NOOP("Sign-in name")}, {"customer.name", QT_TR_NOOP("Customer name")},
        {"normal", QT_TR_NOOP("Normal form")}, {"number", QT_TR_NOOP("Number")},
        {"customer.number", QT_TR_NOOP("Customer number")}, {"ordinal", QT_TR_NOOP("No.")},
        {"outcome", QT_TR_NOOP("Outcome")}, {"paid", QT_TR_NOOP("Amount paid")}, {"plan", QT_TR_NOOP("Plan")},
        {"primary", QT_TR_NOOP("Preferred")}, {"priority", QT_TR_NOOP("Priority")}, {"product", QT_TR_NOOP("Product")},
        {"queue_id", QT_TR_NOOP("Queue")}, {"rating", QT_TR_NOOP("Rating")}, {"remark", QT_TR_NOOP("Remark")},
        {"reopened", QT_TR_NOOP("Reopened")}, {"resolved", QT_TR_NOOP("Solved")},
        {"resolved_at", QT_TR_NOOP("Resolved at")}, {"role", QT_TR_NOOP("Role")}, {"seats", QT_TR_NOOP("Licences")},
        {"seen", QT_TR_NOOP("Seen up to")}, {"since", QT_TR_NOOP("Customer since")}, {"size", QT_TR_NOOP("Size")},
        {"source", QT_TR_NOOP("Source")}, {"source_key", QT_TR_NOOP("Source key")},
        {"started_at", QT_TR_NOOP("Started")}, {"starts_on", QT_TR_NOOP("Starts")}, {"status", QT_TR_NOOP("Status")},
        {"subject", QT_TR_NOOP("Subject")}, {"tags", QT_TR_NOOP("Tags")}, {"talk_s", QT_TR_NOOP("Talk time")},
        {"team_id", QT_TR_NOOP("Team")}, {"teams", QT_TR_NOOP("Teams")}, {"ticket_id", QT_TR_NOOP("Ticket")},
        {"tier", QT_TR_NOOP("Tier")}, {"title", QT_TR_NOOP("Title")}, {"topic", QT_TR_NOOP("Topic")},
        {"trend", QT_TR_NOOP("Trend")}, {"updated_at", QT_TR_NOOP("Updated")}, {"user_id", QT_TR_NOOP("User")},
        {"value", QT_TR_NOOP("Value")}, {"wait_s", QT_TR_NOOP("Waiting time")},
        {"waiting_since", QT_TR_NOOP("Waiting since")}, {"wrap_s", QT_TR_NOOP("After-contact work")},
        {"written_at", QT_TR_NOOP("Written")}, {"zone", QT_TR_NOOP("Time zone")},
    };
    return words;
}

std::span<const Vocabulary::Word> Vocabulary::choiceWords()
{
    static constexpr Word words[] = {
        {"ticket.status.new", QT_TR_NOOP("New")}, {"ticket.status.open", QT_TR_NOOP("Open")},
        {"ticket.status.on_hold", QT_TR_NOOP("On hold")}, {"ticket.status.resolved", QT_TR_NOOP("Resolved")},
        {"ticket.status.closed", QT_TR_NOOP("Closed")}, {"hold_reason.customer", QT_TR_NOOP("Customer's answer")},
        {"hold_reason.supplier", QT_TR_NOOP("Supplier")}, {"hold_reason.internal", QT_TR_NOOP("Colleagues")},
        {"priority.low", QT_TR_NOOP("Low")}, {"priority.normal", QT_TR_NOOP("Normal")},
        {"priority.high", QT_TR_NOOP("High")}, {"priority.urgent", QT_TR_NOOP("Urgent")},
        {"channel.phone", QT_TR_NOOP("Phone")}, {"channel.chat", QT_TR_NOOP("Chat")},
        {"channel.email", QT_TR_NOOP("E-mail")}, {"channel.web", QT_TR_NOOP("Web form")},
        {"channel.social", QT_TR_NOOP("Social media")}, {"channel.wechat", QT_TR_NOOP("WeChat")},
        {"channel.other", QT_TR_NOOP("Other")}, {"message.kind.customer", QT_TR_NOOP("Customer")},
        {"message.kind.reply", QT_TR_NOOP("Reply")}, {"message.kind.note", QT_TR_NOOP("Note")},
        {"message.kind.system", QT_TR_NOOP("System")}, {"outcome.answered", QT_TR_NOOP("Answered")},
        {"outcome.abandoned", QT_TR_NOOP("Abandoned")}, {"outcome.missed", QT_TR_NOOP("Missed")},
        {"event.kind.created", QT_TR_NOOP("Ticket created")},
        {"event.kind.customer_message", QT_TR_NOOP("Customer wrote")}, {"event.kind.reply", QT_TR_NOOP("Reply sent")},
        {"event.kind.note", QT_TR_NOOP("Note added")}, {"event.kind.status", QT_TR_NOOP("Status changed")},
        {"event.kind.assigned", QT_TR_NOOP("Assigned")}, {"event.kind.field", QT_TR_NOOP("Field changed")},
        {"event.kind.tags", QT_TR_NOOP("Tags changed")}, {"event.kind.rated", QT_TR_NOOP("Rated")},
        {"event.kind.auto_reply", QT_TR_NOOP("Automatic reply")}, {"event.kind.merged", QT_TR_NOOP("Merged")}, {"role.agent", QT_TR_NOOP("Agent")},
        {"role.supervisor", QT_TR_NOOP("Supervisor")}, {"role.manager", QT_TR_NOOP("Service manager")},
        {"role.admin", QT_TR_NOOP("Administrator")}, {"customer.kind.person", QT_TR_NOOP("Person")},
        {"customer.kind.company", QT_TR_NOOP("Company")}, {"tier.normal", QT_TR_NOOP("Normal")},
        {"tier.silver", QT_TR_NOOP("Silver")}, {"tier.gold", QT_TR_NOOP("Gold")}, {"tier.vip", QT_TR_NOOP("VIP")},
        {"identity.kind.phone", QT_TR_NOOP("Phone")}, {"identity.kind.email", QT_TR_NOOP("E-mail")},
        {"identity.kind.wechat", QT_TR_NOOP("WeChat")}, {"identity.kind.whatsapp", QT_TR_NOOP("WhatsApp")},
        {"identity.kind.weibo", QT_TR_NOOP("Weibo")}, {"identity.kind.external", QT_TR_NOOP("Other system")},
        {"transaction.kind.purchase", QT_TR_NOOP("Purchase")}, {"transaction.kind.refund", QT_TR_NOOP("Refund")},
        {"transaction.status.ordered", QT_TR_NOOP("Ordered")}, {"transaction.status.paid", QT_TR_NOOP("Paid")},
        {"transaction.status.shipped", QT_TR_NOOP("Shipped")},
        {"transaction.status.completed", QT_TR_NOOP("Completed")},
        {"transaction.status.refunded", QT_TR_NOOP("Refunded")},
        {"transaction.status.cancelled", QT_TR_NOOP("Cancelled")}, {"contract.status.draft", QT_TR_NOOP("Draft")},
        {"contract.status.active", QT_TR_NOOP("Active")}, {"contract.status.expired", QT_TR_NOOP("Expired")},
        {"contract.status.terminated", QT_TR_NOOP("Terminated")}, {"receivable.status.open", QT_TR_NOOP("Not due")},
        {"receivable.status.partly_paid", QT_TR_NOOP("Partly paid")}, {"receivable.status.paid", QT_TR_NOOP("Paid")},
        {"receivable.status.overdue", QT_TR_NOOP("Overdue")},
        {"receivable.status.written_off", QT_TR_NOOP("Written off")},
    };
    return words;
}

const Vocabulary::Word *Vocabulary::word(QStringView key)
{
    const qsizetype dots = key.count(u'.');
    return findIn(dots == 0 ? entityWords() : dots == 1 ? fieldWords() : choiceWords(), key);
}

QString Vocabulary::entity(const schema::Entity &entity)
{
    const Word *found = word(QString(entity.name()));
    return found ? tr(found->text) : QString(entity.name());
}

QString Vocabulary::field(const schema::Field &field)
{
    const Word *found = word(fieldKey(field));
    return found ? tr(found->text) : QString(field.name);
}

QString Vocabulary::choice(const schema::Field &field, qint64 value)
{
    const QString name = field.choiceName(value);
    const Word *found = name.isEmpty() ? nullptr : word(fieldKey(field) + u'.' + name);
    return found ? tr(found->text) : name;
}

Tone Vocabulary::choiceTone(const schema::Field &field, qint64 value)
{
    const ToneOf *found = findIn(std::span<const ToneOf>(kTones), fieldKey(field) + u'.' + field.choiceName(value));
    return found ? found->tone : Tone::Neutral;
}

Icon Vocabulary::channelIcon(qint64 channel)
{
    const QString name = schema::ticket().channel.choiceName(channel);
    static const QHash<QString, Icon> icons = {
        {QStringLiteral("phone"), Icon::Phone}, {QStringLiteral("chat"), Icon::Chat},
        {QStringLiteral("email"), Icon::Mail}, {QStringLiteral("web"), Icon::Web},
        {QStringLiteral("social"), Icon::Social}, {QStringLiteral("wechat"), Icon::Wechat}};
    return icons.value(name, Icon::More);
}

bool Vocabulary::knows(const QString &key)
{
    return word(key) != nullptr;
}

} // namespace tidedesk::ui
