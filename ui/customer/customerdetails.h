// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/listing.h"
#include "ui/common/fieldtext.h"
#include "ui/customer/customerblocks.h"
#include <QWidget>

class QLabel;
class QListView;
class QStackedWidget;
class QTabBar;

namespace tidedesk::ui {

class ContactList;
class CustomerHead;
class KeyNumbers;
class ProfileForm;
class RecordTable;
class TimelineModel;
struct UiContext;

/// Everything about one customer: head, key numbers, profile at the left; timeline and the blocks as tables at the right.
class CustomerDetails final : public QWidget {
    Q_OBJECT
public:
    CustomerDetails(UiContext &ui, QWidget *parent);
    void setDirectory(const seat::Queries::Directory &directory);
    void setLevel(schema::Writer level); ///< of who is signed in
    void setPage(const domain::CustomerPage &page);
    void accept(int field); ///< what was edited is saved and comes back as a change of the row
    void refuse(int field, const QString &sentence);

Q_SIGNALS:
    void edited(int field, const tidedesk::Value &value);
    void ticketActivated(const tidedesk::Id &ticket);
    void copied(const QString &text);

protected:
    void changeEvent(QEvent *event) override;

private:
    QWidget *buildProfile();
    QWidget *buildBlocks();
    void showTab(int index);
    void retranslate();
    void fill();

    struct Tab {
        CustomerBlocks::Kind kind;
        const schema::Entity *entity; ///< null: the timeline
        RecordTable *table = nullptr; ///< made when it is first looked at
    };
    void fillTable(const Tab &tab);
    QString tabTitle(const Tab &tab) const;
    static const QList<Row> &rowsOf(const domain::CustomerPage &page, CustomerBlocks::Kind kind);

    UiContext &m_ui;
    FieldText m_text;
    CustomerBlocks m_blocks;
    domain::CustomerPage m_page;
    CustomerHead *m_head;
    KeyNumbers *m_numbers;
    QLabel *m_profileTitle = nullptr;
    QLabel *m_profileSource = nullptr;
    QLabel *m_reachTitle = nullptr;
    ContactList *m_contacts = nullptr;
    ProfileForm *m_profile = nullptr;
    QTabBar *m_tabs = nullptr;
    QStackedWidget *m_stack = nullptr;
    TimelineModel *m_timeline = nullptr;
    QListView *m_timelineView = nullptr;
    QList<Tab> m_blocksTabs;
};

} // namespace tidedesk::ui
