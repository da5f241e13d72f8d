// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QElapsedTimer>
#include <QJsonObject>
#include <QList>
#include <QString>

namespace tidedesk::bench {

/// Times of one thing done many times, in microseconds.
class Samples {
public:
    void add(qint64 nanoseconds) { m_ns.append(nanoseconds); }
    double percentile(double p) const;
    qsizetype count() const { return m_ns.size(); }

private:
    QList<qint64> m_ns;
};

/// One JSON line on stdout.
void report(const QString &name, const QJsonObject &values);
void report(const QString &name, const Samples &samples, QJsonObject extra = {});

int seatBench(const QStringList &arguments);

} // namespace tidedesk::bench
