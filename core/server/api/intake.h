// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/scope.h"
#include "core/server/engine/writecontext.h"
#include <QJsonObject>

namespace tidedesk::server {

/// What a channel brings in: somebody wrote to us. The customer is found by any identity given, or made; a message with
/// the reference of a ticket continues it, anything else opens one. The same external key never enters twice
/// by the same channel.
struct Intake {
    qint64 channel = 0; ///< choice of schema::Ticket::channel
    QString name;
    QMap<qint64, QString> identities; ///< by choice of schema::Identity::kind
    QString subject;
    QString body;
    QString queue; ///< by name; empty = the first there is
    qint64 ticketNumber = 0; ///< of a ticket to continue, 0 = none
    QString externalKey; ///< the message's own id in its channel; empty = none
    qint64 priority = -1; ///< -1 = normal
};

struct IntakeDone {
    Id ticket;
    Id message;
    Id customer;
    bool repeated = false; ///< the external key was known
};

/// {"channel","from":{"name","phone","email",…},"subject","body","queue","ticket","external_key","priority"};
/// errors name the place.
Result<Intake> intakeFromJson(const QJsonObject &json);
/// `scope` is that of whoever brings it: queues, tickets and customers outside of it do not exist here.
/// Rejected "intake.no_queue", "intake.unknown_ticket".
Result<IntakeDone> takeIn(WriteContext &context, const Intake &intake, const domain::Scope &scope);

} // namespace tidedesk::server
