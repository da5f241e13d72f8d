// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/identity.h"
#include "core/schema/entities.h"
#include <algorithm>

namespace tidedesk::domain {

namespace {

QString normalPhone(const QString &value)
{
    QString digits;
    bool plus = false;
    for (const QChar c : value) {
        if (c == u'+' && digits.isEmpty())
            plus = true;
        else if (c.isDigit())
            digits += QChar(u'0' + c.digitValue());
        else if (c == u';' || c == u'x' || c == u'#')
            break; // an extension is no part of the number
    }
    if (!plus && digits.startsWith(u"00")) {
        plus = true;
        digits.remove(0, 2);
    }
    if (!plus && digits.size() == 11 && digits.startsWith(u'1')) {
        plus = true;
        digits.prepend(u"86");
    }
    if (digits.isEmpty())
        return {};
    return plus ? QChar(u'+') + digits : digits;
}

QString normalAddress(const QString &value)
{
    const QString address = value.trimmed().toLower();
    const qsizetype at = address.indexOf(u'@');
    const bool plain = std::none_of(address.begin(), address.end(), [](QChar c) { return c.isSpace() || !c.isPrint(); });
    return plain && at > 0 && at + 1 < address.size() && address.indexOf(u'@', at + 1) < 0 ? address : QString();
}

} // namespace

QString normalIdentity(int kind, const QString &value)
{
    const auto &field = schema::identity().kind;
    if (kind == field.choice(u"phone") || kind == field.choice(u"whatsapp"))
        return normalPhone(value);
    if (kind == field.choice(u"email"))
        return normalAddress(value);
    return value.trimmed();
}

} // namespace tidedesk::domain
