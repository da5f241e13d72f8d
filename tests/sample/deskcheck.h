// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/server/sample/samplesink.h"
#include <QCryptographicHash>
#include <QHash>
#include <QSet>
#include <QStringList>

namespace tidedesk::test {

/// Takes a generated desk and checks that it hangs together: parents before children, and every derived field of a
/// ticket what its messages and events say - worked out here from the definitions, not with the domain's code.
class DeskCheck final : public sample::SampleSink {
public:
    explicit DeskCheck(qint64 until)
        : m_until(until)
    {
    }
    Status row(Row row) override;
    void finish(); ///< checks the tickets; call once after the last row

    QByteArray hash() const { return m_hash.result().toHex(); }
    const QStringList &problems() const { return m_problems; }
    const QList<Row> &rows(const schema::Entity &entity) const { return m_rows[&entity]; }
    QList<Row> messagesOf(const Id &ticket) const { return m_messages.value(ticket); }
    QList<Row> eventsOf(const Id &ticket) const { return m_events.value(ticket); }

private:
    void problem(const Row &row, const QString &what);
    void checkReferences(const Row &row);
    void checkInstants(const Row &row);
    void checkMessages(const Row &ticket);
    void checkEvents(const Row &ticket);

    qint64 m_until;
    QCryptographicHash m_hash{QCryptographicHash::Sha256};
    QSet<Id> m_ids;
    mutable QHash<const schema::Entity *, QList<Row>> m_rows;
    QHash<Id, QList<Row>> m_messages;
    QHash<Id, QList<Row>> m_events;
    QStringList m_problems;
};

} // namespace tidedesk::test
