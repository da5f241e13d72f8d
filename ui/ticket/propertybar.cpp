// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ticket/propertybar.h"
#include "core/base/clock.h"
#include "core/domain/lifecycle.h"
#include "core/schema/entities.h"
#include "ui/common/formats.h"
#include "ui/common/glyphs.h"
#include "ui/common/labels.h"
#include "ui/common/propertycombo.h"
#include "ui/common/theme.h"
#include "ui/common/vocabulary.h"
#include "ui/ticket/tageditor.h"
#include <QBoxLayout>
#include <QEvent>
#include <QLineEdit>
#include <QPainter>

namespace tidedesk::ui {

namespace {

using domain::TicketStatus;
constexpr int kSign = 16;

QIcon painted(const std::function<void(QPainter *, const QRectF &)> &paint)
{
    QPixmap pixmap(2 * kSign, 2 * kSign);
    pixmap.setDevicePixelRatio(2);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    paint(&painter, QRectF(1, 1, kSign - 2, kSign - 2));
    return QIcon(pixmap);
}

QList<PropertyOption> named(const QList<Row> &rows, const std::function<QString(const Row &)> &name)
{
    QList<PropertyOption> options;
    for (const Row &row : rows)
        options.append({row.id().toString(), name(row)});
    std::sort(options.begin(), options.end(),
        [](const PropertyOption &a, const PropertyOption &b) { return a.text.localeAwareCompare(b.text) < 0; });
    return options;
}

QList<PropertyOption> choices(const schema::Field &field, const std::function<QIcon(qint64)> &icon = {})
{
    QList<PropertyOption> options;
    for (size_t i = 0; i < field.options.choices.size(); ++i) {
        const auto value = static_cast<qint64>(i);
        options.append({QVariant::fromValue<qlonglong>(value), Vocabulary::choice(field, value), icon ? icon(value) : QIcon()});
    }
    return options;
}

} // namespace

PropertyBar::PropertyBar(UiContext &ui, QWidget *parent)
    : QWidget(parent)
    , m_ui(ui)
{
    const auto &t = schema::ticket();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(8, 0, 12, 6);
    column->setSpacing(4);
    auto *row = new QHBoxLayout;
    row->setSpacing(2);
    m_status = addCombo(row, "ticketStatus", t.status);
    m_priority = addCombo(row, "ticketPriority", t.priority);
    m_assignee = addCombo(row, "ticketAssignee", t.assigneeId);
    m_queue = addCombo(row, "ticketQueue", t.queueId);
    column->addLayout(row);
    buildSecondRow(column);
    connect(&ui.theme, &Theme::changed, this, [this] {
        m_shownOptions.clear(); // the signs have the colours of the theme in them
        if (!m_ticket.isNull())
            show(m_ticket, m_directory);
    });
    retranslate();
}

void PropertyBar::buildSecondRow(QLayout *column)
{
    auto *row = new QHBoxLayout;
    row->setSpacing(6);
    m_hold = addCombo(row, "ticketHoldReason", schema::ticket().holdReason);
    m_hold->hide();
    m_claim = mutedLabel({}, TextStyle::Small, this);
    m_claim->setObjectName(QStringLiteral("ticketClaim"));
    row->addWidget(m_claim);
    m_category = new QLineEdit(this);
    m_category->setObjectName(QStringLiteral("ticketCategory"));
    m_category->setProperty("kind", QStringLiteral("tag"));
    m_category->setFixedWidth(112);
    m_category->setMaxLength(static_cast<int>(schema::ticket().category.options.longest));
    connect(m_category, &QLineEdit::editingFinished, this, &PropertyBar::chooseCategory);
    m_tags = new TagEditor(m_ui, this);
    m_tags->setObjectName(QStringLiteral("ticketTags"));
    connect(m_tags, &TagEditor::added, this, [this](const QString &tag) { Q_EMIT tagsChanged({tag}, {}); });
    connect(m_tags, &TagEditor::removed, this, [this](const QString &tag) { Q_EMIT tagsChanged({}, {tag}); });
    row->addSpacing(4);
    row->addWidget(m_category, 0, Qt::AlignTop);
    row->addWidget(m_tags, 1);
    row->setStretchFactor(m_hold, 0);
    static_cast<QVBoxLayout *>(column)->addLayout(row);
}

PropertyCombo *PropertyBar::addCombo(QHBoxLayout *row, const char *name, const schema::Field &field)
{
    auto *combo = new PropertyCombo(this);
    combo->setObjectName(QLatin1StringView(name));
    row->addWidget(combo, 1);
    connect(combo, &PropertyCombo::chosen, this, [this, &field](const QVariant &value) {
        if (field.type == schema::Type::Reference) {
            const Id id = Id::fromString(value.toString());
            Q_EMIT fieldChosen(field, id.isNull() ? Value() : Value(id));
        } else {
            Q_EMIT fieldChosen(field, Value(qint64(value.toLongLong())));
        }
    });
    return combo;
}

QIcon PropertyBar::statusIcon(qint64 status) const
{
    return painted([&](QPainter *painter, const QRectF &rect) {
        paintStatus(painter, rect, static_cast<TicketStatus>(status), m_ui.theme.colors());
    });
}

QIcon PropertyBar::priorityIcon(qint64 priority) const
{
    return painted([&](QPainter *painter, const QRectF &rect) { paintPriority(painter, rect, priority, m_ui.theme.colors()); });
}

void PropertyBar::show(const Row &ticket, const seat::Queries::Directory &directory)
{
    m_ticket = ticket;
    m_directory = directory;
    showOptions();
    showValues();
}

void PropertyBar::showOptions()
{
    const auto &t = schema::ticket();
    const auto offer = [this](PropertyCombo *combo, const QList<PropertyOption> &options) {
        QString print;
        for (const PropertyOption &option : options)
            print += option.value.toString() + u'\t' + option.text + u'\n';
        if (m_shownOptions.value(combo) == print)
            return;
        m_shownOptions.insert(combo, print);
        combo->setOptions(options);
    };
    // A person may choose what the life cycle allows from here.
    QList<PropertyOption> statuses = choices(t.status, [this](qint64 status) { return statusIcon(status); });
    const auto from = static_cast<TicketStatus>(m_ticket.number(t.status));
    statuses.removeIf([&](const PropertyOption &option) {
        return !domain::legalTransition(from, static_cast<TicketStatus>(option.value.toInt()));
    });
    offer(m_status, statuses);
    offer(m_priority, choices(t.priority, [this](qint64 priority) { return priorityIcon(priority); }));
    offer(m_hold, choices(t.holdReason));
    QList<Row> people = m_directory.users.values();
    const Id assignee = m_ticket.ref(t.assigneeId);
    people.removeIf([&](const Row &user) {
        return user.number(schema::user().active, 1) == 0 && !(user.id() == assignee);
    });
    QList<PropertyOption> persons = named(people, [&](const Row &user) {
        const QString name = m_directory.userName(user.id());
        return user.id() == m_user ? tr("%1 (me)").arg(name) : name;
    });
    const auto me = std::find_if(persons.begin(), persons.end(), [&](const PropertyOption &option) { return option.value == m_user.toString(); });
    if (me != persons.end())
        std::rotate(persons.begin(), me, me + 1); // the most frequent choice first
    persons.prepend({QString(), tr("Nobody")});
    offer(m_assignee, persons);
    offer(m_queue, named(m_directory.queues.values(), [](const Row &queue) { return queue.text(schema::queue().name); }));
}

void PropertyBar::showValues()
{
    const auto &t = schema::ticket();
    m_status->setValue(QVariant::fromValue<qlonglong>(m_ticket.number(t.status)));
    m_priority->setValue(QVariant::fromValue<qlonglong>(m_ticket.number(t.priority)));
    m_assignee->setValue(m_ticket.has(t.assigneeId) ? m_ticket.ref(t.assigneeId).toString() : QString());
    showClaim();
    m_queue->setValue(m_ticket.ref(t.queueId).toString());
    m_hold->setVisible(m_ticket.number(t.status) == qint64(TicketStatus::OnHold));
    m_hold->setValue(m_ticket.has(t.holdReason) ? QVariant::fromValue<qlonglong>(m_ticket.number(t.holdReason)) : QVariant());
    if (!m_category->hasFocus())
        m_category->setText(m_ticket.text(t.category));
    m_tags->setCatalogue(m_directory.tags);
    m_tags->setTags(m_ticket.members(t.tags));
}

/// The time of day says it; a claim of days takes the date as well.
void PropertyBar::showClaim()
{
    const auto until = m_ticket.maybe(schema::ticket().claimedUntil);
    m_claim->setVisible(until.has_value());
    if (!until)
        return;
    const bool soon = qAbs(*until - m_ui.clock.nowMs()) < 12 * 3'600'000;
    m_claim->setText(tr("Claimed until %1").arg(soon ? m_ui.formats.time(*until) : m_ui.formats.dateTime(*until)));
    m_claim->setToolTip(plainToolTip(m_ui.formats.absolute(*until)));
}

void PropertyBar::chooseCategory()
{
    const QString category = m_category->text().simplified();
    if (m_ticket.isNull() || category == m_ticket.text(schema::ticket().category))
        return;
    Q_EMIT fieldChosen(schema::ticket().category, category.isEmpty() ? Value() : Value(category));
}

void PropertyBar::retranslate()
{
    const auto &t = schema::ticket();
    m_status->setName(Vocabulary::field(t.status));
    m_priority->setName(Vocabulary::field(t.priority));
    m_assignee->setName(Vocabulary::field(t.assigneeId));
    m_queue->setName(Vocabulary::field(t.queueId));
    m_hold->setName(Vocabulary::field(t.holdReason));
    for (PropertyCombo *combo : {m_status, m_priority, m_assignee, m_queue, m_hold})
        combo->setToolTip(plainToolTip(combo->accessibleName()));
    m_category->setPlaceholderText(Vocabulary::field(t.category));
    m_category->setAccessibleName(Vocabulary::field(t.category));
    m_category->setToolTip(plainToolTip(Vocabulary::field(t.category)));
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
