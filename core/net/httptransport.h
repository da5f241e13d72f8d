// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/net/transport.h"
#include <QNetworkAccessManager>

namespace tidedesk::net {

/// Transport over QNetworkAccessManager, main thread. What Qt 6.4 gets wrong is put right here: a deadline for the whole
/// exchange, no redirects (a 302 would turn a POST into a GET that "succeeds"), TLS errors are final, decompressed size
/// is bounded by the reader and not by Qt's guess. Answers cut short may still look complete: callers check what they got.
class HttpTransport final : public QObject, public Transport {
    Q_OBJECT
public:
    explicit HttpTransport(QObject *parent = nullptr);
    /// Calls under way end without a word.
    ~HttpTransport() override;
    void setServer(const QUrl &server) override { m_server = server; }
    Call *send(const Request &request) override;

private:
    QNetworkAccessManager m_network;
    QUrl m_server;
};

} // namespace tidedesk::net
