// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>

namespace tidedesk::app {

class Workstation;

/// Once the seat has caught up: shows every page in both themes and languages at 1366x768, saves a picture of each in
/// `folder`, and leaves the program: with 1 and a sentence on stderr if it cannot sign in or reach the server.
void takeScreenshots(Workstation &workstation, const QString &folder);

} // namespace tidedesk::app
