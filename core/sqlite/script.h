// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>
#include <QList>

namespace tidedesk::sqlite {

/// The statements of a script, cut at lines "--;;" (a trigger holds semicolons, so they cannot be the mark).
/// Chunks without a statement (blank lines, "-- comments") are left out.
QList<QByteArray> splitScript(QByteArrayView script);

} // namespace tidedesk::sqlite
