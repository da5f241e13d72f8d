// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QJsonObject>
#include <QTextStream>

namespace tidedesk::cli {

/// An answer for people: what identifies it first, lists as aligned tables of the columns people look for, conversations
/// as paragraphs, instants in the zone of this computer. Everything there is stands in --json only.
void printText(QTextStream &out, const QJsonObject &answer);

/// Columns a text takes on a terminal: Chinese, Japanese and Korean characters take two.
int displayWidth(QStringView text);

} // namespace tidedesk::cli
