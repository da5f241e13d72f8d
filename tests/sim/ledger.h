// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QHash>
#include <QJsonObject>
#include <QList>
#include <QMap>
#include <QSet>
#include <QString>

namespace tidedesk::sim {

/// What the world outside knows: what people did and were told, and what the server took in, in its order. Texts and JSON
/// as they travelled; the checker compares the stores with it.
struct Ledger {
    /// One thing the server did. `op` and `result` as on the wire; of the server's own doings what was asked for.
    struct Entry {
        QString seat; ///< empty: the server itself
        QString user;
        QJsonObject op;
        QJsonObject result;
        qint64 at = 0; ///< when, by the server's clock
    };
    QList<Entry> log;

    /// Operations a person was told to be safe: by seat, number to identity.
    QMap<QString, QMap<qint64, QString>> confirmed;
    /// Numbers whose results the server has given away: an acknowledgement that has left must be durable.
    QMap<QString, qint64> acknowledged;
    /// Messages that customers have sent, by their channel's key.
    QMap<QString, QJsonObject> arrived;
    /// When the server last looked for claims that have run out.
    qint64 claimsSeenAt = 0;
};

} // namespace tidedesk::sim
