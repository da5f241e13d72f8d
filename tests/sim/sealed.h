// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QCryptographicHash>
#include <QJsonDocument>
#include <QJsonObject>

namespace tidedesk::sim {

/// The header or end line of a pull, its hash made anew over `before` and itself; written from the protocol's text alone.
inline QByteArray sealed(QJsonObject object, const QByteArray &before)
{
    object.remove(QStringLiteral("hash"));
    QByteArray line = QJsonDocument(object).toJson(QJsonDocument::Compact);
    line.chop(1);
    return line + ",\"hash\":\"" + QCryptographicHash::hash(before + line, QCryptographicHash::Blake2b_160).toHex() + "\"}\n";
}

} // namespace tidedesk::sim
