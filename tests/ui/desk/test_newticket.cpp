// SPDX-License-Identifier: GPL-3.0-or-later
// Taking down a new ticket: finding or making the customer, what is missing, the draft.
#include "deskfixture.h"
#include "ui/common/propertycombo.h"
#include "ui/ticket/customerpicker.h"
#include "ui/ticket/newticketdialog.h"
#include "ui/ticket/tageditor.h"
#include <QCheckBox>
#include <QInputMethodEvent>
#include <QListWidget>
#include <QPushButton>
#include <QSignalSpy>

using namespace tidedesk;
using namespace tidedesk::test;

namespace {

struct Dialog {
    UiFixture ui;
    FakeDesk desk {ui.clock};
    Id customer;
    std::unique_ptr<ui::NewTicketDialog> dialog;

    Dialog()
    {
        customer = desk.addCustomer(QStringLiteral("王丽"), QStringLiteral("138 0013 8000"), QStringLiteral("Wang.Li@example.cn"));
        desk.addCustomer(QStringLiteral("王小明"), QStringLiteral("139 0013 9000"));
        open();
    }
    void open()
    {
        dialog = std::make_unique<ui::NewTicketDialog>(ui.ui, desk, desk, desk.me(), nullptr);
        dialog->show();
        dialog->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(dialog.get()));
        QTRY_COMPARE(desk.settleCount(), 0);
    }
    template <class T> T *find(const char *name) const { return dialog->findChild<T *>(QLatin1StringView(name)); }
    QListWidget *found() const { return find<QListWidget>("customerFound"); }
    void type(const QString &text)
    {
        auto *search = find<QLineEdit>("customerSearch");
        search->setFocus();
        search->selectAll();
        QInputMethodEvent commit;
        commit.setCommitString(text);
        QApplication::sendEvent(search, &commit);
        QTRY_VERIFY(found()->isVisible() && desk.settleCount() == 0);
    }
    const Id &chosen() const { return dialog->findChild<ui::CustomerPicker *>()->customer(); }
};

} // namespace

class TestNewTicket final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarning(); }

    void wholeFlowByKeyboard()
    {
        Dialog d;
        QSignalSpy created(d.dialog.get(), &ui::NewTicketDialog::created);
        d.type(QStringLiteral("王"));
        QCOMPARE(d.found()->count(), 3); // two customers, and a new one
        QTest::keyClick(d.find<QLineEdit>("customerSearch"), Qt::Key_Down);
        QTest::keyClick(d.find<QLineEdit>("customerSearch"), Qt::Key_Up);
        QTest::keyClick(d.find<QLineEdit>("customerSearch"), Qt::Key_Return);
        QCOMPARE(d.chosen(), d.customer);
        auto *subject = d.find<QLineEdit>("newSubject");
        QTRY_COMPARE(QApplication::focusWidget(), subject);
        QTest::keyClicks(subject, QStringLiteral("Parcel is late"));
        QTest::keyClick(subject, Qt::Key_Return);
        auto *body = d.find<QPlainTextEdit>("newBody");
        QCOMPARE(QApplication::focusWidget(), body);
        QTest::keyClicks(body, QStringLiteral("since Monday"));
        auto *tag = d.dialog->findChild<ui::TagEditor *>()->findChild<QLineEdit *>();
        QTest::keyClicks(tag, QStringLiteral("VIP,"));
        auto *priority = d.find<ui::PropertyCombo>("newPriority");
        priority->setValue(QVariant::fromValue<qlonglong>(2));
        d.find<QCheckBox>("newMine")->setChecked(true);
        QTest::keyClick(body, Qt::Key_Return, Qt::ControlModifier);
        QTRY_COMPARE(created.count(), 1);
        const Row ticket = d.desk.row(schema::ticket(), created.first().first().value<Id>());
        const auto &t = schema::ticket();
        QCOMPARE(ticket.text(t.subject), QStringLiteral("Parcel is late"));
        QCOMPARE(ticket.ref(t.customerId), d.customer);
        QCOMPARE(ticket.number(t.priority), 2);
        QCOMPARE(ticket.choice(t.channel), QStringLiteral("phone"));
        QCOMPARE(ticket.members(t.tags), QStringList {QStringLiteral("VIP")});
        QCOMPARE(ticket.ref(t.assigneeId), d.desk.me());
        QVERIFY(!ticket.has(t.number));
        QVERIFY(d.desk.drafts.isEmpty());
    }

    void customerByAnySpelling_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::newRow("phone") << QStringLiteral("13800138000");
        QTest::newRow("phone, country") << QStringLiteral("+86 138-0013-8000");
        QTest::newRow("mail") << QStringLiteral("wang.li@EXAMPLE.cn");
        QTest::newRow("name") << QStringLiteral("王丽");
    }
    void customerByAnySpelling()
    {
        QFETCH(QString, typed);
        Dialog d;
        d.type(typed);
        QCOMPARE(d.found()->count(), 2);
        QTest::mouseClick(d.found()->viewport(), Qt::LeftButton, {}, d.found()->visualItemRect(d.found()->item(0)).center());
        QCOMPARE(d.chosen(), d.customer);
        QTest::mouseClick(d.find<QPushButton>("customerChange"), Qt::LeftButton);
        QVERIFY(d.chosen().isNull());
    }

    void newCustomer()
    {
        Dialog d;
        d.type(QStringLiteral("13711112222"));
        QCOMPARE(d.found()->count(), 1);
        QTest::keyClick(d.find<QLineEdit>("customerSearch"), Qt::Key_Return);
        auto *name = d.find<QLineEdit>("newCustomerName");
        QTRY_COMPARE(QApplication::focusWidget(), name);
        QCOMPARE(d.find<QLineEdit>("newCustomerReach")->text(), QStringLiteral("13711112222"));
        QTest::mouseClick(d.find<QPushButton>("newCustomerCreate"), Qt::LeftButton);
        QVERIFY(d.find<QLabel>("newCustomerProblem")->isVisible()); // a name is needed
        QTest::keyClicks(name, QStringLiteral("Li Lei"));
        d.find<QLineEdit>("newCustomerReach")->setText(QStringLiteral("nonsense"));
        QTest::mouseClick(d.find<QPushButton>("newCustomerCreate"), Qt::LeftButton);
        QVERIFY(d.chosen().isNull());
        d.find<QLineEdit>("newCustomerReach")->setText(QStringLiteral("13711112222"));
        QTest::mouseClick(d.find<QPushButton>("newCustomerCreate"), Qt::LeftButton);
        QTRY_VERIFY(!d.chosen().isNull());
        QCOMPARE(d.desk.row(schema::customer(), d.chosen()).text(schema::customer().name), QStringLiteral("Li Lei"));
    }

    void subjectIsNeeded()
    {
        Dialog d;
        QTest::mouseClick(d.find<QPushButton>("newSubmit"), Qt::LeftButton);
        QVERIFY(d.find<QLabel>("newProblem")->isVisible());
        QCOMPARE(QApplication::focusWidget(), d.find<QLineEdit>("newSubject"));
        QCOMPARE(d.desk.calls[QStringLiteral("createTicket")], 0);
        QTest::keyClicks(d.find<QLineEdit>("newSubject"), QStringLiteral("x"));
        QVERIFY(!d.find<QLabel>("newProblem")->isVisible());
    }

    void compositionIsNotSubmitted()
    {
        Dialog d;
        auto *subject = d.find<QLineEdit>("newSubject");
        subject->setFocus();
        QTest::keyClicks(subject, QStringLiteral("a"));
        QInputMethodEvent preedit(QStringLiteral("wuliu"), {});
        QApplication::sendEvent(subject, &preedit);
        QTest::keyClick(subject, Qt::Key_Return);
        QTest::keyClick(subject, Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(d.desk.calls[QStringLiteral("createTicket")], 0);
        QCOMPARE(QApplication::focusWidget(), subject);
    }

    void draftSurvivesClosing()
    {
        Dialog d;
        d.type(QStringLiteral("王丽"));
        QTest::keyClick(d.find<QLineEdit>("customerSearch"), Qt::Key_Return);
        QTest::keyClicks(d.find<QLineEdit>("newSubject"), QStringLiteral("Half done"));
        QTest::keyClicks(d.find<QPlainTextEdit>("newBody"), QStringLiteral("and a text"));
        QTest::mouseClick(d.find<QPushButton>("newCancel"), Qt::LeftButton);
        d.dialog.reset();
        QCOMPARE(d.desk.drafts.size(), 1);
        d.open();
        QTRY_COMPARE(d.find<QLineEdit>("newSubject")->text(), QStringLiteral("Half done"));
        QCOMPARE(d.find<QPlainTextEdit>("newBody")->toPlainText(), QStringLiteral("and a text"));
        QCOMPARE(d.chosen(), d.customer);
        QVERIFY(d.find<QPushButton>("newDiscard")->isVisible());
        QTest::mouseClick(d.find<QPushButton>("newDiscard"), Qt::LeftButton);
        QVERIFY(d.find<QLineEdit>("newSubject")->text().isEmpty());
        QVERIFY(d.desk.drafts.isEmpty());
    }

    void refusalKeepsEverything()
    {
        Dialog d;
        QTest::keyClicks(d.find<QLineEdit>("newSubject"), QStringLiteral("Kept"));
        d.desk.refuseNext = Error {Consequence::Fatal, QStringLiteral("store.disk_full"), {}, 0};
        QTest::mouseClick(d.find<QPushButton>("newSubmit"), Qt::LeftButton);
        QTRY_VERIFY(d.find<QLabel>("newProblem")->isVisible());
        QVERIFY(d.dialog->isVisible());
        QCOMPARE(d.find<QLineEdit>("newSubject")->text(), QStringLiteral("Kept"));
        QVERIFY(d.find<QPushButton>("newSubmit")->isEnabled());
    }

    void fromTheDesk()
    {
        DeskFixture f;
        QVERIFY(f.ready());
        QTest::keyClick(f.table(), Qt::Key_C);
        auto *dialog = f.window.findChild<ui::NewTicketDialog *>();
        QTRY_VERIFY(dialog && dialog->isVisible());
        QTest::keyClicks(dialog->findChild<QLineEdit *>(QStringLiteral("newSubject")), QStringLiteral("From the desk"));
        QTest::mouseClick(dialog->findChild<QPushButton *>(QStringLiteral("newSubmit")), Qt::LeftButton);
        QTRY_VERIFY(!f.ticket()->ticket().isNull());
        QTRY_COMPARE(f.find<QLineEdit>("ticketSubject")->text(), QStringLiteral("From the desk"));
        QTRY_VERIFY(f.find<QLabel>("ticketReference")->text().startsWith(u'~'));
    }
};

QTEST_MAIN(TestNewTicket)
#include "test_newticket.moc"
