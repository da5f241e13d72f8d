// SPDX-License-Identifier: GPL-3.0-or-later
// What the desk looks like: nothing clipped at 1366x768, both languages while it runs, pictures for people to judge.
#include "deskfixture.h"
#include "ui/common/page.h"
#include "ui/shell/mainwindow.h"
#include "ui/ticket/newticketdialog.h"
#include <QRegularExpression>
#include <QTabBar>
#include <QToolButton>

using namespace tidedesk;
using namespace tidedesk::test;

namespace {

/// Some of everything: a conversation with a note, files, a reply on its way and one that came back.
struct Scene {
    UiFixture ui;
    FakeDesk desk {ui.clock};
    QPointer<QLabel> panel;
    ui::DeskPage page {ui.ui, desk, desk, [this](QWidget *parent) { return panel = new QLabel(parent); }, nullptr};
    ui::MainWindow window {ui.ui};
    Id id;

    Scene()
    {
        desk.populate(40);
        page.setUser(desk.me());
        QObject::connect(&desk, &FakeDesk::changed, &page, &ui::DeskPage::applyChanges);
        window.addPage(page);
        window.setAccount(QStringLiteral("王丽华"), desk.me().toString());
        window.resize(1366, 768);
        window.show();
        window.showPage(page.id());
        window.activateWindow();
        converse();
    }
    void converse()
    {
        const Id customer = desk.all(schema::customer()).first().id();
        id = desk.addTicket(QStringLiteral("订单 SO-20260817-0042 物流三天没有更新，客户要求改地址"), customer, desk.me());
        const qint64 now = ui.clock.nowMs();
        ui.clock.set(now - 26LL * 3'600'000);
        const Id first = desk.addMessage(id, QStringLiteral("customer"), QStringLiteral("你好，我的订单 SO-20260817-0042 显示已发货，但是物流信息三天没有更新了，麻烦帮忙查一下现在到哪里了？\n\n查询页面：https://example.com/track/SO-20260817-0042"));
        desk.addAttachment(first, QStringLiteral("物流截图.png"), QByteArray(123'456, 'x'));
        desk.addAttachment(first, QStringLiteral("order confirmation.pdf"), QByteArray(43'210, 'x'));
        ui.clock.advance(40 * 60'000);
        desk.addMessage(id, QStringLiteral("note"), QStringLiteral("已电话核实，包裹在上海转运中心滞留，仓库今天下午给结果。"), desk.colleague());
        ui.clock.set(now - 60 * 60'000);
        desk.addMessage(id, QStringLiteral("reply"), QStringLiteral("您好，已经帮您联系承运商核实，包裹目前在上海转运中心，预计明天下午派送。给您带来不便非常抱歉。"), desk.colleague());
        ui.clock.set(now);
        Row ticket = desk.row(schema::ticket(), id);
        ticket.set(schema::ticket().tags, QStringList {QStringLiteral("VIP"), QStringLiteral("物流")});
        ticket.set(schema::ticket().priority, qint64(2));
        ticket.set(schema::ticket().category, QStringLiteral("物流/查询"));
        desk.change(ticket);
    }
    ui::TicketPane *ticket() const { return window.findChild<ui::TicketPane *>(); }
    /// All answers are given and shown, also those that views ask for after a pause.
    bool settle()
    {
        const auto last = [this] { return id.isNull() ? 0 : desk.row(schema::ticket(), id).number(schema::ticket().lastOrdinal); };
        const auto *messages = window.findChild<ui::MessageList *>();
        return QTest::qWaitFor([&] {
            return desk.settleCount() == 0 && (ticket()->ticket().isNull() || messages->shownMessages().size() >= last());
        });
    }
    void reply(const QString &text)
    {
        auto *edit = window.findChild<QPlainTextEdit *>(QStringLiteral("composerText"));
        ticket()->startReply();
        edit->setPlainText(text);
        QTest::keyClick(edit, Qt::Key_Return, Qt::ControlModifier);
        settle();
    }
    /// What was asked for later - new widgets shown, layouts, the end of the conversation - is done.
    static void paint()
    {
        for (int round = 0; round < 5; ++round)
            QCoreApplication::processEvents();
    }
    void shoot(const QString &name)
    {
        for (const bool chinese : {false, true}) {
            ui.language.set(chinese ? ui::UiLanguage::Chinese : ui::UiLanguage::English);
            for (const bool dark : {false, true}) {
                ui.theme.setMode(dark ? ui::ThemeMode::Dark : ui::ThemeMode::Light);
                settle();
                paint();
                saveScreenshot(window, QStringLiteral("%1-%2-%3").arg(name, chinese ? QStringLiteral("zh") : QStringLiteral("en"), dark ? QStringLiteral("dark") : QStringLiteral("light")));
            }
        }
        ui.language.set(ui::UiLanguage::English);
        ui.theme.setMode(ui::ThemeMode::Light);
    }
};

} // namespace

class TestDeskLook final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarning(); }

    void nothingIsClipped_data()
    {
        QTest::addColumn<bool>("chinese");
        QTest::newRow("English") << false;
        QTest::newRow("Chinese") << true;
    }
    void nothingIsClipped()
    {
        QFETCH(bool, chinese);
        Scene s;
        s.page.openTicket(s.id);
        QVERIFY(s.settle());
        s.ui.language.set(chinese ? ui::UiLanguage::Chinese : ui::UiLanguage::English);
        QVERIFY(s.settle());
        const QStringList clipped = clippedTexts(s.window);
        QVERIFY2(clipped.isEmpty(), qPrintable(clipped.join(u'\n')));
        ui::NewTicketDialog dialog(s.ui.ui, s.desk, s.desk, s.desk.me(), nullptr);
        dialog.show();
        QVERIFY(QTest::qWaitForWindowExposed(&dialog));
        QVERIFY(s.settle());
        const QStringList inDialog = clippedTexts(dialog);
        QVERIFY2(inDialog.isEmpty(), qPrintable(inDialog.join(u'\n')));
    }

    void languageSwitchesWhileItRuns()
    {
        Scene s;
        s.page.openTicket(s.id);
        QVERIFY(s.settle());
        s.ui.language.set(ui::UiLanguage::Chinese);
        QVERIFY(s.settle());
        Scene::paint();
        // What people wrote stays as it is: names, queues, tags, files.
        const QRegularExpression names(QStringLiteral("Tidedesk|Maria Weber|Billing|International|VIP|SO-2026|UTC|kB|png|order confirm|Ctrl|bug|billing"));
        const QStringList latin = latinTexts(*s.window.findChild<QWidget *>(QStringLiteral("desk")), names);
        QVERIFY2(latin.isEmpty(), qPrintable(latin.join(u'\n')));
        QCOMPARE(s.window.findChild<QLabel *>(QStringLiteral("inboxTitle"))->text(), QStringLiteral("我的工单"));
        ui::NewTicketDialog dialog(s.ui.ui, s.desk, s.desk, s.desk.me(), nullptr);
        dialog.show();
        QVERIFY(s.settle());
        const QStringList inDialog = latinTexts(dialog, names);
        QVERIFY2(inDialog.isEmpty(), qPrintable(inDialog.join(u'\n')));
        s.ui.language.set(ui::UiLanguage::English);
        Scene::paint();
        QCOMPARE(s.window.findChild<QLabel *>(QStringLiteral("inboxTitle"))->text(), QStringLiteral("Mine"));
        QCOMPARE(dialog.windowTitle(), QStringLiteral("New ticket"));
    }

    void pictures()
    {
        Scene s;
        s.shoot(QStringLiteral("desk-empty"));
        s.page.openTicket(s.id);
        QVERIFY(s.settle());
        s.shoot(QStringLiteral("desk-conversation"));
        s.reply(QStringLiteral("好的，我们会按新地址派送。"));
        s.desk.addMessage(s.id, QStringLiteral("customer"), QStringLiteral("等等，收货地址请改成上海市徐汇区漕溪北路 88 号 12 楼。"));
        s.desk.sync();
        QVERIFY(s.settle());
        auto *edit = s.window.findChild<QPlainTextEdit *>(QStringLiteral("composerText"));
        s.reply(QStringLiteral("已收到您的新地址。"));
        edit->setPlainText(QStringLiteral("这里是正在写的草稿，\n一共三行，\n写到这里。"));
        s.desk.addMessage(s.id, QStringLiteral("customer"), QStringLiteral("谢谢！"));
        s.desk.addConflict(s.id, schema::ticket().priority, qint64(2), qint64(3));
        QVERIFY(s.settle());
        s.shoot(QStringLiteral("desk-returned"));
        s.window.findChild<QTabBar *>(QStringLiteral("ticketTabs"))->setCurrentIndex(1);
        s.shoot(QStringLiteral("desk-history"));
        s.window.findChild<QTabBar *>(QStringLiteral("ticketTabs"))->setCurrentIndex(0);
        s.window.findChild<ui::TicketTable *>()->setFocus();
        QTest::keyClick(s.window.findChild<ui::TicketTable *>(), Qt::Key_W);
        s.shoot(QStringLiteral("desk-wide"));
    }

    void pictureOfTheDialog()
    {
        Scene s;
        for (const bool chinese : {false, true}) {
            s.ui.language.set(chinese ? ui::UiLanguage::Chinese : ui::UiLanguage::English);
            s.ui.theme.setMode(chinese ? ui::ThemeMode::Dark : ui::ThemeMode::Light);
            ui::NewTicketDialog dialog(s.ui.ui, s.desk, s.desk, s.desk.me(), nullptr);
            dialog.show();
            dialog.findChild<QLineEdit *>(QStringLiteral("customerSearch"))->setText(chinese ? QStringLiteral("王") : QStringLiteral("Emma"));
            QTRY_COMPARE(s.desk.settleCount(), 0);
            QTRY_VERIFY(dialog.findChild<QWidget *>(QStringLiteral("customerFound"))->isVisible());
            dialog.findChild<QLineEdit *>(QStringLiteral("newSubject"))->setText(QStringLiteral("物流三天没有更新"));
            Scene::paint();
            saveScreenshot(dialog, chinese ? QStringLiteral("newticket-zh-dark") : QStringLiteral("newticket-en-light"));
        }
    }
};

QTEST_MAIN(TestDeskLook)
#include "test_desklook.moc"
