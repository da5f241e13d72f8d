// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/world.h"
#include "core/protocol/sealing.h"
#include <QByteArray>
#include <QJsonObject>

/// What the store keeps, as values.
namespace tidedesk::server {

/// A row with what only the server knows of it.
struct StoredRow {
    Row row;
    domain::Stamps stamps; ///< empty for entities nobody may update
    QString bucket; ///< domain::bucketOf(row)
};

/// How a person signs in. `password` is an Argon2id PHC string.
struct Account {
    Id user;
    QByteArray password;
};

/// A signed-in seat, or one that was until it was revoked. The token itself is never stored.
struct Session {
    /// Why it was ended from above. Such a session is good for nothing but to be told so and to hand in sealed work.
    enum class Revoked { No, Account, Seat };

    QByteArray tokenHash; ///< SHA-256, 32 bytes
    Id user;
    Id seat;
    qint64 createdAt = 0;
    qint64 expiresAt = 0;
    Revoked revoked = Revoked::No;

    friend bool operator==(const Session &, const Session &) = default;
};

/// What an operation led to, as it was and will be answered.
struct RecordedResult {
    Id operation;
    QJsonObject outcome; ///< protocol::toJson(outcome, change)
};

/// A file whose bytes the server holds.
struct Blob {
    QString hash; ///< SHA-256, hex
    qint64 size = 0;
    Id user; ///< who brought it first
    qint64 at = 0;
};

/// A file on its way from a person; or one that came whole not long ago.
struct Upload {
    QString hash;
    Id user;
    qint64 size = 0; ///< of the file
    qint64 held = 0; ///< how much of it has come; == size: all of it
    qint64 at = 0; ///< when a piece came last
};

/// Somebody who has shown to have a file's bytes. Knowing their hash shows nothing.
struct BlobGiver {
    QString hash;
    Id user;

    friend bool operator==(const BlobGiver &, const BlobGiver &) = default;
};

/// Work that a revoked seat has handed in, sealed (core/protocol/sealing.h): what is written on it and what became of it.
struct SealedFile {
    enum class State { Arriving, Waiting, Applied, Discarded, Reopened };

    QString hash; ///< SHA-256 of the sealed bytes, hex
    qint64 size = 0;
    qint64 held = 0; ///< how much of it has come; == size: all of it
    protocol::SealLabel label;
    qint64 at = 0; ///< when a piece came last
    State state = State::Arriving;
    qint64 decidedAt = 0;
    QJsonObject report = {}; ///< of applying it

    friend bool operator==(const SealedFile &, const SealedFile &) = default;
};

} // namespace tidedesk::server
