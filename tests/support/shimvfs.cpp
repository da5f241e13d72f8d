// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/shimvfs.h"
#include <QDir>
#include <QFileInfo>
#include <QHash>
#include <QMutex>
#include <QSet>
#include <new>
#include <sqlite3.h>

namespace tidedesk::test {

namespace {

constexpr char kName[] = "tidedesk-shim";
constexpr qint64 kSharedRegion = 32 * 1024; ///< SQLite asks for shared memory in pieces of this size

} // namespace

class ShimVfs::Private {
public:
    /// Whether a file may become `size` bytes long.
    bool grows(const QString &file, qint64 size)
    {
        qint64 &known = m_sizes[file];
        if (m_space && size > known) {
            if (size - known > *m_space)
                return false;
            *m_space -= size - known;
        }
        known = qMax(known, size);
        return true;
    }
    void shrinks(const QString &file, qint64 size)
    {
        qint64 &known = m_sizes[file];
        if (m_space && size < known)
            *m_space += known - size;
        known = qMin(known, size);
    }
    void note(DiskStep step)
    {
        if (recording)
            steps.append(std::move(step));
    }
    bool syncFails() { return m_goodSyncs && (*m_goodSyncs)-- <= 0; }
    void setSpace(std::optional<qint64> bytes) { m_space = bytes; }
    void setGoodSyncs(std::optional<int> good) { m_goodSyncs = good; }
    void setSize(const QString &file, qint64 size) { m_sizes.insert(file, size); }

    sqlite3_vfs shim = {};
    sqlite3_vfs *below = nullptr;
    QByteArray folder; ///< with a slash behind
    QMutex mutex; ///< guards what follows
    QList<DiskStep> steps;
    QSet<QString> unnamed; ///< made, but their names are not durable yet
    bool recording = true;

private:
    QHash<QString, qint64> m_sizes;
    std::optional<qint64> m_space;
    std::optional<int> m_goodSyncs;
};

namespace {

using Kind = DiskStep::Kind;

/// SQLite allocates it; the file of the VFS below lies right behind.
struct ShimFile {
    sqlite3_file base;
    ShimVfs::Private *owner;
    QString *name; ///< null for files outside the folder and those without a name
    sqlite3_file *below() { return reinterpret_cast<sqlite3_file *>(this + 1); }
};

ShimFile *shim(sqlite3_file *file) { return reinterpret_cast<ShimFile *>(file); }
ShimVfs::Private *owner(sqlite3_vfs *vfs) { return static_cast<ShimVfs::Private *>(vfs->pAppData); }

template <auto Method, class... More> int pass(sqlite3_file *file, More... more)
{
    sqlite3_file *below = shim(file)->below();
    return (below->pMethods->*Method)(below, more...);
}

int closeFile(sqlite3_file *file)
{
    delete shim(file)->name;
    return pass<&sqlite3_io_methods::xClose>(file);
}

int writeFile(sqlite3_file *file, const void *bytes, int length, sqlite3_int64 offset)
{
    if (const QString *name = shim(file)->name) {
        ShimVfs::Private *owner = shim(file)->owner;
        const QMutexLocker locked(&owner->mutex);
        if (!owner->grows(*name, offset + length))
            return SQLITE_FULL;
        owner->note({Kind::Write, *name, offset, QByteArray(static_cast<const char *>(bytes), length)});
    }
    return pass<&sqlite3_io_methods::xWrite>(file, bytes, length, offset);
}

int truncateFile(sqlite3_file *file, sqlite3_int64 size)
{
    if (const QString *name = shim(file)->name) {
        ShimVfs::Private *owner = shim(file)->owner;
        const QMutexLocker locked(&owner->mutex);
        owner->shrinks(*name, size);
        owner->note({Kind::Truncate, *name, size});
    }
    return pass<&sqlite3_io_methods::xTruncate>(file, size);
}

int syncFile(sqlite3_file *file, int)
{
    const QString *name = shim(file)->name;
    if (!name)
        return SQLITE_OK;
    ShimVfs::Private *owner = shim(file)->owner;
    const QMutexLocker locked(&owner->mutex);
    if (owner->syncFails())
        return SQLITE_IOERR_FSYNC;
    // SQLite's own VFS syncs the folder with the first sync of a journal or log that it has made.
    owner->note({Kind::Sync, *name, 0, {}, owner->unnamed.remove(*name)});
    return SQLITE_OK;
}

int mapShared(sqlite3_file *file, int region, int size, int extend, void volatile **mapped)
{
    if (const QString *name = shim(file)->name; name && extend) {
        ShimVfs::Private *owner = shim(file)->owner;
        const QMutexLocker locked(&owner->mutex);
        if (!owner->grows(*name + QStringLiteral("-shm"), (region + 1) * kSharedRegion))
            return SQLITE_IOERR_SHMSIZE;
    }
    return pass<&sqlite3_io_methods::xShmMap>(file, region, size, extend, mapped);
}

void barrier(sqlite3_file *file)
{
    sqlite3_file *below = shim(file)->below();
    below->pMethods->xShmBarrier(below);
}

/// Version 2: no memory-mapped reading, everything comes through here.
constexpr sqlite3_io_methods kMethods {2, closeFile, pass<&sqlite3_io_methods::xRead, void *, int, sqlite3_int64>, writeFile,
    truncateFile, syncFile, pass<&sqlite3_io_methods::xFileSize, sqlite3_int64 *>, pass<&sqlite3_io_methods::xLock, int>,
    pass<&sqlite3_io_methods::xUnlock, int>, pass<&sqlite3_io_methods::xCheckReservedLock, int *>,
    pass<&sqlite3_io_methods::xFileControl, int, void *>, pass<&sqlite3_io_methods::xSectorSize>,
    pass<&sqlite3_io_methods::xDeviceCharacteristics>, mapShared, pass<&sqlite3_io_methods::xShmLock, int, int, int>, barrier,
    pass<&sqlite3_io_methods::xShmUnmap, int>, nullptr, nullptr};

QString *nameIn(const ShimVfs::Private &owner, const char *path)
{
    const QByteArrayView whole(path ? path : "");
    return whole.startsWith(owner.folder) ? new QString(QString::fromUtf8(whole.sliced(owner.folder.size()))) : nullptr;
}

int openFile(sqlite3_vfs *vfs, const char *path, sqlite3_file *file, int flags, int *outFlags)
{
    ShimVfs::Private *of = owner(vfs);
    auto *opened = new (file) ShimFile {{nullptr}, of, nullptr};
    int existed = 1;
    if (path)
        of->below->xAccess(of->below, path, SQLITE_ACCESS_EXISTS, &existed);
    const int code = of->below->xOpen(of->below, path, opened->below(), flags, outFlags);
    if (code != SQLITE_OK || !opened->below()->pMethods)
        return code;
    opened->base.pMethods = &kMethods;
    opened->name = nameIn(*of, path);
    if (!opened->name)
        return code;
    sqlite3_int64 size = 0;
    opened->below()->pMethods->xFileSize(opened->below(), &size);
    const QMutexLocker locked(&of->mutex);
    of->setSize(*opened->name, size);
    if (!existed)
        of->unnamed.insert(*opened->name);
    return code;
}

int removeFile(sqlite3_vfs *vfs, const char *path, int syncFolder)
{
    ShimVfs::Private *of = owner(vfs);
    const int code = of->below->xDelete(of->below, path, 0);
    const std::unique_ptr<QString> name(nameIn(*of, path));
    if (code == SQLITE_OK && name) {
        const QMutexLocker locked(&of->mutex);
        of->shrinks(*name, 0);
        of->note({Kind::Remove, *name, 0, {}, syncFolder != 0});
    }
    return code;
}

} // namespace

ShimVfs::ShimVfs(const QString &folder)
    : d(std::make_unique<Private>())
{
    d->below = sqlite3_vfs_find(nullptr);
    d->folder = QFileInfo(folder).canonicalFilePath().toUtf8() + '/'; // SQLite resolves links
    d->shim = *d->below; // what needs no shim is asked of the one below
    d->shim.szOsFile = static_cast<int>(sizeof(ShimFile)) + d->below->szOsFile;
    d->shim.pNext = nullptr;
    d->shim.zName = kName;
    d->shim.xOpen = openFile;
    d->shim.xDelete = removeFile;
    d->shim.pAppData = d.get();
    const QFileInfoList held = QDir(folder).entryInfoList(QDir::Files);
    for (const QFileInfo &info : held) {
        QFile file(info.filePath());
        if (!file.open(QIODevice::ReadOnly))
            qFatal("%s cannot be read", qPrintable(file.fileName()));
        d->note({Kind::Write, info.fileName(), 0, file.readAll()});
        d->note({Kind::Sync, info.fileName(), 0, {}, true});
    }
    sqlite3_vfs_register(&d->shim, 1);
}

ShimVfs::~ShimVfs()
{
    sqlite3_vfs_unregister(&d->shim);
    sqlite3_vfs_register(d->below, 1);
}

QString ShimVfs::folder() const { return QString::fromUtf8(d->folder.chopped(1)); }

QList<DiskStep> ShimVfs::steps() const
{
    const QMutexLocker locked(&d->mutex);
    return d->steps;
}

qsizetype ShimVfs::stepCount() const
{
    const QMutexLocker locked(&d->mutex);
    return d->steps.size();
}

void ShimVfs::stopRecording()
{
    const QMutexLocker locked(&d->mutex);
    d->recording = false;
    d->steps.clear();
}

void ShimVfs::setSpace(std::optional<qint64> bytes)
{
    const QMutexLocker locked(&d->mutex);
    d->setSpace(bytes);
}

void ShimVfs::failSyncsAfter(std::optional<int> good)
{
    const QMutexLocker locked(&d->mutex);
    d->setGoodSyncs(good);
}

} // namespace tidedesk::test
