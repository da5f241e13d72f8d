// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/seat/edits.h"
#include <QMap>
#include <QTimer>

namespace tidedesk::ui {

/// Keeps what is being typed: at most kBatchMs of it are not in the journal yet. One ticket at a time; the kinds
/// ("reply", "note", "new" ...) lie beside each other. Main thread.
class TicketDrafts final : public QObject {
    Q_OBJECT
public:
    static constexpr int kBatchMs = 200;

    TicketDrafts(seat::Edits &edits, QObject *parent);
    ~TicketDrafts() override;

    void open(const Id &ticket); ///< writes what is left of the one before; null = the new-ticket dialog
    void load(const QString &kind); ///< `restored` follows, unless something has been typed meanwhile
    void note(const QString &kind, const QString &text); ///< typed just now
    void flush(); ///< at once
    void forget(const Id &ticket, const QString &kind); ///< it has been sent or given up

Q_SIGNALS:
    void restored(const QString &kind, const QString &text);

private:
    seat::Edits &m_edits;
    Id m_ticket;
    QMap<QString, QString> m_waiting; ///< by kind
    QMap<QString, int> m_touched; ///< changes by kind since the ticket was opened
    quint64 m_generation = 0;
    QTimer m_batch;
};

} // namespace tidedesk::ui
