// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>
#include <memory>

struct XXH3_state_s;

namespace tidedesk::protocol {

/// Tells damaged bytes from whole ones: XXH3, 128 bits, as 32 hex digits. Not against forgery, which is TLS's task; a
/// cryptographic hash over all pages would cost a first fetch a tenth of its time on either side.
class Checksum {
public:
    Checksum();
    ~Checksum();
    Checksum(const Checksum &) = delete;
    Checksum &operator=(const Checksum &) = delete;

    void add(QByteArrayView bytes);
    /// Of everything since the last one; starts anew.
    QByteArray take();

private:
    struct Free {
        void operator()(XXH3_state_s *state) const;
    };
    std::unique_ptr<XXH3_state_s, Free> m_state;
};

} // namespace tidedesk::protocol
