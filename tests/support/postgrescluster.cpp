// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/postgrescluster.h"
#include <QDir>
#include <QFile>
#include <pwd.h>
#include <unistd.h>

namespace tidedesk::test {

namespace {

const QString kPrograms = QStringLiteral("/usr/lib/postgresql/15/bin");

bool isRoot() { return geteuid() == 0; }

QStringList command(const QString &program, const QByteArrayList &arguments)
{
    QStringList all;
    if (isRoot())
        all = {QStringLiteral("runuser"), QStringLiteral("-u"), QStringLiteral("postgres"), QStringLiteral("--")};
    all.append(program);
    for (const QByteArray &argument : arguments)
        all.append(QString::fromUtf8(argument));
    return all;
}

void append(const QString &path, const QByteArray &text)
{
    QFile file(path);
    if (!file.open(QIODevice::Append) || file.write(text) != text.size())
        qFatal("cluster: cannot write %s", qPrintable(path));
}

} // namespace

QString PostgresCluster::missing()
{
    for (const char *program : {"initdb", "pg_ctl", "postgres", "psql", "pg_basebackup"}) {
        if (!QFile::exists(kPrograms + u'/' + QLatin1StringView(program)))
            return kPrograms + u'/' + QLatin1StringView(program) + QStringLiteral(" is missing (Debian package postgresql)");
    }
    if (isRoot() && !getpwnam("postgres"))
        return QStringLiteral("there is no user postgres to run a cluster as");
    return {};
}

PostgresCluster::PostgresCluster(Bare)
    : m_folder(std::make_unique<QTemporaryDir>())
{
    if (const QString why = missing(); !why.isEmpty())
        qFatal("cluster: %s", qPrintable(why));
    if (isRoot()) {
        const passwd *owner = getpwnam("postgres");
        if (chown(socketFolder().constData(), owner->pw_uid, owner->pw_gid) != 0)
            qFatal("cluster: chown");
    }
}

PostgresCluster::PostgresCluster(Durable durable, const QByteArrayList &settings)
    : PostgresCluster(Bare())
{
    run("initdb", {"-D", data(), "-U", "tidedesk", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync", "--no-instructions"});
    QByteArrayList all {"max_connections = 100", "wal_level = replica", "max_wal_senders = 4", "autovacuum = off", "log_min_messages = fatal"};
    if (durable == Durable::No)
        all += {"fsync = off", "full_page_writes = off"};
    configure(all + settings);
    start();
}

PostgresCluster::~PostgresCluster() { kill(); }

void PostgresCluster::configure(const QByteArrayList &settings)
{
    append(QString::fromUtf8(data() + "/postgresql.conf"),
        settings.join('\n') + "\nlisten_addresses = ''\nunix_socket_directories = '" + socketFolder() + "'\nshared_buffers = 32MB\n");
    append(QString::fromUtf8(data() + "/pg_hba.conf"), "local replication all trust\n");
}

std::unique_ptr<PostgresCluster> PostgresCluster::standbyOf(const PostgresCluster &primary, const QByteArray &name)
{
    std::unique_ptr<PostgresCluster> standby(new PostgresCluster(Bare()));
    standby->run("pg_basebackup", {"-h", primary.socketFolder(), "-U", "tidedesk", "-D", standby->data(), "--checkpoint=fast", "--no-sync"});
    standby->configure({"primary_conninfo = 'host=" + primary.socketFolder() + " user=tidedesk application_name=" + name + "'",
        "synchronous_standby_names = ''"});
    append(QString::fromUtf8(standby->data() + "/standby.signal"), {});
    standby->start();
    return standby;
}

QByteArray PostgresCluster::run(const QByteArray &program, const QByteArrayList &arguments) const
{
    QStringList all = command(kPrograms + u'/' + QString::fromUtf8(program), arguments);
    QProcess process;
    process.setWorkingDirectory(QStringLiteral("/"));
    process.start(all.takeFirst(), all);
    process.closeWriteChannel();
    if (!process.waitForFinished(120'000) || process.exitCode() != 0)
        qFatal("cluster: %s: %s", program.constData(), process.readAllStandardError().constData());
    return process.readAllStandardOutput().trimmed();
}

/// The shell outlives neither us nor the server: it ends the one when the other has gone.
void PostgresCluster::start()
{
    const QByteArray ctl = kPrograms.toUtf8() + "/pg_ctl -D " + data();
    const QByteArray script = ctl + " -w -t 60 -l " + socketFolder() + "/log start >/dev/null && echo started; read line; " + ctl + " -w -m immediate stop >/dev/null 2>&1";
    QStringList all = command(QStringLiteral("/bin/sh"), {"-c", script});
    m_guard = std::make_unique<QProcess>();
    m_guard->setWorkingDirectory(QStringLiteral("/"));
    m_guard->start(all.takeFirst(), all);
    if (!m_guard->waitForReadyRead(60'000) || !m_guard->readAllStandardOutput().startsWith("started"))
        qFatal("cluster: it did not start: %s", run("pg_ctl", {"--version"}).constData());
}

void PostgresCluster::kill()
{
    if (!m_guard)
        return;
    m_guard->closeWriteChannel();
    m_guard->waitForFinished(60'000);
    m_guard.reset();
}

void PostgresCluster::promote() { run("pg_ctl", {"-D", data(), "-w", "-t", "60", "promote"}); }

QByteArray PostgresCluster::url(const QByteArray &database) const
{
    return "postgresql:///" + database + "?host=" + socketFolder().toPercentEncoding() + "&user=tidedesk";
}

QByteArray PostgresCluster::makeDatabase()
{
    const QByteArray name = "t" + QByteArray::number(++m_databases);
    sql("CREATE DATABASE " + name);
    return url(name);
}

QByteArray PostgresCluster::sql(const QByteArray &text, const QByteArray &database) const
{
    return run("psql", {"-h", socketFolder(), "-U", "tidedesk", "-d", database, "-At", "-v", "ON_ERROR_STOP=1", "-c", text});
}

} // namespace tidedesk::test
