// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/result.h"
#include <QJsonObject>

namespace tidedesk::app {

/// The way from a command to the server that is running on the same folder: an address on loopback and a token, in a
/// file only its owner can read.
struct Control {
    QString address;
    quint16 port = 0;
    QByteArray token;

    static Result<Control> read(const QString &file);
    Status write(const QString &file) const;
    /// One POST, waiting for its answer. The server's own errors come back as they are.
    Result<QJsonObject> post(const QByteArray &path, const QJsonObject &body) const;
};

} // namespace tidedesk::app
