// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/seat/queries.h"
#include "ui/common/uicontext.h"
#include <QWidget>

class QHBoxLayout;
class QLabel;
class QLineEdit;

namespace tidedesk::ui {

class PropertyCombo;
class TagEditor;

/// Status, priority, person, queue, category and tags of a ticket. Shows values silently; says what a person has chosen.
class PropertyBar final : public QWidget {
    Q_OBJECT
public:
    PropertyBar(UiContext &ui, QWidget *parent);
    void show(const Row &ticket, const seat::Queries::Directory &directory);
    void setUser(const Id &user) { m_user = user; }

Q_SIGNALS:
    void fieldChosen(const tidedesk::schema::Field &field, const tidedesk::Value &value);
    void tagsChanged(const QStringList &add, const QStringList &remove);

protected:
    void changeEvent(QEvent *event) override;

private:
    PropertyCombo *addCombo(QHBoxLayout *row, const char *name, const schema::Field &field);
    void buildSecondRow(QLayout *column);
    void retranslate();
    void showOptions();
    void showValues();
    void showClaim();
    void chooseCategory();
    QIcon statusIcon(qint64 status) const;
    QIcon priorityIcon(qint64 priority) const;

    UiContext &m_ui;
    Id m_user;
    Row m_ticket;
    seat::Queries::Directory m_directory;
    PropertyCombo *m_status;
    PropertyCombo *m_priority;
    PropertyCombo *m_assignee;
    PropertyCombo *m_queue;
    PropertyCombo *m_hold;
    QLabel *m_claim; ///< until when the ticket is its assignee's
    QLineEdit *m_category;
    TagEditor *m_tags;
    QHash<QObject *, QString> m_shownOptions; ///< what a combo offers now, to leave an open list alone
};

} // namespace tidedesk::ui
