// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/result.h"
#include "core/server/store/sqlitestore.h"
#include <QLockFile>
#include <functional>

namespace tidedesk::app {

/// A server's data: DIR/server.db, DIR/blobs/, and while it is served DIR/lock and DIR/control.json.
class DataFolder {
public:
    explicit DataFolder(const QString &path);

    QString databaseFile() const { return m_path + QStringLiteral("/server.db"); }
    QString blobFolder() const { return m_path + QStringLiteral("/blobs"); }
    QString controlFile() const { return m_path + QStringLiteral("/control.json"); }
    const QString &path() const { return m_path; }
    bool exists() const;
    bool isEmpty() const; ///< nothing there, or nothing in it
    const server::StoreFactory &stores() const { return m_stores; }

    /// Makes the folder (0700) where there is none. Rejected "data.exists" when a server lives there already.
    Status create();
    /// Takes back what create() and lock() made in a folder that was empty; the folder itself too where they made it.
    void abandon(bool folderToo);
    /// The right to write, for this object's life. RetryLater "data.in_use" while another process has it;
    /// Rejected "data.unknown" when there is no server in the folder.
    Status lock();

    /// Runs work in one write transaction, without an engine. Needs lock().
    Status write(const std::function<Status(server::Store &)> &work);
    /// Runs work over one snapshot; also while the folder is served.
    Status read(const std::function<Status(server::Store &)> &work);

private:
    QString m_path;
    server::SqliteStoreFactory m_stores;
    std::unique_ptr<QLockFile> m_lock;
};

} // namespace tidedesk::app
