// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/result.h"
#include <QByteArray>

/// Passwords and tokens, by libsodium.
namespace tidedesk::server {

inline constexpr qsizetype kShortestPassword = 8; ///< characters; bytes are what libsodium sees
inline constexpr qsizetype kLongestPassword = 512;

/// Argon2id, t=2, m=19 MiB, p=1 (OWASP's minimum), as a PHC string. Takes some 25-50 ms of CPU: never on the io thread.
/// Rejected "password.too_short", "password.too_long".
Result<QByteArray> hashPassword(const QByteArray &password);
/// Constant work: an empty `stored` (nobody of that name) costs the same as a wrong password.
bool verifyPassword(const QByteArray &stored, const QByteArray &password);

QByteArray newToken(); ///< 256 random bits, base64url
QByteArray tokenHash(const QByteArray &token); ///< SHA-256, what the store keeps

} // namespace tidedesk::server
