// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ticket/historymodel.h"
#include "core/schema/entities.h"
#include "ui/common/formats.h"
#include "ui/common/labels.h"
#include "ui/ticket/eventsentence.h"

namespace tidedesk::ui {

HistoryModel::HistoryModel(UiContext &ui, QObject *parent)
    : QAbstractListModel(parent)
    , m_ui(ui)
{
}

void HistoryModel::setEvents(const QList<Row> &events, const seat::Queries::Directory &directory)
{
    beginResetModel();
    m_events = events;
    m_directory = directory;
    endResetModel();
}

int HistoryModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_events.size());
}

QVariant HistoryModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= m_events.size())
        return {};
    const Row &event = m_events[index.row()];
    const qint64 at = event.number(schema::event().at);
    switch (role) {
    case Qt::DisplayRole:
        return EventSentence::of(event, m_directory);
    case Qt::AccessibleTextRole:
        return QStringLiteral("%1, %2").arg(EventSentence::of(event, m_directory), m_ui.formats.dateTime(at));
    case Qt::ToolTipRole:
        return plainToolTip(m_ui.formats.absolute(at));
    case IconRole:
        return static_cast<int>(EventSentence::icon(event));
    case TimeRole:
        return m_ui.formats.time(at);
    case DayRole: {
        // The first event of a day carries its name.
        const QString day = m_ui.formats.day(at);
        const bool first = index.row() == 0 || m_ui.formats.day(m_events[index.row() - 1].number(schema::event().at)) != day;
        return first ? day : QString();
    }
    default:
        return {};
    }
}

} // namespace tidedesk::ui
