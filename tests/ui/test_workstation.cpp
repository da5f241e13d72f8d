// SPDX-License-Identifier: GPL-3.0-or-later
// The whole program over a profile on disk, without a server: what a person finds after starting it again.
#include "app/workstation/workstation.h"
#include "core/schema/entities.h"
#include "core/seat/localstore.h"
#include "core/sqlite/transaction.h"
#include "tests/support/blocks.h"
#include "tests/support/fakeclock.h"
#include "ui/desk/deskpage.h"
#include "ui/work/workpage.h"
#include <QComboBox>
#include <QDir>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTabBar>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

using namespace tidedesk;

namespace {

Id id(int n)
{
    return Id::fromString(QStringLiteral("01990000-0000-7000-8000-%1").arg(n, 12, 16, QLatin1Char('0')));
}

/// A profile of somebody in one of three teams, signed in, as an earlier run left it: one change waits, one is in
/// conflict with a colleague's.
class Profile {
public:
    explicit Profile(const QString &server = QStringLiteral("http://127.0.0.1:9"))
    {
        auto opened = seat::LocalStore::open(m_folder.path(), m_clock);
        m_store = std::move(opened.value());
        must(m_store->setIdentity({server, id(900), id(1), QStringLiteral("lin"), 1, "t"}));
        people();
        work();
        m_store.reset();
    }
    QString path() const { return m_folder.path(); }
    /// As the server has told an earlier run.
    void revoke() const
    {
        giveKey();
        must((*seat::LocalStore::open(m_folder.path(), m_clock))->endLease());
    }
    void giveKey() const
    {
        auto store = seat::LocalStore::open(m_folder.path(), m_clock);
        must((*store)->rememberSealingKey(protocol::SealingKeys::make().publicKey));
    }

private:
    static void must(const Status &done)
    {
        if (!done)
            qFatal("%s %s", qPrintable(done.error().code), qPrintable(done.error().detail));
    }
    void put(const QString &bucket, const QList<Row> &rows)
    {
        domain::ChangeSet changes;
        auto transaction = sqlite::Transaction::begin(m_store->mirror().connection());
        must([&]() -> Status {
            TD_TRY(m_store->mirror().putServer(test::received(bucket, rows.first().entity(), rows), changes));
            return {};
        }());
        must(transaction->commit());
    }
    static Row person(int n, const QString &name)
    {
        const auto &u = schema::user();
        Row row(u, id(n));
        row.set(u.name, QStringLiteral("u%1").arg(n));
        row.set(u.displayName, name);
        row.set(u.role, qint64(0));
        row.set(u.active, qint64(1));
        row.set(u.teams, QStringList {id(800).toString()});
        return row;
    }
    void people()
    {
        QList<Row> teams;
        for (int n = 0; n < 3; ++n) {
            teams.append(Row(schema::team(), id(800 + n)));
            teams.last().set(schema::team().name, QStringLiteral("Team %1").arg(n + 1));
        }
        put(QStringLiteral("ref"), teams);
        put(QStringLiteral("ref"), {person(900, QStringLiteral("Lin Mei")), person(901, QStringLiteral("Anna Smith"))});
    }
    void work()
    {
        const auto &t = schema::ticket();
        Row ticket(t, id(10));
        ticket.version = 1;
        ticket.set(t.number, qint64(10'234));
        ticket.set(t.subject, QStringLiteral("Sensor reports wrong values"));
        ticket.set(t.status, qint64(0));
        ticket.set(t.priority, qint64(1));
        ticket.set(t.assigneeId, id(900));
        ticket.set(t.createdAt, m_clock.nowMs());
        ticket.set(t.updatedAt, m_clock.nowMs());
        put(QStringLiteral("team:") + id(800).toString(), {ticket});
        const qint64 disputed = edit(t.priority, qint64(3));
        domain::Outcome conflict;
        conflict.verdict = domain::Verdict::Conflict;
        conflict.conflicts = {{t.priority.index, qint64(0), id(901), m_clock.nowMs()}};
        Row mine(schema::seat(), id(1));
        mine.set(schema::seat().lastSeq, disputed); // its effects have come back
        put(QStringLiteral("seat:") + id(1).toString(), {mine});
        domain::ChangeSet changes;
        must(m_store->seat().applyOutcomes({{disputed, conflict}}, changes));
        edit(t.category, QStringLiteral("Hardware"));
    }
    qint64 edit(const schema::Field &field, const Value &value)
    {
        domain::Change change;
        change.entity = &schema::ticket();
        change.row = id(10);
        change.set.insert(field.index, value);
        domain::ChangeSet changes;
        const auto seqs = m_store->seat().commit({change}, changes);
        must(seqs ? Status() : Status(seqs.error()));
        return seqs->first();
    }

    QTemporaryDir m_folder;
    test::FakeClock m_clock;
    std::unique_ptr<seat::LocalStore> m_store;
};

} // namespace

class TestWorkstation : public QObject {
    Q_OBJECT
    /// Starts the program and waits until its person is inside.
    static void start(app::Workstation &workstation)
    {
        QSignalSpy ready(&workstation, &app::Workstation::ready);
        workstation.context().language.set(ui::UiLanguage::English);
        workstation.start();
        QTRY_COMPARE(ready.size(), 1);
    }
    static QWidget *dialog()
    {
        const auto widgets = QApplication::topLevelWidgets();
        const auto found = std::find_if(widgets.begin(), widgets.end(), [](const QWidget *each) { return each->objectName() == u"signIn" && each->isVisible(); });
        return found == widgets.end() ? nullptr : *found;
    }
    static QString problem() { return dialog() ? dialog()->findChild<QLabel *>(QStringLiteral("signInProblem"))->text() : QString(); }

private Q_SLOTS:
    /// At work, with the window open: what was on the screen goes, too.
    void aSeatThatIsRevokedAtWorkIsClosed()
    {
        QTcpServer server; // says the same to everybody
        connect(&server, &QTcpServer::newConnection, this, [&server] {
            QTcpSocket *socket = server.nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, socket, [socket] {
                const QByteArray body = R"({"error":{"code":"account_disabled","detail":""}})";
                socket->readAll();
                socket->write("HTTP/1.1 401 Unauthorized\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body);
                socket->disconnectFromHost();
            });
        });
        QVERIFY(server.listen(QHostAddress::LocalHost));
        const Profile profile(QStringLiteral("http://127.0.0.1:%1").arg(server.serverPort()));
        profile.giveKey();
        app::Workstation workstation(*qApp, {.profile = profile.path()});
        start(workstation);
        QTRY_VERIFY2(problem().contains(QStringLiteral("1 change that had not been sent is sealed in")), qPrintable(problem()));
        QVERIFY(!workstation.window());
        QTRY_VERIFY(dialog()->findChild<QPushButton *>(QStringLiteral("signInHandIn"))->isVisible()); // the server took nothing
        QCOMPARE(QDir(profile.path()).entryList({QStringLiteral("*.tdx")}), QStringList {QStringLiteral("sealed-1.tdx")});
    }
    void aRevokedSeatSaysWhatIsSealed()
    {
        const Profile profile;
        profile.revoke();
        app::Workstation workstation(*qApp, {.profile = profile.path()});
        workstation.context().language.set(ui::UiLanguage::English);
        workstation.start();
        QTRY_VERIFY2(problem().contains(QStringLiteral("1 change that had not been sent is sealed in")), qPrintable(problem()));
        QCOMPARE(dialog()->findChild<QLineEdit *>(QStringLiteral("signInUser"))->text(), QStringLiteral("lin"));
        auto *handIn = dialog()->findChild<QPushButton *>(QStringLiteral("signInHandIn"));
        QVERIFY(handIn->isVisible());
        QTest::mouseClick(handIn, Qt::LeftButton); // nobody is there
        QTRY_VERIFY2(problem().contains(QStringLiteral("service is not running")), qPrintable(problem()));
        QVERIFY(handIn->isEnabled());
        QVERIFY(!QFile::exists(profile.path() + QStringLiteral("/sealed-2.tdx")));
    }
    void myChangesAreThereAfterARestart()
    {
        const Profile profile;
        app::Workstation workstation(*qApp, {.profile = profile.path()});
        start(workstation);
        const auto *work = workstation.findChild<ui::WorkPage *>();
        QTRY_COMPARE(work->badge(), 1);
        QCOMPARE(work->badgeTone(), ui::Tone::Danger);
        workstation.window()->showPage(QStringLiteral("work"));
        auto *tabs = workstation.window()->findChild<QTabBar *>(QStringLiteral("workTabs"));
        QTRY_COMPARE(tabs->tabText(0), QStringLiteral("To decide (1)"));
        QTRY_COMPARE(tabs->tabText(1), QStringLiteral("Waiting to be sent (1)"));
        const auto *who = workstation.window()->findChild<QLabel *>(QStringLiteral("who%1").arg(schema::ticket().priority.index));
        QVERIFY(who);
        QTRY_VERIFY2(who->text().startsWith(QStringLiteral("Anna Smith,")), qPrintable(who->text()));
        const auto *outbox = workstation.window()->findChild<QListView *>(QStringLiteral("outboxList"));
        QTRY_VERIFY(outbox->model()->index(0, 0).data(Qt::AccessibleTextRole).toString().contains(QStringLiteral("#10234")));
    }
    void teamsAreThereAfterARestart()
    {
        const Profile profile;
        app::Workstation workstation(*qApp, {.profile = profile.path()});
        start(workstation);
        workstation.window()->showPage(QStringLiteral("dashboard"));
        const auto *note = workstation.window()->findChild<QLabel *>(QStringLiteral("dashboardCoverage"));
        QTRY_COMPARE(note->text(), QStringLiteral("Covers 1 of 3 teams"));
        QVERIFY(note->isVisible());
        const auto *teams = workstation.window()->findChild<QComboBox *>(QStringLiteral("dashboardTeam"));
        QCOMPARE(teams->count(), 2);
        QCOMPARE(teams->itemText(1), QStringLiteral("Team 1"));
    }
    /// Pictures go through languages, themes and pages, and leave the profile as it was.
    void whatIsNotToBeKeptIsNotKept()
    {
        const Profile profile;
        const QString file = profile.path() + QStringLiteral("/preferences.ini");
        {
            QSettings chosen(file, QSettings::IniFormat);
            chosen.setValue(QStringLiteral("window/page"), QStringLiteral("dashboard"));
        }
        const auto content = [&file] {
            QFile read(file);
            return read.open(QIODevice::ReadOnly) ? read.readAll() : QByteArray();
        };
        const QByteArray before = content();
        QVERIFY(before.contains("dashboard"));
        for (const bool keep : {false, true}) {
            {
                app::Workstation workstation(*qApp, {.profile = profile.path(), .keepPreferences = keep});
                start(workstation);
                QVERIFY(workstation.window()->findChild<QWidget *>(QStringLiteral("dashboardView"))); // they are read all the same
                workstation.context().language.set(ui::UiLanguage::Chinese);
                workstation.context().theme.setMode(ui::ThemeMode::Dark);
                workstation.window()->showPage(QStringLiteral("work"));
                workstation.window()->close();
            }
            QCOMPARE(content() == before, !keep);
        }
    }
};

QTEST_MAIN(TestWorkstation)
#include "test_workstation.moc"
