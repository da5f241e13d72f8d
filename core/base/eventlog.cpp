// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/eventlog.h"
#include "core/base/logging.h"
#include <QJsonDocument>

namespace tidedesk {

namespace {

void tell(QtMsgType level, const char *event, QJsonObject fields)
{
    if (!lcServer().isEnabled(level))
        return;
    fields.insert(QStringLiteral("event"), QLatin1StringView(event));
    const QByteArray line = QJsonDocument(fields).toJson(QJsonDocument::Compact);
    const QMessageLogger logger(nullptr, 0, nullptr, lcServer().categoryName());
    switch (level) {
    case QtInfoMsg:
        return logger.info("%s", line.constData());
    case QtWarningMsg:
        return logger.warning("%s", line.constData());
    default:
        return logger.critical("%s", line.constData());
    }
}

} // namespace

void logInfo(const char *event, QJsonObject fields) { tell(QtInfoMsg, event, std::move(fields)); }
void logWarning(const char *event, QJsonObject fields) { tell(QtWarningMsg, event, std::move(fields)); }
void logError(const char *event, QJsonObject fields) { tell(QtCriticalMsg, event, std::move(fields)); }

QJsonObject logged(const Error &error)
{
    QJsonObject fields {{QStringLiteral("code"), error.code}};
    const bool quotes = error.code == u"store.value" || error.code == u"store.constraint" || error.code == u"store.sql";
    if (error.code.startsWith(u"store.") && !quotes)
        fields.insert(QStringLiteral("detail"), error.detail);
    return fields;
}

} // namespace tidedesk
