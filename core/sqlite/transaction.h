// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/sqlite/connection.h"

namespace tidedesk::sqlite {

/// All or nothing: rolls back when it dies uncommitted. Inside another transaction it is a savepoint, so that a
/// function with a transaction of its own can be called from one that has one already. Transactions end in the
/// reverse order of their beginning. Move only.
class Transaction {
public:
    enum class Mode {
        Read, ///< one snapshot from the first read on
        Write, ///< takes the write lock at once: BEGIN IMMEDIATE
    };
    static Result<Transaction> begin(Connection &connection, Mode mode = Mode::Write);
    Transaction(Transaction &&other) noexcept;
    Transaction &operator=(Transaction &&) = delete;
    ~Transaction() { rollback(); }

    /// When this fails everything is rolled back. store.rolled_back: an earlier failure had done so already.
    Status commit();
    void rollback();
    bool isOpen() const { return m_connection != nullptr; }

private:
    Transaction(Connection *connection, bool outermost);
    QByteArray savepoint() const;
    void end();

    Connection *m_connection;
    int m_level; ///< 1 for the first Transaction object
    bool m_outermost; ///< BEGIN, not SAVEPOINT
};

} // namespace tidedesk::sqlite
