// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/id.h"
#include "core/sqlite/connection.h"
#include "core/storage/sqlitedriver.h"
#include "core/storage/sqlquery.h"
#include "tests/support/statementfault.h"
#include <QRegularExpression>
#include <QSqlError>
#include <QSqlField>
#include <QSqlIndex>
#include <QSqlQuery>
#include <QSqlRecord>
#include <QSqlResult>
#include <QTest>
#include <sqlite3.h>

using namespace tidedesk;
using namespace tidedesk::storage;

/// Qt Sql's contract as its users know it, on our driver.
class TestSqliteDriver : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        sqlite::Options options;
        options.path = QStringLiteral(":memory:");
        auto opened = sqlite::Connection::open(options);
        QVERIFY(opened.ok());
        m_driver = new SqliteDriver(std::move(*opened));
        m_db = QSqlDatabase::addDatabase(m_driver, QStringLiteral("test"));
        must("CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT NOT NULL DEFAULT 'x', amount REAL, data BLOB, n)");
    }
    void cleanup()
    {
        m_db = QSqlDatabase();
        QSqlDatabase::removeDatabase(QStringLiteral("test"));
    }

    void features()
    {
        const QSqlDriver &driver = *m_db.driver();
        for (const auto yes : {QSqlDriver::Transactions, QSqlDriver::BLOB, QSqlDriver::Unicode,
                 QSqlDriver::PreparedQueries, QSqlDriver::NamedPlaceholders, QSqlDriver::PositionalPlaceholders,
                 QSqlDriver::LastInsertId, QSqlDriver::SimpleLocking, QSqlDriver::FinishQuery})
            QVERIFY2(driver.hasFeature(yes), qPrintable(QString::number(yes)));
        for (const auto no : {QSqlDriver::QuerySize, QSqlDriver::BatchOperations, QSqlDriver::LowPrecisionNumbers,
                 QSqlDriver::EventNotifications, QSqlDriver::MultipleResultSets, QSqlDriver::CancelQuery})
            QVERIFY2(!driver.hasFeature(no), qPrintable(QString::number(no)));
    }
    void typesAndNulls()
    {
        const Id id = Id::fromString(u"01900000-0001-7fff-bfff-ffffffffffff");
        QSqlQuery q(m_db);
        QVERIFY(q.prepare(QStringLiteral("SELECT ?,?,?,?,?,?,?,?,?,?,?,?")));
        const qint64 big = std::numeric_limits<qint64>::max();
        const QList<QVariant> values{big, 0.1, QStringLiteral("退款 \U0001F600"), QByteArray("\0\xff", 2), true,
            QVariant(), QString(), QStringLiteral(""), QByteArray(), QVariant::fromValue(id),
            QDateTime(QDate(2026, 9, 1), QTime(1, 2, 3, 4), Qt::UTC), QUuid(QByteArray())};
        for (const QVariant &value : values)
            q.addBindValue(value);
        QVERIFY2(q.exec(), qPrintable(q.lastError().text()));
        QVERIFY(q.next());
        QCOMPARE(q.value(0), QVariant(big));
        QCOMPARE(q.value(0).metaType().id(), int(QMetaType::LongLong));
        QCOMPARE(q.value(1), QVariant(0.1));
        QCOMPARE(q.value(2), values[2]);
        QCOMPARE(q.value(3), values[3]);
        QCOMPARE(q.value(3).metaType().id(), int(QMetaType::QByteArray));
        QCOMPARE(q.value(4).toLongLong(), 1);
        QVERIFY(q.isNull(5) && q.value(5).isNull());
        for (const int empty : {6, 7, 8}) { // other than with Qt's own driver
            QVERIFY(!q.isNull(empty));
            QVERIFY(q.value(empty).toString().isEmpty());
        }
        QCOMPARE(q.value(8).metaType().id(), int(QMetaType::QByteArray));
        QCOMPARE(q.value(9).toByteArray(), id.toBytes());
        QCOMPARE(q.value(10).toString(), QStringLiteral("2026-09-01T01:02:03.004Z"));
        QVERIFY(q.isNull(11));
        QVERIFY(!q.next());
    }
    void unboundTypesAreRefused()
    {
        QSqlQuery q(m_db);
        QVERIFY(q.prepare(QStringLiteral("SELECT ?")));
        q.addBindValue(QVariant::fromValue(QRegularExpression()));
        QVERIFY(!q.exec());
        QCOMPARE(errorOf(q.lastError()).code, QStringLiteral("store.sql"));
    }
    void positionalNamedAndNumberedParameters()
    {
        QSqlQuery q(m_db);
        QVERIFY(q.prepare(QStringLiteral("SELECT :a || '-' || :b || '-' || :a")));
        q.bindValue(QStringLiteral(":b"), QStringLiteral("B"));
        q.bindValue(QStringLiteral(":a"), QStringLiteral("A"));
        QVERIFY2(q.exec() && q.next(), qPrintable(q.lastError().text()));
        QCOMPARE(q.value(0).toString(), QStringLiteral("A-B-A"));
        q.bindValue(QStringLiteral(":a"), QStringLiteral("C")); // the other stays
        QVERIFY(q.exec() && q.next());
        QCOMPARE(q.value(0).toString(), QStringLiteral("C-B-C"));

        QVERIFY(q.prepare(QStringLiteral("SELECT ? || '-' || ?")));
        q.addBindValue(QStringLiteral("1"));
        q.addBindValue(QStringLiteral("2"));
        QVERIFY(q.exec() && q.next());
        QCOMPARE(q.value(0).toString(), QStringLiteral("1-2"));
        q.bindValue(0, QStringLiteral("3"));
        QVERIFY(q.exec() && q.next());
        QCOMPARE(q.value(0).toString(), QStringLiteral("3-2"));

        QVERIFY(q.prepare(QStringLiteral("SELECT ?2 || '?' || ?1 -- or not?")));
        q.addBindValue(QStringLiteral("1"));
        q.addBindValue(QStringLiteral("2"));
        QVERIFY2(q.exec() && q.next(), qPrintable(q.lastError().text()));
        QCOMPARE(q.value(0).toString(), QStringLiteral("2?1"));

        QVERIFY(q.prepare(QStringLiteral("SELECT ':no' || :yes")));
        q.bindValue(QStringLiteral(":yes"), QStringLiteral("!"));
        QVERIFY(q.exec() && q.next());
        QCOMPARE(q.value(0).toString(), QStringLiteral(":no!"));
    }
    void wrongNumberOfParametersIsAnError()
    {
        QSqlQuery q(m_db);
        QVERIFY(q.prepare(QStringLiteral("SELECT ?, ?")));
        q.addBindValue(1);
        QVERIFY(!q.exec());
        QVERIFY(q.lastError().isValid());
        q.addBindValue(1);
        q.addBindValue(2);
        q.addBindValue(3);
        QVERIFY(!q.exec());
        QVERIFY(q.prepare(QStringLiteral("SELECT :a, :b")));
        q.bindValue(QStringLiteral(":a"), 1);
        QVERIFY(q.exec() && q.next());
        QVERIFY(q.isNull(1)); // no value is NULL
        q.bindValue(QStringLiteral(":c"), 1);
        QVERIFY(!q.exec());
        QVERIFY(q.lastError().text().contains(QStringLiteral(":c")));
        QVERIFY(!q.exec(QStringLiteral("SELECT ?")));
    }
    void scrolling_data()
    {
        QTest::addColumn<bool>("forwardOnly");
        QTest::newRow("scrollable") << false;
        QTest::newRow("forward only") << true;
    }
    void scrolling()
    {
        QFETCH(bool, forwardOnly);
        fill(5);
        QSqlQuery q(m_db);
        q.setForwardOnly(forwardOnly);
        QVERIFY(q.exec(QStringLiteral("SELECT id, name FROM t ORDER BY id")));
        QVERIFY(q.isActive() && q.isSelect());
        QCOMPARE(q.at(), int(QSql::BeforeFirstRow));
        QCOMPARE(q.size(), -1);
        QVERIFY(q.next());
        QCOMPARE(q.at(), 0);
        QVERIFY(q.seek(3));
        QCOMPARE(q.value(0).toInt(), 4);
        QCOMPARE(q.value(1).toString(), QStringLiteral("name 4"));
        QVERIFY(q.last());
        QCOMPARE(q.at(), 4);
        QCOMPARE(q.value(0).toInt(), 5);
        QVERIFY(!q.next());
        QCOMPARE(q.at(), int(QSql::AfterLastRow));
        QVERIFY(!q.isValid());
        if (forwardOnly)
            return;
        QVERIFY(q.previous());
        QCOMPARE(q.value(0).toInt(), 5);
        QVERIFY(q.first());
        QCOMPARE(q.value(0).toInt(), 1);
        QVERIFY(!q.previous());
        QCOMPARE(q.at(), int(QSql::BeforeFirstRow));
        QVERIFY(q.seek(2));
        QVERIFY(q.seek(-1, true));
        QCOMPARE(q.value(0).toInt(), 2);
        QVERIFY(!q.seek(9));
        QVERIFY(q.last());
        QCOMPARE(q.value(0).toInt(), 5);
    }
    void emptyResults()
    {
        for (const bool forwardOnly : {false, true}) {
            QSqlQuery q(m_db);
            q.setForwardOnly(forwardOnly);
            QVERIFY(q.exec(QStringLiteral("SELECT * FROM t")));
            QVERIFY(q.isActive() && q.isSelect());
            QVERIFY(!q.first());
            QVERIFY(!q.last());
            QVERIFY(!q.next());
            QCOMPARE(q.record().count(), 5);
        }
    }
    void insertIdAndAffectedRows()
    {
        QSqlQuery q(m_db);
        QVERIFY(q.exec(QStringLiteral("INSERT INTO t(id) VALUES (41)")));
        QVERIFY(!q.isSelect());
        QCOMPARE(q.lastInsertId(), QVariant(qlonglong(41)));
        QCOMPARE(q.numRowsAffected(), 1);
        QVERIFY(q.exec(QStringLiteral("INSERT INTO t(name) VALUES ('a'), ('b')")));
        QCOMPARE(q.lastInsertId().toInt(), 43);
        QCOMPARE(q.numRowsAffected(), 2);
        QVERIFY(q.exec(QStringLiteral("UPDATE t SET name = 'c' WHERE id > 41")));
        QCOMPARE(q.numRowsAffected(), 2);
        QVERIFY(q.exec(QStringLiteral("DELETE FROM t WHERE id = 0")));
        QCOMPARE(q.numRowsAffected(), 0);
        QVERIFY(q.exec(QStringLiteral("CREATE TABLE other (x)")));
        QCOMPARE(q.numRowsAffected(), 0);
        QVERIFY(q.exec(QStringLiteral("SELECT id FROM t")));
        QCOMPARE(q.numRowsAffected(), -1);
        QVERIFY(!q.lastInsertId().isValid());
        QVERIFY(q.exec(QStringLiteral("INSERT INTO t(name) VALUES ('r') RETURNING id, upper(name)")));
        QVERIFY(q.next());
        QCOMPARE(q.value(0).toInt(), 44);
        QCOMPARE(q.value(1).toString(), QStringLiteral("R"));
        QCOMPARE(q.lastInsertId().toInt(), 44);
    }
    void batchesRunRowByRow()
    {
        QSqlQuery q(m_db);
        QVERIFY(q.prepare(QStringLiteral("INSERT INTO t(id, name) VALUES (?, ?)")));
        q.addBindValue(QVariantList{1, 2, 3});
        q.addBindValue(QVariantList{QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")});
        QVERIFY2(q.execBatch(), qPrintable(q.lastError().text()));
        QCOMPARE(answer("SELECT group_concat(name) FROM t"), QStringLiteral("a,b,c"));
    }
    void resultRecord()
    {
        fill(1);
        QSqlQuery q(m_db);
        QVERIFY(q.exec(QStringLiteral("SELECT id, name AS \"the name\", amount, data, n, count(*) AS c, 'x' FROM t")));
        const QSqlRecord r = q.record();
        QCOMPARE(r.count(), 7);
        QCOMPARE(r.fieldName(1), QStringLiteral("the name"));
        const QList<int> types{QMetaType::LongLong, QMetaType::QString, QMetaType::Double, QMetaType::QByteArray,
            QMetaType::LongLong, QMetaType::LongLong, QMetaType::QString};
        for (int i = 0; i < r.count(); ++i)
            QCOMPARE(r.field(i).metaType().id(), types[i]);
        QVERIFY(q.next());
        QCOMPARE(q.record().value(QStringLiteral("c")).toInt(), 1);
        QCOMPARE(q.value(QStringLiteral("the name")).toString(), QStringLiteral("name 1"));
        QVERIFY(!q.next());
        QCOMPARE(q.record().field(QStringLiteral("c")).metaType().id(), int(QMetaType::LongLong));
    }
    void tableMetadata()
    {
        must("CREATE VIEW v AS SELECT id FROM t");
        must("CREATE TABLE \"odd \"\"name\" (b TEXT, a INTEGER, PRIMARY KEY (a, b)) WITHOUT ROWID");
        must("CREATE TABLE counted (id INTEGER PRIMARY KEY AUTOINCREMENT)"); // makes sqlite_sequence
        QCOMPARE(
            m_db.tables(), (QStringList{QStringLiteral("counted"), QStringLiteral("odd \"name"), QStringLiteral("t")}));
        QCOMPARE(m_db.tables(QSql::Views), QStringList{QStringLiteral("v")});
        QVERIFY(m_db.tables(QSql::AllTables).contains(QStringLiteral("sqlite_schema")));
        const QSqlRecord r = m_db.record(QStringLiteral("t"));
        QCOMPARE(r.count(), 5);
        QVERIFY(r.field(0).isAutoValue());
        QVERIFY(!r.field(1).isAutoValue());
        QCOMPARE(r.field(1).requiredStatus(), QSqlField::Required);
        QCOMPARE(r.field(1).defaultValue().toString(), QStringLiteral("'x'"));
        QCOMPARE(r.field(2).metaType().id(), int(QMetaType::Double));
        QCOMPARE(r.field(3).metaType().id(), int(QMetaType::QByteArray));
        QCOMPARE(m_db.primaryIndex(QStringLiteral("t")).fieldName(0), QStringLiteral("id"));
        const QSqlIndex key = m_db.primaryIndex(QStringLiteral("odd \"name"));
        QCOMPARE(key.count(), 2);
        QCOMPARE(key.fieldName(0), QStringLiteral("a"));
        QCOMPARE(key.fieldName(1), QStringLiteral("b"));
        QCOMPARE(m_db.record(QStringLiteral("nothing")).count(), 0);
    }
    void quoting()
    {
        const QSqlDriver &d = *m_db.driver();
        QCOMPARE(d.escapeIdentifier(QStringLiteral("a\"b"), QSqlDriver::FieldName), QStringLiteral("\"a\"\"b\""));
        QCOMPARE(d.escapeIdentifier(QStringLiteral("main.t"), QSqlDriver::TableName), QStringLiteral("\"main\".\"t\""));
        QCOMPARE(d.escapeIdentifier(QStringLiteral("\"t\""), QSqlDriver::TableName), QStringLiteral("\"t\""));
        QSqlField field(QStringLiteral("f"), QMetaType::fromType<QByteArray>());
        field.setValue(QByteArray("\x01\xfe"));
        QCOMPARE(d.formatValue(field), QStringLiteral("X'01fe'"));
        QSqlField text(QStringLiteral("f"), QMetaType::fromType<QString>());
        text.setValue(QStringLiteral("it's"));
        QCOMPARE(answer(QStringLiteral("SELECT %1").arg(d.formatValue(text)).toUtf8()), QStringLiteral("it's"));
    }
    void errorsCarryTheNativeCodeAndTheirMeaning()
    {
        QSqlQuery q(m_db);
        QVERIFY(!q.prepare(QStringLiteral("SELECT nothing FROM t")));
        QCOMPARE(q.lastError().type(), QSqlError::StatementError);
        QCOMPARE(q.lastError().nativeErrorCode(), QString::number(SQLITE_ERROR));
        QVERIFY(q.lastError().text().contains(QStringLiteral("nothing")));
        QVERIFY(!q.exec(QStringLiteral("INSERT INTO t(name) VALUES (NULL)")));
        QCOMPARE(q.lastError().nativeErrorCode(), QString::number(SQLITE_CONSTRAINT_NOTNULL));
        QCOMPARE(errorOf(q.lastError()).code, QStringLiteral("store.constraint"));
        QCOMPARE(errorOf(q.lastError()).consequence, Consequence::Rejected);
        QVERIFY(!q.isActive());
        QVERIFY(!q.exec(QStringLiteral("SELECT 1; SELECT 2")));
        QVERIFY(!q.exec(QStringLiteral("-- nothing")));
        QVERIFY(q.exec(QStringLiteral("SELECT 1"))); // and then it is fine again
        QVERIFY(!q.lastError().isValid());
    }
    void errorsHalfWayAreSeenAtTheEnd()
    {
        fill(3);
        QSqlQuery q(m_db);
        QVERIFY(q.exec(QStringLiteral("SELECT abs(CASE id WHEN 3 THEN -9223372036854775808 ELSE id END) FROM t")));
        int rows = 0;
        while (q.next())
            ++rows;
        QCOMPARE(rows, 2);
        const Status end = sqlEnd(q);
        QVERIFY(!end.ok());
        QVERIFY(q.exec(QStringLiteral("SELECT id FROM t")));
        while (q.next()) { }
        QVERIFY(sqlEnd(q).ok());
    }
    void injectedFaultsReachTheQuery()
    {
        QSqlQuery q(m_db);
        QVERIFY(q.prepare(QStringLiteral("INSERT INTO t(name) VALUES ('a')")));
        for (const int code : {SQLITE_IOERR_WRITE, SQLITE_FULL, SQLITE_BUSY, SQLITE_CORRUPT}) {
            const test::StatementFault fault(1, code);
            connection().setFaultHook(fault.hook());
            QVERIFY(!q.exec());
            QCOMPARE(q.lastError().nativeErrorCode(), QString::number(code));
            QVERIFY(q.exec());
        }
        connection().setFaultHook({});
        QCOMPARE(answer("SELECT count(*) FROM t"), QStringLiteral("4"));
    }
    void transactions()
    {
        QVERIFY(m_db.transaction());
        must("INSERT INTO t(id) VALUES (1)");
        QVERIFY(m_db.transaction()); // nests
        must("INSERT INTO t(id) VALUES (2)");
        QVERIFY(m_db.rollback());
        {
            auto joined = sqlite::Transaction::begin(connection());
            must("INSERT INTO t(id) VALUES (3)");
            QVERIFY(joined->commit().ok());
        }
        QVERIFY(m_db.commit());
        QCOMPARE(answer("SELECT group_concat(id) FROM t"), QStringLiteral("1,3"));
        QVERIFY(m_db.transaction());
        must("DELETE FROM t");
        QVERIFY(m_db.rollback());
        QCOMPARE(answer("SELECT count(*) FROM t"), QStringLiteral("2"));
        QVERIFY(!m_db.commit());
        QVERIFY(!m_db.rollback());
        QVERIFY(!connection().inTransaction());
    }
    void aFailedInnerCommitLeavesTheOuterTransaction()
    {
        SqlTransaction outer(m_db);
        QVERIFY(outer.begin().ok());
        must("INSERT INTO t(id) VALUES (1)");
        {
            SqlTransaction inner(m_db);
            QVERIFY(inner.begin().ok());
            must("INSERT INTO t(id) VALUES (2)");
            const test::StatementFault fault(1, SQLITE_IOERR_WRITE);
            connection().setFaultHook(fault.hook());
            QCOMPARE(inner.commit().error().code, QStringLiteral("store.io"));
            connection().setFaultHook({});
        }
        QVERIFY(outer.commit().ok());
        QCOMPARE(answer("SELECT group_concat(id) FROM t"), QStringLiteral("1"));
    }
    void failedCommitRollsBackAndSaysWhy()
    {
        QVERIFY(m_db.transaction());
        must("INSERT INTO t(id) VALUES (1)");
        connection().setFaultHook([](QByteArrayView) { return std::optional<int>(SQLITE_FULL); });
        QVERIFY(!m_db.commit());
        connection().setFaultHook({});
        QVERIFY(!m_db.commit());
        QVERIFY(m_db.rollback());
        QVERIFY(!m_db.rollback());
        QCOMPARE(m_db.lastError().type(), QSqlError::TransactionError);
        QCOMPARE(errorOf(m_db.lastError()).code, QStringLiteral("store.disk_full"));
        QCOMPARE(answer("SELECT count(*) FROM t"), QStringLiteral("0"));
    }
    void tablesCanBeDroppedOnceQueriesAreFinished()
    {
        fill(3);
        QSqlQuery readToItsEnd(m_db);
        QVERIFY(readToItsEnd.exec(QStringLiteral("SELECT id FROM t")));
        QVERIFY(readToItsEnd.last());
        QSqlQuery finished(m_db);
        finished.setForwardOnly(true);
        QVERIFY(finished.exec(QStringLiteral("SELECT id FROM t")) && finished.next());
        QSqlQuery q(m_db);
        QVERIFY(!q.exec(QStringLiteral("DROP TABLE t")));
        QCOMPARE(errorOf(q.lastError()).code, QStringLiteral("store.busy"));
        finished.finish();
        QVERIFY2(q.exec(QStringLiteral("DROP TABLE t")), qPrintable(q.lastError().text()));
        QVERIFY(!finished.exec());
        QVERIFY(finished.lastError().isValid());
    }
    void preparedQueriesSurviveManyOthersAndSchemaChanges()
    {
        fill(1);
        QSqlQuery kept(m_db);
        QVERIFY(kept.prepare(QStringLiteral("SELECT * FROM t WHERE id = ?")));
        for (int i = 0; i < 1000; ++i) {
            QSqlQuery q(m_db);
            QVERIFY(q.prepare(QStringLiteral("SELECT %1 FROM t").arg(i)));
            QVERIFY(q.exec() && q.next());
            QCOMPARE(q.value(0).toInt(), i);
        }
        must("ALTER TABLE t ADD COLUMN later DEFAULT 'new'");
        kept.addBindValue(1);
        QVERIFY2(kept.exec() && kept.next(), qPrintable(kept.lastError().text()));
        QCOMPARE(kept.record().count(), 6);
        QCOMPARE(kept.value(5).toString(), QStringLiteral("new"));
    }
    void theHandleIsTheConnectionOfTheBulkPath()
    {
        const QVariant handle = m_db.driver()->handle();
        QCOMPARE(QByteArray(handle.typeName()), QByteArray("sqlite3*"));
        QCOMPARE(*static_cast<sqlite3 *const *>(handle.constData()), connection().handle());
    }
    void queriesOutliveTheirDatabaseQuietly()
    {
        QSqlQuery active(m_db);
        QVERIFY(active.exec(QStringLiteral("SELECT 1 UNION SELECT 2")) && active.next());
        QSqlQuery prepared(m_db);
        QVERIFY(prepared.prepare(QStringLiteral("SELECT 1")));
        QVERIFY(m_db.transaction());
        m_db.close();
        QVERIFY(!active.isActive());
        QVERIFY(!active.next());
        QVERIFY(!m_db.open()); // closed for good
        QVERIFY(!m_db.driver()->handle().isValid());
        QVERIFY(m_db.tables().isEmpty());
        auto driver = std::make_unique<SqliteDriver>(nullptr);
        std::unique_ptr<QSqlResult> orphan(driver->createResult());
        driver.reset();
    }

private:
    sqlite::Connection &connection() { return *m_driver->connection(); }
    void must(const char *sql)
    {
        QSqlQuery q(m_db);
        QVERIFY2(q.exec(QString::fromUtf8(sql)), qPrintable(q.lastError().text()));
    }
    QString answer(const QByteArray &sql)
    {
        QSqlQuery q(m_db);
        return q.exec(QString::fromUtf8(sql)) && q.next() ? q.value(0).toString() : q.lastError().text();
    }
    void fill(int rows)
    {
        QSqlQuery q(m_db);
        QVERIFY(q.prepare(QStringLiteral("INSERT INTO t VALUES (:id, 'name ' || :id, :id / 2.0, x'00', :id)")));
        for (int i = 1; i <= rows; ++i) {
            q.bindValue(QStringLiteral(":id"), i);
            QVERIFY2(q.exec(), qPrintable(q.lastError().text()));
        }
    }
    SqliteDriver *m_driver = nullptr; ///< owned by m_db
    QSqlDatabase m_db;
};

QTEST_GUILESS_MAIN(TestSqliteDriver)
#include "test_sqlitedriver.moc"
