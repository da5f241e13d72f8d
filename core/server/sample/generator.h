// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/server/sample/samplesink.h"
#include <functional>

namespace tidedesk::sample {

enum class Scale { Small, Medium, Large };

/// What to generate.
struct Request {
    Scale scale = Scale::Small;
    quint64 seed = 1;
    qint64 until = 0; ///< ms, exclusive: nothing happened later; whatever was open then is open. 0 = defaultUntil()
    qint64 tickets = 0; ///< 0 = as the scale says; customers in proportion
};

/// Figures of a scale; tickets and calls cover `days` before `until`.
struct Size {
    qint64 tickets;
    int days;
    int sites; ///< each has three teams
    int agents;
    qint64 customers; ///< who come again and again
    double oneTime; ///< share of tickets by people who come once
};
Size sizeOf(Scale scale);

/// 2026-11-01 00:00 in China.
qint64 defaultUntil();

/// Everybody's password in the sample desk. Never in a real one.
inline constexpr char kSamplePassword[] = "tidedesk-demo";

/// Called now and then with the tickets written so far.
using Progress = std::function<void(qint64 tickets, qint64 of)>;

/// Writes a whole desk to the sink: teams, people, queues, tags, customers with their six blocks, tickets with messages
/// and events, calls and chats. One seed, scale and instant give the same rows, bit by bit, on every platform.
/// Parents come before children; tickets come in order of creation. Memory does not grow with the number of tickets.
///
/// Sign-in names: agent.lin, agent.smith, agent.wang ... supervisor.chen, supervisor.yang, supervisor.tang,
/// manager.zhao (resources/sample/staff.txt); larger scales add people like agent.wang2 and supervisor.luo2.
Status generate(const Request &request, SampleSink &sink, const Progress &progress = {});

} // namespace tidedesk::sample
