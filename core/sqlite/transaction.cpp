// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sqlite/transaction.h"
#include "core/base/logging.h"

namespace tidedesk::sqlite {

Result<Transaction> Transaction::begin(Connection &connection, Mode mode)
{
    if (connection.m_depth == 0 && !connection.inTransaction()) {
        TD_TRY(connection.exec(mode == Mode::Write ? "BEGIN IMMEDIATE" : "BEGIN"));
        return Transaction(&connection, true);
    }
    TD_TRY(connection.exec("SAVEPOINT td_" + QByteArray::number(connection.m_depth + 1)));
    return Transaction(&connection, false);
}

Transaction::Transaction(Connection *connection, bool outermost)
    : m_connection(connection)
    , m_level(++connection->m_depth)
    , m_outermost(outermost)
{
}

Transaction::Transaction(Transaction &&other) noexcept
    : m_connection(std::exchange(other.m_connection, nullptr))
    , m_level(other.m_level)
    , m_outermost(other.m_outermost)
{
}

QByteArray Transaction::savepoint() const
{
    return "td_" + QByteArray::number(m_level);
}

Status Transaction::commit()
{
    Q_ASSERT_X(isOpen(), "sqlite::Transaction", "committed twice");
    Status done = m_connection->exec(m_outermost ? QByteArrayLiteral("COMMIT") : "RELEASE " + savepoint());
    if (done)
        end();
    else
        rollback();
    return done;
}

void Transaction::rollback()
{
    if (!isOpen())
        return;
    if (m_connection->inTransaction()) {
        Status undone = m_connection->exec(m_outermost ? QByteArrayLiteral("ROLLBACK") : "ROLLBACK TO " + savepoint());
        // What a savepoint leaves behind is empty and goes with the outer transaction if this fails.
        if (undone && !m_outermost)
            undone = m_connection->exec("RELEASE " + savepoint());
        if (!undone)
            qCWarning(lcStore) << "rollback failed:" << undone.error().code << undone.error().detail;
    }
    end();
}

void Transaction::end()
{
    Q_ASSERT_X(m_connection->m_depth == m_level, "sqlite::Transaction", "an inner transaction is still open");
    --m_connection->m_depth;
    m_connection = nullptr;
}

} // namespace tidedesk::sqlite
