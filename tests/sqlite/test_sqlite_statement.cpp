// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sqlite/connection.h"
#include <QTest>
#include <limits>
#include <sqlite3.h>

using namespace tidedesk;
using namespace tidedesk::sqlite;

class TestSqliteStatement : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        Options options;
        options.path = QStringLiteral(":memory:");
        auto opened = Connection::open(options);
        QVERIFY(opened.ok());
        m_db = std::move(*opened);
        QVERIFY(m_db->exec("CREATE TABLE t (id INTEGER PRIMARY KEY, v)").ok());
    }
    void cleanup() { m_db.reset(); }

    void everyTypeComesBackAsItWasBound()
    {
        const Id id = Id::fromString(u"01900000-0001-7fff-bfff-ffffffffffff");
        auto st = m_db->prepare("SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8");
        QVERIFY(st.ok());
        st->bindAll(nullptr, std::numeric_limits<qint64>::min(), 0.1, QStringLiteral("退款 \U0001F600"),
            QByteArray("\0x\0", 3), id, true, std::optional<int>());
        QVERIFY(*st->step());
        QVERIFY(st->isNull(0));
        QCOMPARE(st->integer(1), std::numeric_limits<qint64>::min());
        QCOMPARE(st->real(2), 0.1);
        QCOMPARE(st->type(2), ColumnType::Real);
        QCOMPARE(st->text(3), QStringLiteral("退款 \U0001F600"));
        QCOMPARE(st->type(3), ColumnType::Text);
        QCOMPARE(st->blob(4), QByteArray("\0x\0", 3));
        QCOMPARE(st->type(4), ColumnType::Blob);
        QCOMPARE(st->id(5), id);
        QCOMPARE(st->blobView(5).size(), 16);
        QCOMPARE(st->integer(6), 1);
        QVERIFY(st->isNull(7));
        QVERIFY(!*st->step());
    }
    void emptyIsNotNull()
    {
        auto st = m_db->prepare("SELECT ?, ?, ?, ?");
        st->bindAll(QString(), QByteArray(), Id(), std::optional<QString>());
        QVERIFY(*st->step());
        QCOMPARE(st->type(0), ColumnType::Text);
        QCOMPARE(st->type(1), ColumnType::Blob);
        QCOMPARE(st->type(2), ColumnType::Null);
        QCOMPARE(st->type(3), ColumnType::Null);
    }
    void textKeepsByteOrderMarkAndNulCharacters()
    {
        const QString odd = QChar(0xFEFF) + QStringLiteral("a") + QChar(0) + QStringLiteral("b");
        auto st = m_db->prepare("SELECT ?");
        st->bind(1, odd);
        QVERIFY(*st->step());
        QCOMPARE(st->text(0), odd);
        QCOMPARE(st->utf8(0).size(), odd.toUtf8().size());
    }
    void loneSurrogateBecomesReplacement()
    {
        auto st = m_db->prepare("SELECT ?");
        st->bind(1, QString(QStringLiteral("a") + QChar(0xD83D)));
        QVERIFY(*st->step());
        QCOMPARE(st->text(0).size(), 2);
        QCOMPARE(st->text(0).at(0), QLatin1Char('a'));
    }
    void longTextsDoNotFitTheStackBuffer()
    {
        const QString text(100'000, QChar(0x9000));
        auto st = m_db->prepare("SELECT ?, length(?1)");
        st->bind(1, text);
        QVERIFY(*st->step());
        QCOMPARE(st->text(0), text);
        QCOMPARE(st->integer(1), 100'000);
    }
    void canRunAgainAfterItsEndAndAfterReset()
    {
        auto insert = m_db->prepare("INSERT INTO t(v) VALUES (?)");
        for (int i = 0; i < 3; ++i)
            QVERIFY(insert->bind(1, i).run().ok());
        QCOMPARE(m_db->lastInsertId(), 3);
        QCOMPARE(m_db->changes(), 1);
        auto select = m_db->prepare("SELECT v FROM t WHERE v >= ? ORDER BY v");
        QVERIFY(*select->bind(1, 1).step());
        QCOMPARE(select->integer(0), 1);
        select->reset();
        QVERIFY(*select->bind(1, 2).step());
        QCOMPARE(select->integer(0), 2);
        QVERIFY(!*select->step());
        QVERIFY(*select->step());
    }
    void bindingFailuresShowAtTheNextStepOnce()
    {
        auto st = m_db->prepare("SELECT ?");
        st->bind(2, 1);
        const auto row = st->step();
        QVERIFY(!row.ok());
        QCOMPARE(row.error().code, QStringLiteral("store.value"));
        QCOMPARE(m_db->lastCode(), SQLITE_RANGE);
        QVERIFY(st->bind(1, 7).step().ok());
        QCOMPARE(st->integer(0), 7);
    }
    void describesItself()
    {
        auto st = m_db->prepare("SELECT id, v AS \"the value\", 1+1 FROM t WHERE v = :a OR v = ?");
        QVERIFY(st.ok());
        QCOMPARE(st->columnCount(), 3);
        QCOMPARE(st->columnName(1), QStringLiteral("the value"));
        QCOMPARE(st->declaredType(0), QStringLiteral("INTEGER"));
        QCOMPARE(st->declaredType(2), QString());
        QCOMPARE(st->parameterCount(), 2);
        QCOMPARE(st->parameterName(1), QStringLiteral(":a"));
        QCOMPARE(st->parameterName(2), QString());
        QVERIFY(st->isReadOnly());
    }
    void cacheGivesTheSameStatementBackWithoutOldBindings()
    {
        const void *first = nullptr;
        {
            auto st = m_db->prepare("SELECT ?, sqlite_version();");
            QVERIFY(*st->bind(1, 5).step());
            first = current();
        }
        auto again = m_db->prepare("SELECT ?, sqlite_version()\n;\n");
        QCOMPARE(current(), first);
        QVERIFY(*again->step());
        QVERIFY(again->isNull(0));
    }
    void theSameTextCanBeInUseTwice()
    {
        QVERIFY(m_db->exec("INSERT INTO t(v) VALUES (1), (2)").ok());
        auto outer = m_db->prepare("SELECT v FROM t ORDER BY v");
        auto inner = m_db->prepare("SELECT v FROM t ORDER BY v");
        QVERIFY(*outer->step());
        QVERIFY(*inner->step());
        QVERIFY(*inner->step());
        QCOMPARE(outer->integer(0), 1);
        QCOMPARE(inner->integer(0), 2);
    }
    void cacheSurvivesManyStatementsAndSchemaChanges()
    {
        QVERIFY(m_db->exec("INSERT INTO t(v) VALUES (1)").ok());
        for (int i = 0; i < 2000; ++i) {
            auto st = m_db->prepare("SELECT v + " + QByteArray::number(i % 500) + " FROM t");
            QVERIFY(*st->step());
            QCOMPARE(st->integer(0), 1 + i % 500);
        }
        int held = 0;
        for (sqlite3_stmt *s = nullptr; (s = sqlite3_next_stmt(m_db->handle(), s));)
            ++held;
        QCOMPARE(held, 128);
        {
            QVERIFY(*m_db->prepare("SELECT * FROM t")->step());
        }
        QVERIFY(m_db->exec("ALTER TABLE t ADD COLUMN w DEFAULT 9").ok());
        {
            auto all = m_db->prepare("SELECT * FROM t");
            QVERIFY(*all->step());
            QCOMPARE(all->columnCount(), 3);
            QCOMPARE(all->integer(2), 9);
        }
        QVERIFY(m_db->exec("DROP TABLE t").ok());
        auto gone = m_db->prepare("SELECT * FROM t");
        const bool failed = !gone.ok() || !gone->step().ok();
        QVERIFY(failed);
    }
    void exactlyOneStatement()
    {
        QVERIFY(m_db->prepare("SELECT 1; -- and a comment").ok());
        QCOMPARE(m_db->prepare("SELECT 1; SELECT 2").error().code, QStringLiteral("store.sql"));
        QCOMPARE(m_db->prepare("SELECT 1; nonsense").error().code, QStringLiteral("store.sql"));
        QCOMPARE(m_db->prepare("").error().code, QStringLiteral("store.sql"));
        QCOMPARE(m_db->prepare("-- nothing").error().code, QStringLiteral("store.sql"));
    }
    void movesAndGoesBackOnce()
    {
        auto a = m_db->prepare("SELECT 1");
        auto b = m_db->prepare("SELECT 2");
        Statement moved = std::move(*a);
        moved = std::move(*b);
        QVERIFY(*moved.step());
        QCOMPARE(moved.integer(0), 2);
    }

private:
    const void *current() const { return sqlite3_next_stmt(m_db->handle(), nullptr); }
    std::unique_ptr<Connection> m_db;
};

QTEST_GUILESS_MAIN(TestSqliteStatement)
#include "test_sqlite_statement.moc"
