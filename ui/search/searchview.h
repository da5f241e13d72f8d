// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/id.h"
#include <QWidget>

class QTabBar;
class QToolButton;

namespace tidedesk::ui {

class ElidedLabel;
class SearchController;
class SearchResults;
struct UiContext;

/// The page of search results: what was searched for, one tab per kind with its number of hits, and the hits.
class SearchView final : public QWidget {
    Q_OBJECT
public:
    SearchView(UiContext &ui, SearchController &controller, QWidget *parent);
    void takeFocus(); ///< to the hits, when they are there

Q_SIGNALS:
    void ticketActivated(const tidedesk::Id &ticket);
    void messageActivated(const tidedesk::Id &ticket, const tidedesk::Id &message);
    void customerActivated(const tidedesk::Id &customer);
    void closed();

protected:
    void changeEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void build();
    void refresh();

    UiContext &m_ui;
    SearchController &m_controller;
    SearchResults *m_results;
    ElidedLabel *m_title;
    QTabBar *m_tabs;
    QToolButton *m_close;
    bool m_wantsFocus = false;
};

} // namespace tidedesk::ui
