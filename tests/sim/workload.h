// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "tests/sim/seathost.h"

namespace tidedesk::sim {

/// What a person does at a seat: looks at what the seat holds and acts on some of it. Like an agent it knows nothing but
/// the local store.
class Workload {
public:
    Workload(QList<Id> queues, QList<Id> users)
        : m_queues(std::move(queues))
        , m_users(std::move(users))
    {
    }
    /// One action, or none when there is nothing to act on. The seat must be running.
    void act(SeatHost &seat);

private:
    std::optional<Row> pickTicket(SeatHost &seat, bool open);
    std::optional<Id> pick(SeatHost &seat, const QByteArray &from);
    qint64 number(SeatHost &seat, const QByteArray &sql, const Id &id);
    void reply(SeatHost &seat, bool note);
    void edit(SeatHost &seat);
    void bulk(SeatHost &seat);
    void openTicket(SeatHost &seat);
    void editCustomer(SeatHost &seat);
    void decide(SeatHost &seat);
    void takeBack(SeatHost &seat);
    void mergeTickets(SeatHost &seat);
    void undo(SeatHost &seat);
    domain::Change someEdit(SeatHost &seat, const Row &ticket);
    domain::Change message(SeatHost &seat, const Id &ticket, bool note);

    QList<Id> m_queues;
    QList<Id> m_users;
    qint64 m_texts = 0;
};

} // namespace tidedesk::sim
