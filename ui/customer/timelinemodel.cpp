// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/customer/timelinemodel.h"
#include "core/schema/entities.h"
#include "ui/common/fieldtext.h"
#include "ui/common/formats.h"
#include "ui/common/labels.h"
#include "ui/common/vocabulary.h"

namespace tidedesk::ui {

TimelineModel::TimelineModel(const FieldText &text, QObject *parent)
    : QAbstractListModel(parent)
    , m_text(text)
{
}

void TimelineModel::setPage(const domain::CustomerPage &page)
{
    const bool same = page.tickets == m_page.tickets && page.interactions == m_page.interactions;
    m_page = page;
    if (!same)
        retranslate();
}

void TimelineModel::retranslate()
{
    beginResetModel();
    m_entries.clear();
    for (const Row &ticket : std::as_const(m_page.tickets))
        addTicket(ticket);
    for (const Row &interaction : std::as_const(m_page.interactions))
        addInteraction(interaction);
    std::stable_sort(
        m_entries.begin(), m_entries.end(), [](const Entry &a, const Entry &b) { return a.at > b.at; });
    endResetModel();
}

void TimelineModel::addTicket(const Row &ticket)
{
    const schema::Ticket &f = schema::ticket();
    const QString title = FieldText::reference(ticket) + u' ' + ticket.text(f.subject);
    const auto entry = [&](qint64 at, const QString &detail, Icon icon, Tone tone) {
        m_entries.append({at, title, detail, icon, tone, ticket.id()});
    };
    entry(ticket.number(f.createdAt),
        tr("Ticket opened · %1 · now %2").arg(m_text.text(ticket, f.channel), m_text.text(ticket, f.status)),
        Vocabulary::channelIcon(ticket.number(f.channel, -1)), Vocabulary::choiceTone(f.status, ticket.number(f.status, -1)));
    if (ticket.has(f.resolvedAt)) {
        const QString rating = m_text.text(ticket, f.rating);
        entry(ticket.number(f.resolvedAt),
            rating.isEmpty() ? tr("Ticket resolved") : tr("Ticket resolved · rated %1 of 5").arg(rating), Icon::Check,
            Tone::Positive);
    }
}

void TimelineModel::addInteraction(const Row &interaction)
{
    const schema::Interaction &f = schema::interaction();
    const QString channel = m_text.text(interaction, f.channel);
    const QString topic = interaction.text(f.topic);
    QStringList detail = {m_text.text(interaction, f.outcome), m_text.name(f.agentId, interaction.ref(f.agentId))};
    if (interaction.has(f.talk))
        detail += tr("talked %1").arg(m_text.text(interaction, f.talk));
    if (interaction.has(f.rating))
        detail += tr("rated %1 of 5").arg(m_text.text(interaction, f.rating));
    detail.removeAll(QString());
    m_entries.append({interaction.number(f.startedAt), topic.isEmpty() ? channel : QStringLiteral("%1: %2").arg(channel, topic),
        detail.join(QStringLiteral(" · ")), Vocabulary::channelIcon(interaction.number(f.channel, -1)),
        Vocabulary::choiceTone(f.outcome, interaction.number(f.outcome, -1)), interaction.ref(f.ticketId)});
}

int TimelineModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_entries.size());
}

QVariant TimelineModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Entry &entry = m_entries.at(index.row());
    switch (role) {
    case Title:
        return entry.title;
    case Detail:
        return entry.detail;
    case When:
        return m_text.formats().dateTime(entry.at);
    case Sign:
        return static_cast<int>(entry.icon);
    case Shade:
        return static_cast<int>(entry.tone);
    case Qt::ToolTipRole:
        return plainToolTip(QStringLiteral("%1\n%2\n%3").arg(entry.title, entry.detail, m_text.formats().absolute(entry.at)));
    case Qt::AccessibleTextRole:
        return QStringLiteral("%1, %2, %3").arg(entry.title, entry.detail, m_text.formats().dateTime(entry.at));
    default:
        return {};
    }
}

} // namespace tidedesk::ui
