// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>
#include <QList>
#include <QString>
#include <memory>
#include <optional>

namespace tidedesk::test {

/// What SQLite asked of the operating system for one file.
struct DiskStep {
    enum class Kind { Write, Truncate, Sync, Remove };
    Kind kind = Kind::Write;
    QString file; ///< relative to the folder of the shim
    qint64 offset = 0; ///< of a write; the new size of a truncation
    QByteArray bytes = {}; ///< of a write
    bool namesToo = false; ///< a sync or removal after which the folder's names are durable
};

/// A layer between SQLite and the disk: the process's default VFS while it lives, so that the product's own connections
/// go through it. It writes down what happens to the files of one folder, and can let the disk be full or broken. Nothing
/// is really synced: who wants to know what a power cut leaves asks PowerCut. What the folder holds already counts as synced.
/// Connections must be closed before it comes and before it goes.
class ShimVfs {
public:
    explicit ShimVfs(const QString &folder);
    ~ShimVfs();
    ShimVfs(const ShimVfs &) = delete;
    ShimVfs &operator=(const ShimVfs &) = delete;

    QString folder() const;
    QList<DiskStep> steps() const; ///< so far
    qsizetype stepCount() const;
    void stopRecording();

    /// Bytes by which the folder's files may still grow; beyond, writes fail with SQLITE_FULL and shared memory cannot be
    /// made (IOERR_SHMSIZE), as on a full disk. Nothing = no end.
    void setSpace(std::optional<qint64> bytes);
    /// The n-th sync from now (0 = the next) and all later ones fail with IOERR_FSYNC; nothing = none.
    void failSyncsAfter(std::optional<int> good);

    class Private;

private:
    std::unique_ptr<Private> d;
};

} // namespace tidedesk::test
