// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/server/engine/writecontext.h"

/// Accounts, teams and seats: work for the writer's thread.
namespace tidedesk::server {

struct NewUser {
    QString name;
    QString displayName; ///< empty = name
    qint64 role = 0; ///< choice of schema::User::role
    QString team; ///< by name, made with a queue of the same name when unknown; empty = none
    QByteArray passwordHash;
};

/// What a person may sign in by. Rejected "user.bad_name".
Status mustBeUserName(const QString &name);
/// Rejected "user.exists", "user.bad_name".
Result<Id> addUser(WriteContext &context, const NewUser &user);
/// Signs the person out everywhere and lets nobody in by that name: their seats seal what they hold. Rejected
/// "user.unknown".
Result<Id> disableUser(WriteContext &context, const QString &name);
/// Lets the person in again; sessions that ended stay ended. Rejected "user.unknown".
Result<Id> enableUser(WriteContext &context, const QString &name);
/// Signs one seat out for good: it seals what it holds. Its person may sign in there anew. Rejected "seat.unknown".
Status revokeSeat(WriteContext &context, const Id &seat);
/// Those of a person or of a seat that are revoked now.
Result<QList<Session>> revokedSessions(Store &store, const std::function<bool(const Session &)> &which);
/// What the seat of a session that was revoked is told.
Error revocation(Session::Revoked why);
/// What a disabled person is told who has shown the right password or a token that was good; nobody else learns of it.
Error accountDisabled();
/// Somebody's row by sign-in name, active or not.
Result<std::optional<Row>> userNamed(Store &store, const QString &name);
/// The seat's row, made at its first sign-in. Conflict "seat.taken" when it is somebody else's.
Status useSeat(WriteContext &context, const Id &user, const Id &seat, const QString &name);

} // namespace tidedesk::server
