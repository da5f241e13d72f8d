// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/result.h"
#include "core/server/http/hooks.h"
#include "core/server/http/limits.h"
#include "core/server/http/loop.h"
#include "core/server/http/stats.h"
#include "core/server/http/tlsidentity.h"
#include <optional>

namespace tidedesk::http {

/// An HTTP/1.1 server (RFC 9110, 9112) on one io thread of its own, plain and over TLS. Safe to put on the open
/// internet: every size and every wait has a limit. Knows nothing of what it serves.
/// All members may be called from any thread, except where said.
class HttpServer {
public:
    HttpServer(const Limits &limits, Hooks hooks);
    ~HttpServer(); ///< stops
    Q_DISABLE_COPY_MOVE(HttpServer)

    /// Binds at once, serves from start() on. `address` is numeric; "::" takes IPv6 and IPv4; port 0 any free port.
    /// Returns the port. Fails with http.bad_address, http.listen_failed, http.bad_certificate, http.bad_key.
    /// From the owner's thread; may be called several times.
    Result<quint16> listen(const QString &address, quint16 port, const std::optional<TlsIdentity> &tls = {});
    /// A renewed certificate for the TLS connections to come, on every TLS listener.
    Status renewCertificate(const TlsIdentity &tls);

    void start();
    /// Cuts every connection and ends the io thread. Not from the io thread.
    void stop();
    /// Stops listening, ends event streams, answers what is in flight with "Connection: close", lets idle connections
    /// go after Limits::drainIdleMs, cuts what is left after `timeoutMs`. `done` is called once, on the io thread; the
    /// server must still be stopped then.
    void drain(int timeoutMs, std::function<void()> done);
    /// Calls back on the io thread when the process is asked to end (SIGTERM, SIGINT). Once per process.
    void onTerminate(std::function<void()> callback);

    /// Runs `callback` on the io thread, never inside this call.
    void post(std::function<void()> callback);
    /// Runs `callback` on the io thread after `ms` milliseconds of the monotonic clock.
    std::shared_ptr<Timer> after(qint64 ms, std::function<void()> callback);

    Stats stats() const;

    /// Lets the process open as many files as the system allows it (Debian's default, 1024, is fewer connections than
    /// Limits allows). Returns how many that is; 0 where there is no such limit.
    static qint64 raiseFileLimit();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace tidedesk::http
