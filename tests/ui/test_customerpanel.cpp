// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/customersample.h"
#include "ui/common/chip.h"
#include "ui/common/figuretile.h"
#include "ui/common/labels.h"
#include "ui/customer/blockview.h"
#include "ui/customer/customerpanel.h"
#include <QClipboard>
#include <QElapsedTimer>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QToolButton>

using namespace tidedesk;
using namespace tidedesk::test;

class TestCustomerPanel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void showsEveryBlockWithItsSource();
    void keyNumbers();
    void nobodyIsSaidOnlyOfATicketThatIsOpen();
    void emptyBlocksSaySo();
    void anAnswerForAnotherCustomerIsDropped();
    void burstsOfChangesAskOnceMore();
    void copiesAContact();
    void errorsCanBeTriedAgain();
    void foldedBlocksAreRemembered();
    void showsAnotherCustomerWithin16Ms();
    void pictures();
};

namespace {

ui::FigureTile *tile(const QWidget &panel, const char *name)
{
    return panel.findChild<ui::FigureTile *>(QLatin1StringView(name));
}

ui::BlockView *block(const QWidget &panel, ui::CustomerBlocks::Kind kind)
{
    return panel.findChild<ui::BlockView *>(QStringLiteral("block%1").arg(int(kind)));
}

QString text(const QWidget *parent, const char *name)
{
    const auto *label = parent->findChild<QLabel *>(QLatin1StringView(name));
    return label ? label->text() : QString();
}

bool showsCustomer(const QWidget &panel)
{
    const auto *name = panel.findChild<QLabel *>(QStringLiteral("customerName")); // made for the first one
    return name && name->isVisible();
}

struct Shown {
    DeskFixture fixture;
    std::unique_ptr<ui::CustomerPanel> panel;

    Shown()
    {
        fixture.desk.people.users.insert(id(900), userRow(900, QStringLiteral("Li Wei")));
        fixture.desk.pages.insert(id(1000), fullPage(1000, fixture.clock.nowMs()));
        panel = std::make_unique<ui::CustomerPanel>(fixture.ui, fixture.desk, nullptr);
        panel->resize(300, 900);
        panel->show();
    }
    void open(int n)
    {
        panel->setCustomer(id(n));
        QTRY_VERIFY(showsCustomer(*panel));
    }
};

} // namespace

void TestCustomerPanel::showsEveryBlockWithItsSource()
{
    Shown s;
    s.open(1000);
    QCOMPARE(text(s.panel.get(), "customerName"), QStringLiteral("Harbour Logistics"));
    QCOMPARE(s.panel->findChild<ui::Chip *>(QStringLiteral("customerTier"))->look().text, QStringLiteral("VIP"));
    for (const auto kind : ui::CustomerBlocks::kKinds) {
        ui::BlockView *view = block(*s.panel, kind);
        QVERIFY2(!view->findChild<ui::FactList *>()->facts().isEmpty(), qPrintable(ui::CustomerBlocks::title(kind)));
        QVERIFY(!text(view, "provenance").isEmpty());
    }
    QVERIFY(text(block(*s.panel, ui::CustomerBlocks::Transactions), "provenance").startsWith(QStringLiteral("ERP")));
    QCOMPARE(text(block(*s.panel, ui::CustomerBlocks::Profile), "provenance"), QStringLiteral("CRM · as of 3 h ago"));
    // The team's own fields show beside those of the spine.
    const QList<ui::Fact> profile = block(*s.panel, ui::CustomerBlocks::Profile)->findChild<ui::FactList *>()->facts();
    QVERIFY(std::any_of(profile.begin(), profile.end(), [](const ui::Fact &f) { return f.value == u"East"; }));
}

void TestCustomerPanel::keyNumbers()
{
    Shown s;
    s.open(1000);
    QCOMPARE(tile(*s.panel, "openTickets")->figure(), QStringLiteral("1"));
    QCOMPARE(tile(*s.panel, "totalTickets")->figure(), QStringLiteral("14"));
    QCOMPARE(tile(*s.panel, "purchased")->figure(), s.fixture.formats.money(400'000, QStringLiteral("CNY"))); // less the refund
    QCOMPARE(tile(*s.panel, "overdue")->figure(), s.fixture.formats.money(75'000, QStringLiteral("CNY"))); // not what is due later
    QCOMPARE(tile(*s.panel, "contract")->figure(), QStringLiteral("ends in 20 days"));
}

void TestCustomerPanel::nobodyIsSaidOnlyOfATicketThatIsOpen()
{
    Shown s;
    const auto says = [&s](const char *piece) {
        const auto labels = s.panel->findChildren<QLabel *>();
        return std::any_of(labels.begin(), labels.end(), [piece](const QLabel *label) { return label->isVisible() && label->text().contains(QLatin1StringView(piece)); });
    };
    QVERIFY(says("while it is open"));
    QVERIFY(!says("not linked"));
    s.panel->setCustomer({});
    QTRY_VERIFY(says("not linked"));
}

void TestCustomerPanel::emptyBlocksSaySo()
{
    Shown s;
    domain::CustomerPage bare;
    bare.customer = Row(schema::customer(), id(2000));
    bare.customer.set(schema::customer().name, QStringLiteral("Bare"));
    s.fixture.desk.pages.insert(id(2000), bare);
    s.open(2000);
    for (const auto kind : ui::CustomerBlocks::kKinds) {
        QVERIFY(block(*s.panel, kind)->findChild<ui::FactList *>()->isHidden());
        QCOMPARE(text(block(*s.panel, kind), "empty"), ui::CustomerBlocks::emptyText(kind));
    }
    // No data is not nothing: never a zero.
    for (const char *name : {"purchased", "overdue", "contract"})
        QVERIFY2(tile(*s.panel, name)->figure().isEmpty(), name);
}

void TestCustomerPanel::anAnswerForAnotherCustomerIsDropped()
{
    Shown s;
    s.fixture.desk.pages.insert(id(3000), fullPage(3000, s.fixture.clock.nowMs()));
    s.fixture.desk.pages[id(3000)].customer.set(schema::customer().name, QStringLiteral("Second"));
    s.open(1000);
    s.fixture.desk.hold = true;
    s.panel->setCustomer(id(3000));
    s.panel->setCustomer(id(1000));
    s.fixture.desk.release();
    QTRY_COMPARE(text(s.panel.get(), "customerName"), QStringLiteral("Harbour Logistics"));
}

void TestCustomerPanel::burstsOfChangesAskOnceMore()
{
    Shown s;
    s.open(1000);
    const int before = s.fixture.desk.customerCalls;
    s.fixture.desk.hold = true;
    domain::ChangeSet changes;
    changes.add(schema::ticket(), id(1));
    for (int i = 0; i < 20; ++i)
        s.panel->applyChanges(changes);
    QCOMPARE(s.fixture.desk.customerCalls, before + 1);
    s.fixture.desk.release();
    QCOMPARE(s.fixture.desk.customerCalls, before + 2);
    domain::ChangeSet foreign;
    foreign.add(schema::message(), id(1));
    s.panel->applyChanges(foreign);
    QCOMPARE(s.fixture.desk.customerCalls, before + 2);
}

void TestCustomerPanel::copiesAContact()
{
    Shown s;
    s.open(1000);
    QSignalSpy copied(s.panel.get(), &ui::CustomerPanel::copied);
    s.panel->findChild<QToolButton *>(QStringLiteral("copyContact"))->click();
    QCOMPARE(copied.size(), 1);
    QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("+86 138 0013 8000")); // the preferred one is first
}

void TestCustomerPanel::errorsCanBeTriedAgain()
{
    Shown s;
    s.fixture.desk.error = Error {Consequence::RetryLater, QStringLiteral("store.busy"), {}};
    s.panel->setCustomer(id(1000));
    auto *again = s.panel->findChild<QPushButton *>(QStringLiteral("emptyStateAction"));
    QTRY_VERIFY(again->isVisible());
    s.fixture.desk.error.reset();
    again->click();
    QTRY_VERIFY(showsCustomer(*s.panel));
}

void TestCustomerPanel::foldedBlocksAreRemembered()
{
    Shown s;
    s.open(1000);
    QVERIFY(block(*s.panel, ui::CustomerBlocks::Contracts)->isOpen());
    block(*s.panel, ui::CustomerBlocks::Contracts)->setOpen(false);
    ui::CustomerPanel again(s.fixture.ui, s.fixture.desk, nullptr);
    QTRY_VERIFY(block(again, ui::CustomerBlocks::Contracts)); // made without a customer too, when nobody waits
    QVERIFY(!block(again, ui::CustomerBlocks::Contracts)->isOpen());
    QVERIFY(block(again, ui::CustomerBlocks::Usages)->isOpen());
}

void TestCustomerPanel::showsAnotherCustomerWithin16Ms()
{
    Shown s;
    s.fixture.desk.pages.insert(id(3000), fullPage(3000, s.fixture.clock.nowMs()));
    s.open(1000);
    qint64 best = std::numeric_limits<qint64>::max();
    for (int round = 0; round < 20; ++round) {
        s.fixture.desk.hold = true;
        s.panel->setCustomer(round % 2 == 0 ? id(3000) : id(1000));
        QElapsedTimer timer;
        timer.start();
        s.fixture.desk.release();
        s.panel->grab();
        best = std::min(best, timer.nsecsElapsed() / 1000);
    }
    qInfo() << "fill, layout and paint:" << best << "us at best";
    QVERIFY2(best < 16'000, "the machine may be busy, but not in each of 20 rounds");
}

void TestCustomerPanel::pictures()
{
    Shown s;
    s.open(1000);
    s.fixture.shoot(*s.panel, QStringLiteral("customer-panel"));
}

QTEST_MAIN(TestCustomerPanel)
#include "test_customerpanel.moc"
