// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/schema/entities.h"
#include "core/seat/localstore.h"
#include "tests/support/fakeclock.h"
#include <QRandomGenerator>

namespace tidedesk::test {

/// A profile in a folder with a handful of tickets, and a server written by hand that answers and acknowledges. For tests
/// of what disks do to a seat; every call says whether the seat confirmed it.
class SeatDesk {
public:
    static constexpr int kTickets = 6;

    explicit SeatDesk(const QString &profile)
        : m_profile(profile)
    {
    }
    Status open(); ///< the files alone
    Status begin(); ///< binds the profile to a person and brings the tickets
    void close() { m_store.reset(); }
    bool isOpen() const { return m_store != nullptr; }
    seat::LocalStore &store() { return *m_store; }
    FakeClock &clock() { return m_clock; }

    static Id ticketId(int n);
    Result<QList<qint64>> edit(int ticket, qint64 priority); ///< one operation
    Result<QList<qint64>> writeBatch(int ticket, const QString &text); ///< a reply, a note and an edit: three operations
    /// The server answers up to `limit` of what waits, `conflicts` with its first edit, and may acknowledge everything it
    /// has answered so far in a page with newer tickets.
    Result<QList<std::pair<qint64, domain::Outcome>>> answer(int limit, bool conflict);
    Status acknowledge();
    Row ticket(int n);

private:
    Status page(const QList<Row> &rows);
    Row serverRow(int n) const;
    Row seatRow() const;

    QString m_profile;
    FakeClock m_clock;
    std::unique_ptr<seat::LocalStore> m_store;
    QRandomGenerator64 m_random {7};
    qint64 m_version = 1; ///< of the tickets on the server
    qint64 m_answered = 0; ///< operations
};

/// "code: detail" of a failure, empty when it went well.
template <class T> QString problemOf(const Result<T> &result)
{
    return result ? QString() : result.error().code + QStringLiteral(": ") + result.error().detail;
}

} // namespace tidedesk::test
