// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "tests/process/office.h"
#include "tests/sim/rawdb.h"
#include <QHash>
#include <QMap>

namespace tidedesk::test {

/// Holds the files of server and seats against what people were told, after everything was exchanged. All of them are of
/// one team, so every seat must have every row. Reads with plain SQL and shares no code with the product.
class Auditor {
public:
    explicit Auditor(const Office &office)
        : m_office(office)
    {
    }
    /// A receipt that `who` has read: these operations are safe, and the last of them carries this text.
    void promise(const QString &who, const QJsonObject &receipt, const QString &text);
    qsizetype promises() const { return m_promises.size(); }

    /// What is wrong; each finding names what and where. `agents`: those who have exchanged everything.
    QStringList audit(const QStringList &agents);
    /// Files of one seat or, with an empty name, of the server, as they lie there, perhaps after a kill.
    QStringList unsound(const QString &who) const;

private:
    struct Promise {
        QString who;
        qint64 last = 0; ///< number of the operation that carries the text
        qint64 first = 0;
        QString text;
    };
    void found(const QString &what) { m_findings.append(what); }
    void readServer(const sim::RawDb &server);
    void auditSeat(const QString &who, const sim::RawDb &server);
    void auditOperation(const QString &where, const QJsonObject &operation, const QJsonObject &outcome, bool hasCard);
    void compareRows(const QString &who, const QByteArray &seat, const sim::RawDb &server, const sim::RawDb &cache);

    const Office &m_office;
    QList<Promise> m_promises;
    QStringList m_findings;
    /// Of the server: how often a text stands in a message, as a subject and as a category's new value, and ids of rows.
    QHash<QByteArray, int> m_messages;
    QHash<QByteArray, int> m_subjects;
    QHash<QByteArray, int> m_categories;
    QMap<QByteArray, QByteArray> m_messageTexts; ///< by id
    QHash<QByteArray, QByteArray> m_places; ///< of messages by id: ticket and ordinal
};

} // namespace tidedesk::test
