// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/server/command.h"
#include <QFile>
#include <QHash>
#include <QJsonDocument>
#include <QTextStream>
#include <cstdio>

namespace tidedesk::app {

namespace {

/// What a code means to the person at the terminal.
QString sentence(const Error &error)
{
    static const QHash<QString, QString> sentences {
        {QStringLiteral("data.exists"), QStringLiteral("there is a server in this folder already: ")},
        {QStringLiteral("data.not_empty"), QStringLiteral("this folder is not empty, and nothing in it is overwritten: ")},
        {QStringLiteral("data.unknown"), QStringLiteral("there is no server in this folder (run init first): ")},
        {QStringLiteral("data.in_use"), QStringLiteral("another process is using this folder; stop the server first: ")},
        {QStringLiteral("data.not_writable"), QStringLiteral("this folder cannot be written: ")},
        {QStringLiteral("user.exists"), QStringLiteral("there is a user of this name already: ")},
        {QStringLiteral("user.unknown"), QStringLiteral("there is no user of this name: ")},
        {QStringLiteral("user.bad_name"), QStringLiteral("this is no user name: ")},
        {QStringLiteral("password.too_short"), QStringLiteral("the password is too short: ")},
        {QStringLiteral("password.too_long"), QStringLiteral("the password is too long: ")},
        {QStringLiteral("store.newer_schema"), QStringLiteral("the data were written by a newer version and are left alone: ")},
        {QStringLiteral("store.corrupt"), QStringLiteral("the database file is damaged: ")},
        {QStringLiteral("store.disk_full"), QStringLiteral("the disk is full: ")},
        {QStringLiteral("http.listen_failed"), QStringLiteral("cannot listen there: ")},
        {QStringLiteral("http.bad_address"), QStringLiteral("this is no numeric address: ")},
        {QStringLiteral("http.bad_certificate"), QStringLiteral("the certificate cannot be used: ")},
        {QStringLiteral("http.bad_key"), QStringLiteral("the private key cannot be used: ")},
        {QStringLiteral("import.mapping"), QStringLiteral("the mapping is wrong, nothing was imported: ")},
        {QStringLiteral("import.unreadable"), QStringLiteral("this file cannot be read, nothing was imported: ")},
        {QStringLiteral("import.encoding"), QStringLiteral("wrong encoding, nothing was imported: ")},
        {QStringLiteral("import.syntax"), QStringLiteral("this is no sound JSON, nothing was imported: ")},
        {QStringLiteral("import.header"), QStringLiteral("the heading is wrong, nothing was imported: ")},
        {QStringLiteral("import.columns"), QStringLiteral("file and mapping do not fit, nothing was imported: ")},
        {QStringLiteral("sample.exists"), QStringLiteral("this server has tickets already; sample data need an empty one ")},
        {QStringLiteral("sample.unfinished"), QStringLiteral("an earlier load of sample data was cut short; begin with a new folder ")},
        {QStringLiteral("backup.damaged"), QStringLiteral("this is no sound backup: ")},
    };
    return sentences.value(error.code, error.code + QStringLiteral(": ")) + error.detail;
}

} // namespace

void answer(const QJsonObject &object)
{
    QTextStream(stdout) << QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact)) << Qt::endl;
}

int fail(const Error &error)
{
    QTextStream(stderr) << "tidedesk-server: " << sentence(error) << Qt::endl;
    return Failed;
}

int wrongUsage(const QString &problem)
{
    QTextStream(stderr) << "tidedesk-server: " << problem << Qt::endl;
    return WrongUsage;
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
