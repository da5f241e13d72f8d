// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/metrics/process.h"
#include <QFile>
#include <ctime>
#ifdef Q_OS_UNIX
#include <dirent.h>
#include <sys/resource.h>
#include <unistd.h>
#endif

namespace tidedesk::server {

#ifdef Q_OS_UNIX

namespace {

qint64 entriesOf(const char *folder)
{
    DIR *dir = opendir(folder);
    if (!dir)
        return 0;
    qint64 entries = 0;
    while (readdir(dir))
        ++entries;
    closedir(dir);
    return qMax<qint64>(0, entries - 3); // ".", ".." and the one this reading takes
}

} // namespace

ProcessFigures processFigures()
{
    ProcessFigures figures;
    rusage use {};
    getrusage(RUSAGE_SELF, &use);
    const auto seconds = [](const timeval &t) { return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6; };
    figures.cpuSeconds = seconds(use.ru_utime) + seconds(use.ru_stime);
    rlimit files {};
    if (getrlimit(RLIMIT_NOFILE, &files) == 0)
        figures.mostFiles = static_cast<qint64>(files.rlim_cur);
    QFile memory(QStringLiteral("/proc/self/statm"));
    if (memory.open(QIODevice::ReadOnly))
        figures.residentBytes = memory.readAll().split(' ').value(1).toLongLong() * sysconf(_SC_PAGESIZE);
    figures.openFiles = entriesOf("/proc/self/fd");
    return figures;
}

#else

ProcessFigures processFigures() { return {.cpuSeconds = static_cast<double>(std::clock()) / CLOCKS_PER_SEC}; }

#endif

} // namespace tidedesk::server
