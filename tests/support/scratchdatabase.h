// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/server/store/store.h"
#include <QTemporaryDir>

namespace tidedesk::test {

/// An empty database of the engine that the test runs on: SQLite, or with TIDEDESK_TEST_ENGINE=postgres one in a cluster
/// of the program's own. Where there is no PostgreSQL the program says why and ends with kSkipped.
class ScratchDatabase {
public:
    static constexpr int kSkipped = 77;

    ScratchDatabase();
    const server::StoreFactory &stores() const { return *m_stores; }
    QString folder() const { return m_folder.path(); } ///< of the file, on SQLite
    static bool isPostgres();

private:
    QTemporaryDir m_folder;
    std::unique_ptr<server::StoreFactory> m_stores;
};

/// Looks at every statement of a store; true makes it fail as a full disk would.
void watchStatements(server::Store &store, std::function<bool(QByteArrayView sql)> watch);

} // namespace tidedesk::test
