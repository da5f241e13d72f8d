// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/seat/queries.h"
#include "ui/common/uicontext.h"
#include <QListView>

namespace tidedesk::ui {

class HistoryModel;

/// What happened to a ticket: who did what when, newest first, as sentences under their days.
class HistoryView final : public QListView {
    Q_OBJECT
public:
    HistoryView(UiContext &ui, QWidget *parent);
    void show(const QList<Row> &events, const seat::Queries::Directory &directory);

protected:
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    class Delegate;
    HistoryModel *m_model;
};

} // namespace tidedesk::ui
