// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/id.h"
#include "core/schema/entity.h"

namespace tidedesk::import {

/// The identity of a row that another system knows by (source, key): the same at every import. `part` tells the rows
/// apart that come from one key (a ticket's messages and events). A UUIDv8 of a BLAKE2b hash.
Id importedId(const QString &source, const schema::Entity &entity, const QString &key, const QString &part = {});

} // namespace tidedesk::import
