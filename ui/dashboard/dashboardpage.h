// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/work.h"
#include "ui/common/page.h"

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
    void drillRequested(const QList<tidedesk::Id> &tickets); ///< behind the column that was clicked

private:
    UiContext &m_ui;
    DashboardController *m_controller;
};

} // namespace tidedesk::ui
