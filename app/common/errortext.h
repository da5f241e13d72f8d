// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/error.h"

namespace tidedesk::app {

/// What went wrong, for the person at the terminal: one sentence without its full stop that names what and where.
/// Plain English, as everything the programs without a screen say; codes stay in --json. A code without a sentence of its
/// own is named together with what follows from it.
QString sentence(const Error &error);

bool hasSentence(const QString &code); ///< for the test that goes through the codes of the sources

} // namespace tidedesk::app
