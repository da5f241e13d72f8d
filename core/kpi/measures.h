// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/kpi/collector.h"
#include "core/kpi/story.h"

/// The definitions. Each measure looks at one ticket, interaction or stretch of ready time and reports the cases that
/// belong to frame.window. Times are calendar time, on the server's clock.
namespace tidedesk::kpi {

/// First customer message -> first human public reply (Story). Belongs to the window of the reply, agent and queue of
/// the reply. Pending: customers who wrote in the window and wait for it still.
void firstResponse(const Story &story, const Frame &frame, Collector &out);
/// The same for every later wait.
void nextResponse(const Story &story, const Frame &frame, Collector &out);
/// Creation -> last resolve, minus time in Policy::paused. Belongs to the window of that resolve. A ticket that was
/// reopened since and is not resolved again has no resolution time. Time between a resolve and a reopening counts.
void resolutionTime(const Story &story, const Frame &frame, Collector &out);
/// Tickets created in the window; agent = who created it, none for the customer.
void created(const Story &story, const Frame &frame, Collector &out);
/// Tickets resolved in the window, each once per local day and agent, so that days and agents add up. Closing without
/// resolving is no resolve.
void resolved(const Story &story, const Frame &frame, Collector &out);
/// Tickets closed in the window from a status that was not done; each once per local day and agent.
void closedUnresolved(const Story &story, const Frame &frame, Collector &out);
/// Tickets handled: the agent wrote a public reply on them or resolved them; each once per local day and agent.
void handled(const Story &story, const Frame &frame, Collector &out);
/// What reached us: tickets created in the window, and inbound interactions that belong to no ticket.
void volume(const Story &story, const Frame &frame, Collector &out);
void volume(const InteractionFacts &interaction, const Frame &frame, Collector &out);
/// Tickets open at the end of the window (or now, if that is earlier), from events before that instant; age since
/// creation, whether or not reopened. Queue and assignee are those of that instant.
void backlog(const Story &story, const Frame &frame, Collector &out);
/// Tickets reopened after a resolve in the window / tickets resolved in the window. Each counts once.
void reopenRate(const Story &story, const Frame &frame, Collector &out);
/// Tickets by their first resolve, in the window. Hit: at most one contact of the customer before it (messages without
/// a reply of ours between them are one contact), one agent, not moved from one agent to another or by a person to
/// another queue, not reopened within Policy::reopenMs, and no other ticket of the same customer and category created
/// within it. Younger than that at the end of the data: pending, whatever happened to it so far.
void firstContact(const Story &story, const Frame &frame, Collector &out);
/// Ratings given in the window, the last one of a ticket, and those of interactions started in it. Score: the 1-5
/// rating x 20. Share: ratings of 4 and 5. Agent of a ticket's rating: its assignee then.
void csatScore(const Story &story, const Frame &frame, Collector &out);
void csatScore(const InteractionFacts &interaction, const Frame &frame, Collector &out);
void csatShare(const Story &story, const Frame &frame, Collector &out);
void csatShare(const InteractionFacts &interaction, const Frame &frame, Collector &out);
/// Of tickets resolved in the window the share rated afterwards; of inbound answered interactions the share rated.
void csatResponse(const Story &story, const Frame &frame, Collector &out);
void csatResponse(const InteractionFacts &interaction, const Frame &frame, Collector &out);

/// talk + hold + after-contact work of answered interactions, sum / n. Hold and wrap-up that the source does not report
/// count as none and are noted.
void handleTime(const InteractionFacts &interaction, const Frame &frame, Collector &out);
/// Wait of answered inbound interactions, sum / n.
void speedOfAnswer(const InteractionFacts &interaction, const Frame &frame, Collector &out);
/// Abandoned / offered. Offered: inbound with any outcome; short abandons count.
void abandonment(const InteractionFacts &interaction, const Frame &frame, Collector &out);

/// Service level, T = Policy::answerWithinS. In all four an inbound interaction abandoned within Policy::shortAbandonS
/// was never offered; one abandoned after an unknown wait was.
/// Answered <= T / offered.
void levelOfOffered(const InteractionFacts &interaction, const Frame &frame, Collector &out);
/// Answered <= T / answered.
void levelOfAnswered(const InteractionFacts &interaction, const Frame &frame, Collector &out);
/// Answered <= T / (offered - abandoned <= T).
void levelLessAbandoned(const InteractionFacts &interaction, const Frame &frame, Collector &out);
/// (Answered <= T + abandoned <= T) / offered.
void levelWithAbandoned(const InteractionFacts &interaction, const Frame &frame, Collector &out);

/// Handling / (handling + available), over agents' interactions started in the window and their ready time in it.
void occupancy(const InteractionFacts &interaction, const Frame &frame, Collector &out);
void occupancy(const AvailableTime &time, const Frame &frame, Collector &out);

} // namespace tidedesk::kpi
