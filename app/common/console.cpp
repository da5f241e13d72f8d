// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/common/console.h"
#include "app/common/errortext.h"
#include <QFile>
#include <QJsonDocument>
#include <QTextStream>
#include <cstdio>

namespace tidedesk::app {

QString harmless(QStringView text, Lines lines)
{
    QString shown;
    shown.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char16_t c = text[i].unicode();
        const bool lineEnd = c == u'\n' || c == u'\r' || c == 0x2028 || c == 0x2029;
        const bool ofWindows = c == u'\r' && i + 1 < text.size() && text[i + 1] == u'\n';
        if (lineEnd && ofWindows)
            continue;
        if ((lineEnd || c == u'\t') && lines == Lines::Joined)
            shown += u' ';
        else if (c == u'\n' || c == u'\t')
            shown += c;
        else if (c < 0x20 || (c >= 0x7f && c < 0xa0))
            shown += QStringLiteral("\\x%1").arg(uint(c), 2, 16, QLatin1Char('0'));
        else if (c == 0x2028 || c == 0x2029 || (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069))
            shown += QStringLiteral("\\u%1").arg(uint(c), 4, 16, QLatin1Char('0'));
        else
            shown += c;
    }
    return shown;
}

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
    QTextStream(stderr) << program << ": " << harmless(message, Lines::Kept) << Qt::endl;
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
