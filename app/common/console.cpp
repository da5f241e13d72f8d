// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/common/console.h"
#include "app/common/errortext.h"
#include <QFile>
#include <QJsonDocument>
#include <QTextStream>
#include <cstdio>

namespace tidedesk::app {

void printJson(const QJsonObject &object)
{
    QTextStream(stdout) << QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact)) << Qt::endl;
}

void printError(QLatin1StringView program, const Error &error, bool json)
{
    const QString message = sentence(error);
    if (json) {
        printJson({{QStringLiteral("error"),
            QJsonObject {{QStringLiteral("code"), error.code}, {QStringLiteral("detail"), error.detail},
                {QStringLiteral("message"), message}}}});
    }
    QTextStream(stderr) << program << ": " << message << Qt::endl;
}

QByteArray passwordFromStdin()
{
    QFile in;
    if (!in.open(stdin, QIODevice::ReadOnly))
        return {};
    QByteArray line = in.readLine(4096);
    while (line.endsWith('\n') || line.endsWith('\r'))
        line.chop(1);
    return line;
}

} // namespace tidedesk::app
