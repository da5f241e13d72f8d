// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/scope.h"
#include "core/schema/entities.h"
#include "core/server/api/passwords.h"
#include "core/server/sample/generator.h"
#include "core/server/sample/storesink.h"
#include "core/server/store/sqlitestore.h"
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace tidedesk;
using server::SqliteStore;
using server::Store;
using server::StoreSink;
using server::StoreTransaction;

namespace {

constexpr qint64 kTickets = 400;

struct Run {
    int code = -1;
    QJsonObject answer;
    QString problem;
};

Run run(const QStringList &arguments)
{
    QProcess process;
    process.start(qEnvironmentVariable("TIDEDESK_BIN") + QStringLiteral("/tidedesk-server"), arguments);
    if (!process.waitForFinished(60'000))
        return {-1, {}, QStringLiteral("did not end")};
    return {process.exitCode(), QJsonDocument::fromJson(process.readAllStandardOutput()).object(),
        QString::fromUtf8(process.readAllStandardError())};
}

} // namespace

class TestSampleLoad : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        auto opened = SqliteStore::openWriter(m_folder->filePath(QStringLiteral("server.db")));
        QVERIFY(opened.ok());
        m_store = std::move(*opened);
    }

    void rowsLieWhereTheRulesSay()
    {
        StoreSink sink(*m_store, "hash");
        QVERIFY(sink.begin(QStringLiteral("test")).ok());
        const Status generated = sample::generate({.tickets = kTickets}, sink);
        QVERIFY2(generated.ok(), generated ? "" : qPrintable(generated.error().detail));
        QVERIFY(sink.finish().ok());
        auto reading = StoreTransaction::begin(*m_store, Store::Access::Read);
        QVERIFY(reading.ok());
        const domain::Lookup lookup = [this](const schema::Entity &entity, const Id &id) -> Result<std::optional<Row>> {
            TD_ASSIGN(stored, m_store->row(entity, id));
            return stored ? std::optional(stored->row) : std::nullopt;
        };
        qint64 rows = 0;
        for (const schema::Entity *entity : schema::entities()) {
            qint64 here = 0;
            const Status seen = m_store->each(*entity, [&](const server::StoredRow &stored) -> Status {
                TD_ASSIGN(bucket, domain::bucketOf(stored.row, lookup));
                ++here;
                return bucket == stored.bucket && stored.stamps.isEmpty() && bucket != u"nowhere"
                    ? Status()
                    : Error{Consequence::Fatal, QStringLiteral("wrong"), stored.bucket};
            });
            QVERIFY2(seen.ok(), entity->name().data());
            QCOMPARE(here, sink.counts().value(entity->name()));
            rows += here;
        }
        qint64 told = 0;
        const QStringList buckets = *m_store->buckets();
        for (const QString &bucket : buckets)
            told += *m_store->countPresent(bucket, {0, std::numeric_limits<qint64>::max()});
        QCOMPARE(told, rows); // the feed tells every row once
    }

    void ticketsTakeTheStoresNumbers()
    {
        StoreSink sink(*m_store, "hash");
        QVERIFY(sink.begin(QStringLiteral("test")).ok());
        QVERIFY(sample::generate({.tickets = kTickets}, sink).ok());
        QVERIFY(sink.finish().ok());
        auto writing = StoreTransaction::begin(*m_store, Store::Access::Write);
        QVERIFY(writing.ok());
        QSet<qint64> numbers;
        const QList<Row> tickets = *m_store->all(schema::ticket());
        for (const Row &ticket : tickets)
            numbers.insert(ticket.number(schema::ticket().number));
        QCOMPARE(numbers.size(), sink.counts().value(QStringLiteral("ticket")));
        for (qint64 number = 1; number <= numbers.size(); ++number)
            QVERIFY(numbers.contains(number));
        QCOMPARE(*m_store->count(QStringLiteral("ticket")), numbers.size() + 1);
    }

    void neverTwice()
    {
        {
            StoreSink cut(*m_store, "hash");
            QVERIFY(cut.begin(QStringLiteral("test")).ok());
            QVERIFY(sample::generate({.tickets = kTickets}, cut).ok());
            for (qint64 i = 0; i < StoreSink::kBatch; ++i) { // so that a batch is committed
                Row tag(schema::tag(), Id::derived(Id::fromString(u"01900000-0001-7000-8000-000000000001"), int(i)));
                tag.version = 1;
                tag.set(schema::tag().name, QString::number(i));
                QVERIFY(cut.row(tag).ok());
            }
        }
        QCOMPARE(StoreSink(*m_store, "hash").begin(QStringLiteral("again")).error().code,
            QStringLiteral("sample.unfinished"));
    }

    void commandMakesAServerToSignInTo()
    {
        const QString data = m_folder->filePath(QStringLiteral("desk"));
        const Run first = run({QStringLiteral("sample"), QStringLiteral("--data"), data, QStringLiteral("--tickets"),
            QStringLiteral("300")});
        QVERIFY2(first.code == 0, qPrintable(first.problem));
        QCOMPARE(
            first.answer.value(QLatin1StringView("rows")).toObject().value(QLatin1StringView("ticket")).toInt(), 300);
        QCOMPARE(first.answer.value(QLatin1StringView("password")).toString(), QStringLiteral("tidedesk-demo"));
        const auto reader = SqliteStore::openReader(data + QStringLiteral("/server.db"));
        QVERIFY(reader.ok());
        auto reading = StoreTransaction::begin(**reader, Store::Access::Read);
        QVERIFY(reading.ok());
        for (const char *name : {"admin", "agent.lin", "supervisor.chen", "manager.zhao"}) {
            const auto found = (*reader)->find(schema::user().name, QString::fromLatin1(name));
            QVERIFY(found.ok() && found->size() == 1);
            const auto account = (*reader)->account(found->first().id());
            QVERIFY(account.ok() && *account);
            QVERIFY(server::verifyPassword((*account)->password, "tidedesk-demo"));
            QVERIFY(!server::verifyPassword((*account)->password, "tidedesk-dem0"));
        }
        const Run again = run({QStringLiteral("sample"), QStringLiteral("--data"), data});
        QCOMPARE(again.code, 1);
        QVERIFY2(again.problem.contains(QStringLiteral("already")), qPrintable(again.problem));
    }

    /// What happened before the instant is there, what follows is not: a demonstration begins in the middle of a day.
    void untilAnInstantIsNotUntilItsDay()
    {
        const QString data = m_folder->filePath(QStringLiteral("desk"));
        const QDateTime until = QDateTime::fromString(QStringLiteral("2026-11-25T08:00:00Z"), Qt::ISODate); // a Wednesday, 16:00 in China
        QCOMPARE(run({QStringLiteral("sample"), QStringLiteral("--data"), data, QStringLiteral("--tickets"), QStringLiteral("400"),
                         QStringLiteral("--until"), until.toString(Qt::ISODate)})
                     .code,
            0);
        const auto reader = SqliteStore::openReader(data + QStringLiteral("/server.db"));
        QVERIFY(reader.ok());
        auto reading = StoreTransaction::begin(**reader, Store::Access::Read);
        QVERIFY(reading.ok());
        qint64 latest = 0;
        QVERIFY((*reader)->each(schema::event(), [&](const server::StoredRow &stored) -> Status {
            latest = qMax(latest, stored.row.number(schema::event().at));
            return {};
        }).ok());
        QVERIFY(latest < until.toMSecsSinceEpoch());
        QVERIFY(latest > until.addSecs(-8 * 3600).toMSecsSinceEpoch());
    }

    void commandRefusesNonsense_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("problem");
        QTest::newRow("scale") << QStringList{QStringLiteral("--scale"), QStringLiteral("XL")}
                               << QStringLiteral("--scale");
        QTest::newRow("seed") << QStringList{QStringLiteral("--seed"), QStringLiteral("-1")} << QStringLiteral("seed");
        QTest::newRow("until") << QStringList{QStringLiteral("--until"), QStringLiteral("someday")}
                               << QStringLiteral("--until");
        QTest::newRow("tickets") << QStringList{QStringLiteral("--tickets"), QStringLiteral("many")}
                                 << QStringLiteral("tickets");
    }
    void commandRefusesNonsense()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QString, problem);
        const QString data = m_folder->filePath(QStringLiteral("none"));
        const Run refused = run(QStringList{QStringLiteral("sample"), QStringLiteral("--data"), data} + arguments);
        QCOMPARE(refused.code, 2);
        QVERIFY2(refused.problem.contains(problem), qPrintable(refused.problem));
        QVERIFY(!QFile::exists(data));
    }

    void importCommandAnswersInJson()
    {
        const QString data = m_folder->filePath(QStringLiteral("desk"));
        QVERIFY(run({QStringLiteral("sample"), QStringLiteral("--data"), data, QStringLiteral("--tickets"),
                        QStringLiteral("50")})
                    .code
            == 0);
        QFile file(m_folder->filePath(QStringLiteral("c.csv")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("number,name\nC1,恒泰贸易\nC2,\n");
        file.close();
        const QStringList import{QStringLiteral("import"), QStringLiteral("--data"), data, QStringLiteral("--mapping"),
            QStringLiteral("customers"), file.fileName()};
        const Run done = run(import);
        QVERIFY2(done.code == 0, qPrintable(done.problem));
        QCOMPARE(done.answer.value(QLatin1StringView("created")).toInt(), 1);
        QCOMPARE(done.answer.value(QLatin1StringView("rejected")).toArray().size(), 1);
        QCOMPARE(run(import).answer.value(QLatin1StringView("unchanged")).toInt(), 1);
        const Run missing = run({QStringLiteral("import"), QStringLiteral("--data"), data, QStringLiteral("--mapping"),
            QStringLiteral("/nowhere.json"), file.fileName()});
        QCOMPARE(missing.code, 1);
        QVERIFY2(missing.problem.contains(QStringLiteral("/nowhere.json")), qPrintable(missing.problem));
        QCOMPARE(run({QStringLiteral("import"), QStringLiteral("--data"), data, file.fileName()}).code, 2);
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<SqliteStore> m_store;
};

QTEST_GUILESS_MAIN(TestSampleLoad)
#include "test_sample_load.moc"
