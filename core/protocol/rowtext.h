// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/schema/row.h"
#include <QByteArray>

namespace tidedesk::protocol {

/// The canonical text of a row: a JSON array [id, version, field, field, ...] in the spine's order. Used on the wire
/// and for digests, so there is one text for one row. Written by hand because a page holds 1,000 of them.
void appendRow(QByteArray &out, const Row &row);
void appendValue(QByteArray &out, const Value &value);
/// A JSON string: UTF-8, quotes and control characters escaped; unpaired surrogates become U+FFFD.
void appendText(QByteArray &out, QStringView text);

} // namespace tidedesk::protocol
