// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QFont>

namespace tidedesk::ui {

/// The text sizes of the program, in logical pixels: 11, 12, 13, 13 bold, 15, 20, 28.
enum class TextStyle { Tiny, Small, Body, Strong, Title, Heading, Figure };

/// Families are named one by one, because the fallback for Chinese otherwise depends on locale and installed fonts.
QFont textFont(TextStyle style = TextStyle::Body);

} // namespace tidedesk::ui
