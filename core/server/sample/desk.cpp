// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/sample/desk.h"
#include "core/server/sample/exactmath.h"
#include "core/server/sample/oddities.h"
#include "core/server/sample/workcalendar.h"
#include <cmath>

namespace tidedesk::sample {

namespace {

enum Stream : quint32 { kContacts = 400, kTicketRows, kInteractionRows };

constexpr double kMeanCallHours = (188 + 30) / 3600.0;
constexpr double kHotShare = .036; ///< three accounts of 1.2 % each
constexpr qint64 kLongestCall = kHour;

std::vector<double> queueLoads()
{
    std::vector<double> loads;
    for (int kind = 0; kind < Organisation::queueKinds(); ++kind)
        loads.push_back(Organisation::loadOfQueue(kind));
    return loads;
}

} // namespace

Desk::Desk(const Request &request, const Size &size, const Corpus &corpus, SampleSink &sink)
    : m_request(request)
    , m_size(size)
    , m_corpus(corpus)
    , m_firstDay(workcalendar::dayOf(request.until - 1) - size.days + 1)
    , m_organisation(request.seed, corpus, size.sites, size.agents, workcalendar::startOfDay(m_firstDay) - 90 * kDay)
    , m_customers(request.seed, corpus, workcalendar::startOfDay(m_firstDay), request.until)
    , m_regulars(zipfWeights(static_cast<int>(size.customers - Customers::kHotAccounts), .43))
    , m_queueLoad(queueLoads())
    , m_arrivals(request.seed, {m_firstDay, request.until, size.tickets, LifeModel::kOfficeShare, true})
    , m_writer(request.until, sink)
    , m_interactions(request.until, sink)
    , m_sink(sink)
{
    for (const Organisation::Team &team : m_organisation.teams())
        m_floors.emplace_back(team.agents);
    indexScenes();
}

/// Scenes somebody may come with: companies with everything, private customers hardly ever with a subscription.
void Desk::indexScenes()
{
    for (int language = 0; language < 4; ++language) {
        for (const Scene &scene : m_corpus.scenes(static_cast<Language>(language))) {
            const int kind = Organisation::queueKind(scene.queue);
            if (scene.outage)
                m_outages[language].push_back(&scene);
            m_scenes[{language, kind, 1}].push_back(&scene);
            if (scene.family != Family::Plan)
                m_scenes[{language, kind, 0}].push_back(&scene);
        }
    }
}

Status Desk::run(const Progress &progress)
{
    TD_TRY(m_organisation.emitRows(m_sink));
    for (qint64 i = 0; i < m_size.customers; ++i)
        TD_TRY(m_customers.emitRows(m_customers.at(i), m_sink));
    while (const auto contact = nextContact()) {
        if (contact->at >= m_request.until)
            continue;
        TD_ASSIGN(written, handle(*contact));
        if (written && ++m_tickets % 1000 == 0 && progress)
            progress(m_tickets, m_size.tickets);
    }
    return {};
}

std::optional<Desk::Contact> Desk::nextContact()
{
    if (!m_waiting) {
        if (const auto arrival = m_arrivals.next())
            m_waiting = Contact{arrival->at, m_arrived++, 0, arrival->office, arrival->outage};
    }
    if (!m_retries.empty() && (!m_waiting || *m_waiting > m_retries.top())) {
        const Contact retry = m_retries.top();
        m_retries.pop();
        return retry;
    }
    return std::exchange(m_waiting, {});
}

Result<bool> Desk::handle(const Contact &contact)
{
    Random random(m_request.seed, kContacts, static_cast<quint64>(contact.index));
    Matter matter = matterOf(contact, random);
    if (matter.life.channel != Channel::Phone) {
        TD_TRY(writeTicket(contact, matter, {}, random));
        return true;
    }
    const int kind = Organisation::queueKind(matter.scene->queue);
    const Id queue = m_organisation.queue(kind, matter.site);
    Random rows(m_request.seed, kInteractionRows, static_cast<quint64>(contact.index * 4 + contact.attempt));
    if (contact.attempt == 0 && rows.chance(.008))
        TD_TRY(m_interactions.addPhantom(contact.at - rows.between(1, 200) * kSecond, queue, rows));
    const CallFloor::Outcome outcome = call(contact, matter);
    if (outcome.answered) {
        TD_TRY(writeTicket(contact, matter, outcome, random));
        return true;
    }
    const bool known = rows.chance(.5) && !matter.oneTime;
    TD_TRY(m_interactions.add({.at = contact.at,
                                  .outcome = "abandoned",
                                  .customer = known ? matter.customer.id : Id(),
                                  .queue = queue,
                                  .wait = outcome.wait},
        rows));
    Contact retry = contact;
    retry.at += outcome.wait + static_cast<qint64>(rows.logNormal(8.0 * kMinute, 1));
    const qint64 lastMinutes = workcalendar::startOfDay(workcalendar::dayOf(contact.at)) + 20 * kHour + 50 * kMinute;
    retry.at = std::max(std::min(retry.at, lastMinutes), contact.at + outcome.wait);
    ++retry.attempt;
    m_retries.push(retry);
    return false;
}

Desk::Matter Desk::matterOf(const Contact &contact, Random &random) const
{
    Matter matter;
    const double who = random.real();
    matter.oneTime = who < m_size.oneTime;
    if (matter.oneTime)
        matter.customer = m_customers.oneTime(m_size.customers + contact.index, contact.at);
    else if (who < m_size.oneTime + kHotShare)
        matter.customer = m_customers.at(random.below(static_cast<int>(Customers::kHotAccounts)));
    else
        matter.customer = m_customers.at(Customers::kHotAccounts + m_regulars.draw(random));
    const Channel channel = m_lives.drawChannel(contact.office, random);
    matter.life = m_lives.draw(channel, contact.at, random);
    matter.scene = &chooseScene(matter, contact.outage > 0, random);
    if (matter.scene->high && random.chance(.4))
        matter.life.priority = std::max(matter.life.priority, 2);
    if (matter.scene->outage && contact.outage > 0)
        matter.life.priority = 3;
    matter.site = static_cast<int>(matter.customer.index % m_size.sites);
    matter.patience = static_cast<qint64>(random.exponential(300)) * kSecond;
    // What is settled in the call takes as long as the call.
    const double length = matter.life.fast ? coupled(matter.life.length, .9, random) : random.normal();
    matter.service = std::min(static_cast<qint64>(122 * exactExp(.927 * length)) * kSecond, kLongestCall);
    matter.wrap = static_cast<qint64>(random.logNormal(30 * .8825, .5)) * kSecond; // mean 30 s
    return matter;
}

/// What takes days cannot be settled in a call, and what can seldom takes days.
const Scene &Desk::chooseScene(const Matter &matter, bool outage, Random &random) const
{
    const int language = static_cast<int>(matter.customer.language);
    if (outage && !m_outages[language].empty())
        return *random.pick(m_outages[language]);
    const int business = matter.customer.company || matter.customer.plan >= 0 ? 1 : 0;
    for (;;) {
        const auto found = m_scenes.find({language, m_queueLoad.draw(random), business});
        if (found == m_scenes.end())
            continue;
        const Scene &scene = *random.pick(found->second);
        if (matter.life.fast ? !scene.slow : scene.slow || random.chance(.45))
            return scene;
    }
}

/// Enough telephones for the expected load, as a planner would set them; the queue does the rest.
int Desk::phonesStaffed(qint64 at, int team) const
{
    double load = 0;
    const int group = m_organisation.teams()[static_cast<size_t>(team)].group;
    for (int kind = 0; kind < Organisation::queueKinds(); ++kind)
        load += Organisation::groupOfQueue(kind) == group ? Organisation::loadOfQueue(kind) : 0;
    const double erlangs = m_arrivals.officeRate(at) * (45.0 / 65) * load / m_size.sites * kMeanCallHours;
    return std::max(1, static_cast<int>(std::ceil(erlangs * .95 + .75 * std::sqrt(erlangs))));
}

CallFloor::Outcome Desk::call(const Contact &contact, const Matter &matter)
{
    const int team
        = m_organisation.teamOf(Organisation::groupOfQueue(Organisation::queueKind(matter.scene->queue)), matter.site);
    // Who calls again is more patient, and nobody gives up shortly before the lines close.
    const bool stays = contact.attempt >= 3 || workcalendar::sinceMidnight(contact.at) > 20 * kHour;
    const qint64 patience = stays ? kHour * 3 : matter.patience * (1 + 2 * contact.attempt);
    return m_floors[static_cast<size_t>(team)].offer(contact.at, patience, phonesStaffed(contact.at, team));
}

void Desk::takeCall(Matter &matter, const CallFloor::Outcome &call, qint64 at)
{
    if (matter.life.fast)
        matter.life.resolution = std::max(matter.life.resolution, matter.service + 15 * kSecond);
    m_floors[static_cast<size_t>(teamOf(matter))].occupy(call.agent, at + matter.service + matter.wrap);
}

int Desk::teamOf(const Matter &matter) const
{
    const int kind = Organisation::queueKind(matter.scene->queue);
    return m_organisation.teamOf(Organisation::groupOfQueue(kind), matter.site);
}

/// The ticket as the story tells it, and the call or chat it came by. Ratings are of tickets: nobody is asked twice.
Status Desk::writeTicket(const Contact &contact, Matter &matter, const CallFloor::Outcome &call, Random &random)
{
    const Life &life = matter.life;
    const qint64 at = contact.at + call.wait;
    if (at >= m_request.until)
        return {};
    const bool phone = life.channel == Channel::Phone;
    if (matter.oneTime)
        TD_TRY(m_customers.emitRows(matter.customer, m_sink));
    if (phone)
        takeCall(matter, call, at);
    SlotFiller filler(matter.customer, m_customers, m_corpus, matter.scene->product, at, random);
    Story story(
        {m_corpus, m_organisation, *matter.scene, life, matter.customer, random, at, matter.site, call.agent}, filler);
    const Id queue = story.queue();
    QList<Step> steps = story.tell();
    addOddity(steps, random);
    Random rows(m_request.seed, kTicketRows, static_cast<quint64>(contact.index));
    const bool categorised = phone || life.channel == Channel::Chat || life.channel == Channel::Web;
    TD_ASSIGN(ticket,
        m_writer.write(1001 + m_tickets,
            {matter.customer.id, queue, life.channel, categorised ? matter.scene->category : QString(), life.priority},
            steps, rows));
    if (phone) {
        const qint64 hold = rows.chance(.2) ? matter.service / 4 / kSecond * kSecond : 0;
        return m_interactions.add({.at = contact.at,
                                      .customer = matter.customer.id,
                                      .ticket = ticket,
                                      .queue = queue,
                                      .agent = m_organisation.agents()[static_cast<size_t>(call.agent)].id,
                                      .wait = call.wait,
                                      .talk = matter.service - hold,
                                      .hold = hold,
                                      .wrap = matter.wrap,
                                      .resolved = life.fast,
                                      .topic = matter.scene->category},
            rows);
    }
    if (life.channel != Channel::Chat)
        return {};
    return m_interactions.add({.at = contact.at,
                                  .channel = Channel::Chat,
                                  .customer = matter.customer.id,
                                  .ticket = ticket,
                                  .queue = queue,
                                  .agent = story.firstAgent(),
                                  .wait = life.touch,
                                  .talk = std::max(story.liveUntil() - at - life.touch, 20 * kSecond),
                                  .wrap = matter.wrap,
                                  .resolved = life.fast,
                                  .topic = matter.scene->category},
        rows);
}

} // namespace tidedesk::sample
