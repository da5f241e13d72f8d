// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/http/headers.h"
#include <algorithm>

namespace tidedesk::http {

namespace {
bool sameName(QByteArrayView a, QByteArrayView b)
{
    return a.size() == b.size() && a.compare(b, Qt::CaseInsensitive) == 0;
}
} // namespace

QByteArray Headers::value(QByteArrayView name) const
{
    for (const auto &[key, value] : m_fields) {
        if (sameName(key, name))
            return value;
    }
    return {};
}

int Headers::count(QByteArrayView name) const
{
    return int(std::count_if(
        m_fields.cbegin(), m_fields.cend(), [name](const Pair &field) { return sameName(field.first, name); }));
}

} // namespace tidedesk::http
