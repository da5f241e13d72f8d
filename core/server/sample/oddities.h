// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/server/sample/random.h"
#include "core/server/sample/step.h"

namespace tidedesk::sample {

/// Gives one ticket in a hundred what real mailboxes bring and programs stumble over: right-to-left writing, combining
/// marks, HTML with a script in it as plain text, a log of 100 kB in one line. Nothing the screen should not bear.
void addOddity(QList<Step> &steps, Random &random);

} // namespace tidedesk::sample
