// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>

namespace tidedesk::http {

/// A server certificate: leaf first, then the intermediates, and its private key, both PEM and not encrypted.
struct TlsIdentity {
    QByteArray certificateChain;
    QByteArray privateKey;
};

} // namespace tidedesk::http
