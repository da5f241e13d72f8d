// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/common/arguments.h"
#include "core/base/error.h"
#include <QJsonObject>

namespace tidedesk::app {

enum Exit { Done = 0, Failed = 1, WrongUsage = 2 };

/// A command of tidedesk-server: what it is called, what it takes, what it does. Returns the exit code.
struct Command {
    const char *name;
    const char *usage;
    QStringList valued;
    QStringList flags;
    int (*run)(Arguments &arguments);
};

int init(Arguments &arguments);
int serve(Arguments &arguments);
int user(Arguments &arguments);
int backup(Arguments &arguments);
int restore(Arguments &arguments);
int check(Arguments &arguments);
int sampleData(Arguments &arguments);
int importFiles(Arguments &arguments);

/// Prints to stdout: one line of JSON.
void answer(const QJsonObject &object);
/// A sentence on stderr; the exit code that goes with the error.
int fail(const Error &error);
int wrongUsage(const QString &problem);
/// First line of standard input, without its end.
QByteArray passwordFromStdin();

} // namespace tidedesk::app
