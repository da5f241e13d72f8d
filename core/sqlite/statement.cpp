// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sqlite/statement.h"
#include "core/sqlite/connection.h"
#include <QStringConverter>
#include <QVarLengthArray>
#include <sqlite3.h>

namespace tidedesk::sqlite {

namespace {

/// SQLITE_TRANSIENT without its old-style cast: SQLite makes its own copy.
const auto kCopy = reinterpret_cast<sqlite3_destructor_type>(static_cast<intptr_t>(-1));

/// sqlite3_bind_* take a null pointer for NULL; an empty value needs any other one.
const char *dataOf(QByteArrayView bytes)
{
    return bytes.data() ? bytes.data() : "";
}

/// QString::fromUtf8 drops a leading U+FEFF; what was stored must come back.
QString decoded(QByteArrayView utf8)
{
    if (!utf8.startsWith("\xEF\xBB\xBF"))
        return QString::fromUtf8(utf8);
    QStringDecoder decoder(
        QStringDecoder::Utf8, QStringDecoder::Flag::Stateless | QStringDecoder::Flag::ConvertInitialBom);
    return decoder(utf8);
}

} // namespace

Statement::Statement(Connection *connection, sqlite3_stmt *statement, bool cached)
    : m_connection(connection)
    , m_statement(statement)
    , m_cached(cached)
{
}

Statement::Statement(Statement &&other) noexcept
    : m_connection(other.m_connection)
    , m_statement(std::exchange(other.m_statement, nullptr))
    , m_bindCode(other.m_bindCode)
    , m_cached(other.m_cached)
    , m_running(other.m_running)
{
}

Statement &Statement::operator=(Statement &&other) noexcept
{
    if (this == &other)
        return *this;
    giveBack();
    m_connection = other.m_connection;
    m_statement = std::exchange(other.m_statement, nullptr);
    m_bindCode = other.m_bindCode;
    m_cached = other.m_cached;
    m_running = other.m_running;
    return *this;
}

Statement::~Statement()
{
    giveBack();
}

void Statement::giveBack()
{
    if (sqlite3_stmt *statement = std::exchange(m_statement, nullptr))
        m_connection->takeBack(statement, m_cached);
}

QByteArrayView Statement::sql() const
{
    return QByteArrayView(sqlite3_sql(m_statement));
}

void Statement::note(int code)
{
    if (code != SQLITE_OK && m_bindCode == SQLITE_OK)
        m_bindCode = code;
}

Statement &Statement::bind(int index, std::nullptr_t)
{
    note(sqlite3_bind_null(m_statement, index));
    return *this;
}

Statement &Statement::bindInteger(int index, qint64 value)
{
    note(sqlite3_bind_int64(m_statement, index, value));
    return *this;
}

Statement &Statement::bind(int index, double value)
{
    note(sqlite3_bind_double(m_statement, index, value));
    return *this;
}

Statement &Statement::bind(int index, QStringView text)
{
    QStringEncoder encoder(QStringEncoder::Utf8, QStringEncoder::Flag::Stateless);
    QVarLengthArray<char, 512> buffer(encoder.requiredSpace(text.size()));
    const char *end = encoder.appendToBuffer(buffer.data(), text);
    return bindUtf8(index, QByteArrayView(buffer.constData(), end));
}

Statement &Statement::bindUtf8View(int index, QByteArrayView text)
{
    const char *begin = text.data() ? text.data() : "";
    note(sqlite3_bind_text64(m_statement, index, begin, static_cast<sqlite3_uint64>(text.size()), SQLITE_STATIC, SQLITE_UTF8));
    return *this;
}

Statement &Statement::bindUtf8(int index, QByteArrayView text)
{
    note(sqlite3_bind_text64(
        m_statement, index, dataOf(text), static_cast<sqlite3_uint64>(text.size()), kCopy, SQLITE_UTF8));
    return *this;
}

Statement &Statement::bind(int index, QByteArrayView blob)
{
    note(sqlite3_bind_blob64(m_statement, index, dataOf(blob), static_cast<sqlite3_uint64>(blob.size()), kCopy));
    return *this;
}

Statement &Statement::bind(int index, const Id &id)
{
    return id.isNull() ? bind(index, nullptr) : bind(index, QByteArrayView(id.toBytes()));
}

Result<bool> Statement::step()
{
    if (const int code = std::exchange(m_bindCode, SQLITE_OK))
        return m_connection->failure(code, sql(), "binding a parameter");
    if (!m_running)
        TD_TRY(m_connection->mayRun(sql()));
    const int code = sqlite3_step(m_statement);
    m_running = code == SQLITE_ROW;
    if (m_running)
        return true;
    if (code == SQLITE_DONE) {
        sqlite3_reset(m_statement);
        return false;
    }
    const Error error = m_connection->failure(code, sql());
    sqlite3_reset(m_statement);
    return error;
}

Status Statement::run()
{
    for (;;) {
        const Result<bool> row = step();
        if (!row)
            return row.error();
        if (!*row)
            return {};
    }
}

void Statement::reset()
{
    sqlite3_reset(m_statement);
    m_running = false;
}

void Statement::clearBindings()
{
    sqlite3_clear_bindings(m_statement);
    m_bindCode = SQLITE_OK;
}

ColumnType Statement::type(int column) const
{
    switch (sqlite3_column_type(m_statement, column)) {
    case SQLITE_INTEGER:
        return ColumnType::Integer;
    case SQLITE_FLOAT:
        return ColumnType::Real;
    case SQLITE_TEXT:
        return ColumnType::Text;
    case SQLITE_BLOB:
        return ColumnType::Blob;
    default:
        return ColumnType::Null;
    }
}

qint64 Statement::integer(int column) const
{
    return sqlite3_column_int64(m_statement, column);
}
double Statement::real(int column) const
{
    return sqlite3_column_double(m_statement, column);
}
QString Statement::text(int column) const
{
    return decoded(utf8(column));
}
QByteArray Statement::blob(int column) const
{
    return blobView(column).toByteArray();
}
Id Statement::id(int column) const
{
    return Id::fromBytes(blobView(column));
}

QByteArrayView Statement::utf8(int column) const
{
    const unsigned char *data = sqlite3_column_text(m_statement, column);
    return QByteArrayView(data, sqlite3_column_bytes(m_statement, column));
}

QByteArrayView Statement::blobView(int column) const
{
    const void *data = sqlite3_column_blob(m_statement, column);
    return QByteArrayView(static_cast<const char *>(data), sqlite3_column_bytes(m_statement, column));
}

int Statement::columnCount() const
{
    return sqlite3_column_count(m_statement);
}
QString Statement::columnName(int column) const
{
    return QString::fromUtf8(sqlite3_column_name(m_statement, column));
}
int Statement::parameterCount() const
{
    return sqlite3_bind_parameter_count(m_statement);
}
bool Statement::isReadOnly() const
{
    return sqlite3_stmt_readonly(m_statement) != 0;
}

QString Statement::declaredType(int column) const
{
    return QString::fromUtf8(sqlite3_column_decltype(m_statement, column));
}

QString Statement::parameterName(int index) const
{
    return QString::fromUtf8(sqlite3_bind_parameter_name(m_statement, index));
}

} // namespace tidedesk::sqlite
