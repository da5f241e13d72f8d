// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ticket/propertybar.h"
#include "core/domain/lifecycle.h"
#include "core/schema/entities.h"
#include "ui/common/icons.h"
#include "ui/common/propertycombo.h"
#include "ui/common/theme.h"
#include "ui/common/vocabulary.h"
#include <QBoxLayout>
#include <QCompleter>
#include <QEvent>
#include <QLineEdit>
#include <QPushButton>

namespace tidedesk::ui {

namespace {

QList<PropertyOption> choices(const schema::Field &field)
{
    QList<PropertyOption> options;
    for (size_t i = 0; i < field.options.choices.size(); ++i)
        options.append({QVariant(static_cast<qlonglong>(i)), Vocabulary::choice(field, static_cast<qint64>(i))});
    return options;
}

QList<PropertyOption> named(const QList<Row> &rows, const std::function<QString(const Row &)> &name)
{
    QList<PropertyOption> options;
    for (const Row &row : rows)
        options.append({row.id().toString(), name(row)});
    std::sort(options.begin(), options.end(), [](const PropertyOption &a, const PropertyOption &b) { return a.text.localeAwareCompare(b.text) < 0; });
    return options;
}

} // namespace

PropertyBar::PropertyBar(UiContext &ui, QWidget *parent)
    : QWidget(parent)
    , m_ui(ui)
{
    const auto &t = schema::ticket();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(12, 0, 12, 6);
    column->setSpacing(6);
    auto *row = new QHBoxLayout;
    row->setSpacing(6);
    m_status = addCombo(row, "ticketStatus", t.status);
    m_priority = addCombo(row, "ticketPriority", t.priority);
    m_assignee = addCombo(row, "ticketAssignee", t.assigneeId);
    m_queue = addCombo(row, "ticketQueue", t.queueId);
    column->addLayout(row);
    m_tags = new QHBoxLayout;
    m_tags->setSpacing(4);
    m_newTag = new QLineEdit(this);
    m_newTag->setObjectName(QStringLiteral("ticketNewTag"));
    m_newTag->setFixedWidth(110);
    connect(m_newTag, &QLineEdit::returnPressed, this, [this] {
        const QString tag = m_newTag->text().trimmed();
        m_newTag->clear();
        if (!tag.isEmpty())
            Q_EMIT tagsChanged({tag}, {});
    });
    column->addLayout(m_tags);
    retranslate();
}

PropertyCombo *PropertyBar::addCombo(QHBoxLayout *row, const char *name, const schema::Field &field)
{
    auto *combo = new PropertyCombo(this);
    combo->setObjectName(QLatin1StringView(name));
    combo->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    combo->setMinimumContentsLength(5);
    row->addWidget(combo, 1);
    connect(combo, &PropertyCombo::chosen, this, [this, &field](const QVariant &value) {
        if (field.type == schema::Type::Reference) {
            const Id id = Id::fromString(value.toString());
            Q_EMIT fieldChosen(field, id.isNull() ? Value() : Value(id));
        } else {
            Q_EMIT fieldChosen(field, Value(value.toLongLong()));
        }
    });
    return combo;
}

void PropertyBar::show(const Row &ticket, const seat::Queries::Directory &directory)
{
    const auto &t = schema::ticket();
    m_ticket = ticket;
    m_directory = directory;
    // A person may choose what the life cycle allows from here.
    QList<PropertyOption> statuses = choices(t.status);
    const auto from = static_cast<domain::TicketStatus>(ticket.number(t.status));
    statuses.removeIf([&](const PropertyOption &option) { return !domain::legalTransition(from, static_cast<domain::TicketStatus>(option.value.toInt())); });
    m_status->setOptions(statuses);
    m_priority->setOptions(choices(t.priority));
    QList<Row> people = directory.users.values();
    people.removeIf([](const Row &user) { return !user.flag(schema::user().active); });
    QList<PropertyOption> persons = named(people, [&](const Row &user) { return directory.userName(user.id()); });
    persons.prepend({QString(), tr("Nobody")});
    m_assignee->setOptions(persons);
    QList<Row> queues = directory.queues.values();
    m_queue->setOptions(named(queues, [](const Row &queue) { return queue.text(schema::queue().name); }));
    m_status->setValue(QVariant(static_cast<qlonglong>(ticket.number(t.status))));
    m_priority->setValue(QVariant(static_cast<qlonglong>(ticket.number(t.priority))));
    m_assignee->setValue(ticket.has(t.assigneeId) ? ticket.ref(t.assigneeId).toString() : QString());
    m_queue->setValue(ticket.ref(t.queueId).toString());
    showTags();
}

void PropertyBar::showTags()
{
    while (QLayoutItem *item = m_tags->takeAt(0)) {
        if (item->widget() && item->widget() != m_newTag)
            item->widget()->deleteLater();
        delete item;
    }
    for (const QString &tag : m_ticket.members(schema::ticket().tags)) {
        auto *chip = new QPushButton(QString(tag).replace(u'&', QStringLiteral("&&")), this);
        chip->setProperty("chip", true);
        chip->setIcon(m_ui.icons.icon(Icon::Close));
        chip->setLayoutDirection(Qt::RightToLeft);
        chip->setAccessibleName(tr("Remove tag %1").arg(tag));
        chip->setToolTip(tr("Remove this tag"));
        connect(chip, &QPushButton::clicked, this, [this, tag] { Q_EMIT tagsChanged({}, {tag}); });
        m_tags->addWidget(chip);
    }
    m_tags->addWidget(m_newTag);
    m_tags->addStretch(1);
    auto *completer = new QCompleter(m_directory.tags.keys(), m_newTag);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    m_newTag->setCompleter(completer);
}

void PropertyBar::retranslate()
{
    const auto &t = schema::ticket();
    m_status->setName(Vocabulary::field(t.status));
    m_priority->setName(Vocabulary::field(t.priority));
    m_assignee->setName(Vocabulary::field(t.assigneeId));
    m_queue->setName(Vocabulary::field(t.queueId));
    for (PropertyCombo *combo : {m_status, m_priority, m_assignee, m_queue})
        combo->setToolTip(combo->accessibleName());
    m_newTag->setPlaceholderText(tr("Add tag…"));
    m_newTag->setAccessibleName(tr("New tag"));
    if (!m_ticket.isNull())
        show(m_ticket, m_directory);
}

void PropertyBar::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace tidedesk::ui
