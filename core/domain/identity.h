// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>

namespace tidedesk::domain {

/// The form in which two spellings of one identity are equal; what look-ups go by. `kind` is an index of
/// schema::Identity::kind. Phones: digits with a leading + (00 becomes +, a bare Chinese mobile number gets +86);
/// mail: trimmed, lower case, one @ with something on both sides; others: trimmed. Empty when nothing usable is left:
/// what is no number and no address must not recognise anybody.
QString normalIdentity(int kind, const QString &value);

} // namespace tidedesk::domain
