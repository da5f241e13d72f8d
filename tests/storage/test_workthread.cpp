// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sqlite/connection.h"
#include "core/sqlite/migrations.h"
#include "core/storage/workthread.h"
#include <QFile>
#include <QRegularExpression>
#include <QSemaphore>
#include <QTemporaryDir>
#include <QTest>

using namespace tidedesk;
using sqlite::Connection;
using Thread = storage::WorkThread<Connection>;

namespace {

Status insert(Connection &db, int value)
{
    TD_ASSIGN(statement, db.prepare("INSERT INTO t VALUES (?)"));
    return statement.bind(1, value).run();
}

Result<int> count(Connection &db)
{
    TD_ASSIGN(statement, db.prepare("SELECT count(*) FROM t"));
    TD_TRY(statement.step());
    return static_cast<int>(statement.integer(0));
}

} // namespace

class TestWorkThread : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        m_dir = std::make_unique<QTemporaryDir>();
        m_path = m_dir->filePath(QStringLiteral("t.db"));
        m_db = open();
    }
    void cleanup() { m_db.reset(); }

    void worksThereAndAnswersHereNeverAtOnce()
    {
        QThread *there = nullptr;
        QThread *here = nullptr;
        m_db->run(
            this, [&](Connection &) -> Result<QThread *> { return QThread::currentThread(); },
            [&](const Result<QThread *> &result) {
                there = *result;
                here = QThread::currentThread();
            });
        QVERIFY(!here);
        QTRY_VERIFY(here);
        QCOMPARE(here, QThread::currentThread());
        QVERIFY(there != here);
    }
    void inOrder()
    {
        QList<int> answers;
        for (int i = 0; i < 100; ++i)
            m_db->run(
                this,
                [i](Connection &db) -> Result<int> {
                    TD_TRY(insert(db, i));
                    return count(db);
                },
                [&](const Result<int> &n) { answers.append(*n); });
        QTRY_COMPARE(answers.size(), 100);
        for (int i = 0; i < 100; ++i)
            QCOMPARE(answers[i], i + 1);
    }
    void resultsMayBeMoveOnlyAndErrorsComeThrough()
    {
        std::unique_ptr<int> value;
        m_db->run(
            this, [](Connection &) -> Result<std::unique_ptr<int>> { return std::make_unique<int>(7); },
            [&](Result<std::unique_ptr<int>> result) { value = std::move(*result); });
        QString code;
        m_db->run(
            this, [](Connection &db) { return db.exec("nonsense"); },
            [&](const Status &status) { code = status.error().code; });
        QTRY_COMPARE(code, QStringLiteral("store.sql"));
        QCOMPARE(*value, 7);
    }
    void deadContextsAreNotAnsweredButTheirWorkIsDone()
    {
        bool answered = false;
        auto context = std::make_unique<QObject>();
        m_db->run(
            context.get(), [](Connection &db) { return insert(db, 1); }, [&](const Status &) { answered = true; });
        context.reset();
        QCOMPARE(rows(), 1);
        QVERIFY(!answered);
    }
    void destructionRunsEveryQueuedWriteFirst()
    {
        bool answered = false;
        for (int i = 0; i < 500; ++i)
            m_db->run(
                this, [i](Connection &db) { return insert(db, i); }, [&](const Status &) { answered = true; });
        m_db.reset();
        QVERIFY(!answered);
        QVERIFY(!QFile::exists(m_path + QStringLiteral("-wal"))); // closed, not abandoned
        m_db = open();
        QCOMPARE(rows(), 500);
    }
    void questionsGoBetweenSlices()
    {
        QList<int> log; // slices 0..9, question 100
        QSemaphore thirdSlice;
        QSemaphore goOn;
        int slice = 0;
        m_db->postSliced([&](Connection &db) {
            if (slice == 2) {
                thirdSlice.release();
                goOn.acquire();
            }
            log.append(slice);
            return insert(db, slice).ok() && ++slice < 10;
        });
        thirdSlice.acquire(); // it is running now
        int seen = -1;
        m_db->run(
            this,
            [&](Connection &db) {
                log.append(100);
                return count(db);
            },
            [&](const Result<int> &n) { seen = *n; });
        goOn.release();
        QTRY_COMPARE(seen, 3);
        QTRY_COMPARE(rows(), 10);
        QCOMPARE(log, (QList<int>{0, 1, 2, 100, 3, 4, 5, 6, 7, 8, 9}));
    }
    void destructionDoesNotWaitForLongSlicedWork()
    {
        int slices = 0;
        m_db->postSliced([&](Connection &db) {
            ++slices;
            return insert(db, slices).ok();
        });
        m_db->post([](Connection &db) { QVERIFY(insert(db, 0).ok()); });
        m_db.reset(); // would not return if it did
        m_db = open();
        QVERIFY(slices > 0);
        QCOMPARE(rows(), slices + 1);
    }
    void aFileThatCannotBeOpenedAnswersQuestionsWithWhy()
    {
        Thread broken(QStringLiteral("broken"));
        QString before;
        QString opened;
        QString asked;
        QString afterwards;
        const auto question = [this, &broken](QString &code) {
            broken.run(
                this, [](Connection &db) { return count(db); }, [&](const Result<int> &r) { code = r.error().code; });
        };
        question(before);
        sqlite::Options options;
        options.path = m_dir->path();
        broken.open(
            [options] { return Connection::open(options); }, this, [&](const Status &s) { opened = s.error().code; });
        question(asked);
        broken.close();
        question(afterwards);
        QTRY_VERIFY(!afterwards.isEmpty());
        QCOMPARE(before, QStringLiteral("store.closed"));
        QCOMPARE(opened, QStringLiteral("store.cannot_open"));
        QCOMPARE(asked, QStringLiteral("store.cannot_open"));
        QCOMPARE(afterwards, QStringLiteral("store.closed"));
    }
    void aSecondThreadReadsWhileTheFirstIsBusy()
    {
        QCOMPARE(rows(), 0);
        Thread reader(QStringLiteral("reader"));
        reader.open([path = m_path] { return Connection::open(sqlite::Options::reader(path)); }, this,
            [](const Status &s) { QVERIFY(s.ok()); });
        QSemaphore goOn;
        m_db->post([&](Connection &db) {
            QVERIFY(insert(db, 1).ok());
            goOn.acquire();
        });
        int seen = -1;
        QString refused;
        const auto ask = [&] {
            reader.run(
                this, [](Connection &db) { return count(db); }, [&](const Result<int> &n) { seen = *n; });
        };
        ask();
        reader.run(
            this, [](Connection &db) { return insert(db, 2); }, [&](const Status &s) { refused = s.error().code; });
        QTRY_COMPARE(refused, QStringLiteral("store.cannot_open"));
        QVERIFY(seen == 0 || seen == 1);
        goOn.release();
        QCOMPARE(rows(), 1);
        ask();
        QTRY_COMPARE(seen, 1);
    }
    void contextsDyingAtRandom()
    {
        int answered = 0;
        int expected = 0;
        for (int i = 0; i < 3000; ++i) {
            auto *context = new QObject(this);
            m_db->run(
                context, [i](Connection &) -> Result<int> { return i; }, [&](const Result<int> &) { ++answered; });
            if (i % 3 == 0) {
                delete context;
            } else {
                ++expected;
                if (i % 3 == 1)
                    context->setObjectName(QStringLiteral("kept"));
            }
        }
        QCOMPARE(rows(), 0);
        QCOMPARE(answered, expected);
    }

private:
    std::unique_ptr<Thread> open()
    {
        auto thread = std::make_unique<Thread>(QStringLiteral("test"));
        thread->open(
            [path = m_path]() -> Result<std::unique_ptr<Connection>> {
                sqlite::Options options;
                options.path = path;
                TD_ASSIGN(db, Connection::open(options));
                TD_TRY(sqlite::migrate(*db, {{1, QStringLiteral("0001_t"), {"CREATE TABLE t (v INT)"}}}));
                return std::move(db);
            },
            this, [](const Status &opened) { QVERIFY(opened.ok()); });
        return thread;
    }
    int rows()
    {
        int n = -1;
        m_db->run(
            this, [](Connection &db) { return count(db); }, [&](const Result<int> &r) { n = r.valueOr(-2); });
        [&] { QTRY_VERIFY(n != -1); }();
        return n;
    }
    std::unique_ptr<QTemporaryDir> m_dir;
    QString m_path;
    std::unique_ptr<Thread> m_db;
};

QTEST_GUILESS_MAIN(TestWorkThread)
#include "test_workthread.moc"
