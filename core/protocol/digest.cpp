// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/protocol/digest.h"
#include "core/protocol/rowtext.h"
#include <QCryptographicHash>
#include <QtEndian>

namespace tidedesk::protocol {

void Digest::add(const Row &row)
{
    m_scratch.resize(0);
    appendRow(m_scratch, row);
    const QByteArray hash = QCryptographicHash::hash(m_scratch, QCryptographicHash::Blake2b_160);
    Part &part = m_parts[row.entity().name()];
    ++part.rows;
    part.sum += qFromLittleEndian<quint64>(hash.constData());
}

void Digest::add(const Digest &other)
{
    for (auto it = other.m_parts.begin(); it != other.m_parts.end(); ++it) {
        Part &part = m_parts[it.key()];
        part.rows += it->rows;
        part.sum += it->sum;
    }
}

QString Digest::text() const
{
    QCryptographicHash hash(QCryptographicHash::Blake2b_160);
    for (auto it = m_parts.begin(); it != m_parts.end(); ++it) {
        hash.addData(it.key().toLatin1() + ' ' + QByteArray::number(it->rows) + ' ' + QByteArray::number(it->sum, 16)
            + '\n');
    }
    return QString::fromLatin1(hash.result().toHex());
}

} // namespace tidedesk::protocol
