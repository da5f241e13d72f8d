// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/result.h"
#include <QElapsedTimer>
#include <QJsonObject>
#include <QList>
#include <QString>
#include <optional>

namespace tidedesk::bench {

/// Times of one thing done many times, in microseconds.
class Samples {
public:
    void add(qint64 nanoseconds) { m_ns.append(nanoseconds); }
    void add(const Samples &others) { m_ns += others.m_ns; }
    double percentile(double p) const;
    qsizetype count() const { return m_ns.size(); }

private:
    QList<qint64> m_ns;
};

/// One JSON line on stdout.
void report(const QString &name, const QJsonObject &values);
void report(const QString &name, const Samples &samples, QJsonObject extra = {});

class WatchedApplication;

/// [TICKETS] [FOLDER]: a profile with a million tickets unless said, filled once. Says on stderr why there is none.
std::optional<QString> filledProfile(const QStringList &arguments);

int seatBench(const QStringList &arguments);
int uiBench(WatchedApplication &application, const QStringList &arguments);
/// From the start of a process to its first useful picture, against an empty window of the same program.
int startBench(const QStringList &arguments);
/// The process that startBench starts: "empty", or "workstation FOLDER".
int startedWindow(WatchedApplication &application, const QStringList &arguments);
/// [SCALE]: two seats and a real server against the physical limit.
int syncBench(const QStringList &arguments);
/// [idle|attack|push|engine] [SEATS]: the server under many clients.
int serverBench(const QStringList &arguments);
/// The process that serverBench starts: PORT COUNT MS.
int attackers(const QStringList &arguments);
/// Durable pushes of 64 seats against the engine alone.
Status pushBench();
/// The engine alone, for a profiler.
Status engineBench();
/// The process that syncBench starts for a bootstrap: PROFILE URL USER PASSWORD.
int bootstrapSeat(const QStringList &arguments);

} // namespace tidedesk::bench
