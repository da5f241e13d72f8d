// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/customer/keynumbers.h"
#include "ui/common/figuretile.h"
#include "ui/common/formats.h"
#include "ui/common/uicontext.h"
#include <QEvent>
#include <QGridLayout>

namespace tidedesk::ui {

KeyNumbers::KeyNumbers(UiContext &ui, int columns, QWidget *parent)
    : QWidget(parent)
    , m_formats(ui.formats)
{
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setSpacing(8);
    int place = 0;
    const auto add = [&](FigureTile *&tile, const char *name, int span) {
        tile = new FigureTile(ui.theme, FigureTile::Size::Small, this);
        tile->setObjectName(QLatin1StringView(name));
        grid->addWidget(tile, place / columns, place % columns, 1, span);
        place += span;
    };
    add(m_open, "openTickets", 1);
    add(m_tickets, "totalTickets", 1);
    add(m_purchased, "purchased", 1);
    add(m_overdue, "overdue", 1);
    add(m_contract, "contract", columns == 2 ? 2 : 1);
    for (int column = 0; column < columns; ++column)
        grid->setColumnStretch(column, 1);
    retranslate();
}

void KeyNumbers::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        setSummary(m_summary);
    }
}

void KeyNumbers::retranslate()
{
    m_open->setName(tr("Open tickets"));
    m_tickets->setName(tr("All tickets"));
    m_purchased->setName(tr("Purchases"));
    m_overdue->setName(tr("Overdue"));
    m_contract->setName(tr("Contract"));
    m_purchased->setExplanation(tr("Purchases that were not cancelled, less refunds. Currencies are not added up."));
    m_overdue->setExplanation(tr("Unpaid part of the invoices that are past their due date."));
}

QString KeyNumbers::money(const CustomerSummary::Amounts &amounts) const
{
    QStringList parts;
    for (auto it = amounts.begin(); it != amounts.end(); ++it)
        if (it.value() != 0)
            parts += m_formats.money(it.value(), it.key());
    return parts.isEmpty() ? m_formats.number(qint64(0)) : parts.join(QStringLiteral(" + "));
}

void KeyNumbers::setSummary(const CustomerSummary &summary)
{
    m_summary = summary;
    m_open->setFigure(m_formats.number(summary.openTickets), {}, summary.openTickets > 0 ? Tone::Accent : Tone::Neutral);
    m_tickets->setFigure(m_formats.number(summary.tickets));
    showMoney(summary);
    showContract(summary);
}

void KeyNumbers::showMoney(const CustomerSummary &summary)
{
    if (summary.purchased)
        m_purchased->setFigure(money(*summary.purchased), summary.purchasedIsAll ? tr("in total") : tr("last 100 only"));
    else
        m_purchased->setMissing(tr("no data"));
    if (!summary.overdue)
        m_overdue->setMissing(tr("no data"));
    else if (summary.overdue->isEmpty())
        m_overdue->setFigure(money({}), tr("nothing overdue"), Tone::Positive);
    else
        m_overdue->setFigure(money(*summary.overdue), tr("unpaid"), Tone::Danger);
}

void KeyNumbers::showContract(const CustomerSummary &summary)
{
    if (!summary.contractDays) {
        m_contract->setMissing(tr("no data"));
        return;
    }
    const int days = static_cast<int>(*summary.contractDays);
    const QString date = m_formats.date(summary.contractEnd);
    if (days < 0)
        m_contract->setFigure(tr("ended %n day(s) ago", nullptr, -days), date, Tone::Warning);
    else if (days == 0)
        m_contract->setFigure(tr("ends today"), date, Tone::Danger);
    else
        m_contract->setFigure(tr("ends in %n day(s)", nullptr, days), date, days <= 30 ? Tone::Warning : Tone::Neutral);
}

} // namespace tidedesk::ui
