// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/clock.h"
#include "core/base/id.h"
#include "core/server/store/store.h"
#include <QProcess>
#include <QTemporaryDir>
#include <QUrl>
#include <vector>

namespace tidedesk::bench {

/// A signed-in seat, as far as a client on a socket needs to know it.
struct SeatKey {
    QByteArray token;
    server::Session session;
    Id queue;
    Id ticket = {}; ///< its own, once it has pushed one
    qint64 seq = 0; ///< of its last operation

    QByteArray request(const QByteArray &method, const QByteArray &path, const QByteArray &body = {}) const;
    /// The body of its next push: so many notes on its own ticket, which the first push makes.
    QByteArray nextPush(int operations, IdGenerator &ids);
};

/// A data folder with many people who are signed in already, and the real server on it. Owns both.
class ServedDesk {
public:
    /// People of 50 teams, each with one seat. `database` empty: SQLite.
    Status make(int seats, const QByteArray &database = {});
    /// One more server on the same data; ended with the object.
    Status serve(const QByteArray &limits = "{}");
    void stop();

    std::vector<SeatKey> &seats() { return m_seats; }
    IdGenerator &ids() { return m_ids; }
    QString file(const QString &name) const { return m_folder.filePath(name); }
    QString databaseFile() const { return file(QStringLiteral("data0/server.db")); }
    quint16 port(size_t node = 0) const { return m_ports.at(node); }
    qint64 pid(size_t node = 0) const { return m_processes.at(node)->processId(); }
    /// A sample of /metrics; -1 when there is none.
    double metric(const QByteArray &series, size_t node = 0) const;

private:
    QStringList where(size_t node) const;
    Status fill(const server::StoreFactory &stores, int seats);

    QTemporaryDir m_folder {QStringLiteral("/tmp/tidedesk-bench-server-XXXXXX")};
    QString m_database;
    SystemClock m_clock;
    IdGenerator m_ids {m_clock};
    std::vector<SeatKey> m_seats;
    std::vector<std::unique_ptr<QProcess>> m_processes;
    std::vector<quint16> m_ports;
};

} // namespace tidedesk::bench
