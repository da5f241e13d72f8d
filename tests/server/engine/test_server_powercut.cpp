// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/engine/engine.h"
#include "core/server/store/sqlitestore.h"
#include "tests/server/engine/deskfixture.h"
#include "tests/support/powercut.h"
#include <QLoggingCategory>
#include <QTest>

using namespace tidedesk;
using namespace tidedesk::server;
using test::DeskFixture;

namespace {

constexpr int kTurns = 60;

/// An operation the server has answered, and after how many steps of the disk.
struct Answered {
    qsizetype step;
    Session session;
    domain::Change change;
    QJsonObject result;
};

struct Recording {
    QList<test::DiskStep> steps;
    QList<Answered> answered;
};

/// Agents push in groups to an engine whose disk is written down.
class Day {
public:
    explicit Day(quint32 seed, const char *synchronous = "FULL", int checkpointPages = 60)
        : m_random(seed)
    {
        for (int n = 0; n < 4; ++n)
            m_tickets.append(m_desk.newTicket(m_desk.queue));
        m_desk.store.reset();
        m_disk = std::make_unique<test::ShimVfs>(m_desk.database.folder());
        auto store = std::move(*m_desk.database.stores().writer());
        sqlite::Connection &connection = static_cast<SqliteStore &>(*store).connection();
        if (!connection.exec("PRAGMA wal_autocheckpoint=" + QByteArray::number(checkpointPages))
            || !connection.exec(QByteArray("PRAGMA synchronous=") + synchronous))
            qFatal("pragma");
        m_engine = std::make_unique<Engine>(std::move(store), m_desk.clock);
    }
    Recording work()
    {
        const QList<DeskFixture::Person *> people {&m_desk.agent, &m_desk.supervisor, &m_desk.manager};
        for (int turn = 0; turn < kTurns; ++turn) {
            m_desk.clock.advance(1000);
            for (DeskFixture::Person *person : people) {
                if (m_random.bounded(3) > 0)
                    push(*person);
            }
            while (m_engine->turn()) { }
        }
        m_engine.reset();
        return {m_disk->steps(), m_answered};
    }

private:
    void push(DeskFixture::Person &person)
    {
        const auto &t = schema::ticket();
        const auto &m = schema::message();
        QList<Operation> operations;
        for (auto left = m_random.bounded(1, 5); left > 0; --left) {
            const Id ticket = m_tickets[m_random.bounded(m_tickets.size())];
            const QString text = QStringLiteral("第%1件").arg(m_answered.size()).repeated(1 + int(m_random.bounded(500)));
            if (m_random.bounded(2) == 0)
                operations.append({m_desk.update(person, t, ticket, 1, {{t.priority.index, qint64(m_random.bounded(4))}}), {}});
            else
                operations.append({m_desk.create(person, m, {{m.ticketId.index, ticket}, {m.body.index, text}, {m.kind.index, qint64(2)}}), {}});
        }
        m_engine->run<PushReply>(static_cast<int>(operations.size()),
            [session = person.session, operations](WriteContext &context) { return server::push(context, session, operations); },
            [this, session = person.session, operations](const Result<PushReply> &reply) {
                if (!reply || reply->results.size() != operations.size())
                    qFatal("a push was not answered");
                for (qsizetype i = 0; i < operations.size(); ++i)
                    m_answered.append({m_disk->stepCount(), session, operations[i].change, reply->results[i].toObject()});
            });
    }

    QRandomGenerator m_random;
    DeskFixture m_desk;
    std::unique_ptr<test::ShimVfs> m_disk;
    std::unique_ptr<Engine> m_engine;
    QList<Id> m_tickets;
    QList<Answered> m_answered;
};

/// What a server that starts on the disk after a cut gets wrong; empty when nothing.
QString inspect(const QList<Answered> &answered, qsizetype step, const QString &folder)
{
    auto opened = SqliteStore::openWriter(folder + QStringLiteral("/server.db"));
    if (!opened)
        return opened.error().code + opened.error().detail;
    SqliteStore &store = **opened;
    const auto problems = store.inspect();
    if (!problems || !problems->isEmpty())
        return problems ? problems->join(u' ') : problems.error().detail;
    const test::FakeClock clock;
    IdGenerator ids(clock);
    auto transaction = StoreTransaction::begin(store, Store::Access::Write);
    WriteContext context(store, ids, clock.nowMs());
    for (const Answered &operation : answered) {
        if (operation.step > step)
            break;
        const auto again = server::push(context, operation.session, {{operation.change, {}}});
        if (!again || again->results.size() != 1)
            return QStringLiteral("an operation that was answered is taken for a new one");
        if (again->results.first().toObject() != operation.result)
            return QStringLiteral("an operation is answered otherwise than before");
        const auto row = store.row(*operation.change.entity, operation.change.row);
        if (!row || !*row || (*row)->row.version < operation.result.value(QLatin1StringView("version")).toInteger())
            return QStringLiteral("the effect of an operation that was answered is lost");
    }
    return {};
}

} // namespace

/// Power cuts under the server's SQLite: whatever was answered is there, with its effect, and nothing is damaged.
/// TIDEDESK_POWER_IMAGES=n makes more images.
class TestServerPowerCut : public QObject {
    Q_OBJECT

    quint32 m_seed = 1;

    static QStringList cut(const Recording &recording, int images, quint32 seed)
    {
        return test::problemsAfterCuts(recording.steps, 2, images, seed,
            [&](qsizetype step, const QString &folder) { return inspect(recording.answered, step, folder); });
    }

private Q_SLOTS:
    void initTestCase()
    {
        QLoggingCategory::setFilterRules(QStringLiteral("tidedesk.*.info=false\ntidedesk.*.warning=false")); // hundreds of starts
        if (const int seed = qEnvironmentVariableIntValue("TIDEDESK_SEED"); seed > 0)
            m_seed = static_cast<quint32>(seed);
    }
    void whatWasAnsweredIsThere()
    {
        const int images = qMax(100, qEnvironmentVariableIntValue("TIDEDESK_POWER_IMAGES"));
        const Recording recording = Day(m_seed).work();
        QVERIFY(recording.answered.size() > 100);
        const QStringList problems = cut(recording, images, m_seed);
        QVERIFY2(problems.isEmpty(), qPrintable(problems.join(u'\n')));
    }
    /// The harness sees what it is to see.
    void aServerThatDoesNotSyncIsCaught()
    {
        QVERIFY(!cut(Day(m_seed, "OFF").work(), 20, m_seed).isEmpty());
    }
    void aServerThatSyncsAtCheckpointsOnlyIsCaught()
    {
        QVERIFY(!cut(Day(m_seed, "NORMAL", 1000).work(), 20, m_seed).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestServerPowerCut)
#include "test_server_powercut.moc"
