// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/error.h"
#include <QJsonObject>

/// What a server tells its operator: events with a name and a few fields, through Qt's logging (category tidedesk.server).
/// Fields are ids, codes, counts and names of routes; never people's names, addresses, texts or secrets.
namespace tidedesk {

void logInfo(const char *event, QJsonObject fields = {});
void logWarning(const char *event, QJsonObject fields = {});
void logError(const char *event, QJsonObject fields = {});
/// {"code"}, and "detail" where the trouble is the store's or the system's: details of what people sent may quote it.
QJsonObject logged(const Error &error);

} // namespace tidedesk
