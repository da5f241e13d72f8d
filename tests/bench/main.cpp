// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/bench.h"
#ifdef TIDEDESK_BENCH_UI
#include "tests/bench/watchedapplication.h"
#endif
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
    using namespace tidedesk::bench;
    const QString name = QString::fromLocal8Bit(argc > 1 ? argv[1] : "seat");
    QStringList arguments;
    for (int i = 2; i < argc; ++i)
        arguments.append(QString::fromLocal8Bit(argv[i]));
#ifdef TIDEDESK_BENCH_UI
    if (name == QLatin1StringView("ui") || name == QLatin1StringView("window")) {
        WatchedApplication application(argc, argv);
        return name == QLatin1StringView("ui") ? uiBench(application, arguments) : startedWindow(application, arguments);
    }
#endif
    QCoreApplication application(argc, argv);
    if (name == QLatin1StringView("seat"))
        return seatBench(arguments);
#ifdef TIDEDESK_BENCH_UI
    if (name == QLatin1StringView("start"))
        return startBench(arguments);
#endif
#ifdef TIDEDESK_BENCH_SYNC
    if (name == QLatin1StringView("sync"))
        return syncBench(arguments);
    if (name == QLatin1StringView("seat-bootstrap"))
        return bootstrapSeat(arguments);
    if (name == QLatin1StringView("server"))
        return serverBench(arguments);
    if (name == QLatin1StringView("attackers"))
        return attackers(arguments);
#endif
    QTextStream(stderr) << "tidedesk-bench: seat, ui, start, sync or server is expected, not '" << name << "'\n";
    return 2;
}
