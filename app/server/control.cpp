// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/server/control.h"
#include "core/protocol/json.h"
#include <QFile>
#include <QSaveFile>
#include <boost/asio/ip/tcp.hpp>
#include <sstream>

namespace tidedesk::app {

namespace {
Error unreachable(const QString &detail) { return {Consequence::RetryLater, QStringLiteral("control.unreachable"), detail}; }
} // namespace

Result<Control> Control::read(const QString &file)
{
    QFile in(file);
    if (!in.open(QIODevice::ReadOnly))
        return unreachable(QStringLiteral("no control file"));
    TD_ASSIGN(json, protocol::parseObject(in.read(4096), QStringLiteral("control.json")));
    return Control {json.value(QLatin1StringView("address")).toString(), static_cast<quint16>(json.value(QLatin1StringView("port")).toInt()),
        json.value(QLatin1StringView("token")).toString().toLatin1()};
}

Status Control::write(const QString &file) const
{
    QSaveFile out(file);
    const QByteArray text = protocol::compact({{QStringLiteral("address"), address}, {QStringLiteral("port"), port}, {QStringLiteral("token"), QString::fromLatin1(token)}});
    if (!out.open(QIODevice::WriteOnly) || !out.setPermissions(QFile::ReadOwner | QFile::WriteOwner) || out.write(text) != text.size() || !out.commit())
        return unreachable(QStringLiteral("the control file cannot be written"));
    return {};
}

Result<QJsonObject> Control::post(const QByteArray &path, const QJsonObject &body) const
{
    boost::asio::ip::tcp::iostream stream;
    stream.expires_after(std::chrono::seconds(30));
    stream.connect(address.toStdString(), std::to_string(port));
    const QByteArray text = protocol::compact(body);
    stream << "POST " << path.constData() << " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\n"
           << "X-Tidedesk-Control: " << token.constData() << "\r\nContent-Length: " << text.size() << "\r\n\r\n" << text.constData() << std::flush;
    std::ostringstream all;
    all << stream.rdbuf();
    const QByteArray answer = QByteArray::fromStdString(all.str());
    const qsizetype end = answer.indexOf("\r\n\r\n");
    if (!answer.startsWith("HTTP/1.1 ") || end < 0)
        return unreachable(QStringLiteral("the server did not answer"));
    TD_ASSIGN(json, protocol::parseObject(answer.mid(end + 4), QStringLiteral("control")));
    if (answer.mid(9, 1) == "2")
        return json;
    const QJsonObject error = json.value(QLatin1StringView("error")).toObject();
    return Error {Consequence::Rejected, error.value(QLatin1StringView("code")).toString(), error.value(QLatin1StringView("detail")).toString()};
}

} // namespace tidedesk::app
