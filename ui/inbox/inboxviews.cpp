// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inbox/inboxviews.h"
#include "core/domain/scope.h"
#include "core/schema/entities.h"

namespace tidedesk::ui {

namespace {

using domain::TicketQuery;

class Names final {
    Q_DECLARE_TR_FUNCTIONS(tidedesk::ui::InboxViews)
public:
    static InboxView of(TicketQuery::View view)
    {
        TicketQuery query;
        query.view = view;
        switch (view) {
        case TicketQuery::View::Mine:
            return {tr("Mine"), Icon::User, query};
        case TicketQuery::View::Unassigned:
            return {tr("Unassigned"), Icon::Inbox, query};
        case TicketQuery::View::Team:
            return {tr("My team"), Icon::Team, query};
        case TicketQuery::View::Open:
            return {tr("All open"), Icon::Task, query};
        default:
            query.view = TicketQuery::View::All;
            return {tr("All tickets"), Icon::Book, query};
        }
    }
    static InboxView queues() { return {.name = tr("Queues"), .query = {}, .heading = true}; }
};

} // namespace

QList<InboxView> inboxViews(const seat::Queries::Directory &directory, const Id &user)
{
    QList<InboxView> views;
    for (const auto view : {TicketQuery::View::Mine, TicketQuery::View::Unassigned, TicketQuery::View::Team,
             TicketQuery::View::Open, TicketQuery::View::All})
        views.append(Names::of(view));
    const auto &q = schema::queue();
    QList<Row> queues = directory.queues.values();
    // A queue is in use until somebody says otherwise. One outside the scope would always look empty.
    const Row person = directory.users.value(user);
    const domain::Scope scope = person.isNull() ? domain::Scope() : domain::scopeOf(person, {});
    queues.removeIf([&](const Row &queue) { return queue.number(q.active, 1) == 0 || !scope.holdsTicketsOf(queue); });
    std::sort(queues.begin(), queues.end(),
        [&q](const Row &a, const Row &b) { return a.text(q.name).localeAwareCompare(b.text(q.name)) < 0; });
    if (!queues.isEmpty())
        views.append(Names::queues());
    for (const Row &queue : std::as_const(queues)) {
        TicketQuery query;
        query.view = TicketQuery::View::Queue;
        query.queue = queue.id();
        views.append({queue.text(q.name), Icon::Flow, query});
    }
    return views;
}

} // namespace tidedesk::ui
