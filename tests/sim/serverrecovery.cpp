// SPDX-License-Identifier: GPL-3.0-or-later
// What a simulated server did: the log of its commits, what it still holds after a crash, and restores from a backup.
#include "tests/sim/rawdb.h"
#include "tests/sim/serverhost.h"
#include <QCryptographicHash>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

namespace tidedesk::sim {

namespace {

qint64 loggedOf(const Ledger &ledger, const QString &seat)
{
    for (qsizetype i = ledger.log.size(); i-- > 0;) {
        if (ledger.log[i].seat == seat)
            return ledger.log[i].op.value(QLatin1StringView("seq")).toInteger();
    }
    return 0;
}

} // namespace

void ServerHost::logPush(const Pending &pending, const QJsonArray &results)
{
    const QString seat = pending.session.seat.toString();
    qint64 logged = loggedOf(m_ledger, seat);
    for (qsizetype i = 0; i < results.size() && i < pending.operations.size(); ++i) {
        const QJsonObject op = pending.operations[i].toObject();
        const qint64 seq = op.value(QLatin1StringView("seq")).toInteger();
        if (seq <= logged)
            continue;
        logged = seq;
        m_ledger.log.append({seat, pending.session.user.toString(), op, results[i].toObject(), m_timeline.now()});
    }
}

void ServerHost::logIntake(const QJsonObject &asked, const server::IntakeDone &done)
{
    QJsonObject op {{QStringLiteral("kind"), QStringLiteral("intake")}, {QStringLiteral("asked"), asked},
        {QStringLiteral("ticket"), done.ticket.toString()}, {QStringLiteral("message"), done.message.toString()},
        {QStringLiteral("customer"), done.customer.toString()}};
    m_ledger.log.append({{}, {}, op, {}, m_timeline.now()});
}

void ServerHost::logMove(const QJsonObject &asked)
{
    QJsonObject op = asked;
    op.insert(QStringLiteral("kind"), QStringLiteral("move"));
    m_ledger.log.append({{}, {}, op, {}, m_timeline.now()});
}

void ServerHost::logGiveBack(const QList<Id> &tickets)
{
    m_ledger.claimsSeenAt = m_timeline.now();
    QJsonArray given;
    for (const Id &ticket : tickets)
        given.append(ticket.toString());
    if (!given.isEmpty())
        m_ledger.log.append({{}, {}, {{QStringLiteral("kind"), QStringLiteral("give_back")}, {QStringLiteral("tickets"), given}}, {}, m_timeline.now()});
}

void ServerHost::recoverPush(sqlite3 *handle, const Pending &pending)
{
    QJsonArray results;
    for (const QJsonValue &operation : pending.operations) {
        const auto rows = selectRows(handle, "SELECT outcome FROM server_result WHERE seat=? AND seq=? AND operation=?",
            {pending.session.seat.toBytes(), operation[u"seq"].toInteger(), Id::fromString(operation[u"id"].toString()).toBytes()});
        if (rows.isEmpty())
            break;
        results.append(QJsonDocument::fromJson(rows[0][0].toByteArray()).object());
    }
    logPush(pending, results);
}

void ServerHost::recover()
{
    const RawDb db(file());
    for (const auto &pending : std::exchange(m_pending, {})) {
        switch (pending->kind) {
        case Pending::Kind::Push:
            recoverPush(db.handle(), *pending);
            break;
        case Pending::Kind::Intake: {
            const QByteArray key = pending->asked.value(QLatin1StringView("external_key")).toString().toUtf8();
            const QByteArray hash = QCryptographicHash::hash(key, QCryptographicHash::Sha256).toHex();
            const auto rows = selectRows(db.handle(), "SELECT value FROM server_meta WHERE key LIKE 'intake/%/' || ?", {hash});
            if (rows.isEmpty())
                break;
            const QStringList ids = QString::fromUtf8(rows[0][0].toByteArray()).split(u' ');
            const bool known = std::any_of(m_ledger.log.begin(), m_ledger.log.end(),
                [&](const Ledger::Entry &entry) { return entry.op.value(QLatin1StringView("message")).toString() == ids[1]; });
            if (!known)
                logIntake(pending->asked, {Id::fromString(ids[0]), Id::fromString(ids[1]), Id::fromString(ids[2]), false});
            break;
        }
        case Pending::Kind::Move: {
            const auto rows = selectRows(db.handle(), "SELECT teams FROM user WHERE id=?",
                {Id::fromString(pending->asked.value(QLatin1StringView("user")).toString()).toBytes()});
            QStringList teams = pending->asked.value(QLatin1StringView("teams")).toVariant().toStringList();
            teams.sort();
            const QStringList held = QJsonDocument::fromJson(rows[0][0].toByteArray()).toVariant().toStringList();
            if (held == teams)
                logMove(pending->asked);
            break;
        }
        case Pending::Kind::GiveBack: {
            QList<Id> given;
            for (const QVariantList &row : selectRows(db.handle(), "SELECT ticket_id FROM event WHERE kind=5 AND actor_id IS NULL AND \"after\" IS NULL AND at=?", {m_timeline.now()}))
                given.append(Id::fromBytes(row[0].toByteArray()));
            if (!given.isEmpty()) // else perhaps it was not done
                logGiveBack(given);
            break;
        }
        case Pending::Kind::Other:
            break;
        }
    }
}

void ServerHost::backUp()
{
    if (!isUp() || m_calm || !m_pending.isEmpty())
        return;
    const QString backup = m_folder + QStringLiteral("/backup.db");
    QFile::remove(backup);
    if (!m_reader->copyTo(backup))
        qFatal("no backup");
    m_backupLog = m_ledger.log.size();
    m_backupAcknowledged = m_ledger.acknowledged;
    m_timeline.trace("server backed up");
}

void ServerHost::restore()
{
    if (!isUp() || m_calm || m_backupLog < 0 || !m_pending.isEmpty())
        return;
    ++restores;
    m_timeline.trace("server restored");
    close(true);
    const QString backup = m_folder + QStringLiteral("/backup.db");
    for (const char *end : {"", "-wal", "-shm"})
        QFile::remove(file() + QLatin1StringView(end));
    if (!QFile::copy(backup, file()))
        qFatal("no restore");
    m_ledger.log.resize(m_backupLog);
    m_ledger.acknowledged = m_backupAcknowledged;
    m_ledger.claimsSeenAt = 0;
    openStore();
    if (!m_mutant.keepEpochOnRestore) {
        (void)prepare([this](server::WriteContext &context) {
            return context.store().setMeta(QString(server::kEpochKey), QStringLiteral("epoch-%1").arg(restores + 1));
        });
    }
    // What came in since is still in the mailbox.
    QSet<QString> held;
    for (const Ledger::Entry &entry : std::as_const(m_ledger.log))
        held.insert(entry.op.value(QLatin1StringView("asked")).toObject().value(QLatin1StringView("external_key")).toString());
    for (auto it = m_ledger.arrived.begin(); it != m_ledger.arrived.end(); ++it) {
        if (!held.contains(it.key()))
            m_timeline.after(m_dice.below(60'000), [this, key = it.key()] { customerWrites(key); });
    }
}

} // namespace tidedesk::sim
