// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/error.h"
#include <QCoreApplication>
#include <QString>

namespace tidedesk::ui {

/// Words for failures. core names them by code and consequence; people read what happened to their work and what they
/// can do. The code stays visible in brackets for support.
class ErrorText final {
    Q_DECLARE_TR_FUNCTIONS(tidedesk::ui::ErrorText)
public:
    static QString of(const Error &error);
};

} // namespace tidedesk::ui
