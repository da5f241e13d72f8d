// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/sim/newerschema.h"
#include "tests/sim/sealed.h"
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace tidedesk::sim {

namespace {

QByteArray line(const QJsonObject &object) { return QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n'; }

QJsonObject withColumn(QJsonObject block)
{
    if (block.value(QLatin1StringView("entity")) != QLatin1StringView("ticket") || !block.contains(QLatin1StringView("rows")))
        return block;
    QJsonArray columns = block.value(QLatin1StringView("columns")).toArray();
    columns.insert(3, QStringLiteral("mood"));
    QJsonArray rows;
    for (const QJsonValue &row : block.value(QLatin1StringView("rows")).toArray()) {
        QJsonArray cells = row.toArray();
        cells.insert(3, QStringLiteral("cheerful"));
        rows.append(cells);
    }
    block.insert(QStringLiteral("columns"), columns);
    block.insert(QStringLiteral("rows"), rows);
    return block;
}

} // namespace

QByteArray withNewerSchema(const QByteArray &page)
{
    QByteArray body;
    QJsonObject end;
    for (const QByteArray &text : page.split('\n')) {
        const QJsonObject object = QJsonDocument::fromJson(text).object();
        if (object.contains(QLatin1StringView("end")))
            end = object;
        else if (!object.isEmpty())
            body += line(withColumn(object));
    }
    body += line({{QStringLiteral("bucket"), QStringLiteral("ref")}, {QStringLiteral("entity"), QStringLiteral("hologram")},
        {QStringLiteral("columns"), QJsonArray {QStringLiteral("id"), QStringLiteral("version"), QStringLiteral("depth")}},
        {QStringLiteral("count"), 1}, {QStringLiteral("rows"), QJsonArray {QJsonArray {QStringLiteral("01900000-0000-7000-8000-00000000beef"), 1, 3}}}});
    end.insert(QStringLiteral("rows"), end.value(QLatin1StringView("rows")).toInteger() + 1);
    return body + sealed(end, body);
}

} // namespace tidedesk::sim
