// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/money.h"
#include <QStringList>

namespace tidedesk::domain {

int currencyDigits(const QString &currency)
{
    static const QStringList none = QStringLiteral("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF").split(u' ');
    static const QStringList three = QStringLiteral("BHD IQD JOD KWD LYD OMR TND").split(u' ');
    return none.contains(currency) ? 0 : three.contains(currency) ? 3 : 2;
}

} // namespace tidedesk::domain
