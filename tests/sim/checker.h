// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "tests/sim/ledger.h"
#include "tests/sim/model.h"
#include "tests/sim/rawdb.h"
#include <memory>

namespace tidedesk::sim {

/// Compares what lies on the disks with what the world was told, after everything has come to rest. Shares no code with
/// the product: plain SQL, JSON and rules of its own. Each finding names its invariant.
class Checker {
public:
    struct Seat {
        QString user;
        QString seat;
        QString profile; ///< folder
    };
    /// `start`: the model before the log's first entry.
    Checker(const Ledger &ledger, Model start, const QString &serverFile, const QList<Seat> &seats);

    QStringList run();
    /// While everything goes on: what waits in a seat's outbox is what its person sees.
    static QStringList overlay(const Seat &seat);

    /// Figures counted from the server's events as far as a seat may see them, to hold against the figure library.
    struct Figures {
        qint64 created = 0;
        qint64 firstResponses = 0;
        double meanFirstResponseMs = 0;
        friend bool operator==(const Figures &, const Figures &) = default;
    };
    Figures figures(const Seat &seat);

private:
    void found(const QString &invariant, const QString &what);
    void checkLog();
    void checkTables();
    void checkTable(const QString &entity, const QStringList &columns);
    void checkReplies();
    void checkSeat(const Seat &seat);
    void checkOperations(const Seat &seat, const RawDb &outbox);
    void checkOperation(const Seat &seat, const QVariantList &row, const RawDb &outbox);
    void checkScope(const Seat &seat, const RawDb &cache);
    void readScopes();
    QSet<QString> bucketsOf(const Seat &seat) const;

    const Ledger &m_ledger;
    Model m_model;
    RawDb m_server;
    const QList<Seat> &m_seats;
    QMap<QString, QMap<qint64, const Ledger::Entry *>> m_logged; ///< by seat and number
    /// Every row of the server: entity, id -> bucket as the checker sees it, and the text of all columns.
    struct Held {
        QString bucket;
        QByteArray text;
    };
    QMap<QString, QHash<QByteArray, Held>> m_rows;
    QStringList m_findings;
};

} // namespace tidedesk::sim
