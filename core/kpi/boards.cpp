// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/kpi/boards.h"

namespace tidedesk::kpi {

namespace {

QStringList medianAndP90()
{
    return {QStringLiteral("median"), QStringLiteral("p90")};
}

/// Requests of a board name registered figures; a refusal is a programming error.
int must(const Result<int> &handle)
{
    return handle.value();
}

} // namespace

PersonalAccumulator::PersonalAccumulator(const Id &user, const Frame &frame)
    : m_facts(frame)
{
    const Filter mine {.queues = {}, .agent = user};
    m_figures.append(must(m_facts.ask({.name = QStringLiteral("backlog"), .by = Dimension::Age, .filter = mine})));
    for (const char *name :
        {"handled", "resolved", "first_response_time", "resolution_time", "csat_score", "csat_share"})
        m_figures.append(must(m_facts.ask({.name = QLatin1StringView(name), .filter = mine})));
    const auto perDay = [&](const char *name) {
        return must(m_facts.ask({.name = QLatin1StringView(name), .per = Step::Day, .filter = mine}));
    };
    m_handledPerDay = perDay("handled");
    m_responsePerDay = perDay("first_response_time");
}

PersonalBoard PersonalAccumulator::board()
{
    PersonalBoard board;
    for (const int handle : std::as_const(m_figures))
        board.figures.append(m_facts.answer(handle).figures);
    board.openByAge = byPart(board.figures.first());
    board.handledPerDay = overTime(m_facts.answer(m_handledPerDay));
    board.handledPerDay.kind = Chart::Kind::Columns;
    board.firstResponsePerDay = overTime(m_facts.answer(m_responsePerDay), {QStringLiteral("median")});
    return board;
}

TeamAccumulator::TeamAccumulator(const std::optional<QSet<Id>> &queues, const Frame &frame)
    : m_facts(frame)
    , m_filter {queues, {}}
{
    m_figures.append(ask(QStringLiteral("backlog"), Dimension::Age, {}));
    for (const char *name : {"volume", "created", "resolved", "handled", "first_response_time", "next_response_time",
             "resolution_time", "reopen_rate", "first_contact_resolution", "sla_attainment", "csat_score", "csat_share",
             "csat_response_rate", "average_handle_time", "average_speed_of_answer", "abandonment", "service_level"})
        m_figures.append(ask(QLatin1StringView(name), Dimension::None, {}));
    m_volume = ask(QStringLiteral("volume"), Dimension::Channel, Step::Day);
    m_backlog = ask(QStringLiteral("backlog"), Dimension::None, Step::Day);
    m_response = ask(QStringLiteral("first_response_time"), Dimension::None, Step::Day);
    m_resolution = ask(QStringLiteral("resolution_time"), Dimension::None, Step::Day);
    m_csat = ask(QStringLiteral("csat_score"), Dimension::None, Step::Day);
}

int TeamAccumulator::ask(const QString &name, Dimension by, std::optional<Step> per)
{
    return must(m_facts.ask({.name = name, .by = by, .per = per, .filter = m_filter}));
}

TeamBoard TeamAccumulator::board()
{
    TeamBoard board;
    for (const int handle : std::as_const(m_figures))
        board.figures.append(m_facts.answer(handle).figures);
    board.volumePerDay = stackedOverTime(m_facts.answer(m_volume));
    board.backlogPerDay = overTime(m_facts.answer(m_backlog));
    board.firstResponsePerDay = overTime(m_facts.answer(m_response), medianAndP90());
    board.resolutionPerDay = overTime(m_facts.answer(m_resolution), medianAndP90());
    board.csatPerDay = overTime(m_facts.answer(m_csat));
    return board;
}

} // namespace tidedesk::kpi
