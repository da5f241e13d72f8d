// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inbox/filterbar.h"
#include "core/schema/entities.h"
#include "ui/common/flowlayout.h"
#include "ui/common/uicontext.h"
#include "ui/common/vocabulary.h"
#include "ui/inbox/filterbutton.h"
#include <QEvent>
#include <QPushButton>

namespace tidedesk::ui {

namespace {

QList<FilterButton::Choice> choicesOf(const schema::Field &field)
{
    QList<FilterButton::Choice> choices;
    for (size_t i = 0; i < field.options.choices.size(); ++i)
        choices.append({QVariant(static_cast<qlonglong>(i)), Vocabulary::choice(field, static_cast<qint64>(i))});
    return choices;
}

QList<qint64> numbers(const FilterButton *button)
{
    QList<qint64> list;
    for (const QVariant &value : button->chosen())
        list.append(value.toLongLong());
    std::sort(list.begin(), list.end());
    return list;
}

} // namespace

FilterBar::FilterBar(UiContext &, QWidget *parent)
    : QWidget(parent)
    , m_status(new FilterButton(true, this))
    , m_priority(new FilterButton(true, this))
    , m_channel(new FilterButton(true, this))
    , m_tag(new FilterButton(false, this))
    , m_clear(new QPushButton(this))
{
    m_status->setObjectName(QStringLiteral("filterStatus"));
    m_priority->setObjectName(QStringLiteral("filterPriority"));
    m_channel->setObjectName(QStringLiteral("filterChannel"));
    m_tag->setObjectName(QStringLiteral("filterTag"));
    m_clear->setObjectName(QStringLiteral("filterClear"));
    m_clear->setProperty("kind", QStringLiteral("filterClear"));
    auto *layout = new FlowLayout(this, 4);
    for (FilterButton *button : buttons()) {
        layout->addWidget(button);
        connect(button, &FilterButton::chosenChanged, this, &FilterBar::onChosen);
    }
    layout->addWidget(m_clear);
    m_clear->hide();
    connect(m_clear, &QPushButton::clicked, this, &FilterBar::clear);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    retranslate();
}

void FilterBar::retranslate()
{
    const auto &t = schema::ticket();
    m_status->setName(Vocabulary::field(t.status), tr("Any status"));
    m_priority->setName(Vocabulary::field(t.priority), tr("Any priority"));
    m_channel->setName(Vocabulary::field(t.channel), tr("Any channel"));
    m_tag->setName(tr("Tag"), tr("Any tag"));
    m_status->setChoices(choicesOf(t.status));
    m_priority->setChoices(choicesOf(t.priority));
    m_channel->setChoices(choicesOf(t.channel));
    m_clear->setText(tr("Clear"));
    m_clear->setAccessibleName(tr("Clear all filters"));
}

void FilterBar::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void FilterBar::setTags(const QStringList &tags)
{
    QList<FilterButton::Choice> choices;
    for (const QString &tag : tags)
        choices.append({tag, tag});
    m_tag->setChoices(choices);
    m_tag->setVisible(!tags.isEmpty());
}

void FilterBar::applyTo(domain::TicketQuery &query) const
{
    query.statuses = numbers(m_status);
    query.priorities = numbers(m_priority);
    query.channels = numbers(m_channel);
    query.tag = m_tag->chosen().isEmpty() ? QString() : m_tag->chosen().first().toString();
}

bool FilterBar::isActive() const
{
    const auto list = buttons();
    return std::any_of(list.begin(), list.end(), [](const FilterButton *button) { return !button->chosen().isEmpty(); });
}

void FilterBar::clear()
{
    if (!isActive())
        return;
    reset();
    Q_EMIT changed();
}

void FilterBar::reset()
{
    for (FilterButton *button : buttons())
        button->setChosen({});
    m_clear->setVisible(false);
    updateGeometry();
}

void FilterBar::onChosen()
{
    m_clear->setVisible(isActive());
    updateGeometry();
    Q_EMIT changed();
}

} // namespace tidedesk::ui
