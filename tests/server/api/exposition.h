// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QHash>
#include <QList>
#include <QRegularExpression>
#include <QSet>
#include <QString>

namespace tidedesk::test {

/// Reads Prometheus' text format 0.0.4 as strictly as it can be read: every family has HELP and TYPE before its samples and its
/// samples together, names and labels are well formed, no series twice, histograms add up.
class ExpositionReader {
public:
    explicit ExpositionReader(const QByteArray &text)
    {
        if (!text.endsWith('\n'))
            problems.append(QStringLiteral("the last line has no end"));
        for (const QString &line : QString::fromUtf8(text).chopped(1).split(u'\n'))
            line.startsWith(u'#') ? comment(line) : sample(line);
        endFamily();
    }

    QStringList problems;
    QHash<QString, double> values; ///< by series as written: name{label="..."}
    QHash<QString, QString> types; ///< of families
    QSet<QString> labelValues; ///< all but those of "le"
    double value(const char *series) const { return values.value(QLatin1StringView(series), -1); }

private:
    void comment(const QString &line)
    {
        static const QRegularExpression help(QStringLiteral("^# HELP ([a-zA-Z_:][a-zA-Z0-9_:]*) \\S.*$"));
        static const QRegularExpression type(QStringLiteral("^# TYPE ([a-zA-Z_:][a-zA-Z0-9_:]*) (counter|gauge|histogram)$"));
        if (const auto match = help.match(line); match.hasMatch()) {
            endFamily();
            m_helped = match.captured(1);
            return;
        }
        const auto match = type.match(line);
        if (!match.hasMatch() || match.captured(1) != m_helped || types.contains(m_helped))
            return problems.append(line);
        m_family = m_helped;
        types.insert(m_family, match.captured(2));
        if ((match.captured(2) == u"counter") != m_family.endsWith(u"_total"))
            problems.append(m_family + QStringLiteral(": counters, and nothing else, end with _total"));
    }
    void sample(const QString &line)
    {
        static const QRegularExpression whole(QStringLiteral("^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{((?:[a-zA-Z_][a-zA-Z0-9_]*=\"(?:[^\"\\\\\\n]|\\\\[\\\\\"n])*\",?)+)\\})? (-?[0-9.]+(?:e[-+]?[0-9]+)?)$"));
        static const QRegularExpression label(QStringLiteral("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\]|\\\\.)*)\"(,|$)"));
        const auto match = whole.match(line);
        bool isNumber = false;
        const double number = match.captured(3).toDouble(&isNumber);
        const QString series = line.section(u' ', 0, -2);
        if (!match.hasMatch() || !isNumber || values.contains(series) || match.captured(2).endsWith(u','))
            return problems.append(line);
        values.insert(series, number);
        QString le;
        QStringList rest;
        for (auto labels = label.globalMatch(match.captured(2)); labels.hasNext();) {
            const auto each = labels.next();
            if (each.captured(1) == u"le") {
                le = each.captured(2);
                continue;
            }
            labelValues.insert(each.captured(2));
            rest.append(each.captured(0).remove(u','));
        }
        const QString name = match.captured(1);
        if (types.value(m_family) != u"histogram") {
            if (name != m_family)
                problems.append(line);
        } else if (name == m_family + QStringLiteral("_bucket")) {
            bucket(rest.join(u','), le, number, line);
        } else if (name == m_family + QStringLiteral("_count")) {
            if (m_buckets.value(rest.join(u',')).isEmpty() || m_buckets[rest.join(u',')].last() != std::pair(HUGE_VAL, number))
                problems.append(line);
        } else if (name != m_family + QStringLiteral("_sum")) {
            problems.append(line);
        }
    }
    void bucket(const QString &labels, const QString &le, double number, const QString &line)
    {
        bool isNumber = le == u"+Inf";
        const double bound = isNumber ? HUGE_VAL : le.toDouble(&isNumber);
        auto &buckets = m_buckets[labels];
        if (!isNumber || (!buckets.isEmpty() && (bound <= buckets.last().first || number < buckets.last().second)))
            problems.append(line);
        buckets.append({bound, number});
    }
    void endFamily()
    {
        for (const auto &buckets : std::as_const(m_buckets)) {
            if (buckets.last().first != HUGE_VAL)
                problems.append(m_family + QStringLiteral(": no +Inf"));
        }
        m_buckets.clear();
    }

    QString m_helped;
    QString m_family;
    QHash<QString, QList<std::pair<double, double>>> m_buckets; ///< of the present family, by the other labels
};

} // namespace tidedesk::test
