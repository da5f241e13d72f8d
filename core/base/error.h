// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>

namespace tidedesk {

/// What a failure means for the caller - the only thing code branches on.
/// Text for people is made in ui/ (and in the command line's printer) from `code`.
enum class Consequence {
    Retry, ///< nothing was decided; the same request may be sent again at once
    RetryLater, ///< the same request may be sent again after a while (overload, maintenance)
    SignIn, ///< the session is gone; local work and the outbox go on
    Conflict, ///< somebody else changed the same thing; a person decides
    Rejected, ///< the request is wrong and stays wrong; never send it again unchanged
    Fatal, ///< this program cannot go on with this resource (damaged file, newer schema)
};

/// A failure as a value. `code` is a stable, dotted, lower-case word ("store.newer_schema"),
/// `detail` says what and where in plain English for logs and support; it holds no personal data.
struct Error {
    Consequence consequence = Consequence::Rejected;
    QString code;
    QString detail;
    qint64 retryAfterMs = 0; ///< only with RetryLater; 0 = the caller's own back-off

    friend bool operator==(const Error &, const Error &) = default;
};

} // namespace tidedesk
