// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/result.h"
#include <QString>

namespace tidedesk::bench {

/// Rows of the sync benchmark at scale 1: 20k customers, 100k tickets, 300k messages of 150-250 bytes, half of them
/// Chinese. Seeded; the same every time.
struct ServerSize {
    int customers = 20'000;
    int tickets = 100'000;
    int messages = 300'000;
};

/// Fills a fresh data folder (tidedesk-server init) with one team, its queues, and people "agent0" ... "agent7" who share
/// the password hash given.
Status fillServer(const QString &databaseFile, const QByteArray &passwordHash, const ServerSize &size);

} // namespace tidedesk::bench
