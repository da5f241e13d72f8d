// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/customersample.h"
#include "ui/common/errortext.h"
#include "ui/work/reviewcard.h"
#include "ui/work/workpage.h"
#include <QClipboard>
#include <QDirIterator>
#include <QLabel>
#include <QListView>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTabBar>

using namespace tidedesk;
using namespace tidedesk::test;

class TestWork : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyCodeHasItsSentence();
    void countsAreThereBeforeThePageIsShown();
    void outboxSaysWhatWaits();
    void onlyWhatWasNeverSentCanBeDiscarded();
    void discardAsksFirst();
    void retryIsASignal();
    void conflictShowsBothSides();
    void conflictAsAWhole();
    void conflictFieldByField();
    void returnedReplyIsSentAsEdited();
    void textBeingTypedSurvivesAReload();
    void whatWasTypedIsKept();
    void rejectedSaysWhy();
    void rejectedKeepsTheNumberOfATicketThatLeft();
    void ticketsThatWereNeverHereAreSaidToBeGone();
    void whatWasNeverMadeIsCalledByItsText();
    void aRefusedDecisionCanBeTakenAgain();
    void pictures();
};

namespace {

domain::OutboxEntry entry(qint64 seq, const Row &ticket, const QString &text, int tries, qint64 at)
{
    const schema::Message &m = schema::message();
    domain::OutboxEntry e;
    e.change = {id(int(5000 + seq)), seq, domain::Change::Kind::Create, &m, id(int(6000 + seq)), 0, 0, false, 0, at, {}, {}, {}};
    e.change.set = {{m.ticketId.index, ticket.id()}, {m.kind.index, qint64(1)}, {m.body.index, text}};
    e.createdAt = at;
    e.tries = tries;
    if (tries > 0)
        e.lastError = QStringLiteral("net.unreachable");
    return e;
}

domain::Review review(int n, domain::Review::Kind kind, const Row &ticket, qint64 at)
{
    domain::Review r;
    r.id = id(n);
    r.kind = kind;
    r.ticket = ticket.id();
    r.title = QStringLiteral("#10234 Cold chain sensor reports wrong values");
    r.createdAt = at;
    r.change = {id(n), n, domain::Change::Kind::Update, &schema::ticket(), ticket.id(), 3, 0, false, 0, at, {}, {}, {}};
    return r;
}

struct Shown {
    DeskFixture fixture;
    Row ticket = ticketRow(1010, 10'234, QStringLiteral("Cold chain sensor reports wrong values"), QLatin1StringView("open"), 1'788'200'000'000);
    QWidget window;
    std::unique_ptr<ui::WorkPage> page;
    QWidget *view = nullptr;

    Shown()
    {
        const qint64 now = fixture.clock.nowMs();
        FakeCustomerDesk &desk = fixture.desk;
        desk.people.users.insert(id(900), userRow(900, QStringLiteral("Li Wei")));
        desk.rowsById.insert(ticket.id(), ticket);
        desk.entries = {entry(7, ticket, QStringLiteral("We have sent a replacement."), 3, now - 3 * 3'600'000),
            entry(8, ticket, QStringLiteral("Anything else?"), 0, now - 600'000)};
        const schema::Ticket &t = schema::ticket();
        domain::Review conflict = review(7001, domain::Review::Kind::Conflict, ticket, now - 7'200'000);
        conflict.change.set = {{t.priority.index, qint64(3)}, {t.category.index, QStringLiteral("Hardware")}};
        conflict.outcome = {domain::Verdict::Conflict, 5,
            {{t.priority.index, qint64(1), id(900), now - 7'300'000}, {t.category.index, QStringLiteral("Logistics"), id(900), now - 7'300'000}}, {}, {}, {}};
        domain::Review returned = review(7002, domain::Review::Kind::Returned, ticket, now - 3'600'000);
        const schema::Message &m = schema::message();
        returned.change.entity = &m;
        returned.change.kind = domain::Change::Kind::Create;
        returned.change.set = {{m.ticketId.index, ticket.id()}, {m.kind.index, qint64(1)}, {m.body.index, QStringLiteral("Please restart the sensor.")}};
        returned.outcome.verdict = domain::Verdict::Returned;
        returned.outcome.unseen = {id(7100)};
        Row between(m, id(7100));
        between.setChoice(m.kind, QLatin1StringView("customer"));
        between.set(m.body, QStringLiteral("I have restarted it twice already, it did not help. See <b>log</b> & photo."));
        between.set(m.createdAt, now - 3'700'000);
        desk.rowsById.insert(between.id(), between);
        domain::Review rejected = review(7003, domain::Review::Kind::Rejected, ticket, now - 60'000);
        rejected.change.set = {{t.status.index, qint64(4)}};
        rejected.outcome = domain::Outcome::rejected("illegal_transition");
        desk.open = {rejected, conflict, returned};
        restart();
    }
    /// The program comes up with what the desk holds now.
    void restart()
    {
        page = std::make_unique<ui::WorkPage>(
            fixture.ui, static_cast<seat::Queries &>(fixture.desk), static_cast<seat::Edits &>(fixture.desk), nullptr);
        page->enter();
    }
    ~Shown() { delete view; }
    void show()
    {
        window.resize(1000, 900);
        view = page->createWidget(&window);
        view->resize(window.size());
        window.show();
        QTRY_COMPARE(cards().size(), 3);
    }
    QList<ui::ReviewCard *> cards() { return view->findChildren<ui::ReviewCard *>(); }
    ui::ReviewCard *card(domain::Review::Kind kind)
    {
        for (ui::ReviewCard *each : cards())
            if (each->review().kind == kind)
                return each;
        return nullptr;
    }
    template <class T> T *in(domain::Review::Kind kind, const QString &name) { return card(kind)->findChild<T *>(name); }
    QPushButton *button(const char *name) { return view->findChild<QPushButton *>(QLatin1StringView(name)); }
    void changed()
    {
        domain::ChangeSet changes;
        changes.outbox = true;
        changes.reviews = true;
        page->applyChanges(changes);
    }
};

using Kind = domain::Review::Kind;

} // namespace

void TestWork::everyCodeHasItsSentence()
{
    for (const char *reason : {"not_allowed", "out_of_scope", "gone", "exists", "unknown_field", "field_not_writable",
             "wrong_type", "missing_field", "unknown_reference", "illegal_transition", "only_on_hold", "too_long", "dependency", "empty"})
        QVERIFY2(ui::ErrorText::knows(QLatin1StringView(reason)), reason);
    const QString source = qEnvironmentVariable("TIDEDESK_SOURCE");
    QVERIFY(QDir(source + QStringLiteral("/core")).exists());
    static const QRegularExpression code(
        QStringLiteral("(?<!killPoint\\()\"((?:net|store|outbox|push|pull|blob|seat|sign_in|session|limit|server|review|live|search)\\.[a-z_]+)\""));
    QSet<QString> seen;
    for (const char *part : {"net", "sync", "seat", "storage", "sqlite", "search", "server/api"}) {
        QDirIterator files(source + QStringLiteral("/core/") + QLatin1StringView(part), {QStringLiteral("*.cpp")},
            QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            QVERIFY(file.open(QIODevice::ReadOnly));
            auto matches = code.globalMatch(QString::fromUtf8(file.readAll()));
            while (matches.hasNext())
                seen.insert(matches.next().captured(1));
        }
    }
    QVERIFY(seen.size() > 30); // the search itself works
    QStringList missing;
    for (const QString &each : std::as_const(seen))
        if (!ui::ErrorText::knows(each))
            missing += each;
    missing.sort();
    QVERIFY2(missing.isEmpty(), qPrintable(missing.join(u' ')));
}

void TestWork::countsAreThereBeforeThePageIsShown()
{
    Shown s;
    QSignalSpy counts(s.page.get(), &ui::WorkPage::countsChanged);
    QTRY_COMPARE(s.page->badge(), 3);
    QCOMPARE(s.page->badgeTone(), ui::Tone::Danger);
    QCOMPARE(counts.last().at(0).toInt() + counts.last().at(1).toInt(), 5);
    s.fixture.desk.open.clear();
    s.changed();
    QTRY_COMPARE(s.page->badge(), 2);
    QCOMPARE(s.page->badgeTone(), ui::Tone::Accent);
}

void TestWork::outboxSaysWhatWaits()
{
    Shown s;
    s.show();
    auto *list = s.view->findChild<QListView *>(QStringLiteral("outboxList"));
    QTRY_COMPARE(list->model()->rowCount(), 2);
    const auto spoken = [list] { return list->model()->index(0, 0).data(Qt::AccessibleTextRole).toString(); };
    for (const char *part : {"Reply: “We have sent a replacement.”", "#10234", "3 h ago", "tried 3 times", "cannot be reached"})
        QTRY_VERIFY2(spoken().contains(QString::fromUtf8(part)), qPrintable(spoken()));
    QVERIFY(list->model()->index(1, 0).data(Qt::AccessibleTextRole).toString().contains(QStringLiteral("not sent yet")));
}

void TestWork::onlyWhatWasNeverSentCanBeDiscarded()
{
    Shown s;
    s.show();
    auto *list = s.view->findChild<QListView *>(QStringLiteral("outboxList"));
    QTRY_COMPARE(list->model()->rowCount(), 2);
    list->setCurrentIndex(list->model()->index(0, 0));
    QVERIFY(!s.button("outboxDiscard")->isEnabled());
    QVERIFY(!s.view->findChild<QLabel *>(QStringLiteral("outboxHint"))->text().isEmpty());
    list->setCurrentIndex(list->model()->index(1, 0));
    QVERIFY(s.button("outboxDiscard")->isEnabled());
}

void TestWork::discardAsksFirst()
{
    Shown s;
    s.show();
    auto *list = s.view->findChild<QListView *>(QStringLiteral("outboxList"));
    QTRY_COMPARE(list->model()->rowCount(), 2);
    list->setCurrentIndex(list->model()->index(1, 0));
    s.fixture.dialogs.setNextAnswer(false);
    s.button("outboxDiscard")->click();
    QTRY_COMPARE(s.fixture.dialogs.asked().size(), 1);
    QVERIFY(s.fixture.desk.discarded.isEmpty());
    s.fixture.dialogs.setNextAnswer(true);
    s.button("outboxDiscard")->click();
    QTRY_COMPARE(s.fixture.desk.discarded, QList<qint64> {8});
    QTRY_COMPARE(list->model()->rowCount(), 1);
}

void TestWork::retryIsASignal()
{
    Shown s;
    s.show();
    QSignalSpy retry(s.page.get(), &ui::WorkPage::retryRequested);
    s.button("outboxRetry")->click();
    QCOMPARE(retry.size(), 1);
}

void TestWork::conflictShowsBothSides()
{
    Shown s;
    s.show();
    const int priority = schema::ticket().priority.index;
    const auto text = [&](const char *name) {
        return s.in<QLabel>(Kind::Conflict, QLatin1StringView(name) + QString::number(priority))->text();
    };
    QCOMPARE(text("mine"), QStringLiteral("Urgent"));
    QCOMPARE(text("theirs"), QStringLiteral("Normal"));
    QTRY_COMPARE(text("who"), QStringLiteral("Li Wei, 2 h ago"));
}

void TestWork::conflictAsAWhole()
{
    Shown s;
    s.show();
    s.in<QPushButton>(Kind::Conflict, QStringLiteral("keepMine"))->click();
    QTRY_COMPARE(s.fixture.desk.resolutions.size(), 1);
    QCOMPARE(s.fixture.desk.resolutions.first().review, id(7001));
    QCOMPARE(s.fixture.desk.resolutions.first().resolution, domain::Resolution::Mine);
    QTRY_COMPARE(s.cards().size(), 2); // decided: its card goes
}

void TestWork::conflictFieldByField()
{
    Shown s;
    s.show();
    const QString priority = QString::number(schema::ticket().priority.index);
    const QString category = QString::number(schema::ticket().category.index);
    auto *apply = s.in<QPushButton>(Kind::Conflict, QStringLiteral("applyChoices"));
    QVERIFY(!apply->isEnabled());
    s.in<QRadioButton>(Kind::Conflict, QStringLiteral("keepMine") + priority)->click();
    QVERIFY(!apply->isEnabled()); // each field has to be decided
    s.in<QRadioButton>(Kind::Conflict, QStringLiteral("takeTheirs") + category)->click();
    QVERIFY(apply->isEnabled());
    apply->click();
    QTRY_COMPARE(s.fixture.desk.resolutions.size(), 1);
    QCOMPARE(s.fixture.desk.resolutions.first().resolution, domain::Resolution::Theirs);
    const QMap<int, Value> mine {{schema::ticket().priority.index, qint64(3)}};
    QCOMPARE(s.fixture.desk.sets.size(), 1);
    QCOMPARE(s.fixture.desk.sets.first().fields, mine);
}

void TestWork::returnedReplyIsSentAsEdited()
{
    Shown s;
    s.show();
    auto *text = s.in<QPlainTextEdit>(Kind::Returned, QStringLiteral("replyText"));
    QCOMPARE(text->toPlainText(), QStringLiteral("Please restart the sensor."));
    // What came in between is shown as it is.
    QTRY_VERIFY(s.in<QTextEdit>(Kind::Returned, QStringLiteral("unseenMessage")));
    QVERIFY(s.in<QTextEdit>(Kind::Returned, QStringLiteral("unseenMessage"))->toPlainText().contains(QStringLiteral("<b>log</b>")));
    text->setPlainText(QStringLiteral("We will replace it."));
    s.in<QPushButton>(Kind::Returned, QStringLiteral("sendReply"))->click();
    QTRY_COMPARE(s.fixture.desk.resolutions.size(), 1);
    QCOMPARE(s.fixture.desk.resolutions.first().resolution, domain::Resolution::Mine);
    QCOMPARE(s.fixture.desk.resolutions.first().body, QStringLiteral("We will replace it."));
}

void TestWork::textBeingTypedSurvivesAReload()
{
    Shown s;
    s.show();
    s.in<QPlainTextEdit>(Kind::Returned, QStringLiteral("replyText"))->setPlainText(QStringLiteral("Half a sen"));
    s.fixture.desk.open.removeIf([](const domain::Review &r) { return r.kind == Kind::Rejected; });
    s.changed();
    QTRY_COMPARE(s.cards().size(), 2);
    QCOMPARE(s.in<QPlainTextEdit>(Kind::Returned, QStringLiteral("replyText"))->toPlainText(), QStringLiteral("Half a sen"));
}

void TestWork::whatWasTypedIsKept()
{
    Shown s;
    s.show();
    s.in<QPlainTextEdit>(Kind::Returned, QStringLiteral("replyText"))->setPlainText(QStringLiteral("Half a sen"));
    s.window.hide();
    const QString key = s.ticket.id().toString() + QStringLiteral("returned:") + id(7002).toString();
    QCOMPARE(s.fixture.desk.drafts.value(key), QStringLiteral("Half a sen"));
}

void TestWork::rejectedSaysWhy()
{
    Shown s;
    s.show();
    const QString sentence = s.in<QLabel>(Kind::Rejected, QStringLiteral("reviewSentence"))->text();
    QVERIFY2(sentence.contains(QStringLiteral("cannot go to that status")), qPrintable(sentence));
    QCOMPARE(s.in<QLabel>(Kind::Rejected, QStringLiteral("rejectedWhat"))->text(), QStringLiteral("Status → Closed"));
    QVERIFY(s.in<QPushButton>(Kind::Rejected, QStringLiteral("copyText"))->isHidden()); // nothing was written
    s.fixture.dialogs.setNextAnswer(true);
    s.in<QPushButton>(Kind::Rejected, QStringLiteral("discardRejected"))->click();
    QTRY_COMPARE(s.fixture.desk.resolutions.size(), 1);
    QCOMPARE(s.fixture.desk.resolutions.first().resolution, domain::Resolution::Theirs);
}

void TestWork::rejectedKeepsTheNumberOfATicketThatLeft()
{
    Shown s;
    for (domain::Review &review : s.fixture.desk.open)
        review.title = s.ticket.text(schema::ticket().subject); // as the seat gives it, without the number
    s.restart();
    s.show();
    const auto title = [&s] { return s.in<QPushButton>(Kind::Rejected, QStringLiteral("reviewTitle")); };
    QTRY_COMPARE(title()->text(), QStringLiteral("#10234 Cold chain sensor reports wrong values"));
    QVERIFY(title()->isEnabled());
    s.fixture.desk.rowsById.remove(s.ticket.id());
    for (domain::Review &review : s.fixture.desk.open)
        review.title.clear();
    domain::ChangeSet changes;
    changes.add(schema::ticket(), s.ticket.id());
    changes.reviews = true;
    s.page->applyChanges(changes);
    QTRY_VERIFY(!title()->isEnabled()); // nothing to open
    QCOMPARE(title()->text(), QStringLiteral("#10234 Cold chain sensor reports wrong values"));
}

void TestWork::ticketsThatWereNeverHereAreSaidToBeGone()
{
    Shown s;
    Row bare(schema::ticket(), s.ticket.id()); // what a pending change leaves of a row that has gone
    s.fixture.desk.rowsById.insert(s.ticket.id(), bare);
    for (domain::Review &review : s.fixture.desk.open)
        review.title.clear();
    s.restart();
    s.show();
    const auto title = [&s] { return s.in<QPushButton>(Kind::Rejected, QStringLiteral("reviewTitle"))->text(); };
    QTRY_COMPARE(title(), QStringLiteral("A ticket no longer on this seat"));
    QVERIFY(s.card(Kind::Rejected)->accessibleName().contains(title()));
    s.fixture.language.set(ui::UiLanguage::Chinese);
    QTRY_COMPARE(title(), QStringLiteral("已不在本席位的工单"));
    s.fixture.language.set(ui::UiLanguage::English);
    auto *list = s.view->findChild<QListView *>(QStringLiteral("outboxList"));
    QTRY_VERIFY(list->model()->index(0, 0).data(Qt::AccessibleTextRole).toString().contains(QStringLiteral("no longer on this seat")));
}

void TestWork::whatWasNeverMadeIsCalledByItsText()
{
    Shown s;
    s.fixture.desk.rowsById.remove(s.ticket.id());
    domain::Review &rejected = s.fixture.desk.open.first();
    rejected.title.clear();
    rejected.change.kind = domain::Change::Kind::Create;
    rejected.change.set = {{schema::ticket().subject.index, QStringLiteral("Sensor is silent")}};
    s.restart();
    s.show();
    QTRY_COMPARE(s.in<QPushButton>(Kind::Rejected, QStringLiteral("reviewTitle"))->text(), QStringLiteral("Sensor is silent"));
}

void TestWork::aRefusedDecisionCanBeTakenAgain()
{
    Shown s;
    s.show();
    QSignalSpy notices(&s.fixture.notifier, &ui::Notifier::posted);
    s.fixture.desk.error = Error {Consequence::RetryLater, QStringLiteral("store.disk_full"), {}};
    auto *keep = s.in<QPushButton>(Kind::Conflict, QStringLiteral("keepMine"));
    keep->click();
    QVERIFY(!keep->isEnabled());
    QTRY_COMPARE(notices.size(), 1);
    QVERIFY(keep->isEnabled());
    QCOMPARE(s.cards().size(), 3);
}

void TestWork::pictures()
{
    Shown s;
    s.show();
    s.fixture.shoot(*s.view, QStringLiteral("work-reviews"));
    s.view->findChild<QTabBar *>(QStringLiteral("workTabs"))->setCurrentIndex(1);
    s.fixture.shoot(*s.view, QStringLiteral("work-outbox"));
}

QTEST_MAIN(TestWork)
#include "test_work.moc"
