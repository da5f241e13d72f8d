// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDir>
#include <QDirIterator>
#include <QMap>
#include <QRegularExpression>
#include <QTest>

/// Holds the sources against ARCHITECTURE.md: includes point down, no page knows another, and what we do not do is not
/// done. Reads files only.
class TestArchitecture : public QObject {
    Q_OBJECT

    using Folders = QMap<QString, QStringList>;
    const QStringList seatSide {QStringLiteral("core/seat"), QStringLiteral("core/kpi"), QStringLiteral("core/search"), QStringLiteral("core/domain"), QStringLiteral("core/schema")};
    /// Folder -> folders it may include. Itself and core/base go without saying; app may include everything.
    const Folders may {
        {QStringLiteral("core/base"), {}},
        {QStringLiteral("core/sqlite"), {}},
        {QStringLiteral("core/schema"), {}},
        {QStringLiteral("core/domain"), {QStringLiteral("core/schema")}},
        {QStringLiteral("core/protocol"), {QStringLiteral("core/domain"), QStringLiteral("core/schema")}},
        {QStringLiteral("core/tables"), {QStringLiteral("core/schema"), QStringLiteral("core/sqlite")}},
        {QStringLiteral("core/search"), {}},
        {QStringLiteral("core/kpi"), {QStringLiteral("core/domain"), QStringLiteral("core/schema")}},
        {QStringLiteral("core/storage"), {QStringLiteral("core/protocol"), QStringLiteral("core/domain"), QStringLiteral("core/schema"), QStringLiteral("core/tables"), QStringLiteral("core/sqlite")}},
        {QStringLiteral("core/net"), {}},
        {QStringLiteral("core/sync"), {QStringLiteral("core/protocol"), QStringLiteral("core/domain"), QStringLiteral("core/schema"), QStringLiteral("core/net")}},
        {QStringLiteral("core/seat"),
            {QStringLiteral("core/sync"), QStringLiteral("core/kpi"), QStringLiteral("core/search"), QStringLiteral("core/storage"), QStringLiteral("core/net"), QStringLiteral("core/protocol"), QStringLiteral("core/domain"), QStringLiteral("core/schema"),
                QStringLiteral("core/tables"), QStringLiteral("core/sqlite")}},
        {QStringLiteral("core/server"), {QStringLiteral("core/kpi"), QStringLiteral("core/protocol"), QStringLiteral("core/domain"), QStringLiteral("core/schema"), QStringLiteral("core/tables"), QStringLiteral("core/sqlite")}},
        {QStringLiteral("ui/common"), seatSide},
        {QStringLiteral("ui/shell"), seatSide + QStringList(QStringLiteral("ui/common"))},
        {QStringLiteral("ui/desk"), seatSide + QStringList {QStringLiteral("ui/common"), QStringLiteral("ui/inbox"), QStringLiteral("ui/ticket")}},
    };
    const QStringList page = seatSide + QStringList(QStringLiteral("ui/common"));

    QString root;
    QMap<QString, QStringList> sources; ///< path -> lines
    QStringList problems;

    static QString folderOf(const QString &path)
    {
        if (path.startsWith(QLatin1String("app/")))
            return QStringLiteral("app");
        return path.section(QLatin1Char('/'), 0, 1);
    }
    void expect(bool good, const QString &path, qsizetype line, const QString &what)
    {
        if (!good)
            problems.append(QStringLiteral("%1:%2: %3").arg(path).arg(line + 1).arg(what));
    }
    void report()
    {
        QVERIFY2(problems.isEmpty(), qPrintable(QLatin1Char('\n') + problems.join(QLatin1Char('\n'))));
    }
    template <class Check> void eachLine(Check check)
    {
        problems.clear();
        for (auto it = sources.cbegin(); it != sources.cend(); ++it) {
            for (qsizetype i = 0; i < it->size(); ++i)
                check(it.key(), i, it->at(i));
        }
        report();
    }

private Q_SLOTS:
    void initTestCase()
    {
        root = qEnvironmentVariable("TIDEDESK_SOURCE");
        for (const QString &top : {QStringLiteral("core"), QStringLiteral("ui"), QStringLiteral("app")}) {
            QDirIterator files(root + QLatin1Char('/') + top, {QStringLiteral("*.h"), QStringLiteral("*.cpp")}, QDir::Files, QDirIterator::Subdirectories);
            while (files.hasNext()) {
                QFile file(files.next());
                QVERIFY(file.open(QIODevice::ReadOnly));
                sources.insert(QDir(root).relativeFilePath(file.fileName()), QString::fromUtf8(file.readAll()).split(QLatin1Char('\n')));
            }
        }
        QVERIFY2(sources.size() > 50, "the check looks in the wrong place");
    }
    void includesPointDown()
    {
        static const QRegularExpression include(QStringLiteral("^\\s*#\\s*include\\s+\"((?:core|ui|app)/[^\"]+)\""));
        eachLine([&](const QString &path, qsizetype n, const QString &line) {
            const auto match = include.match(line);
            if (!match.hasMatch())
                return;
            const QString from = folderOf(path);
            const QString to = folderOf(match.captured(1));
            if (from == QLatin1String("app") || from == to || to == QLatin1String("core/base"))
                return;
            const QStringList allowed = may.value(from, from.startsWith(QLatin1String("ui/")) ? page : QStringList());
            expect(allowed.contains(to), path, n, from + QStringLiteral(" must not include ") + to);
        });
    }
    void systemHeadersStayInTheirLayer()
    {
        static const QRegularExpression include(QStringLiteral("^\\s*#\\s*include\\s+<([^>]+)>"));
        static const QRegularExpression screen(QStringLiteral("^(Qt(Widgets|Gui|Charts)|Q(Widget|Color|Font|Painter|Application|GuiApplication|Image|Pixmap)\\b)"));
        static const QRegularExpression pure(QStringLiteral("^core/(schema|domain|protocol|kpi|search)/"));
        eachLine([&](const QString &path, qsizetype n, const QString &line) {
            const auto match = include.match(line);
            if (!match.hasMatch())
                return;
            const QString header = match.captured(1);
            if (path.startsWith(QLatin1String("core/")))
                expect(!screen.match(header).hasMatch(), path, n, QStringLiteral("core knows no screen"));
            if (header.startsWith(QLatin1String("QSql")))
                expect(path.startsWith(QLatin1String("core/storage/")), path, n, QStringLiteral("Qt Sql belongs to core/storage"));
            if (header.startsWith(QLatin1String("QNetwork")) || header.startsWith(QLatin1String("QTcp")) || header.startsWith(QLatin1String("QSsl")))
                expect(path.startsWith(QLatin1String("core/net/")), path, n, QStringLiteral("Qt Network belongs to core/net"));
            if (header.startsWith(QLatin1String("boost/")))
                expect(path.startsWith(QLatin1String("core/server/")) || path.startsWith(QLatin1String("app/server/")), path, n,
                    QStringLiteral("Boost belongs to the server"));
            if (header == QLatin1String("sqlite3.h"))
                expect(path.startsWith(QLatin1String("core/sqlite/")) || path.startsWith(QLatin1String("core/search/fts")), path, n,
                    QStringLiteral("SQLite belongs to core/sqlite"));
            if (header == QLatin1String("libpq-fe.h"))
                expect(path.startsWith(QLatin1String("core/server/postgres/")), path, n, QStringLiteral("libpq belongs to core/server/postgres"));
            if (pure.match(path).hasMatch())
                expect(header != QLatin1String("QObject") && header != QLatin1String("QTimer") && header != QLatin1String("QThread")
                        && header != QLatin1String("QFile"),
                    path, n, QStringLiteral("pure layers have no objects and no I/O"));
        });
    }
    void serverAndSeatDoNotKnowEachOther()
    {
        eachLine([&](const QString &path, qsizetype n, const QString &line) {
            if (!line.contains(QLatin1String("#include \"core/")))
                return;
            if (path.startsWith(QLatin1String("app/server/")))
                expect(!line.contains(QRegularExpression(QStringLiteral("core/(seat|sync|net|storage|search)/"))), path, n,
                    QStringLiteral("the server needs nothing of the seat"));
            if (path.startsWith(QLatin1String("app/cli/")) || path.startsWith(QLatin1String("app/workstation/")))
                expect(!line.contains(QLatin1String("core/server/")), path, n, QStringLiteral("the seat needs nothing of the server"));
        });
    }
    void whatWeDoNotDo()
    {
        const QList<std::pair<QRegularExpression, QString>> banned {
            {QRegularExpression(QStringLiteral("\\bQEventLoop\\b|processEvents|BlockingQueuedConnection|QThread::(m|u)?sleep|waitForFinished\\(")),
                QStringLiteral("nothing waits in place")},
            {QRegularExpression(QStringLiteral("QtConcurrent|QFutureWatcher|\\bQPromise\\b")),
                QStringLiteral("no futures across threads (they crash on Qt 6.4)")},
            {QRegularExpression(QStringLiteral("(?<![A-Z_])(SIGNAL|SLOT)\\(")), QStringLiteral("connect by pointer, not by text")},
            {QRegularExpression(QStringLiteral("ignoreSslErrors")), QStringLiteral("TLS fails closed")},
            {QRegularExpression(QStringLiteral("setHtml\\(|setMarkdown\\(")), QStringLiteral("text from outside is plain text")},
            {QRegularExpression(QStringLiteral("\\b(TODO|FIXME|XXX|HACK)\\b")), QStringLiteral("unfinished work belongs in an issue")},
        };
        eachLine([&](const QString &path, qsizetype n, const QString &line) {
            if (line.trimmed().endsWith(QLatin1String("= delete;")))
                return; // forbidding it is the opposite of doing it
            for (const auto &[pattern, why] : banned)
                expect(!pattern.match(line).hasMatch(), path, n, why);
            if (line.contains(QLatin1String("QDesktopServices::openUrl")))
                expect(path.startsWith(QLatin1String("ui/common/")), path, n, QStringLiteral("one function opens links, in ui/common"));
        });
    }
    /// What users are promised names the test that holds it.
    void guaranteesNameTheirTests()
    {
        problems.clear();
        QSet<QString> tests;
        for (QDirIterator it(root + QStringLiteral("/tests"), {QStringLiteral("test_*.cpp")}, QDir::Files, QDirIterator::Subdirectories); it.hasNext();)
            tests.insert(QFileInfo(it.next()).completeBaseName());
        QFile guarantees(root + QStringLiteral("/resources/help/guarantees.md"));
        QVERIFY(guarantees.open(QIODevice::ReadOnly));
        const QStringList lines = QString::fromUtf8(guarantees.readAll()).split(QLatin1Char('\n'));
        static const QRegularExpression name(QStringLiteral("`(test_\\w+)`"));
        int named = 0;
        for (qsizetype n = 0; n < lines.size(); ++n) {
            for (auto match = name.globalMatch(lines[n]); match.hasNext(); ++named) {
                const QString test = match.next().captured(1);
                expect(tests.contains(test), guarantees.fileName(), n, test);
            }
        }
        QVERIFY(named > 20);
        report();
    }
    void filesCanBeReadInOneSitting()
    {
        problems.clear();
        for (auto it = sources.cbegin(); it != sources.cend(); ++it)
            expect(it->size() <= (it.key().endsWith(QLatin1String(".h")) ? 300 : 600), it.key(), it->size() - 1, QStringLiteral("too long"));
        report();
    }
};

QTEST_GUILESS_MAIN(TestArchitecture)
#include "test_architecture.moc"
