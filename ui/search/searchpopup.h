// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/work.h"
#include <QFrame>
#include <QPointer>

class QLineEdit;

namespace tidedesk::seat {
class Queries;
}

namespace tidedesk::ui {

class SearchController;
class SearchResults;
struct UiContext;

/// Results below the search box of the header. A child of the window, not a window: the box keeps the focus, and Up,
/// Down, Enter and Escape typed into it work on the results. Enter before the answer is there opens its first hit when it
/// comes.
class SearchPopup final : public QFrame {
    Q_OBJECT
public:
    /// `window` is what the popup lies over; `field` may lie anywhere in it.
    SearchPopup(UiContext &ui, seat::Queries &queries, QLineEdit *field, QWidget *window);
    void setUser(const Id &user);

public Q_SLOTS:
    void search(const QString &text); ///< empty closes
    void applyChanges(const tidedesk::domain::ChangeSet &changes);

Q_SIGNALS:
    void allRequested(const QString &text); ///< everything that fits, on a page
    void ticketActivated(const tidedesk::Id &ticket);
    void customerActivated(const tidedesk::Id &customer);
    void messageActivated(const tidedesk::Id &ticket, const tidedesk::Id &message);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    bool keyPressed(int key);
    bool enterPressed();
    void seeAll();
    void place();

    QPointer<QLineEdit> m_field;
    QString m_entered; ///< Enter was pressed on it, its answer is still to come
    SearchController *m_controller;
    SearchResults *m_results;
};

} // namespace tidedesk::ui
