// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/bench.h"
#include <QCoreApplication>
#include <QJsonDocument>
#include <QTextStream>
#include <algorithm>
#include <cmath>
#include <cstdio>

namespace tidedesk::bench {

double Samples::percentile(double p) const
{
    if (m_ns.isEmpty())
        return 0;
    QList<qint64> sorted = m_ns;
    std::sort(sorted.begin(), sorted.end());
    const auto rank = static_cast<qsizetype>(std::ceil(p * static_cast<double>(sorted.size()))) - 1;
    return static_cast<double>(sorted[std::clamp<qsizetype>(rank, 0, sorted.size() - 1)]) / 1000.0;
}

void report(const QString &name, const QJsonObject &values)
{
    QJsonObject line = values;
    line.insert(QStringLiteral("bench"), name);
    QTextStream(stdout) << QString::fromUtf8(QJsonDocument(line).toJson(QJsonDocument::Compact)) << Qt::endl;
}

void report(const QString &name, const Samples &samples, QJsonObject extra)
{
    extra.insert(QStringLiteral("n"), static_cast<qint64>(samples.count()));
    extra.insert(QStringLiteral("p50_us"), samples.percentile(0.5));
    extra.insert(QStringLiteral("p95_us"), samples.percentile(0.95));
    extra.insert(QStringLiteral("max_us"), samples.percentile(1.0));
    report(name, extra);
}

} // namespace tidedesk::bench

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = application.arguments().mid(1);
    const QString name = arguments.value(0, QStringLiteral("seat"));
    if (name == QLatin1StringView("seat"))
        return tidedesk::bench::seatBench(arguments.mid(1));
    QTextStream(stderr) << "tidedesk-bench: seat is expected, not '" << name << "'\n";
    return 2;
}
