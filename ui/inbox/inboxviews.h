// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/seat/queries.h"
#include "ui/common/icons.h"
#include <QCoreApplication>

namespace tidedesk::ui {

/// One entry of the views column.
struct InboxView {
    QString name;
    Icon icon = Icon::Inbox;
    domain::TicketQuery query;
    qint64 count = -1; ///< -1: not known yet
    bool heading = false; ///< a title between groups, cannot be chosen
};

/// The views every seat has, and one per queue in use whose tickets `user` may hold, in the current language.
QList<InboxView> inboxViews(const seat::Queries::Directory &directory, const Id &user);

} // namespace tidedesk::ui
