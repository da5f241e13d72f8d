// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>
#include <QString>
#include <QtGlobal>

namespace tidedesk::app {

enum class LogFormat { Json, Text };

/// One line of the log, with its end: an event (core/base/eventlog.h) or whatever else Qt was told. Whatever is in it, it stays
/// one line.
QByteArray logLine(LogFormat format, QtMsgType level, const QString &message, qint64 atMs);

/// Everything that this process logs goes to stderr from now on, a line at a time, from `least` ("debug", "info", "warning",
/// "error") on. False for another word.
bool startLog(LogFormat format, const QString &least);

} // namespace tidedesk::app
