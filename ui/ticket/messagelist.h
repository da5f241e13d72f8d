// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/seat/queries.h"
#include "ui/common/uicontext.h"
#include <QScrollArea>

class QVBoxLayout;

namespace tidedesk::ui {

/// A conversation, oldest first. Text from outside stays plain text. Blocks of messages that have not changed are kept,
/// so that reading and selecting are not disturbed when something arrives.
class MessageList final : public QScrollArea {
    Q_OBJECT
public:
    MessageList(UiContext &ui, QWidget *parent);
    void show(const domain::TicketPage &page, const seat::Queries::Directory &directory);
    void clear();

Q_SIGNALS:
    void attachmentRequested(const tidedesk::Row &attachment);
    void sendAgain(const tidedesk::Id &review); ///< a returned reply, now that what came in between is on screen
    void editAgain(const tidedesk::Id &review, const QString &text);
    void discardReturned(const tidedesk::Id &review);

protected:
    void wheelEvent(QWheelEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    class Block;
    struct Look {
        QString author;
        QString kind;
    };
    Look lookOf(const domain::MessageLine &line, const domain::TicketPage &page, const seat::Queries::Directory &directory) const;
    bool atEnd() const;

    UiContext &m_ui;
    QWidget *m_body;
    QVBoxLayout *m_column;
    QList<Block *> m_blocks;
    Id m_ticket;
    bool m_follow = true; ///< stay at the end while the texts find their heights and new ones arrive
};

} // namespace tidedesk::ui
