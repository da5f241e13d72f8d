// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/server/http/tlsidentity.h"

namespace tidedesk::test {

/// A fresh self-signed P-256 certificate for `host`, valid for an hour.
http::TlsIdentity selfSigned(const QByteArray &host);

} // namespace tidedesk::test
