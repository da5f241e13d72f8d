// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/api/passwords.h"
#include <QCryptographicHash>
#include <QString>
#include <sodium.h>

namespace tidedesk::server {

namespace {

constexpr unsigned long long kPasses = 2;
constexpr size_t kMemory = 19 * 1024 * 1024;

bool ready()
{
    static const bool initialised = sodium_init() >= 0;
    return initialised;
}

unsigned long long length(const QByteArray &bytes) { return static_cast<unsigned long long>(bytes.size()); }

} // namespace

Result<QByteArray> hashPassword(const QByteArray &password)
{
    if (QString::fromUtf8(password).size() < kShortestPassword)
        return Error {Consequence::Rejected, QStringLiteral("password.too_short"),
            QStringLiteral("at least %1 characters").arg(kShortestPassword)};
    if (password.size() > kLongestPassword)
        return Error {Consequence::Rejected, QStringLiteral("password.too_long"),
            QStringLiteral("at most %1 bytes").arg(kLongestPassword)};
    char hash[crypto_pwhash_STRBYTES] = {};
    if (!ready() || crypto_pwhash_str_alg(hash, password.constData(), length(password), kPasses, kMemory, crypto_pwhash_ALG_ARGON2ID13) != 0)
        return Error {Consequence::RetryLater, QStringLiteral("server.memory"), {}};
    return QByteArray(hash);
}

bool verifyPassword(const QByteArray &stored, const QByteArray &password)
{
    if (!ready() || password.size() > kLongestPassword)
        return false;
    if (stored.isEmpty()) {
        char ignored[crypto_pwhash_STRBYTES] = {};
        [[maybe_unused]] const int done = crypto_pwhash_str_alg(ignored, password.constData(), length(password), kPasses, kMemory, crypto_pwhash_ALG_ARGON2ID13);
        return false;
    }
    return crypto_pwhash_str_verify(stored.constData(), password.constData(), length(password)) == 0;
}

QByteArray newToken()
{
    QByteArray bytes(32, Qt::Uninitialized);
    (void)ready();
    randombytes_buf(bytes.data(), static_cast<size_t>(bytes.size()));
    return bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

QByteArray tokenHash(const QByteArray &token) { return QCryptographicHash::hash(token, QCryptographicHash::Sha256); }

} // namespace tidedesk::server
