// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/postgres/answer.h"
#include <QtEndian>
#include <bit>
#include <libpq-fe.h>

namespace tidedesk::postgres {

void Answer::Clear::operator()(pg_result *result) const { PQclear(result); }

int Answer::rows() const { return PQntuples(m_result.get()); }

QByteArrayView Answer::tag() const { return PQcmdStatus(m_result.get()); }

qint64 Answer::changed() const { return QByteArrayView(PQcmdTuples(m_result.get())).toLongLong(); }

bool Answer::isNull(int row, int column) const { return PQgetisnull(m_result.get(), row, column) != 0; }

QByteArrayView Answer::bytes(int row, int column) const
{
    return {PQgetvalue(m_result.get(), row, column), PQgetlength(m_result.get(), row, column)};
}

qint64 Answer::integer(int row, int column) const
{
    const QByteArrayView value = bytes(row, column);
    return value.size() == sizeof(qint64) ? qFromBigEndian<qint64>(value.data()) : 0;
}

double Answer::real(int row, int column) const { return std::bit_cast<double>(integer(row, column)); }

bool Answer::flag(int row, int column) const { return bytes(row, column) == QByteArrayView("\1"); }

QString Answer::text(int row, int column) const { return QString::fromUtf8(bytes(row, column)); }

Id Answer::id(int row, int column) const { return isNull(row, column) ? Id() : Id::fromBytes(bytes(row, column)); }

} // namespace tidedesk::postgres
