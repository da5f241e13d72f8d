// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/result.h"
#include "app/common/arguments.h"
#include "core/server/store/store.h"
#include <QLockFile>
#include <functional>

namespace tidedesk::app {

/// A server's data: DIR/server.db and DIR/blobs/, or a PostgreSQL database that several nodes share and copies of its
/// attachments in DIR/blobs/. While it is served, DIR/lock and DIR/control.json.
class DataFolder {
public:
    /// `database`: "postgresql://…" as libpq takes it; empty or "sqlite:" for a file in the folder.
    explicit DataFolder(const QString &path, const QString &database = {});
    /// Of --data and --database, or of TIDEDESK_DATABASE where that is not given: an address may hold a password, and
    /// what is typed can be seen by every user of the machine.
    static DataFolder of(const Arguments &arguments);
    static bool isDatabase(const QString &text);

    QString databaseFile() const { return m_path + QStringLiteral("/server.db"); }
    QString blobFolder() const { return m_path + QStringLiteral("/blobs"); }
    QString controlFile() const { return m_path + QStringLiteral("/control.json"); }
    const QString &path() const { return m_path; }
    bool isShared() const { return m_shared; } ///< by several nodes
    bool exists() const; ///< a server's data, as far as can be seen; damaged ones, too
    /// Rejected "data.unknown", or "data.damaged" for a file without a server's tables, or why it cannot be seen.
    Status mustExist() const;
    bool isEmpty() const; ///< nothing there, or nothing in it
    /// Rejected "data.own_file" when the file is one the server keeps here, whatever way the path takes to it.
    Status mustBeForeign(const QString &file) const;
    const server::StoreFactory &stores() const { return *m_stores; }

    /// Makes the folder (0700) where there is none. Rejected "data.exists" when a server lives there already.
    Status create();
    Status makeFolder();
    /// Takes back what create() and lock() made, unless there is a server by now; what was there before stays.
    void abandon();
    /// The right to write, for this object's life. RetryLater "data.in_use" while another process has it;
    /// Rejected "data.unknown" when there is no server in the folder.
    Status lock();
    /// The right to use a shared database, for this object's life; see StoreFactory::claim().
    Status claim(server::StoreFactory::Use use);

    /// Makes the database out of what `work` puts into it: whole or not at all, even if this process is ended meanwhile.
    /// Needs lock().
    Status makeDatabase(const std::function<Status(server::Store &)> &work);
    /// Runs work in one write transaction, without an engine. Needs lock().
    Status write(const std::function<Status(server::Store &)> &work);
    /// Runs work over one snapshot; also while the folder is served.
    Status read(const std::function<Status(server::Store &)> &work);

private:
    Status lookAtFile() const;

    QString m_path;
    bool m_shared;
    std::unique_ptr<server::StoreFactory> m_stores;
    std::unique_ptr<QLockFile> m_lock;
    std::unique_ptr<server::StoreClaim> m_claim;
    bool m_madeFolder = false; ///< by this object
    bool m_madeBlobs = false;
};

/// A SQLite file with everything that may lie beside it.
void removeDatabase(const QString &file);

} // namespace tidedesk::app
