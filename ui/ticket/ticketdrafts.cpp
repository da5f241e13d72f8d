// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ticket/ticketdrafts.h"

namespace tidedesk::ui {

TicketDrafts::TicketDrafts(seat::Edits &edits, QObject *parent)
    : QObject(parent)
    , m_edits(edits)
{
    m_batch.setSingleShot(true);
    m_batch.setInterval(kBatchMs);
    connect(&m_batch, &QTimer::timeout, this, &TicketDrafts::flush);
}

TicketDrafts::~TicketDrafts() { flush(); }

void TicketDrafts::open(const Id &ticket)
{
    flush();
    ++m_generation;
    m_ticket = ticket;
    m_touched.clear();
}

void TicketDrafts::load(const QString &kind)
{
    m_edits.loadDraft(m_ticket, kind, this, [this, kind, generation = m_generation](const QString &text) {
        if (generation == m_generation && !m_touched.contains(kind) && !text.isEmpty())
            Q_EMIT restored(kind, text);
    });
}

void TicketDrafts::note(const QString &kind, const QString &text)
{
    m_waiting.insert(kind, text);
    ++m_touched[kind];
    // Not restarted by every key: the promise is about the oldest one.
    if (!m_batch.isActive())
        m_batch.start();
}

void TicketDrafts::flush()
{
    m_batch.stop();
    const auto waiting = std::exchange(m_waiting, {});
    for (auto it = waiting.cbegin(); it != waiting.cend(); ++it)
        m_edits.saveDraft(m_ticket, it.key(), it.value());
}

void TicketDrafts::forget(const Id &ticket, const QString &kind)
{
    if (ticket == m_ticket)
        m_waiting.remove(kind);
    m_edits.saveDraft(ticket, kind, {});
}

} // namespace tidedesk::ui
