// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QtGlobal>

/// The life of a ticket: 待处理 -> 处理中 -> 已完成 -> 关闭, with 挂起 (on hold) beside 处理中.
namespace tidedesk::domain {

/// Indices of schema::Ticket::status.
enum class TicketStatus { New, Open, OnHold, Resolved, Closed };

/// Whether a person may move a ticket so. Nothing goes back to New; a closed ticket can only be reopened.
bool legalTransition(TicketStatus from, TicketStatus to);

/// Whether somebody still has to do something.
constexpr bool isOpen(TicketStatus status) { return status <= TicketStatus::OnHold; }
constexpr bool isDone(TicketStatus status) { return status >= TicketStatus::Resolved; }

} // namespace tidedesk::domain
