// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/work.h"
#include "ui/common/page.h"
#include <functional>

namespace tidedesk::seat {
class Figures;
class Queries;
}

namespace tidedesk::ui {

class DashboardController;
struct UiContext;

/// Destination "dashboard": one's own figures and the team's.
class DashboardPage final : public Page {
    Q_OBJECT
public:
    DashboardPage(UiContext &ui, seat::Queries &queries, seat::Figures &figures, QObject *parent);

    void setUser(const Id &user); ///< whose figures "mine" are
    QString id() const override { return QStringLiteral("dashboard"); }
    QString title() const override { return tr("Figures"); }
    Icon icon() const override { return Icon::Dashboard; }
    QWidget *createWidget(QWidget *parent) override;
    void activated() override;
    void left() override;

public Q_SLOTS:
    void applyChanges(const tidedesk::domain::ChangeSet &changes);

Q_SIGNALS:
    /// Behind the column or number that was clicked; `title` names it in the current language.
    void drillRequested(const QList<tidedesk::Id> &tickets, const std::function<QString()> &title);

private:
    UiContext &m_ui;
    DashboardController *m_controller;
};

} // namespace tidedesk::ui
