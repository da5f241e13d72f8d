// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "tests/sim/ledger.h"

namespace tidedesk::sim {

/// What every operation means, written down a second time from the published rules and sharing no code with the product:
/// three-way merging by field, sets, the release check of replies, what a message does to its ticket, who may see what.
/// Fed with the server's log from its beginning it says what each operation must have led to and what the tables must
/// hold.
class Model {
public:
    struct Entity {
        qint64 version = 0;
        QMap<QString, QJsonValue> fields;
        struct Stamp {
            qint64 version = 0;
            QString seat;
        };
        QMap<QString, Stamp> stamps;
        QJsonValue at(const QString &field) const { return fields.value(field, QJsonValue()); }
    };
    using Table = QMap<QString, Entity>; ///< by id

    /// How the desk stands before the first entry.
    void addQueue(const QString &id, const QString &team, qint64 claimMinutes)
    {
        m_queues.insert(id, team);
        m_claimMinutes.insert(id, claimMinutes);
    }
    void addUser(const QString &id, const QStringList &teams, bool everything) { m_users.insert(id, {teams, everything}); }

    /// Takes the next entry; what is wrong with its recorded result, empty = nothing.
    QString take(const Ledger::Entry &entry);

    /// Tickets whose claim had run out by then and that are still somebody's.
    QStringList lapsedBefore(qint64 at) const;

    const Table &table(const QString &entity) const { return m_tables[entity]; }

private:
    struct User {
        QStringList teams;
        bool everything = false;
    };
    /// What became of an operation, for those that take it back.
    struct Became {
        bool refused = false;
        qint64 version = 0;
        QStringList keptTheirs; ///< fields in conflict
    };
    QString verdict(const Ledger::Entry &entry);
    /// What an operation that takes another back still asks for; its base is what that had become. False: nothing.
    bool aimUndo(const Ledger::Entry &entry, QJsonObject &op) const;
    QString mergeRefused(const Entity &before, const Entity &after, const QString &id) const;
    void tellTheOther(const Ledger::Entry &entry, const Entity &ticket);
    QString create(const Ledger::Entry &entry);
    QString update(const Ledger::Entry &entry);
    QString refusedReference(const Ledger::Entry &entry);
    QString createTicket(const Ledger::Entry &entry, Entity &row);
    QString createMessage(const Ledger::Entry &entry, const QJsonObject &set, Entity &row);
    bool sees(const QString &user, const QString &entity, const QString &id) const;
    bool seesTicket(const QString &user, const QString &id) const;
    bool seesCustomer(const QString &user, const QString &id) const;
    QString defaultQueue(const QString &user) const;
    void intake(const Ledger::Entry &entry);
    void lend(Entity &ticket, const QJsonValue &assigneeBefore, const Ledger::Entry &entry) const;
    QString giveBack(const Ledger::Entry &entry);

    mutable QMap<QString, Table> m_tables;
    QMap<QString, QString> m_queues; ///< team
    QMap<QString, qint64> m_claimMinutes; ///< by queue
    QMap<QString, User> m_users;
    QMap<QString, QMap<qint64, QString>> m_verdicts; ///< by seat and number
    QMap<QString, QMap<qint64, Became>> m_became;
    QMap<QString, QList<QString>> m_messages; ///< of a ticket, in order
    QSet<QString> m_waiting; ///< tickets in which the customer has had the last word
    qint64 m_ticketNumber = 0;
};

} // namespace tidedesk::sim
