// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/sample/story.h"
#include "core/domain/lifecycle.h"
#include "core/server/sample/workcalendar.h"
#include <algorithm>
#include <array>
#include <numeric>

namespace tidedesk::sample {

using domain::TicketStatus;

namespace {

struct CategoryTag {
    const char16_t *category;
    const char16_t *tag;
};
constexpr std::array kTagsByCategory{CategoryTag{u"退款", u"退款中"}, CategoryTag{u"换货", u"破损"},
    CategoryTag{u"发票", u"待开票"}, CategoryTag{u"续费", u"续费机会"}, CategoryTag{u"保修", u"寄修"},
    CategoryTag{u"维修进度", u"催单"}, CategoryTag{u"故障", u"产品缺陷"}, CategoryTag{u"投诉", u"高风险"},
    CategoryTag{u"账号", u"待补资料"}};

} // namespace

Story::Story(const StoryContext &context, SlotFiller &slots)
    : m_context(context)
    , m_slots(slots)
    , m_random(context.random)
    , m_queueKind(Organisation::queueKind(context.scene.queue))
    , m_agent(context.agent)
    , m_now(context.at)
{
    // Among those handed on, some lay in the wrong queue at first.
    if (context.life.reassigned > 0 && context.life.channel != Channel::Phone && m_random.chance(.3))
        m_queueKind = m_random.below(Organisation::queueKinds());
    if (m_agent < 0)
        m_agent = someAgent(Organisation::groupOfQueue(m_queueKind));
    m_firstAgent = m_agent;
}

QList<Step> Story::tell()
{
    open();
    firstTouch();
    const QList<Line> lines = script();
    const QList<qint64> times = schedule(lines);
    const Life &life = m_context.life;
    QList<qint64> handOvers;
    const double held = static_cast<double>(life.resolution - life.touch) * .9;
    for (int i = 0; i < life.reassigned; ++i)
        handOvers.append(m_context.at + life.touch + static_cast<qint64>(m_random.real() * held));
    std::sort(handOvers.begin(), handOvers.end());
    for (qsizetype i = 0; i < lines.size(); ++i) {
        while (!handOvers.isEmpty() && handOvers.first() <= times[i])
            handOver(workcalendar::nearestStaffed(handOvers.takeFirst(), m_now));
        play(lines[i], times[i]);
    }
    resolve();
    if (life.channel == Channel::Chat)
        measureChat();
    if (life.reopened)
        reopen();
    if (life.rating > 0)
        add({m_resolvedAt + m_random.between(20, 2400) * kMinute, Step::Kind::Rate, {}, {}, life.rating});
    add({m_resolvedAt + life.closesAfter, Step::Kind::Status, {}, {}, qint64(TicketStatus::Closed)});
    return m_steps;
}

/// What the agent in charge is called in the customer's language.
void Story::introduce()
{
    const Organisation::Agent &agent = m_context.organisation.agents()[static_cast<size_t>(m_agent)];
    m_slots.setAgent(m_context.customer.language == Language::English ? agent.latinName : agent.shortName);
}

qint64 Story::add(Step step)
{
    m_now = std::max(step.at, m_steps.isEmpty() ? step.at : m_now + kSecond);
    step.at = m_now;
    m_steps.append(std::move(step));
    return m_now;
}

int Story::someAgent(int group)
{
    const auto &team
        = m_context.organisation.teams()[static_cast<size_t>(m_context.organisation.teamOf(group, m_context.site))];
    // Some take more than others: the first of a team about twice the last one's share.
    const int size = static_cast<int>(team.agents.size());
    const int a = m_random.below(size);
    const int b = m_random.below(size + size / 2);
    return team.agents[static_cast<size_t>(std::min(a, b))];
}

/// Creation, and what the customer said first.
void Story::open()
{
    const Channel channel = m_context.life.channel;
    const Scene &scene = m_context.scene;
    const qint64 at = m_context.at;
    introduce();
    const QString subject = m_slots.fill(m_random.pick(scene.subjects), at);
    QString opening = m_slots.fill(m_random.pick(scene.openings), at);
    const bool call = channel == Channel::Phone;
    add({at, Step::Kind::Create, call ? actor() : Id(), subject, 0, -1, call ? actor() : Id()});
    if (call) {
        const QString record = phrase("phone_record").replace(QStringLiteral("{text}"), opening);
        add({at + 20 * kSecond, Step::Kind::Note, actor(), m_slots.fill(record, at)});
        return;
    }
    if (channel == Channel::Chat && m_random.chance(.35)) {
        add({at, Step::Kind::Customer, {}, phrase("presence")});
        add({at + m_random.between(5, 30) * kSecond, Step::Kind::Customer, {}, opening});
        return;
    }
    if (channel == Channel::Email) {
        const QString hello = phrase("mail_hello");
        const QString sign = phrase(m_context.customer.company ? "mail_sign_company" : "mail_sign");
        opening = hello + QStringLiteral("\n\n") + opening + QStringLiteral("\n\n") + m_slots.fill(sign, at);
    }
    add({at, Step::Kind::Customer, {}, opening});
    if (channel == Channel::Email)
        add({at + 2 * kSecond, Step::Kind::AutoReply, {}, phrase("auto")});
}

/// Somebody takes the ticket: routed for chats, claimed for written work; a call is in hand already.
void Story::firstTouch()
{
    const Life &life = m_context.life;
    const Scene &scene = m_context.scene;
    qint64 at = m_context.at + life.touch;
    if (life.channel == Channel::Phone) {
        at = m_now;
    } else if (life.channel == Channel::Chat) {
        at = add({at, Step::Kind::Assign, {}, {}, 0, -1, actor()});
    } else {
        at = add({at, Step::Kind::Assign, actor(), {}, 0, -1, actor()});
        if (life.channel != Channel::Web)
            add({at + 8 * kSecond, Step::Kind::Category, actor(), scene.category});
    }
    QStringList tags;
    if (m_context.customer.tier == 3)
        tags.append(QStringLiteral("VIP"));
    if (m_context.customer.language == Language::English)
        tags.append(QStringLiteral("English"));
    if (scene.outage)
        tags.append(QStringLiteral("宕机"));
    for (const auto &[category, tag] : kTagsByCategory) {
        if (scene.category == QString::fromUtf16(category) && m_random.chance(.35))
            tags.append(QString::fromUtf16(tag));
    }
    if (!tags.isEmpty())
        add({at + 15 * kSecond, Step::Kind::Tags, actor(), tags.join(u' ')});
}

/// Absolute times of the lines: fixed gaps where people talk live or pauses were drawn, the rest of the life shared out
/// at random, everything shifted to waking or working hours.
QList<qint64> Story::schedule(const QList<Line> &lines)
{
    const Life &life = m_context.life;
    const bool chat = life.channel == Channel::Chat;
    QList<double> fixed;
    QList<double> weights;
    qsizetype live = chat ? (life.fast ? lines.size() : 4) : 0;
    for (qsizetype i = 0; i < lines.size(); ++i) {
        const Line &line = lines[i];
        double gap = 0;
        if (line.gap == Line::Gap::Pause)
            gap = static_cast<double>(life.waitsCustomer + life.waitsSupplier);
        else if (line.gap == Line::Gap::Short)
            gap = m_random.logNormal(25'000, .6);
        else if (line.gap == Line::Gap::Live || (i < live && !life.fast))
            gap = m_random.logNormal(40'000, .7);
        else if (i == 0 && !chat && life.channel != Channel::Phone && !life.fast)
            gap = m_random.logNormal(4.0 * kMinute, .8); // reading and answering
        if (line.gap == Line::Gap::Pause)
            live = 0;
        fixed.append(gap);
        weights.append(gap > 0 ? 0 : m_random.logNormal(1, .9));
    }
    const double sum = std::accumulate(fixed.begin(), fixed.end(), 0.0);
    const double weight = std::accumulate(weights.begin(), weights.end(), 0.0);
    const double room = static_cast<double>(std::max(m_context.at + life.resolution - m_now, 10 * kSecond));
    const double squeeze = sum > .9 * room ? .9 * room / sum : 1;
    const double rest = room - sum * squeeze;
    QList<qint64> times;
    double at = static_cast<double>(m_now);
    for (qsizetype i = 0; i < lines.size(); ++i) {
        at += fixed[i] * squeeze + (weight > 0 ? rest * weights[i] / weight : 0);
        times.append(static_cast<qint64>(at));
    }
    return times;
}

qint64 Story::reactionTime(Turn::Kind kind)
{
    const bool quick = m_context.life.fast || m_context.life.channel == Channel::Chat;
    const double seconds = quick || kind == Turn::Kind::Note ? 20 : kind == Turn::Kind::Agent ? 300 : 600;
    return static_cast<qint64>(m_random.logNormal(seconds, .7)) * kSecond + kSecond;
}

void Story::play(const Line &line, qint64 at)
{
    if (at <= m_now) // the line before was moved past this one
        at = m_now + reactionTime(line.kind);
    const bool live = at - m_now < 30 * kMinute;
    if (line.kind == Turn::Kind::Customer) {
        const qint64 time = workcalendar::sinceMidnight(at);
        if (!live && time < 7 * kHour)
            at += 7 * kHour - time / 2;
        m_hold = -1; // the domain reopens the ticket by itself
        add({at, Step::Kind::Customer, {}, dressed(line, at)});
        return;
    }
    if (!live)
        at = workcalendar::nearestStaffed(at, m_now);
    if (m_hold >= 0) {
        m_hold = -1;
        at = add({at, Step::Kind::Status, actor(), {}, qint64(TicketStatus::Open)}) + 20 * kSecond;
    }
    const bool note = line.kind == Turn::Kind::Note;
    at = add({at, note ? Step::Kind::Note : Step::Kind::Reply, actor(), dressed(line, at)});
    if (line.holdAfter >= 0) {
        m_hold = line.holdAfter;
        add({at + 5 * kSecond, Step::Kind::Status, actor(), {}, qint64(TicketStatus::OnHold), m_hold});
    }
}

/// The ticket goes to a colleague; out of a wrong queue into the right one.
void Story::handOver(qint64 at)
{
    const int right = Organisation::queueKind(m_context.scene.queue);
    const bool escalated = m_random.chance(.12);
    at = add({at, Step::Kind::Note, actor(), m_slots.fill(phrase(escalated ? "escalate" : "transfer"), at)});
    const Id before = actor();
    if (escalated && m_context.life.priority < 2)
        add({at + 5 * kSecond, Step::Kind::Priority, before, {}, 2});
    if (m_queueKind != right) {
        m_queueKind = right;
        add({at + 8 * kSecond, Step::Kind::Queue, before, {}, 0, -1, queue()});
    }
    const int former = m_agent;
    for (int attempt = 0; attempt < 4 && m_agent == former; ++attempt)
        m_agent = someAgent(Organisation::groupOfQueue(m_queueKind));
    introduce();
    if (m_agent != former)
        add({at + 12 * kSecond, Step::Kind::Assign, before, {}, 0, -1, actor()});
}

/// The live part of a chat ends before the first long silence.
void Story::measureChat()
{
    m_liveUntil = m_context.at;
    for (const Step &step : std::as_const(m_steps)) {
        if (step.at - m_liveUntil > 10 * kMinute)
            return;
        m_liveUntil = step.at;
    }
}

void Story::resolve()
{
    const qint64 planned = m_context.at + m_context.life.resolution;
    qint64 at = m_now + 10 * kSecond;
    if (at < planned)
        at = planned;
    if (m_steps.last().kind == Step::Kind::Customer && !m_context.life.fast)
        at = workcalendar::nearestStaffed(at + m_random.between(1, 20) * kMinute, m_now);
    m_resolvedAt = add({at, Step::Kind::Status, actor(), {}, qint64(TicketStatus::Resolved)});
}

void Story::reopen()
{
    qint64 at = m_resolvedAt + m_random.between(1, 100) * kHour;
    play({Turn::Kind::Customer, phrase("reopen")}, at);
    at = m_now + static_cast<qint64>(m_random.logNormal(60.0 * kMinute, 1));
    play({Turn::Kind::Agent, phrase("reopen_answer")}, at);
    at = m_now + static_cast<qint64>(m_random.logNormal(600.0 * kMinute, 1));
    play({Turn::Kind::Agent, phrase("reopen_close")}, at);
    m_resolvedAt = add({m_now + 15 * kSecond, Step::Kind::Status, actor(), {}, qint64(TicketStatus::Resolved)});
}

} // namespace tidedesk::sample
