// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/world.h"

namespace tidedesk::server {

/// Stamps as compact JSON, fields with the same stamp together:
///   [[version, "seat", "user", at, "field", "field" ...], ...]
/// Most rows were written in one go and need one group.
QByteArray stampsToText(const schema::Entity &entity, const domain::Stamps &stamps);
/// Fields the spine no longer knows are dropped. Fatal store.corrupt when the text is none of ours.
Result<domain::Stamps> stampsFromText(const schema::Entity &entity, const QByteArray &text);

} // namespace tidedesk::server
