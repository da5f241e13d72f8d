// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sqlite/migrations.h"
#include "core/sqlite/script.h"
#include "tests/storage/seatdesk.h"
#include "tests/support/powercut.h"
#include <QDir>
#include <QLoggingCategory>
#include <QTemporaryDir>
#include <QTest>

using namespace tidedesk;
using sqlite::Connection;
using sqlite::Migration;
using test::problemOf;
using test::SeatDesk;

namespace {

template <class T> T must(Result<T> result)
{
    if (!result)
        qFatal("%s", qPrintable(problemOf(result)));
    if constexpr (!std::is_void_v<T>)
        return std::move(*result);
}

QList<Migration> migrations() { return must(sqlite::loadMigrations(QStringLiteral(":/migrations/client"))); }

/// What a later version may do: a column, another table made of one that goes.
Migration nextMigration()
{
    const int version = sqlite::newestVersion(migrations()) + 1;
    return {version, QStringLiteral("next"),
        {"ALTER TABLE operation ADD COLUMN later TEXT NOT NULL DEFAULT 'x'", "CREATE TABLE draft2(ticket BLOB, kind TEXT, body TEXT, updated_at INTEGER)",
            "INSERT INTO draft2 SELECT ticket, kind, body, updated_at FROM draft", "DROP TABLE draft", "ALTER TABLE draft2 RENAME TO draft",
            "CREATE INDEX operation_created ON operation(created_at)"}};
}

QString goldenPath(int version)
{
    return qEnvironmentVariable("TIDEDESK_SOURCE") + QStringLiteral("/tests/storage/golden/outbox-%1.sql").arg(version);
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QList<QByteArray> column(Connection &db, const QByteArray &sql)
{
    sqlite::Statement statement = must(db.prepareOnce(sql));
    QList<QByteArray> lines;
    while (must(statement.step()))
        lines.append(statement.utf8(0).toByteArray());
    return lines;
}

/// Everything a person put in, as text; columns that later versions add are not in it.
QByteArray work(Connection &db)
{
    QByteArray text;
    for (const char *sql : {"SELECT seq||quote(id)||quote(body)||quote(hash)||state||quote(outcome)||created_at||quote(finished_at)||tries||quote(last_error) FROM operation ORDER BY seq",
             "SELECT seq||'/'||kind||'/'||state||'/'||created_at||quote(resolved_at) FROM review ORDER BY seq", "SELECT quote(ticket)||quote(kind)||quote(body)||updated_at FROM draft ORDER BY 1",
             "SELECT quote(hash)||created_at FROM upload ORDER BY 1", "SELECT quote(key)||quote(value) FROM setting ORDER BY 1"})
        text += column(db, sql).join('\n') + "\n--\n";
    return text;
}

std::unique_ptr<Connection> openFile(const QString &path)
{
    sqlite::Options options;
    options.path = path;
    options.synchronous = sqlite::Synchronous::Full;
    return must(Connection::open(options));
}

void makeGolden(int version, const QString &path)
{
    const auto db = openFile(path);
    must(db->execScript(contentOf(goldenPath(version))));
}

/// The newest version as text, for the golden file it will be one day.
QByteArray dump(Connection &db)
{
    QByteArray text = "-- An outbox of this version with work in it. Written by test_upgrade (TIDEDESK_WRITE_GOLDEN=1); never changed afterwards.\n";
    for (const QByteArray &sql : column(db, "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY rowid"))
        text += sql + "\n--;;\n";
    for (const QByteArray &table : column(db, "SELECT name FROM sqlite_schema WHERE type='table' ORDER BY rowid")) {
        const QByteArray values = column(db, "SELECT group_concat('quote(' || name || ')', '||'',''||') FROM pragma_table_info('" + table + "')").first();
        for (const QByteArray &row : column(db, "SELECT " + values + " FROM " + table))
            text += "INSERT INTO " + table + " VALUES(" + row + ")\n--;;\n";
    }
    return text + "PRAGMA user_version=" + QByteArray::number(must(db.userVersion())) + "\n";
}

} // namespace

/// An outbox with work in it survives every step from one version to the next, wherever it is interrupted, and a newer
/// one is left alone. A new migration needs the golden file of the version it makes: TIDEDESK_WRITE_GOLDEN=1 writes it.
class TestUpgrade : public QObject {
    Q_OBJECT

    QTemporaryDir m_scratch;

private Q_SLOTS:
    void initTestCase()
    {
        QLoggingCategory::setFilterRules(QStringLiteral("tidedesk.*.info=false\ntidedesk.*.warning=false"));
        if (!qEnvironmentVariableIsSet("TIDEDESK_WRITE_GOLDEN"))
            return;
        const QTemporaryDir folder;
        SeatDesk desk(folder.path());
        must(desk.open());
        must(desk.begin());
        must(desk.edit(0, 3));
        must(desk.writeBatch(1, QStringLiteral("第一条，it's ‘quoted’\n--;; not a mark")));
        must(desk.answer(2, true));
        must(desk.acknowledge());
        must(desk.edit(2, 2));
        must(desk.store().outbox().saveDraft(SeatDesk::ticketId(1), QStringLiteral("reply"), QStringLiteral("还没写完")));
        must(desk.store().outbox().addUpload(QString(64, u'a')));
        QFile file(goldenPath(sqlite::newestVersion(migrations())));
        QVERIFY2(file.open(QIODevice::NewOnly), qPrintable(file.fileName()));
        file.write(dump(desk.store().outboxConnection()));
    }
    void everyVersion_data()
    {
        QTest::addColumn<int>("version");
        for (int version = 1; version <= sqlite::newestVersion(migrations()); ++version)
            QTest::addRow("%d", version) << version;
    }
    void everyVersion()
    {
        QFETCH(const int, version);
        QVERIFY2(QFile::exists(goldenPath(version)), "no golden file of this version");
        const QTemporaryDir folder;
        const QString path = seat::LocalStore::outboxPath(folder.path());
        makeGolden(version, path);
        const QByteArray before = work(*openFile(path));
        SeatDesk desk(folder.path());
        const Status opened = desk.open();
        QVERIFY2(opened.ok(), qPrintable(problemOf(opened)));
        QCOMPARE(work(desk.store().outboxConnection()), before);
        QCOMPARE(*desk.store().outboxConnection().userVersion(), sqlite::newestVersion(migrations()));
        const auto entries = desk.store().outbox().entries();
        QVERIFY(entries.ok());
        QCOMPARE(entries->size(), 5);
        for (const domain::OutboxEntry &entry : *entries)
            QVERIFY(!entry.damaged);
        QCOMPARE(*desk.store().outbox().waiting(), 3);
        QCOMPARE(QFile::exists(sqlite::upgradeCopyPath(path)), version < sqlite::newestVersion(migrations()));
        must(desk.begin());
        desk.clock().advance(60'000); // other ids than those of the golden file
        QVERIFY(desk.edit(0, 2).ok());
    }
    void killedAtEveryStatement()
    {
        const QList<Migration> steps = migrations() << nextMigration();
        for (int version = 1; version <= sqlite::newestVersion(migrations()); ++version) {
            for (int position = 1;; ++position) {
                QVERIFY(position < 200);
                const QTemporaryDir folder;
                const QString path = folder.filePath(QStringLiteral("outbox.db"));
                makeGolden(version, path);
                int seen = 0;
                QByteArray before;
                {
                    const auto db = openFile(path);
                    before = work(*db);
                    db->setFaultHook([&](QByteArrayView) { return ++seen >= position ? std::optional(10) : std::nullopt; }); // dead from here on
                    (void)sqlite::migrate(*db, steps);
                }
                const auto db = openFile(path);
                QCOMPARE(work(*db), before);
                const int now = must(db->userVersion());
                QVERIFY(now >= version && now <= sqlite::newestVersion(steps));
                QVERIFY(sqlite::migrate(*db, steps).ok());
                QCOMPARE(work(*db), before);
                if (seen < position)
                    break;
            }
        }
    }
    void thePowerGoesAtEveryStep()
    {
        const QList<Migration> steps = migrations() << nextMigration();
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("outbox.db"));
        makeGolden(1, path);
        QByteArray before;
        QList<test::DiskStep> written;
        {
            test::ShimVfs disk(folder.path());
            {
                const auto db = openFile(path);
                before = work(*db);
                QVERIFY(sqlite::migrate(*db, steps).ok());
            }
            written = disk.steps();
        }
        const test::ShimVfs fast(m_scratch.path());
        QRandomGenerator random(1);
        test::PowerCut power(written);
        for (qsizetype step = 2; step <= written.size(); ++step) {
            power.playTo(step);
            const QTemporaryDir image;
            power.writeImage(image.path(), random);
            const auto db = openFile(image.filePath(QStringLiteral("outbox.db")));
            QVERIFY(must(db->integrityCheck()).isEmpty());
            QCOMPARE(work(*db), before);
            QVERIFY(sqlite::migrate(*db, steps).ok());
            QCOMPARE(work(*db), before);
        }
    }
    void aNewerVersionIsLeftAlone()
    {
        const QTemporaryDir folder;
        QMap<QString, QByteArray> before;
        const QTemporaryDir killed; // with its logs
        {
            SeatDesk desk(folder.path());
            must(desk.open());
            must(desk.begin());
            must(desk.edit(0, 3));
            must(desk.store().outboxConnection().setUserVersion(sqlite::newestVersion(migrations()) + 1));
            for (const char *name : {"outbox.db", "outbox.db-wal", "cache.db", "cache.db-wal", "session"}) {
                const QString file = QLatin1StringView(name);
                QVERIFY(QFile::copy(folder.filePath(file), killed.filePath(file)));
                before.insert(file, contentOf(folder.filePath(file)));
            }
        }
        SeatDesk desk(killed.path());
        const Status refused = desk.open();
        QVERIFY(!refused.ok());
        QCOMPARE(refused.error().code, QStringLiteral("store.newer_schema"));
        QCOMPARE(refused.error().consequence, Consequence::Fatal);
        for (auto it = before.begin(); it != before.end(); ++it)
            QVERIFY2(contentOf(killed.filePath(it.key())) == *it, qPrintable(it.key()));
        QVERIFY(QDir(killed.path()).entryList({QStringLiteral("*damaged*"), QStringLiteral("*upgrade*"), QStringLiteral("*salvage*")}).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestUpgrade)
#include "test_upgrade.moc"
