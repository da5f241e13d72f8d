// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/common/arguments.h"

namespace tidedesk::app {

Arguments::Arguments(const QStringList &typed, const QStringList &valued, const QStringList &flags)
{
    bool wordsOnly = false;
    for (qsizetype i = 0; i < typed.size(); ++i) {
        const QString &part = typed[i];
        if (wordsOnly || !part.startsWith(u"--")) {
            m_words.append(part); // "-tag" and "+tag" are words
            continue;
        }
        if (part == u"--") {
            wordsOnly = true;
            continue;
        }
        const qsizetype equals = part.indexOf(u'=');
        const QString name = part.mid(2, equals < 0 ? -1 : equals - 2);
        if (flags.contains(name) && equals < 0) {
            m_options.insert(name, {});
        } else if (!valued.contains(name)) {
            m_problem = QStringLiteral("unknown option --%1").arg(name);
            return;
        } else if (equals >= 0) {
            m_options.insert(name, part.mid(equals + 1));
        } else if (i + 1 < typed.size()) {
            m_options.insert(name, typed[++i]);
        } else {
            m_problem = QStringLiteral("option --%1 needs a value").arg(name);
            return;
        }
    }
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
