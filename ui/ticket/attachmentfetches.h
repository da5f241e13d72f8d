// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/seat/queries.h"
#include <QHash>
#include <QObject>

namespace tidedesk::ui {

/// Files on their way to the screen: each once, however often it is clicked, and to be stopped.
class AttachmentFetches final : public QObject {
    Q_OBJECT
public:
    AttachmentFetches(seat::Queries &queries, QObject *parent);
    /// Nothing happens while the same file is under way.
    void fetch(const Row &attachment, const seat::Queries::Then<QString> &then);
    void stop(const Row &attachment); ///< what has come is kept for the next time

Q_SIGNALS:
    void moved(const tidedesk::Id &attachment, int percent);
    void ended(const tidedesk::Id &attachment);

private:
    seat::Queries &m_queries;
    QHash<Id, QObject *> m_underWay;
};

} // namespace tidedesk::ui
