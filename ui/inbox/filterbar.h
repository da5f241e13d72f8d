// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/listing.h"
#include "core/seat/queries.h"
#include <QWidget>

class QPushButton;

namespace tidedesk::ui {

class FilterButton;
struct UiContext;

/// What a list is narrowed down to: status, priority, channel, tag.
class FilterBar final : public QWidget {
    Q_OBJECT
public:
    FilterBar(UiContext &ui, QWidget *parent);
    void setTags(const QStringList &tags);
    void applyTo(domain::TicketQuery &query) const;
    bool isActive() const;
    void reset(); ///< nothing chosen, silently

public Q_SLOTS:
    void clear(); ///< and says so if anything was chosen

Q_SIGNALS:
    void changed(); ///< by a person

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslate();
    void onChosen();
    QList<FilterButton *> buttons() const { return {m_status, m_priority, m_channel, m_tag}; }

    FilterButton *m_status;
    FilterButton *m_priority;
    FilterButton *m_channel;
    FilterButton *m_tag;
    QPushButton *m_clear;
};

} // namespace tidedesk::ui
