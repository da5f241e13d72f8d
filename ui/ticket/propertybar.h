// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/seat/queries.h"
#include "ui/common/uicontext.h"
#include <QWidget>

class QHBoxLayout;
class QLineEdit;

namespace tidedesk::ui {

class PropertyCombo;

/// Status, priority, person, queue and tags of a ticket. Shows values silently; says what a person has chosen.
class PropertyBar final : public QWidget {
    Q_OBJECT
public:
    PropertyBar(UiContext &ui, QWidget *parent);
    void show(const Row &ticket, const seat::Queries::Directory &directory);

Q_SIGNALS:
    void fieldChosen(const tidedesk::schema::Field &field, const tidedesk::Value &value);
    void tagsChanged(const QStringList &add, const QStringList &remove);

protected:
    void changeEvent(QEvent *event) override;

private:
    PropertyCombo *addCombo(QHBoxLayout *row, const char *name, const schema::Field &field);
    void retranslate();
    void showTags();

    UiContext &m_ui;
    Row m_ticket;
    seat::Queries::Directory m_directory;
    PropertyCombo *m_status;
    PropertyCombo *m_priority;
    PropertyCombo *m_assignee;
    PropertyCombo *m_queue;
    QHBoxLayout *m_tags;
    QLineEdit *m_newTag;
};

} // namespace tidedesk::ui
