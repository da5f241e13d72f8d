// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/durable.h"
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <filesystem>
#ifdef Q_OS_UNIX
#include <fcntl.h>
#include <unistd.h>
#endif

namespace tidedesk {

bool syncFolder([[maybe_unused]] const QString &folder)
{
#ifdef Q_OS_UNIX
    const int fd = ::open(QFile::encodeName(folder).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const bool synced = fd >= 0 && ::fsync(fd) == 0;
    if (fd >= 0)
        ::close(fd);
    return synced;
#else
    return true; // Windows has no such call and needs none on NTFS
#endif
}

bool makeFolder(const QString &folder)
{
    if (QDir(folder).exists())
        return true;
    const QString above = QFileInfo(folder).path();
    return makeFolder(above) && (QDir().mkdir(folder) || QDir(folder).exists()) && syncFolder(above);
}

bool syncFile(QFile &file)
{
#ifdef Q_OS_UNIX
    return file.flush() && ::fsync(file.handle()) == 0;
#else
    return file.flush();
#endif
}

bool replaceFile(const QString &from, const QString &to)
{
    std::error_code error;
    std::filesystem::rename(QFileInfo(from).filesystemFilePath(), QFileInfo(to).filesystemFilePath(), error);
    return !error && syncFolder(QFileInfo(to).absolutePath());
}

} // namespace tidedesk
