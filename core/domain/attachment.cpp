// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/attachment.h"
#include "core/schema/entities.h"
#include <algorithm>

namespace tidedesk::domain {

namespace {

bool leadsAway(QChar c) { return c == u'/' || c == u'\\' || c.category() == QChar::Other_Control; }
bool isHexDigit(QChar c) { return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f'); }

} // namespace

bool isFileName(const QString &name)
{
    return !name.trimmed().isEmpty() && name != u"." && name != u".." && std::none_of(name.begin(), name.end(), leadsAway);
}

QString fileNameFrom(const QString &name)
{
    QString safe = name.trimmed();
    std::replace_if(safe.begin(), safe.end(), leadsAway, QChar(u'_'));
    const qsizetype longest = schema::attachment().name.options.longest;
    if (safe.size() > longest) // the ending tells what it is
        safe = safe.right(safe.at(safe.size() - longest).isLowSurrogate() ? longest - 1 : longest);
    return isFileName(safe) ? safe : QStringLiteral("attachment");
}

const schema::Field *impossibleField(const Row &attachment)
{
    const auto &a = schema::attachment();
    if (!isFileName(attachment.text(a.name)))
        return &a.name;
    if (attachment.number(a.size) < 0)
        return &a.size;
    const QString hash = attachment.text(a.hash);
    return hash.size() == 64 && std::all_of(hash.begin(), hash.end(), isHexDigit) ? nullptr : &a.hash;
}

} // namespace tidedesk::domain
