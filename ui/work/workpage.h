// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/work.h"
#include "ui/common/page.h"
#include <QPointer>

namespace tidedesk::seat {
class Edits;
class Queries;
}

namespace tidedesk::ui {

class OutboxController;
class ReviewController;
class WorkView;
struct UiContext;

/// Destination "work": outbox and conflict centre. Counts from the start, also before it is first shown.
class WorkPage final : public Page {
    Q_OBJECT
public:
    WorkPage(UiContext &ui, seat::Queries &queries, seat::Edits &edits, QObject *parent);

    void enter(); ///< the seat is open and somebody sits here: asks for what waits
    QString id() const override { return QStringLiteral("work"); }
    QString title() const override { return tr("My changes"); }
    Icon icon() const override { return Icon::Outbox; }
    QWidget *createWidget(QWidget *parent) override;
    int badge() const override; ///< things to decide, else things that wait
    Tone badgeTone() const override;
    void activated() override;
    void showOutbox();
    void showReview(const Id &review);

public Q_SLOTS:
    void applyChanges(const tidedesk::domain::ChangeSet &changes);

Q_SIGNALS:
    void countsChanged(int waiting, int toDecide);
    void retryRequested();
    void ticketActivated(const tidedesk::Id &ticket);
    void customerActivated(const tidedesk::Id &customer);

private:
    void recount();

    UiContext &m_ui;
    OutboxController *m_outbox;
    ReviewController *m_reviews;
    QPointer<WorkView> m_view;
    int m_waiting = 0;
    int m_toDecide = 0;
};

} // namespace tidedesk::ui
