// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/work.h"
#include "ui/common/page.h"
#include <QPointer>

namespace tidedesk::seat {
class Queries;
}

namespace tidedesk::ui {

class SearchController;
class SearchView;
struct UiContext;

/// Everything a search finds, as a page that the search box leads to; Escape goes back to the page before.
class SearchPage final : public Page {
    Q_OBJECT
public:
    SearchPage(UiContext &ui, seat::Queries &queries, QObject *parent);

    void setUser(const Id &user);
    void search(const QString &text);
    QString id() const override { return QStringLiteral("results"); }
    QString title() const override { return tr("Search results"); }
    Icon icon() const override { return Icon::Search; }
    bool inRail() const override { return false; }
    QWidget *createWidget(QWidget *parent) override;
    void activated() override;

public Q_SLOTS:
    void applyChanges(const tidedesk::domain::ChangeSet &changes);

Q_SIGNALS:
    void ticketActivated(const tidedesk::Id &ticket);
    void messageActivated(const tidedesk::Id &ticket, const tidedesk::Id &message);
    void customerActivated(const tidedesk::Id &customer);
    void closed(); ///< Escape: back

private:
    UiContext &m_ui;
    SearchController *m_controller;
    QPointer<SearchView> m_view;
};

} // namespace tidedesk::ui
