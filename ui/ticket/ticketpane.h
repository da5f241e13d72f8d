// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/seat/edits.h"
#include "core/seat/queries.h"
#include "ui/common/uicontext.h"
#include <QWidget>

class QLabel;
class QLineEdit;
class QPushButton;
class QStackedLayout;
class QTabBar;

namespace tidedesk::ui {

class Composer;
class EmptyState;
class HistoryList;
class MessageList;
class PropertyBar;

/// One ticket: conversation, properties, history, and where one answers. Everything is read from the local store and
/// written there; what the server says later arrives as a change.
class TicketPane final : public QWidget {
    Q_OBJECT
public:
    TicketPane(UiContext &ui, seat::Queries &queries, seat::Edits &edits, QWidget *parent);

    void setUser(const Id &user) { m_user = user; }
    void open(const Id &ticket);
    const Id &ticket() const { return m_ticket; }
    void applyChanges(const domain::ChangeSet &changes);
    void startReply();
    void startNote();
    void assignToMe();
    void setField(const schema::Field &field, const Value &value);
    void saveDraft(); ///< at once, before the window goes

Q_SIGNALS:
    void customerShown(const tidedesk::Id &customer); ///< of the open ticket; null when it has none
    void customerActivated(const tidedesk::Id &customer);

protected:
    void changeEvent(QEvent *event) override;

private:
    void buildHeader(QWidget *page, QLayout *column);
    void buildLayout();
    void connectParts();
    void retranslate();
    void reload();
    void show(const domain::TicketPage &page);
    void loadDraft();
    void send(qint64 status);
    void renameSubject();
    void openAttachment(const Row &attachment);
    void resolveReturned(const Id &review, domain::Resolution resolution);
    seat::Edits::Then report(const QString &done = {});

    UiContext &m_ui;
    seat::Queries &m_queries;
    seat::Edits &m_edits;
    Id m_user;
    Id m_ticket;
    domain::TicketPage m_page;
    seat::Queries::Directory m_directory;
    quint64 m_generation = 0;
    Id m_editing; ///< returned reply whose text is in the composer
    qint64 m_seen = 0; ///< greatest ordinal that was on screen

    QStackedLayout *m_stack;
    EmptyState *m_empty;
    QLabel *m_reference;
    QLineEdit *m_subject;
    QPushButton *m_customer;
    PropertyBar *m_properties;
    QTabBar *m_tabs;
    QStackedLayout *m_content;
    MessageList *m_messages;
    HistoryList *m_history;
    Composer *m_composer;
};

} // namespace tidedesk::ui
