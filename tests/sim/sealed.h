// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/protocol/checksum.h"
#include <QJsonDocument>
#include <QJsonObject>

namespace tidedesk::sim {

/// The header or end line of a pull, its hash made anew over `before` and itself; written from the protocol's text alone.
inline QByteArray sealed(QJsonObject object, const QByteArray &before)
{
    object.remove(QStringLiteral("hash"));
    QByteArray line = QJsonDocument(object).toJson(QJsonDocument::Compact);
    line.chop(1);
    protocol::Checksum checksum;
    checksum.add(before);
    checksum.add(line);
    return line + ",\"hash\":\"" + checksum.take() + "\"}\n";
}

} // namespace tidedesk::sim
