// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sqlite/connection.h"
#include "core/sqlite/migrations.h"
#include "core/sqlite/script.h"
#include "tests/support/statementfault.h"
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <sqlite3.h>

using namespace tidedesk;
using namespace tidedesk::sqlite;

namespace {

QList<Migration> firstOf(int count)
{
    const QList<Migration> all{
        {1, QStringLiteral("0001_ticket"),
            {"CREATE TABLE ticket (id INTEGER PRIMARY KEY, subject TEXT)", "INSERT INTO ticket VALUES (1, 'a;b')"}},
        {2, QStringLiteral("0002_tag"),
            {"CREATE TABLE tag (name TEXT)",
                "CREATE TRIGGER tagged AFTER INSERT ON ticket BEGIN INSERT INTO tag VALUES ('x'); SELECT 1; END",
                "INSERT INTO ticket VALUES (2, 'c')"}},
        {3, QStringLiteral("0003_priority"),
            {"ALTER TABLE ticket ADD COLUMN priority INT DEFAULT 3", "UPDATE ticket SET priority = id"}},
    };
    return all.first(count);
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("unreadable");
}

QByteArray dump(Connection &db)
{
    QByteArray text;
    for (const char *sql : {"SELECT sql FROM sqlite_schema ORDER BY name", "SELECT quote(subject) FROM ticket"}) {
        auto st = db.prepareOnce(sql);
        while (st.ok()) {
            const auto row = st->step();
            if (!row.ok() || !*row)
                break;
            text += st->utf8(0).toByteArray() + '\n';
        }
    }
    return text;
}

} // namespace

class TestSqliteMigrations : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { m_dir = std::make_unique<QTemporaryDir>(); }

    void freshInstallAndUpgradeTakeTheSameWay()
    {
        auto fresh = open(QStringLiteral("fresh"));
        QVERIFY(migrate(*fresh, firstOf(3)).ok());
        auto grown = open(QStringLiteral("grown"));
        for (int n = 1; n <= 3; ++n) {
            QVERIFY(migrate(*grown, firstOf(n)).ok());
            QCOMPARE(*grown->userVersion(), n);
        }
        QCOMPARE(dump(*fresh), dump(*grown));
        QVERIFY(dump(*fresh).contains("priority"));
        QVERIFY(migrate(*fresh, firstOf(3)).ok()); // nothing left to do
    }
    void failingAnyStatementLeavesTheVersionBefore_data()
    {
        QTest::addColumn<int>("code");
        for (const int code : {SQLITE_IOERR_WRITE, SQLITE_FULL, SQLITE_BUSY, SQLITE_CORRUPT})
            QTest::addRow("%d", code) << code;
    }
    void failingAnyStatementLeavesTheVersionBefore()
    {
        QFETCH(int, code);
        QList<QByteArray> dumps; // by version
        for (int n = 0; n <= 3; ++n) {
            auto db = open(QStringLiteral("model%1").arg(n));
            QVERIFY(migrate(*db, firstOf(n)).ok());
            dumps.append(dump(*db));
        }
        int positions = 0;
        for (int i = 1;; ++i) {
            auto db = open(QStringLiteral("t%1").arg(i));
            const test::StatementFault fault(i, code);
            db->setFaultHook(fault.hook());
            const Status migrated = migrate(*db, firstOf(3));
            db->setFaultHook({});
            if (!fault.struck())
                break;
            ++positions;
            QVERIFY(!migrated.ok());
            const int version = *db->userVersion();
            QVERIFY(version < 3);
            QCOMPARE(dump(*db), dumps[version]);
            QVERIFY(migrate(*db, firstOf(3)).ok()); // healed, it goes on from there
            QCOMPARE(dump(*db), dumps[3]);
        }
        QCOMPARE(positions, 1 + 3 * 3 + 7); // user_version; BEGIN, user_version=n, COMMIT each; 7 statements
    }
    void errorsNameTheMigration()
    {
        auto db = open(QStringLiteral("t"));
        QList<Migration> broken = firstOf(3);
        broken[1].statements.append("CREATE TABLE ticket (x)");
        const Status migrated = migrate(*db, broken);
        QVERIFY(!migrated.ok());
        QVERIFY2(migrated.error().detail.startsWith(QStringLiteral("0002_tag: ")), qPrintable(migrated.error().detail));
        QCOMPARE(*db->userVersion(), 1);
    }
    void anExistingFileIsCopiedAsideFirst()
    {
        const QString file = m_dir->filePath(QStringLiteral("t"));
        auto db = open(QStringLiteral("t"));
        QVERIFY(migrate(*db, firstOf(1)).ok());
        QVERIFY(!QFile::exists(upgradeCopyPath(file))); // nothing to lose yet
        const QByteArray before = dump(*db);
        QVERIFY(migrate(*db, firstOf(3)).ok());
        auto copy = open(QStringLiteral("t.before-upgrade"));
        QCOMPARE(*copy->userVersion(), 1);
        QCOMPARE(dump(*copy), before);
    }
    void noCopyNoUpgrade()
    {
        auto db = open(QStringLiteral("t"));
        QVERIFY(migrate(*db, firstOf(1)).ok());
        db->setFaultHook([](QByteArrayView sql) {
            return sql.startsWith("-- backup") ? std::optional<int>(SQLITE_FULL) : std::nullopt;
        });
        QCOMPARE(migrate(*db, firstOf(3)).error().code, QStringLiteral("store.disk_full"));
        QCOMPARE(*db->userVersion(), 1);
    }
    void aNewerFileIsRefusedUntouched()
    {
        const QString file = m_dir->filePath(QStringLiteral("t"));
        {
            auto db = open(QStringLiteral("t"));
            QVERIFY(migrate(*db, firstOf(3)).ok());
            QCOMPARE(migrate(*db, firstOf(2)).error().code, QStringLiteral("store.newer_schema"));
            // As after a kill: the newest commits are in the WAL only.
            QVERIFY(QFile::copy(file, file + QStringLiteral("2")));
            QVERIFY(QFile::copy(file + QStringLiteral("-wal"), file + QStringLiteral("2-wal")));
        }
        const QString killed = file + QStringLiteral("2");
        const QByteArray database = contentOf(killed);
        const QByteArray wal = contentOf(killed + QStringLiteral("-wal"));
        QVERIFY(wal.size() > 32);
        Options options;
        options.path = killed;
        options.newestVersion = 2;
        const auto refused = Connection::open(options);
        QVERIFY(!refused.ok());
        QCOMPARE(refused.error().code, QStringLiteral("store.newer_schema"));
        QCOMPARE(refused.error().consequence, Consequence::Fatal);
        QCOMPARE(contentOf(killed), database);
        QCOMPARE(contentOf(killed + QStringLiteral("-wal")), wal);
        options.newestVersion = 3;
        auto accepted = Connection::open(options);
        QVERIFY(accepted.ok());
        QVERIFY(dump(**accepted).contains("priority"));
    }
    void scriptsAreCutAtMarksOnly()
    {
        const QList<QByteArray> cut
            = splitScript("-- head\n\nCREATE TABLE a (x);\n--;;\r\n -- note\nINSERT 'a --;; b;'\n"
                          "--;;\n-- only a comment\n\n--;;\n");
        QCOMPARE(cut.size(), 2);
        QCOMPARE(cut[0], "-- head\n\nCREATE TABLE a (x);");
        QCOMPARE(cut[1], "-- note\nINSERT 'a --;; b;'");
    }
    void foldersAreReadInOrderAndChecked()
    {
        write("0002_b.sql", "SELECT 2");
        write("0001_a.sql", "SELECT 1\n--;;\nSELECT 11");
        write("0002_b.pg.sql", "SELECT 'other engine'");
        const auto loaded = loadMigrations(m_dir->path());
        QVERIFY(loaded.ok());
        QCOMPARE(loaded->size(), 2);
        QCOMPARE((*loaded)[0].name, QStringLiteral("0001_a"));
        QCOMPARE((*loaded)[0].statements.size(), 2);
        QCOMPARE(newestVersion(*loaded), 2);
        write("0004_gap.sql", "SELECT 4");
        QCOMPARE(loadMigrations(m_dir->path()).error().code, QStringLiteral("store.bad_migrations"));
    }
    void badFoldersAreRefused()
    {
        QCOMPARE(loadMigrations(QStringLiteral(":/nowhere")).error().code, QStringLiteral("store.bad_migrations"));
        write("0001_a.sql", "SELECT 1");
        write("0001_b.sql", "SELECT 1");
        QCOMPARE(loadMigrations(m_dir->path()).error().code, QStringLiteral("store.bad_migrations"));
        QVERIFY(QFile::remove(m_dir->filePath(QStringLiteral("0001_b.sql"))));
        QVERIFY(loadMigrations(m_dir->path()).ok());
        write("notes.sql", "SELECT 1");
        QCOMPARE(loadMigrations(m_dir->path()).error().code, QStringLiteral("store.bad_migrations"));
    }

private:
    std::unique_ptr<Connection> open(const QString &name)
    {
        Options options;
        options.path = m_dir->filePath(name);
        return std::move(Connection::open(options).value());
    }
    void write(const char *name, const char *text)
    {
        QFile file(m_dir->filePath(QString::fromLatin1(name)));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }
    std::unique_ptr<QTemporaryDir> m_dir;
};

QTEST_GUILESS_MAIN(TestSqliteMigrations)
#include "test_sqlite_migrations.moc"
