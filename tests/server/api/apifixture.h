// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/protocol/page.h"
#include "core/server/api/people.h"
#include "core/server/api/service.h"
#include "tests/server/http/rawclient.h"
#include "tests/support/fakeclock.h"
#include "tests/support/scratchdatabase.h"
#include <QJsonArray>
#include <QTemporaryDir>

namespace tidedesk::test {

/// A whole server on loopback: two teams, an agent and a supervisor in the first ("lin", "chen"), an agent in the second
/// ("wang"), a manager ("zhao") and an administrator ("root") in none. Everybody's password is "password of NAME".
class ApiFixture {
public:
    struct Answer {
        int status = 0;
        QByteArray body;
        http::Headers headers;
        QJsonObject json() const;
        QString code() const; ///< of the error
    };

    explicit ApiFixture(const http::Limits &limits = {})
        : ApiFixture(server::Limits {.http = limits})
    {
    }
    explicit ApiFixture(const server::Limits &limits);
    ~ApiFixture();

    Answer ask(const QByteArray &method, const QByteArray &path, const QByteArray &body = {}, const QByteArray &token = {},
        const QByteArray &more = {}) const;
    Answer post(const QByteArray &path, const QJsonObject &body, const QByteArray &token = {}, const QByteArray &more = {}) const;
    Answer signIn(const QString &name, const QString &password, const Id &seat) const;
    /// A session; empty when it fails. The seat is the person's own.
    QByteArray token(const QString &name);
    Id seatOf(const QString &name);
    Id queueOf(const QString &team) const { return queues.value(team); }

    domain::Change newTicket(qint64 seq, const QString &subject, const Id &queue);
    Answer push(const QByteArray &token, const QList<domain::Change> &changes) const;
    struct Pulled {
        int status = 0;
        QByteArray bytes;
        std::optional<protocol::PullHeader> header;
        QList<protocol::Page> pages;
        bool whole = false;
        QString cursor() const { return pages.isEmpty() ? QString() : pages.last().end.next; }
    };
    Pulled pull(const QByteArray &token, const QString &cursor = {}) const;

    /// Ends the server and opens it anew: with one database that several nodes may share, as another node.
    void startAgain();
    QString blobFolder() const; ///< of the node

    QTemporaryDir folder;
    FakeClock clock;
    IdGenerator ids {clock};
    ScratchDatabase database;
    const server::StoreFactory &stores = database.stores();
    QHash<QString, Id> users;
    QHash<QString, Id> queues; ///< by name of team
    std::unique_ptr<server::Service> service;
    quint16 port = 0;
    const QByteArray control = "control-token-of-the-test";

private:
    void start();

    server::Limits m_limits;
    int m_starts = 0;
    QHash<QString, Id> m_seats;
};

} // namespace tidedesk::test
