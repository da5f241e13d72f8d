// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/seat/queries.h"
#include "ui/common/uicontext.h"
#include <QListWidget>

namespace tidedesk::ui {

/// What happened to a ticket: who did what when, newest first, as sentences.
class HistoryList final : public QListWidget {
    Q_OBJECT
public:
    HistoryList(UiContext &ui, QWidget *parent);
    void show(const QList<Row> &events, const seat::Queries::Directory &directory);

private:
    QString sentence(const Row &event, const seat::Queries::Directory &directory) const;

    UiContext &m_ui;
};

} // namespace tidedesk::ui
