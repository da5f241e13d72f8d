// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/server/logwriter.h"
#include "app/common/console.h"
#include <QDateTime>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLoggingCategory>
#include <QTimeZone>
#include <cstdio>

namespace tidedesk::app {

namespace {

LogFormat format = LogFormat::Json; ///< set before the handler

const char *nameOf(QtMsgType level)
{
    switch (level) {
    case QtDebugMsg:
        return "debug";
    case QtInfoMsg:
        return "info";
    case QtWarningMsg:
        return "warning";
    case QtCriticalMsg:
    case QtFatalMsg:
        break;
    }
    return "error";
}

QByteArray textOf(const QJsonObject &fields)
{
    QString line = fields.value(QLatin1StringView("event")).toString();
    for (auto it = fields.begin(); it != fields.end(); ++it) {
        if (it.key() != u"event")
            line += u' ' + it.key() + u'=' + it.value().toVariant().toString();
    }
    return harmless(line, Lines::Joined).toUtf8();
}

void write(QtMsgType level, const QMessageLogContext &, const QString &message)
{
    const QByteArray line = logLine(format, level, message, QDateTime::currentMSecsSinceEpoch());
    std::fwrite(line.constData(), 1, static_cast<size_t>(line.size()), stderr); // one call: lines of threads do not mix
}

} // namespace

QByteArray logLine(LogFormat as, QtMsgType level, const QString &message, qint64 atMs)
{
    const QByteArray at = QDateTime::fromMSecsSinceEpoch(atMs, Qt::UTC).toString(Qt::ISODateWithMs).toLatin1();
    QJsonObject fields = message.startsWith(u'{') ? QJsonDocument::fromJson(message.toUtf8()).object() : QJsonObject();
    if (fields.isEmpty())
        fields = {{QStringLiteral("event"), QStringLiteral("message")}, {QStringLiteral("text"), message}};
    if (as == LogFormat::Text)
        return at + ' ' + nameOf(level) + ' ' + textOf(fields) + '\n';
    const QByteArray rest = QJsonDocument(fields).toJson(QJsonDocument::Compact);
    return "{\"at\":\"" + at + "\",\"level\":\"" + nameOf(level) + "\"," + rest.mid(1) + '\n';
}

bool startLog(LogFormat as, const QString &least)
{
    const QStringList levels {QStringLiteral("debug"), QStringLiteral("info"), QStringLiteral("warning"), QStringLiteral("error")};
    const qsizetype first = levels.indexOf(least);
    if (first < 0)
        return false;
    QString rules;
    for (qsizetype i = 0; i < levels.size(); ++i)
        rules += QStringLiteral("*.%1=%2\n").arg(i == 3 ? QStringLiteral("critical") : levels[i], i < first ? QStringLiteral("false") : QStringLiteral("true"));
    QLoggingCategory::setFilterRules(rules);
    format = as;
    qInstallMessageHandler(write);
    return true;
}

} // namespace tidedesk::app
