// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/error.h"
#include "core/base/id.h"
#include <QWidget>

class QLabel;
class QListView;
class QPushButton;
class QStackedLayout;

namespace tidedesk::ui {

class EmptyState;
class SearchController;
class SkeletonRows;
struct UiContext;

/// The hits of a search with what has to be known about them: what in the query was not understood, how much of the
/// store is in the index, whether there is more. Keys come from the search field or from the list itself.
class SearchResults final : public QWidget {
    Q_OBJECT
public:
    enum class Place {
        Popup, ///< a first look, with a way to all of them
        Page, ///< all there are to be had
    };
    SearchResults(UiContext &ui, SearchController &controller, Place place, QWidget *parent);

    void moveCurrent(int step); ///< +1 down, -1 up; skips headings
    bool activateCurrent(); ///< false when there is nothing to open
    QListView *list() const { return m_list; }

Q_SIGNALS:
    void allRequested();
    void ticketActivated(const tidedesk::Id &ticket);
    void customerActivated(const tidedesk::Id &customer);
    /// A message: its ticket, and which message to scroll to.
    void messageActivated(const tidedesk::Id &ticket, const tidedesk::Id &message);

protected:
    void changeEvent(QEvent *event) override;

private:
    void build();
    void refresh();
    void refreshNotes();
    void showError(const Error &error);
    void retranslate();
    void activate(int row);

    UiContext &m_ui;
    SearchController &m_controller;
    const Place m_place;
    QListView *m_list;
    EmptyState *m_empty;
    SkeletonRows *m_skeleton;
    QLabel *m_problem;
    QLabel *m_indexed;
    QLabel *m_cut; ///< that there is more than is shown
    QPushButton *m_all;
    QStackedLayout *m_stack = nullptr;
};

} // namespace tidedesk::ui
