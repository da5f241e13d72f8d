// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "tests/process/auditor.h"
#include <QTimer>

namespace tidedesk::test {

/// One run of the command line, and how it is to die, if it is.
struct Errand {
    QStringList command;
    QString text = {}; ///< what it writes carries this
    QString killAt = {}; ///< see dyingAt()
    int killAfterMs = -1;
};

/// A person at a seat: one command after the other, until one dies or all are done. Tells the auditor of every receipt, also
/// of one that was printed by a program that died behind it.
class Worker : public QObject {
public:
    Worker(const Office &office, Auditor &auditor, QString who, QList<Errand> errands)
        : m_office(office)
        , m_auditor(auditor)
        , m_who(std::move(who))
        , m_errands(std::move(errands))
    {
        connect(&m_process, &QProcess::finished, this, &Worker::take);
        next();
    }
    bool isDone() const { return m_done; }
    bool hasDied() const { return m_died; }
    const QString &diedAt() const { return m_diedAt; } ///< the named point; empty when it died somewhere
    const QStringList &complaints() const { return m_complaints; } ///< exit codes that nobody should see
    const QStringList &tickets() const { return m_tickets; } ///< ids of new ones

private:
    void next()
    {
        m_done = m_errands.isEmpty();
        if (m_done)
            return;
        m_errand = m_errands.takeFirst();
        m_process.setProcessEnvironment(dyingAt(m_errand.killAt));
        m_process.start(program("tidedesk-cli"), m_office.seatLine(m_who, m_errand.command));
        if (m_errand.killAfterMs >= 0)
            QTimer::singleShot(m_errand.killAfterMs, &m_process, &QProcess::kill);
    }
    void take()
    {
        m_died = m_process.exitStatus() == QProcess::CrashExit;
        const Ran ran = ended(m_process);
        m_auditor.promise(m_who, ran.json, m_errand.text);
        if (ran.json.contains(QLatin1StringView("ref")))
            m_tickets.append(ran.json.value(QLatin1StringView("id")).toString());
        if (m_died) {
            m_diedAt = m_errand.killAt;
            m_done = true;
            return;
        }
        const bool exchange = m_errand.command.first() == u"sync";
        const QList<int> expected = exchange ? QList<int> {0, 4, 5} : QList<int> {0};
        if (!expected.contains(ran.code))
            m_complaints.append(QStringLiteral("%1 of %2 ended with %3: %4").arg(m_errand.command.join(u' '), m_who).arg(ran.code).arg(QString::fromUtf8(ran.err)));
        next();
    }

    const Office &m_office;
    Auditor &m_auditor;
    const QString m_who;
    QList<Errand> m_errands;
    Errand m_errand;
    QProcess m_process;
    bool m_done = false;
    bool m_died = false;
    QString m_diedAt;
    QStringList m_complaints;
    QStringList m_tickets;
};

} // namespace tidedesk::test
