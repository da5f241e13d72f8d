// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/protocol/checksum.h"
#include <xxhash.h>

namespace tidedesk::protocol {

void Checksum::Free::operator()(XXH3_state_s *state) const { XXH3_freeState(state); }

Checksum::Checksum()
    : m_state(XXH3_createState())
{
    Q_CHECK_PTR(m_state.get());
    XXH3_128bits_reset(m_state.get());
}

Checksum::~Checksum() = default;

void Checksum::add(QByteArrayView bytes)
{
    XXH3_128bits_update(m_state.get(), bytes.data(), static_cast<size_t>(bytes.size()));
}

QByteArray Checksum::take()
{
    XXH128_canonical_t canonical;
    XXH128_canonicalFromHash(&canonical, XXH3_128bits_digest(m_state.get()));
    XXH3_128bits_reset(m_state.get());
    return QByteArray(reinterpret_cast<const char *>(canonical.digest), sizeof canonical.digest).toHex();
}

} // namespace tidedesk::protocol
