// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/common/arguments.h"
#include "app/workstation/screenshots.h"
#include "app/workstation/workstation.h"
#include <QApplication>
#include <QDir>
#include <QFile>
#include <QStandardPaths>
#include <QTextStream>
#include <cstdio>

namespace {

using namespace tidedesk;

QString passwordFromStdin()
{
    QFile in;
    if (!in.open(stdin, QIODevice::ReadOnly))
        return {};
    QByteArray line = in.readLine(4096);
    while (line.endsWith('\n') || line.endsWith('\r'))
        line.chop(1);
    return QString::fromUtf8(line);
}

constexpr char kUsage[] = "tidedesk [--profile DIR] [--server URL] [--user N] [--password-stdin] [--screenshots DIR]\n";

int usage(const QString &problem)
{
    QTextStream(stderr) << "tidedesk: " << problem << '\n' << kUsage;
    return 2;
}

} // namespace

int main(int argc, char **argv)
{
    QStringList typed;
    for (int i = 1; i < argc; ++i)
        typed.append(QString::fromLocal8Bit(argv[i]));
    if (typed.contains(QStringLiteral("--help"))) { // also where there is no display
        QTextStream(stdout) << kUsage;
        return 0;
    }
    // Only our own arguments: -platformpluginpath and its like would load code from wherever a link says.
    int one = 1;
    QApplication application(one, argv);
    QApplication::setApplicationName(QStringLiteral("tidedesk"));
    QApplication::setApplicationDisplayName(QStringLiteral("Tidedesk"));
    const app::Arguments arguments(typed,
        {QStringLiteral("profile"), QStringLiteral("server"), QStringLiteral("user"), QStringLiteral("screenshots")}, {QStringLiteral("password-stdin")});
    if (!arguments.problem().isEmpty())
        return usage(arguments.problem());
    if (!arguments.words().isEmpty())
        return usage(QStringLiteral("unexpected '%1'").arg(arguments.word(0)));
    app::Options options;
    options.profile = arguments.value(QStringLiteral("profile"), QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation) + QStringLiteral("/default"));
    options.server = arguments.value(QStringLiteral("server"));
    options.user = arguments.value(QStringLiteral("user"));
    if (arguments.has(QStringLiteral("password-stdin")))
        options.password = passwordFromStdin();
    options.keepPreferences = !arguments.has(QStringLiteral("screenshots")); // those go through languages and themes
    QDir().mkpath(options.profile);
    app::Workstation workstation(application, options);
    if (arguments.has(QStringLiteral("screenshots")))
        app::takeScreenshots(workstation, arguments.value(QStringLiteral("screenshots")));
    workstation.start();
    return QApplication::exec();
}
