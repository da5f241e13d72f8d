// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/error.h"
#include <QJsonObject>
#include <QLatin1StringView>

/// What the programs say, and to whom: answers go to stdout, mistakes to stderr.
namespace tidedesk::app {

/// Text from outside as a terminal may be given it: control characters (C0, C1, DEL) and bidirectional overrides in a
/// visible form such as \x1b or \u202e. With `Lines::Kept` lines and tabs stay; else they become blanks.
enum class Lines { Kept, Joined };
QString harmless(QStringView text, Lines lines);

/// One line of JSON on stdout.
void printJson(const QJsonObject &object);

/// "PROGRAM: sentence" on stderr; with `json` also {"error":{"code","detail","message"}} on stdout.
void printError(QLatin1StringView program, const Error &error, bool json);

/// First line of standard input, without its end.
QByteArray passwordFromStdin();

} // namespace tidedesk::app
