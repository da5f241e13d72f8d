// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QFile>
#include <QList>
#include <sys/resource.h>
#include <unistd.h>

/// What a process has used so far; Linux.
namespace tidedesk::bench {

/// CPU seconds of this process.
inline double ownCpu()
{
    rusage use {};
    getrusage(RUSAGE_SELF, &use);
    const auto seconds = [](const timeval &t) { return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6; };
    return seconds(use.ru_utime) + seconds(use.ru_stime);
}

/// CPU seconds of another process, from /proc/PID/stat (ticks of 10 ms).
inline double cpuOf(qint64 pid)
{
    QFile file(QStringLiteral("/proc/%1/stat").arg(pid));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    const QByteArray text = file.readAll();
    const QList<QByteArray> fields = text.mid(text.lastIndexOf(')') + 2).split(' ');
    return (fields.value(11).toDouble() + fields.value(12).toDouble()) / static_cast<double>(sysconf(_SC_CLK_TCK));
}

/// MiB of a process from /proc/PID/status: "VmHWM" (greatest so far) or "VmRSS".
inline double memoryOf(qint64 pid, QByteArrayView what)
{
    QFile file(QStringLiteral("/proc/%1/status").arg(pid));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray &line : file.readAll().split('\n')) {
        if (line.startsWith(what.toByteArray() + ':'))
            return line.mid(what.size() + 1).simplified().split(' ').value(0).toDouble() / 1024;
    }
    return 0;
}

} // namespace tidedesk::bench
