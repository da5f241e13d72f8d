// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/work.h"
#include "core/seat/queries.h"
#include "ui/common/builtahead.h"
#include "ui/common/fieldtext.h"
#include "ui/customer/customerblocks.h"
#include <QWidget>

class QPushButton;
class QScrollArea;
class QStackedLayout;
class QTimer;

namespace tidedesk::ui {

class BlockView;
class ContactList;
class CustomerHead;
class CustomerLoader;
class EmptyState;
class KeyNumbers;
class SkeletonRows;
struct UiContext;

/// The customer beside the conversation: who it is, how to reach them, the key numbers and the six blocks. Answers from
/// the local store alone. Its widgets are made once, for the first customer or in the quiet after the start; another
/// customer only changes what they show.
class CustomerPanel final : public QWidget {
    Q_OBJECT
public:
    static constexpr int kWidth = 300;

    CustomerPanel(UiContext &ui, seat::Queries &queries, QWidget *parent);
    void enter(); ///< the seat is open and somebody sits here: asks for names anew
    void setCustomer(const Id &customer); ///< null: the ticket has none
    QSize sizeHint() const override { return {kWidth, 600}; }

public Q_SLOTS:
    void applyChanges(const tidedesk::domain::ChangeSet &changes);

Q_SIGNALS:
    void ticketActivated(const tidedesk::Id &ticket);
    void customerActivated(const tidedesk::Id &customer); ///< the whole page is wanted
    void copied(const QString &text);

protected:
    void changeEvent(QEvent *event) override;

private:
    QScrollArea *makeContent();
    void addBlock(QWidget *parent, CustomerBlocks::Kind kind);
    void connectLoader();
    void loadDirectory();
    void fill();
    void showNobody();
    void showError(const Error &error);
    void retranslate();

    UiContext &m_ui;
    seat::Queries &m_queries;
    FieldText m_text;
    CustomerBlocks m_blocks;
    CustomerLoader *m_loader;
    bool m_asked = false; ///< a ticket has been open, with a customer or without
    QTimer *m_patience; ///< a quick answer shows no skeleton
    QStackedLayout *m_stack;
    EmptyState *m_empty;
    SkeletonRows *m_skeleton;
    BuiltAhead<QScrollArea> m_content; ///< null at first, as is everything in it
    CustomerHead *m_head = nullptr;
    ContactList *m_contacts = nullptr;
    KeyNumbers *m_numbers = nullptr;
    QPushButton *m_open = nullptr;
    QList<BlockView *> m_views;
};

} // namespace tidedesk::ui
