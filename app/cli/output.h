// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/error.h"
#include "core/domain/listing.h"
#include "core/domain/work.h"
#include "core/seat/queries.h"
#include <QJsonArray>
#include <QJsonObject>

namespace tidedesk::cli {

/// Exit codes; scripts rely on them.
enum Exit { Done = 0, Failed = 1, WrongUsage = 2, NotSignedIn = 3, Unreachable = 4, NeedsReview = 5, StoreProblem = 6, Revoked = 7 };

int exitFor(const Error &error);

/// Rows as JSON by the spine's field names: choices by name, instants as ISO 8601 UTC, references as ids.
QJsonObject rowJson(const Row &row);
QJsonObject ticketJson(const domain::TicketLine &line, const seat::Queries::Directory &directory);
QJsonObject ticketPageJson(const domain::TicketPage &page, const seat::Queries::Directory &directory);
QJsonObject customerJson(const domain::CustomerLine &line);
/// `lines`: of the page's tickets, for what the rows do not say.
QJsonObject customerPageJson(const domain::CustomerPage &page, const QList<domain::TicketLine> &lines);
QJsonObject entryJson(const domain::OutboxEntry &entry);
/// The server has said no for a reason that another attempt does not change.
bool isInVain(const domain::Outcome &outcome);
QJsonObject reviewJson(const domain::Review &review, const seat::Queries::Directory &directory);
QJsonObject statusJson(const domain::SyncStatus &status);
QString isoTime(qint64 ms);
QString reference(const Row &ticket); ///< "#10234", or "~A1B2C3" while it has no number

/// Names of people, teams and queues by id, as texts for people show them.
QHash<QString, QString> namesById(const seat::Queries::Directory &directory);

/// Prints an answer on stdout: one line of JSON, or the same for people (app/cli/text.h), with `names` for ids.
void print(const QJsonObject &answer, bool json, const QHash<QString, QString> &names = {});
/// A sentence on stderr; with `json` also {"error":{code,detail,message}} on stdout.
void printError(const Error &error, bool json);

} // namespace tidedesk::cli
