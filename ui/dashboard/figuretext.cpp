// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dashboard/figuretext.h"
#include "core/kpi/registry.h"
#include "core/schema/entities.h"
#include "ui/common/formats.h"
#include "ui/common/vocabulary.h"
#include <cmath>

namespace tidedesk::ui {

// In a member so that lupdate finds the context.
std::span<const FigureText::Word> FigureText::words()
{
    static constexpr Word table[] = {
        {"first_response_time", QT_TR_NOOP("First response time"),
            QT_TR_NOOP("From a customer's first message to the first reply a person wrote. Median, calendar time; automatic replies do not count.")},
        {"next_response_time", QT_TR_NOOP("Next response time"),
            QT_TR_NOOP("From a customer's further message to the next reply a person wrote. Median, calendar time.")},
        {"resolution_time", QT_TR_NOOP("Resolution time"),
            QT_TR_NOOP("From the creation of a ticket to its last resolve, less the time on hold. Median, calendar time.")},
        {"reopen_rate", QT_TR_NOOP("Reopen rate"), QT_TR_NOOP("Tickets that came back after a resolve, of all that were resolved.")},
        {"first_contact_resolution", QT_TR_NOOP("Solved at first contact"),
            QT_TR_NOOP("Resolved after one contact by one agent, and not back within the reopen window. Younger ones are not counted yet.")},
        {"sla_attainment", QT_TR_NOOP("SLA attainment"), QT_TR_NOOP("Targets met, of those that came due.")},
        {"volume", QT_TR_NOOP("Volume"), QT_TR_NOOP("Tickets created, and contacts that belong to no ticket.")},
        {"created", QT_TR_NOOP("Created"), QT_TR_NOOP("Tickets created.")},
        {"resolved", QT_TR_NOOP("Resolved"), QT_TR_NOOP("Tickets resolved, each once per day and agent.")},
        {"closed_unresolved", QT_TR_NOOP("Closed unresolved"), QT_TR_NOOP("Tickets closed without having been resolved.")},
        {"handled", QT_TR_NOOP("Handled"), QT_TR_NOOP("Tickets replied to or resolved, each once per day and agent.")},
        {"backlog", QT_TR_NOOP("Open tickets"), QT_TR_NOOP("Tickets open at the end of the period, by their age since creation.")},
        {"csat_score", QT_TR_NOOP("Satisfaction"), QT_TR_NOOP("Mean of the ratings 1 to 5, times 20: 4 of 5 is 80.")},
        {"csat_share", QT_TR_NOOP("Satisfied customers"), QT_TR_NOOP("Share of ratings that are 4 or 5.")},
        {"csat_response_rate", QT_TR_NOOP("Rating response"), QT_TR_NOOP("Share of resolved tickets and answered contacts that were rated.")},
        {"average_handle_time", QT_TR_NOOP("Average handle time"), QT_TR_NOOP("Talk, hold and after-contact work of answered contacts. Mean.")},
        {"average_speed_of_answer", QT_TR_NOOP("Speed of answer"), QT_TR_NOOP("Wait of answered inbound contacts. Mean.")},
        {"abandonment", QT_TR_NOOP("Abandoned"), QT_TR_NOOP("Inbound contacts given up by the customer, of all offered.")},
        {"service_level", QT_TR_NOOP("Service level"), QT_TR_NOOP("Answered in time, of those offered. Very short abandons are not counted.")},
        {"service_level_of_answered", QT_TR_NOOP("Service level of answered"), QT_TR_NOOP("Answered in time, of those answered.")},
        {"service_level_less_abandoned", QT_TR_NOOP("Service level without early abandons"),
            QT_TR_NOOP("Answered in time, of those offered less those abandoned in time.")},
        {"service_level_with_abandoned", QT_TR_NOOP("Service level with early abandons"),
            QT_TR_NOOP("Answered or abandoned in time, of those offered.")},
        {"occupancy", QT_TR_NOOP("Occupancy"), QT_TR_NOOP("Time spent handling, of handling and ready time.")},
    };
    return table;
}

const FigureText::Word *FigureText::find(const QString &figure)
{
    for (const Word &word : words())
        if (figure == QLatin1StringView(word.figure))
            return &word;
    return nullptr;
}

bool FigureText::knows(const QString &figure)
{
    return find(figure) != nullptr;
}

QString FigureText::name(const QString &figure)
{
    const Word *word = find(figure);
    return word ? tr(word->name) : figure;
}

QString FigureText::explanation(const QString &figure)
{
    const Word *word = find(figure);
    return word ? tr(word->explanation) : QString();
}

QString FigureText::value(double value, kpi::Unit unit) const
{
    switch (unit) {
    case kpi::Unit::Count:
        return formats().number(static_cast<qint64>(std::llround(value)));
    case kpi::Unit::Seconds:
        return formats().duration(std::llround(value * 1000));
    case kpi::Unit::Share:
        return formats().percent(value, 1);
    case kpi::Unit::Points:
        return formats().number(value, 1);
    }
    return {};
}

QString FigureText::axisValue(double value, kpi::Unit unit) const
{
    switch (unit) {
    case kpi::Unit::Share:
        return formats().percent(value);
    case kpi::Unit::Points:
        return formats().number(value, 0);
    case kpi::Unit::Count:
    case kpi::Unit::Seconds:
        break;
    }
    return value == 0 ? formats().number(qint64(0)) : this->value(value, unit);
}

QString FigureText::value(const kpi::Figure &figure) const
{
    return figure.value ? value(*figure.value, figure.unit) : QString();
}

QString FigureText::missing(const kpi::Figure &figure) const
{
    const auto noted = [&](QLatin1StringView code) {
        return std::any_of(figure.notes.begin(), figure.notes.end(), [&](const kpi::Note &n) { return n.code == code; });
    };
    if (noted(QLatin1StringView("not_measured")))
        return tr("not measured yet");
    if (noted(QLatin1StringView("few")))
        return tr("only %n answer(s), too few to show", nullptr, static_cast<int>(figure.noted(u"few")));
    return tr("no data");
}

QString FigureText::cases(const kpi::Figure &figure) const
{
    return tr("%Ln case(s)", nullptr, static_cast<int>(figure.n));
}

QString FigureText::remark(const kpi::Figure &figure) const
{
    if (!figure.value)
        return missing(figure);
    const kpi::Definition *definition = kpi::find(figure.name);
    QString statistic;
    switch (definition ? definition->aggregate : kpi::Aggregate::None) {
    case kpi::Aggregate::Count: // the number is its own n
        return tr("in the period");
    case kpi::Aggregate::Level:
        return tr("at the end of the period");
    case kpi::Aggregate::Median:
        statistic = tr("median");
        break;
    case kpi::Aggregate::Mean:
        statistic = tr("mean");
        break;
    case kpi::Aggregate::Share:
    case kpi::Aggregate::Ratio:
        statistic = tr("share");
        break;
    case kpi::Aggregate::None:
        return cases(figure);
    }
    //: What kind of number a figure is, and of how many cases: "median · n=42"
    return tr("%1 · n=%2").arg(statistic, formats().number(figure.n));
}

QStringList FigureText::details(const kpi::Figure &figure) const
{
    QStringList lines {explanation(figure.name), cases(figure), spread(figure)};
    lines += thresholds(figure);
    lines += period(figure.window);
    lines += notes(figure);
    lines.removeAll(QString());
    return lines;
}

QString FigureText::spread(const kpi::Figure &figure) const
{
    if (!figure.value || !figure.summary || figure.unit != kpi::Unit::Seconds)
        return {};
    const kpi::Summary &all = *figure.summary;
    return tr("Median %1, mean %2, 90% within %3")
        .arg(value(all.median, figure.unit), value(all.mean, figure.unit), value(all.p90, figure.unit));
}

QString FigureText::period(const kpi::Window &window) const
{
    if (window.isEmpty())
        return {};
    const kpi::LocalTime local(window.zone);
    //: First and last day of the period, and the time zone whose days they are
    return tr("%1 to %2, days as in %3")
        .arg(formats().date(local.date(window.from)), formats().date(local.date(window.to - 1)), QString::fromLatin1(window.zone.id()));
}

QStringList FigureText::thresholds(const kpi::Figure &figure) const
{
    QStringList lines;
    for (const kpi::Parameter &parameter : figure.parameters) {
        const int n = static_cast<int>(std::lround(parameter.value));
        if (parameter.name == u"reopen_days")
            lines += tr("Reopen window: %n day(s)", nullptr, n);
        else if (parameter.name == u"few_answers")
            lines += tr("Shown from %n answer(s) on", nullptr, n);
        else if (parameter.name == u"answer_within_s")
            lines += tr("In time: answered within %n second(s)", nullptr, n);
        else if (parameter.name == u"short_abandon_s" && n > 0)
            lines += tr("Very short: given up within %n second(s)", nullptr, n);
    }
    return lines;
}

QStringList FigureText::notes(const kpi::Figure &figure) const
{
    QStringList notes;
    for (const kpi::Note &note : figure.notes) {
        const int n = static_cast<int>(note.n);
        if (note.code == u"flawed")
            notes += tr("%n case(s) left out: their times contradict each other", nullptr, n);
        else if (note.code == u"pending")
            notes += tr("%n case(s) not decided yet", nullptr, n);
        else if (note.code == u"without_hold")
            notes += tr("%n case(s) without hold time", nullptr, n);
        else if (note.code == u"without_wrap")
            notes += tr("%n case(s) without after-contact work", nullptr, n);
        else if (note.code == u"incomplete")
            notes += tr("The period is not over, or its data are not complete yet");
    }
    return notes;
}

QString FigureText::part(kpi::Dimension by, const QString &key) const
{
    if (key.isEmpty())
        return tr("Unknown");
    switch (by) {
    case kpi::Dimension::Age:
        return key == u"lt_4h" ? tr("under 4 h")
            : key == u"4h_24h" ? tr("4–24 h")
            : key == u"1d_3d"  ? tr("1–3 days")
            : key == u"3d_7d"  ? tr("3–7 days")
                               : tr("over 7 days");
    case kpi::Dimension::Channel: {
        const int choice = schema::ticket().channel.choice(key);
        return choice < 0 ? key : Vocabulary::choice(schema::ticket().channel, choice);
    }
    case kpi::Dimension::Agent:
        return m_text.name(schema::ticket().assigneeId, Id::fromString(key));
    case kpi::Dimension::Queue:
        return m_text.name(schema::ticket().queueId, Id::fromString(key));
    case kpi::Dimension::Hour:
        return QStringLiteral("%1:00").arg(key);
    case kpi::Dimension::Topic:
    case kpi::Dimension::None:
        break;
    }
    return key;
}

QString FigureText::category(const kpi::Chart &chart, const kpi::Category &category) const
{
    if (!category.window)
        return part(chart.by, category.key);
    const QDate day = kpi::LocalTime(category.window->zone).date(category.window->from);
    return chart.per == kpi::Step::Week ? tr("week of %1").arg(formats().date(day)) : formats().date(day);
}

QString FigureText::shortCategory(const kpi::Chart &chart, const kpi::Category &category) const
{
    if (!category.window)
        return part(chart.by, category.key);
    return kpi::LocalTime(category.window->zone).date(category.window->from).toString(QStringLiteral("MM-dd"));
}

QString FigureText::series(const kpi::Chart &chart, const kpi::Series &series) const
{
    if (series.key == u"median")
        return tr("Median");
    if (series.key == u"p90")
        return tr("90% within");
    if (series.key == u"mean")
        return tr("Mean");
    if (series.key == u"value")
        return name(chart.figure);
    return part(chart.by, series.key);
}

} // namespace tidedesk::ui
