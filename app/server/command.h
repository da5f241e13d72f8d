// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/common/arguments.h"
#include "app/common/console.h"

namespace tidedesk::app {

enum Exit { Done = 0, Failed = 1, WrongUsage = 2 };

/// A command of tidedesk-server: what it is called, what it takes, what it does. Returns the exit code.
struct Command {
    const char *name;
    const char *usage;
    int words; ///< at most, behind the name
    QStringList valued;
    QStringList flags; ///< beside --json, which every command has
    int (*run)(Arguments &arguments);
};

int init(Arguments &arguments);
int serve(Arguments &arguments);
int user(Arguments &arguments);
int seat(Arguments &arguments);
int sealed(Arguments &arguments);
int backup(Arguments &arguments);
int restore(Arguments &arguments);
int check(Arguments &arguments);
int sampleData(Arguments &arguments);
int importFiles(Arguments &arguments);
int migrate(Arguments &arguments);

/// One line of JSON with --json, else the text for people.
void answer(const Arguments &arguments, const QJsonObject &json, const QString &text);
/// For backup and check: how many attached files there are no bytes of yet.
QString missingBlobsText(qint64 files);
/// The error on stderr, with --json also as JSON; the exit code that goes with it.
int fail(const Arguments &arguments, const Error &error);
int wrongUsage(const Arguments &arguments, const QString &problem);

} // namespace tidedesk::app
