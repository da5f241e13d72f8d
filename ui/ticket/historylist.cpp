// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ticket/historylist.h"
#include "core/schema/entities.h"
#include "ui/common/formats.h"
#include "ui/common/vocabulary.h"

namespace tidedesk::ui {

namespace {

QString choiceNamed(const schema::Field &field, const QString &name) { return Vocabulary::choice(field, field.choice(name)); }

} // namespace

HistoryList::HistoryList(UiContext &ui, QWidget *parent)
    : QListWidget(parent)
    , m_ui(ui)
{
    setObjectName(QStringLiteral("history"));
    setFrameShape(QFrame::NoFrame);
    setWordWrap(true);
    setSelectionMode(QAbstractItemView::NoSelection);
}

QString HistoryList::sentence(const Row &event, const seat::Queries::Directory &directory) const
{
    const auto &e = schema::event();
    const auto &t = schema::ticket();
    const QString kind = event.choice(e.kind);
    const QString before = event.text(e.before);
    const QString after = event.text(e.after);
    if (kind == u"created")
        return tr("Ticket created");
    if (kind == u"customer_message")
        return tr("The customer wrote");
    if (kind == u"reply")
        return tr("Reply sent");
    if (kind == u"auto_reply")
        return tr("Automatic reply sent");
    if (kind == u"note")
        return tr("Internal note written");
    if (kind == u"status")
        return before.isEmpty() ? tr("Status: %1").arg(choiceNamed(t.status, after))
                                : tr("Status: %1 → %2").arg(choiceNamed(t.status, before), choiceNamed(t.status, after));
    if (kind == u"assigned") {
        const QString person = directory.userName(Id::fromString(after));
        return after.isEmpty() ? tr("Assigned to nobody") : tr("Assigned to %1").arg(person.isEmpty() ? tr("somebody outside this seat’s view") : person);
    }
    if (kind == u"tags")
        return tr("Tags: %1").arg(after.isEmpty() ? tr("none") : after);
    if (kind == u"rated")
        return tr("Rated %1 of 5").arg(after);
    const schema::Field *field = t.find(event.text(e.field));
    if (!field)
        return tr("Changed");
    if (field->type == schema::Type::Choice)
        return tr("%1: %2 → %3").arg(Vocabulary::field(*field), choiceNamed(*field, before), choiceNamed(*field, after));
    if (*field == t.queueId)
        return tr("%1: %2 → %3").arg(Vocabulary::field(*field), directory.queueName(Id::fromString(before)), directory.queueName(Id::fromString(after)));
    return tr("%1 changed").arg(Vocabulary::field(*field));
}

void HistoryList::show(const QList<Row> &events, const seat::Queries::Directory &directory)
{
    const auto &e = schema::event();
    clear();
    for (const Row &event : events) {
        const QString who = directory.userName(event.ref(e.actorId));
        const QString when = m_ui.formats.relative(event.number(e.at));
        auto *item = new QListWidgetItem(who.isEmpty() ? QStringLiteral("%1 · %2").arg(when, sentence(event, directory))
                                                       : QStringLiteral("%1 · %2 · %3").arg(when, who, sentence(event, directory)),
            this);
        item->setToolTip(m_ui.formats.absolute(event.number(e.at)));
    }
}

} // namespace tidedesk::ui
