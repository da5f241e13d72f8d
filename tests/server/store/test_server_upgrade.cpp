// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/entities.h"
#include "core/server/store/sqlitestore.h"
#include "core/sqlite/migrations.h"
#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace tidedesk;
using namespace tidedesk::server;

/// A server's file of every earlier version is brought to the newest with all that is in it. The files, golden/server-N.sql,
/// are as those versions wrote them.
class TestServerUpgrade : public QObject {
    Q_OBJECT

    static QDir golden() { return QDir(qEnvironmentVariable("TIDEDESK_SOURCE") + QStringLiteral("/tests/server/store/golden")); }
    static void make(int version, const QString &path)
    {
        QFile script(golden().filePath(QStringLiteral("server-%1.sql").arg(version)));
        QVERIFY(script.open(QIODevice::ReadOnly));
        sqlite::Options options;
        options.path = path;
        const auto db = sqlite::Connection::open(options);
        const Status made = (*db)->execScript(script.readAll());
        QVERIFY2(made.ok(), made ? "" : qPrintable(made.error().detail));
        QCOMPARE(*(*db)->userVersion(), version);
    }

private Q_SLOTS:
    void everyVersion_data()
    {
        QTest::addColumn<int>("version");
        const qsizetype files = golden().entryList({QStringLiteral("server-*.sql")}).size();
        QVERIFY(files >= 3);
        for (int version = 1; version <= files; ++version)
            QTest::addRow("%d", version) << version;
    }
    void everyVersion()
    {
        QFETCH(const int, version);
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("server.db"));
        make(version, path);
        {
            const auto store = SqliteStore::openWriter(path);
            QVERIFY2(store.ok(), store ? "" : qPrintable(store.error().detail));
            QVERIFY(QFile::exists(sqlite::upgradeCopyPath(path)));
            check(**store, version);
        }
        const auto again = SqliteStore::openWriter(path);
        QVERIFY(again.ok());
        check(**again, version);
        QCOMPARE(*(*again)->connection().userVersion(), sqlite::newestVersion(*sqlite::loadMigrations(QStringLiteral(":/migrations/server"))));
    }

private:
    static void check(SqliteStore &store, int version)
    {
        auto transaction = StoreTransaction::begin(store, Store::Access::Write);
        const auto people = store.find(schema::user().name, QStringLiteral("root"));
        QVERIFY(people.ok());
        QCOMPARE(people->size(), 1);
        const Id root = people->first().id();
        QVERIFY(people->first().flag(schema::user().active));
        QVERIFY((*store.account(root))->password.startsWith("$argon2id$"));
        QCOMPARE(store.meta(QString(kEpochKey))->size(), 36);
        QCOMPARE(*store.inspect(), QStringList()); // the feed tells of every row
        const auto session = *store.session(QByteArray(32, '1'));
        QVERIFY(session);
        QCOMPARE(session->user, root);
        QCOMPARE(session->revoked, Session::Revoked::No);
        const QString hash(64, u'a');
        QCOMPARE((*store.blob(hash))->size, 5);
        QVERIFY(*store.isGiver({hash, root}));
        QCOMPARE((*store.result(session->seat, 1))->outcome.value(QLatin1StringView("verdict")).toString(), QStringLiteral("applied"));
        const QString underWay(64, u'b');
        QCOMPARE((*store.upload(underWay, root)).has_value(), version >= 3);
        if (version >= 3)
            QCOMPARE(**store.piece(underWay, root, 0), "four");
        QVERIFY(store.sealedFiles()->isEmpty());
        QVERIFY(store.revokeSessionsOf(root, 1).ok()); // what is new works; undone with the transaction
        QCOMPARE((*store.session(QByteArray(32, '1')))->revoked, Session::Revoked::Account);
    }
};

QTEST_GUILESS_MAIN(TestServerUpgrade)
#include "test_server_upgrade.moc"
