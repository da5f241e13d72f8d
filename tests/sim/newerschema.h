// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>

namespace tidedesk::sim {

/// A page as a server of the next version would send it: tickets have one more column, and there is an entity that this
/// version has never heard of. Count and hash are made anew.
QByteArray withNewerSchema(const QByteArray &page);

} // namespace tidedesk::sim
