// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>

namespace tidedesk::domain {

/// Digits behind the point of an amount in this currency (ISO 4217): how many of its minor units, in which amounts are
/// kept, make a whole one. 2 for currencies that are not known.
int currencyDigits(const QString &currency);

} // namespace tidedesk::domain
