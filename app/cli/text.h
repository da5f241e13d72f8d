// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QHash>
#include <QJsonObject>
#include <QTextStream>

namespace tidedesk::cli {

/// An answer for people: what identifies it first, lists as aligned tables of the columns people look for, conversations
/// as paragraphs, instants in the zone of this computer. Control characters are shown, never sent to the terminal; exact
/// texts, and everything there is, stand in --json only. Ids that `names` knows are shown by name.
void printText(QTextStream &out, const QJsonObject &answer, const QHash<QString, QString> &names = {});

/// Columns a text takes on a terminal: Chinese, Japanese and Korean characters take two.
int displayWidth(QStringView text);

} // namespace tidedesk::cli
