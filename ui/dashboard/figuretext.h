// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/kpi/series.h"
#include "ui/common/fieldtext.h"
#include "ui/common/palette.h"
#include <QCoreApplication>
#include <span>

namespace tidedesk::ui {

class Formats;

/// The words and numbers of core/kpi in the current language: names and explanations of figures, values with their unit,
/// keys of parts and pieces of time. Ask again after LanguageChange.
class FigureText final {
    Q_DECLARE_TR_FUNCTIONS(tidedesk::ui::FigureText)
public:
    explicit FigureText(const FieldText &text)
        : m_text(text)
    {
    }
    static QString name(const QString &figure);
    static QString explanation(const QString &figure); ///< what is counted and how, one or two sentences
    static bool knows(const QString &figure); ///< for the test that goes through the registry

    QString value(double value, kpi::Unit unit) const;
    QString axisValue(double value, kpi::Unit unit) const; ///< round values of an axis, shorter
    /// Empty when there is none.
    QString value(const kpi::Figure &figure) const;
    /// Why there is no value: "not measured yet", "only 3 answers, too few to show", "no data".
    QString missing(const kpi::Figure &figure) const;
    /// What kind of number it is and of how many cases: "median · n=42"; of counts, what they count over.
    QString remark(const kpi::Figure &figure) const;
    /// All there is to know about it, a line each: definition, cases, spread, thresholds, period with its zone, notes.
    QStringList details(const kpi::Figure &figure) const;

    QString category(const kpi::Chart &chart, const kpi::Category &category) const; ///< in full, for tables and tooltips
    QString shortCategory(const kpi::Chart &chart, const kpi::Category &category) const; ///< for the axis
    QString series(const kpi::Chart &chart, const kpi::Series &series) const;
    QString part(kpi::Dimension by, const QString &key) const;
    const Formats &formats() const { return m_text.formats(); }

private:
    QString cases(const kpi::Figure &figure) const; ///< how many it was computed from
    QString spread(const kpi::Figure &figure) const; ///< of durations, beside the number shown
    QString period(const kpi::Window &window) const;
    QStringList thresholds(const kpi::Figure &figure) const;
    QStringList notes(const kpi::Figure &figure) const;

    struct Word {
        const char *figure;
        const char *name;
        const char *explanation;
    };
    static std::span<const Word> words();
    static const Word *find(const QString &figure);

    const FieldText &m_text;
};

} // namespace tidedesk::ui
