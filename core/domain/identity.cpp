// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/identity.h"
#include "core/schema/entities.h"

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

} // namespace

QString normalIdentity(int kind, const QString &value)
{
    const auto &field = schema::identity().kind;
    if (kind == field.choice(u"phone") || kind == field.choice(u"whatsapp"))
        return normalPhone(value);
    if (kind == field.choice(u"email"))
        return value.trimmed().toLower();
    return value.trimmed();
}

} // namespace tidedesk::domain
