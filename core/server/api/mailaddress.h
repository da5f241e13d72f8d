// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>
#include <algorithm>

namespace tidedesk::server {

/// One @ with something on both sides, nothing that cannot be seen: what is no address must not recognise anybody. The
/// one rule for every way in, intake and import.
inline bool isMailAddress(const QString &text)
{
    const qsizetype at = text.indexOf(u'@');
    const bool plain = std::none_of(text.begin(), text.end(), [](QChar c) { return c.isSpace() || !c.isPrint(); });
    return plain && at > 0 && at + 1 < text.size() && text.indexOf(u'@', at + 1) < 0;
}

} // namespace tidedesk::server
