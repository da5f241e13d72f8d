// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/server/command.h"
#include <QTextStream>
#include <cstdio>

namespace tidedesk::app {

namespace {

void print(const Arguments &arguments, const Error &error)
{
    printError(QLatin1StringView("tidedesk-server"), error, arguments.has(QStringLiteral("json")));
}

} // namespace

void answer(const Arguments &arguments, const QJsonObject &json, const QString &text)
{
    if (arguments.has(QStringLiteral("json")))
        printJson(json);
    else
        QTextStream(stdout) << text << Qt::endl;
}

QString missingBlobsText(qint64 files)
{
    return QStringLiteral("the bytes of %1 attached file%2 have not reached the server yet").arg(files).arg(files == 1 ? QString() : QStringLiteral("s"));
}

int fail(const Arguments &arguments, const Error &error)
{
    Error shown = error;
    if (shown.code.startsWith(u"store."))
        shown.detail = QStringLiteral("%1: %2").arg(arguments.value(QStringLiteral("data")), shown.detail); // where
    print(arguments, shown);
    return Failed;
}

int wrongUsage(const Arguments &arguments, const QString &problem)
{
    print(arguments, {Consequence::Rejected, QStringLiteral("usage"), problem});
    return WrongUsage;
}

} // namespace tidedesk::app
