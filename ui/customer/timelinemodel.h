// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/listing.h"
#include "ui/common/icons.h"
#include <QAbstractListModel>

namespace tidedesk::ui {

class FieldText;

/// Everything that happened with a customer in one line: tickets opened and resolved, calls, chats and visits. Newest first.
class TimelineModel final : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role { Title = Qt::DisplayRole, Detail = Qt::UserRole, When, Sign, Shade };

    TimelineModel(const FieldText &text, QObject *parent);
    void setPage(const domain::CustomerPage &page);
    void retranslate();
    Id ticket(int row) const { return m_entries.at(row).ticket; } ///< null when the entry leads nowhere

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    struct Entry {
        qint64 at = 0;
        QString title;
        QString detail;
        Icon icon = Icon::Info;
        Tone tone = Tone::Neutral;
        Id ticket;
    };
    void addTicket(const Row &ticket);
    void addInteraction(const Row &interaction);

    const FieldText &m_text;
    domain::CustomerPage m_page;
    QList<Entry> m_entries;
};

} // namespace tidedesk::ui
