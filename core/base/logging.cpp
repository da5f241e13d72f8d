// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/logging.h"

namespace tidedesk {
Q_LOGGING_CATEGORY(lcStore, "tidedesk.store", QtInfoMsg)
Q_LOGGING_CATEGORY(lcSync, "tidedesk.sync", QtInfoMsg)
Q_LOGGING_CATEGORY(lcNet, "tidedesk.net", QtInfoMsg)
Q_LOGGING_CATEGORY(lcServer, "tidedesk.server", QtInfoMsg)
Q_LOGGING_CATEGORY(lcUi, "tidedesk.ui", QtInfoMsg)
} // namespace tidedesk
