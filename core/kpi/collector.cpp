// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/kpi/collector.h"
#include "core/kpi/story.h"
#include "core/schema/entities.h"
#include <algorithm>

namespace tidedesk::kpi {

namespace {

QString text(const Id &id)
{
    return id.isNull() ? QString() : id.toString();
}

QString hourKey(int hour)
{
    return QStringLiteral("%1").arg(hour, 2, 10, QLatin1Char('0'));
}

} // namespace

void Returns::add(const Story &story)
{
    const TicketDims &dims = story.dims();
    if (const auto created = story.createdAt(); created && !dims.customer.isNull())
        m_contacts[dims.customer].append({*created, dims.id, dims.category});
}

bool Returns::any(const Id &customer, const QString &category, const Id &except, qint64 from, qint64 to) const
{
    const auto contacts = m_contacts.constFind(customer);
    return contacts != m_contacts.constEnd()
        && std::any_of(contacts->begin(), contacts->end(), [&](const Contact &contact) {
               return from <= contact.at && contact.at < to && contact.category == category
                   && !(contact.ticket == except);
           });
}

Collector::Collector(const Definition &definition, Frame frame, Filter filter, Dimension by, const Returns &returns)
    : m_definition(definition)
    , m_frame(std::move(frame))
    , m_filter(std::move(filter))
    , m_by(by)
    , m_returns(returns)
    , m_local(m_frame.window.zone)
{
}

void Collector::add(const Story &story)
{
    if (m_definition.ticket)
        m_definition.ticket(story, m_frame, *this);
}

void Collector::add(const InteractionFacts &interaction)
{
    if (m_definition.interaction && m_frame.window.contains(interaction.startedAt)
        && interaction.startedAt < m_frame.now)
        m_definition.interaction(interaction, m_frame, *this);
}

void Collector::add(const AvailableTime &time)
{
    if (m_definition.available)
        m_definition.available(time, m_frame, *this);
}

bool Collector::wanted(const Observation &o) const
{
    return (m_filter.agent.isNull() || m_filter.agent == o.agent)
        && (!m_filter.queues || o.of == Evidence::Of::AgentTime || m_filter.queues->contains(o.queue));
}

QString Collector::key(const Observation &o) const
{
    switch (m_by) {
    case Dimension::None:
        return {};
    case Dimension::Agent:
        return text(o.agent);
    case Dimension::Queue:
        return text(o.queue);
    case Dimension::Channel:
        return channelName(o.channel);
    case Dimension::Hour:
        return hourKey(m_local.hour(o.at));
    case Dimension::Age:
        return ageKey(o.value);
    case Dimension::Topic:
        return o.topic;
    }
    return {};
}

void Collector::take(const Observation &observation, std::initializer_list<const char *> remarks)
{
    if (!wanted(observation))
        return;
    m_sawAvailable = m_sawAvailable || observation.of == Evidence::Of::AgentTime;
    count(m_tally, observation);
    for (const char *code : remarks) {
        if (code && observation.standing == Standing::Counted)
            ++m_tally.notes[QLatin1StringView(code)];
    }
}

void Collector::takeUnlessReturned(const Observation &hit, const TicketDims &dims, qint64 from, qint64 to)
{
    if (!wanted(hit))
        return;
    Deferred later {hit, dims.customer, dims.category, from, to};
    m_deferred.append(std::move(later));
}

void Collector::count(Tally &tally, const Observation &o) const
{
    if (o.standing == Standing::Counted) {
        put(tally.total, o);
        if (m_by != Dimension::None)
            put(tally.parts[key(o)], o);
    } else {
        ++tally.notes[o.standing == Standing::Flawed ? QStringLiteral("flawed") : QStringLiteral("pending")];
    }
    if (m_frame.rows)
        tally.rows.append(evidence(o));
}

void Collector::put(Cell &cell, const Observation &o) const
{
    cell.n += o.of == Evidence::Of::AgentTime ? 0 : 1;
    cell.sum += o.value;
    cell.weight += o.weight;
    switch (m_definition.aggregate) {
    case Aggregate::Level:
    case Aggregate::Median:
    case Aggregate::Mean:
        cell.values.append(o.value);
        break;
    default:
        break;
    }
}

double Collector::scaled(double value) const
{
    return m_definition.unit == Unit::Seconds || m_definition.aggregate == Aggregate::Level ? value / 1000 : value;
}

Evidence Collector::evidence(const Observation &o) const
{
    return {o.of, o.subject, o.first, o.last, o.at, scaled(double(o.value)), key(o), o.standing, o.flaw};
}

bool Collector::few(const Cell &cell) const
{
    return m_definition.hideFew && cell.n > 0 && cell.n < m_frame.policy.fewAnswers;
}

/// Whether no case means that there was none: only where the data reach.
bool Collector::known() const
{
    return m_frame.window.from < qMin(m_frame.asOf, m_frame.now);
}

std::optional<double> Collector::valueOf(const Cell &cell) const
{
    if (few(cell))
        return {};
    switch (m_definition.aggregate) {
    case Aggregate::Count:
    case Aggregate::Level:
        return cell.n > 0 || known() ? std::optional(double(cell.n)) : std::nullopt;
    case Aggregate::Median:
    case Aggregate::Mean:
        break;
    case Aggregate::Ratio:
        if (!m_sawAvailable)
            return {};
        [[fallthrough]];
    case Aggregate::Share:
        return cell.weight > 0 ? std::optional(double(cell.sum) / double(cell.weight)) : std::nullopt;
    case Aggregate::None:
        return {};
    }
    const auto summary = summaryOf(cell);
    if (!summary)
        return {};
    return m_definition.aggregate == Aggregate::Median ? summary->median : summary->mean;
}

std::optional<Summary> Collector::summaryOf(const Cell &cell) const
{
    return few(cell) ? std::nullopt : summarize(cell.values, 1 / scaled(1));
}

QStringList Collector::partKeys(const QMap<QString, Cell> &parts) const
{
    QStringList keys;
    if (m_by == Dimension::Age)
        keys = ageKeys();
    else if (m_by == Dimension::Channel)
        for (const QLatin1StringView channel : schema::channels()) {
            if (parts.contains(channel))
                keys.append(channel);
        }
    else if (m_by == Dimension::Hour)
        for (int hour = 0; hour < 24; ++hour)
            keys.append(hourKey(hour));
    for (auto part = parts.begin(); part != parts.end(); ++part) {
        if (!keys.contains(part.key()))
            keys.append(part.key());
    }
    return keys;
}

void Collector::addParts(Figure &figure, const Tally &tally) const
{
    if (m_by == Dimension::None || (!known() && tally.parts.isEmpty()))
        return;
    for (const QString &key : partKeys(tally.parts)) {
        const Cell cell = tally.parts.value(key);
        figure.parts.append({key, valueOf(cell), cell.n, summaryOf(cell)});
    }
}

void Collector::addNotes(Figure &figure, const Tally &tally) const
{
    QMap<QString, qint64> notes = tally.notes;
    if (few(tally.total))
        notes.insert(QStringLiteral("few"), tally.total.n);
    if (m_frame.asOf < m_frame.window.to)
        notes.insert(QStringLiteral("incomplete"), 1);
    if (m_definition.aggregate == Aggregate::None || (m_definition.aggregate == Aggregate::Ratio && !m_sawAvailable))
        notes.insert(QStringLiteral("not_measured"), 1);
    for (auto note = notes.begin(); note != notes.end(); ++note)
        figure.notes.append({note.key(), note.value()});
}

Figure Collector::figure() const
{
    Tally tally = m_tally;
    for (const Deferred &later : m_deferred) {
        Observation seen = later.hit;
        if (m_returns.any(later.customer, later.category, seen.subject, later.from, later.to))
            seen.value = 0;
        count(tally, seen);
    }
    std::sort(tally.rows.begin(), tally.rows.end(), [](const Evidence &a, const Evidence &b) {
        return a.at != b.at ? a.at < b.at : a.subject < b.subject;
    });
    Figure figure {.name = m_definition.name,
        .value = valueOf(tally.total),
        .n = tally.total.n,
        .unit = m_definition.unit,
        .window = m_frame.window,
        .asOf = m_frame.asOf,
        .formula = m_definition.formula(),
        .by = m_by,
        .rows = std::move(tally.rows)};
    for (const QLatin1StringView name : m_definition.parameters)
        figure.parameters.append(parameter(name, m_frame.policy));
    if (figure.value) {
        figure.summary = summaryOf(tally.total);
        if (m_definition.aggregate == Aggregate::Share)
            figure.interval = wilson(tally.total.sum, tally.total.n);
    }
    addParts(figure, tally);
    addNotes(figure, tally);
    return figure;
}

} // namespace tidedesk::kpi
