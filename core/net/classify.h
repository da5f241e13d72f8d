// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/error.h"
#include <QByteArray>
#include <QNetworkReply>

namespace tidedesk::net {

/// What a failed exchange means - the one place that decides. `status` is the HTTP status or 0 when none came,
/// `body` the server's error object, `retryAfter` the header of that name.
///
/// | what                                    | Error                                  |
/// |-----------------------------------------|----------------------------------------|
/// | no answer, cut, deadline                | Retry      net.unreachable/deadline    |
/// | TLS failure                             | Rejected   net.tls (fails closed)      |
/// | 3xx (captive portal, moved server)      | RetryLater net.redirected              |
/// | 401                                     | SignIn     code of the body            |
/// | 407                                     | RetryLater net.proxy                   |
/// | 408 425 429 500 502 503 504             | RetryLater code of the body            |
/// | 409                                     | Conflict   code of the body            |
/// | 426                                     | Fatal      net.too_old                 |
/// | other 4xx, 5xx                          | Rejected   code of the body            |
/// Codes of the server's store begin with "server." here; "store." is this computer's.
/// What isElsewhere() is net.redirected before any of this.
Error classify(int status, QNetworkReply::NetworkError networkError, const QByteArray &body, const QByteArray &retryAfter);

/// Whether something between us and the server has answered in its place: a page for people where our server never sends
/// one. A portal's 200 must not pass for "taken", nor a block page's 403 for the server's word on our session or rows.
bool isElsewhere(int status, const QByteArray &contentType);

} // namespace tidedesk::net
