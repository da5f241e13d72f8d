// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QtGlobal>

namespace tidedesk::server {

/// What this process uses. What a system does not tell stays 0: memory and files are Linux's only.
struct ProcessFigures {
    double cpuSeconds = 0;
    qint64 residentBytes = 0;
    qint64 openFiles = 0;
    qint64 mostFiles = 0;
};
ProcessFigures processFigures();

} // namespace tidedesk::server
