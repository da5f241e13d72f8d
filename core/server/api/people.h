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
/// Signs the person out everywhere and lets nobody in by that name. Rejected "user.unknown".
Result<Id> disableUser(WriteContext &context, const QString &name);
/// Lets the person in again; sessions that ended stay ended. Rejected "user.unknown".
Result<Id> enableUser(WriteContext &context, const QString &name);
/// What a disabled person is told who has shown the right password or a token that was good; nobody else learns of it.
Error accountDisabled();
/// Somebody's row by sign-in name, active or not.
Result<std::optional<Row>> userNamed(Store &store, const QString &name);
/// The seat's row, made at its first sign-in. Conflict "seat.taken" when it is somebody else's.
Status useSeat(WriteContext &context, const Id &user, const Id &seat, const QString &name);

} // namespace tidedesk::server
