// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/common/arguments.h"

namespace tidedesk::app {

namespace {

QString nameOf(const QString &part) { return part.mid(2).section(u'=', 0, 0); }

} // namespace

Arguments::Arguments(const QStringList &typed, const QStringList &valued, const QStringList &flags)
{
    const auto isOption = [&](const QString &part) {
        return part.startsWith(u"--") && (valued.contains(nameOf(part)) || flags.contains(nameOf(part)));
    };
    for (qsizetype i = 0; i < typed.size(); ++i) {
        const QString &part = typed[i];
        if (part == u"--") {
            m_words += typed.mid(i + 1);
            return;
        }
        if (!part.startsWith(u"--")) {
            m_words.append(part); // "-tag" and "+tag" are words
            continue;
        }
        const QString name = nameOf(part);
        const bool joined = part.contains(u'=');
        if (flags.contains(name) && joined) {
            m_problem = QStringLiteral("option --%1 takes no value").arg(name);
        } else if (flags.contains(name)) {
            m_options.insert(name, {});
        } else if (!valued.contains(name)) {
            m_problem = QStringLiteral("unknown option --%1").arg(name);
        } else if (joined) {
            take(name, part.section(u'=', 1));
        } else if (i + 1 < typed.size() && !isOption(typed[i + 1]) && typed[i + 1] != u"--") {
            take(name, typed[++i]);
        } else {
            m_problem = QStringLiteral("option --%1 needs a value").arg(name);
        }
        if (!m_problem.isEmpty())
            return;
    }
}

void Arguments::take(const QString &name, const QString &value)
{
    if (m_options.contains(name))
        m_problem = QStringLiteral("option --%1 was given twice").arg(name);
    else
        m_options.insert(name, value);
}

std::optional<qint64> Arguments::number(const QString &option, qint64 fallback, qint64 least, qint64 most)
{
    if (!has(option))
        return fallback;
    bool isNumber = false;
    const qint64 number = value(option).toLongLong(&isNumber);
    if (isNumber && number >= least && number <= most)
        return number;
    m_problem = QStringLiteral("--%1: a whole number from %2 to %3 is expected, not '%4'")
                    .arg(option).arg(least).arg(most).arg(value(option).left(40));
    return std::nullopt;
}

} // namespace tidedesk::app
