// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/testpage.h"
#include "tests/ui/uifixture.h"
#include "ui/common/searchfield.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/profilebutton.h"
#include "ui/shell/railbutton.h"
#include "ui/shell/shortcutsoverlay.h"
#include <QAccessible>
#include <QAction>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QStackedWidget>
#include <QTest>

using namespace tidedesk;
using namespace tidedesk::ui;

class TestShell : public QObject {
    Q_OBJECT
    struct Window : test::UiFixture {
        test::TestPage inbox{QStringLiteral("inbox"), Icon::Inbox, [this] { return word("Inbox", "收件箱"); }};
        test::TestPage customers{QStringLiteral("customers"), Icon::Customers, [this] { return word("Customers", "客户"); }};
        test::TestPage settings{QStringLiteral("settings"), Icon::Settings, [this] { return word("Settings", "设置"); }};
        MainWindow window{ui};
        Window()
        {
            window.addPage(inbox);
            window.addPage(customers);
            window.addBreak();
            window.addPage(settings);
            window.setAccount(QStringLiteral("王小明"), QStringLiteral("u1"));
            test::showActive(window);
        }
        QString word(const char *en, const char *zh) const
        {
            return QString::fromUtf8(language.current() == UiLanguage::Chinese ? zh : en);
        }
        template <class T> T *find(const char *name) { return window.findChild<T *>(QString::fromLatin1(name)); }
    };

private Q_SLOTS:
    void init() { test::failOnWarning(); }

    void pagesAreMadeWhenFirstShown()
    {
        Window w;
        QCOMPARE(w.window.currentPage(), QStringLiteral("inbox"));
        QCOMPARE(w.inbox.made, 1);
        QCOMPARE(w.customers.made, 0);
        QTest::keyClick(&w.window, Qt::Key_2, Qt::ControlModifier);
        QCOMPARE(w.window.currentPage(), QStringLiteral("customers"));
        QCOMPARE(w.customers.made, 1);
        QCOMPARE(w.inbox.gone, 1);
        QTest::mouseClick(w.find<RailButton>("nav.inbox"), Qt::LeftButton);
        QCOMPARE(w.inbox.made, 1);
        QCOMPARE(w.inbox.shown, 2);
        QCOMPARE(w.find<QLabel>("pageTitle")->text(), QStringLiteral("Inbox"));
        w.window.showPage(QStringLiteral("nowhere"));
        QCOMPARE(w.window.currentPage(), QStringLiteral("inbox"));
    }

    void pagesOutsideTheRailAreShownAndLeft()
    {
        Window w;
        test::TestPage results{QStringLiteral("results"), Icon::Search, [] { return QStringLiteral("Search results"); }};
        results.rail = false;
        w.window.addPage(results);
        QVERIFY(!w.find<RailButton>("nav.results"));
        w.window.showPage(QStringLiteral("customers"));
        w.window.showPage(QStringLiteral("results"));
        QCOMPARE(w.find<QLabel>("pageTitle")->text(), QStringLiteral("Search results"));
        QVERIFY(!w.find<RailButton>("nav.customers")->isChecked());
        w.language.set(UiLanguage::Chinese); // texts of the rail are not asked for where there are none
        w.window.goBack();
        QCOMPARE(w.window.currentPage(), QStringLiteral("customers"));
        QVERIFY(w.find<RailButton>("nav.customers")->isChecked());
        w.window.showPage(QStringLiteral("results"));
        w.window.close();
        QCOMPARE(w.saved.value(QStringLiteral("window/page")), QStringLiteral("customers"));
    }

    void windowAndPageAreRemembered()
    {
        Window w;
        w.window.showPage(QStringLiteral("customers"));
        QSignalSpy closing(&w.window, &MainWindow::closing);
        w.window.close();
        QCOMPARE(closing.size(), 1);
        QCOMPARE(w.saved.value(QStringLiteral("window/page")), QStringLiteral("customers"));
        QVERIFY(!w.saved.value(QStringLiteral("window/geometry")).isEmpty());
    }

    void searchIsAtHand()
    {
        Window w;
        QSignalSpy edited(&w.window, &MainWindow::searchEdited);
        QSignalSpy submitted(&w.window, &MainWindow::searchSubmitted);
        QTest::keyClick(&w.window, Qt::Key_K, Qt::ControlModifier);
        auto *field = w.find<SearchField>("globalSearch");
        QTRY_VERIFY(field->hasFocus());
        QTest::keyClicks(field, QStringLiteral("order 77"));
        QTRY_COMPARE(edited.size(), 1);
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(submitted.last().first().toString(), QStringLiteral("order 77"));
        QTest::keyClick(field, Qt::Key_Escape);
        const int before = w.inbox.shown;
        QTest::keyClick(field, Qt::Key_Escape); // leaves the empty field, back to the page
        QCOMPARE(w.inbox.shown, before + 1);
    }

    void badgesAreSeenAndHeard()
    {
        Window w;
        w.inbox.count = 12;
        Q_EMIT w.inbox.badgeChanged();
        auto *button = w.find<RailButton>("nav.inbox");
        QCOMPARE(button->badge(), 12);
        QCOMPARE(button->accessibleName(), QStringLiteral("Inbox, 12 waiting"));
    }

    void syncStateTellsTheTruth_data()
    {
        QTest::addColumn<SyncState>("state");
        QTest::addColumn<QString>("english");
        QTest::addColumn<QString>("chinese");
        using Link = SyncState::Link;
        const qint64 now = test::FakeClock().nowMs();
        QTest::newRow("start") << SyncState{} << QStringLiteral("Connecting… · Never synced") << QStringLiteral("正在连接… · 尚未同步");
        QTest::newRow("connected") << SyncState{.link = Link::Connected, .asOfMs = now}
                                   << QStringLiteral("Connected · As of just now") << QStringLiteral("已连接 · 截至 刚刚");
        QTest::newRow("syncing") << SyncState{.link = Link::Syncing, .asOfMs = now - 180'000, .progress = 0.42}
                                 << QStringLiteral("Syncing… 42% · As of 3 min ago") << QStringLiteral("正在同步… 42% · 截至 3 分钟前");
        QTest::newRow("offline") << SyncState{.link = Link::Offline, .sinceMs = now - 600'000, .asOfMs = now - 600'000, .waiting = 3, .needsReview = 1}
                                 << QStringLiteral("Working offline since 12:50 AM · 1 needs review · 3 waiting · As of 10 min ago")
                                 << QStringLiteral("自 00:50 起离线工作 · 1 项需复核 · 3 项待发送 · 截至 10 分钟前");
        QTest::newRow("two reviews") << SyncState{.link = Link::SignInNeeded, .asOfMs = now, .needsReview = 2}
                                     << QStringLiteral("Signed out by the server. Your work is kept here. · 2 need review · As of just now")
                                     << QStringLiteral("服务器已将您登出，您的内容保留在本机。 · 2 项需复核 · 截至 刚刚");
    }
    void syncStateTellsTheTruth()
    {
        QFETCH(SyncState, state);
        Window w;
        auto *sync = w.find<SyncIndicator>("syncIndicator");
        w.window.setSyncState(state);
        QTEST(sync->sentence(), "english");
        QCOMPARE(sync->accessibleName(), sync->sentence()); // the English one
        QCOMPARE(w.find<QPushButton>("syncWaiting")->isVisible(), state.waiting > 0);
        QCOMPARE(w.find<QPushButton>("syncReview")->isVisible(), state.needsReview > 0);
        w.language.set(UiLanguage::Chinese);
        QTEST(sync->sentence(), "chinese");
    }

    void syncPartsLeadSomewhere()
    {
        Window w;
        QSignalSpy outbox(&w.window, &MainWindow::outboxRequested);
        QSignalSpy review(&w.window, &MainWindow::reviewRequested);
        QSignalSpy retry(&w.window, &MainWindow::syncRequested);
        QSignalSpy signIn(&w.window, &MainWindow::signInRequested);
        w.window.setSyncState({.link = SyncState::Link::Offline, .waiting = 2, .needsReview = 1});
        w.find<QPushButton>("syncWaiting")->click();
        w.find<QPushButton>("syncReview")->click();
        w.find<QPushButton>("syncAction")->click();
        w.window.setSyncState({.link = SyncState::Link::SignInNeeded});
        w.find<QPushButton>("syncAction")->click();
        QCOMPARE(outbox.size() + review.size() + retry.size() + signIn.size(), 4);
    }

    void profileMenuSwitchesLanguageAndTheme()
    {
        Window w;
        auto *profile = w.find<ProfileButton>("profileButton");
        w.find<QAction>("language.zh_CN")->trigger();
        QCOMPARE(w.language.current(), UiLanguage::Chinese);
        QTRY_COMPARE(w.find<QLabel>("pageTitle")->text(), QStringLiteral("收件箱"));
        QCOMPARE(profile->accessibleName(), QStringLiteral("账户：王小明"));
        w.find<QAction>("theme.dark")->trigger();
        QVERIFY(w.theme.isDark());
        QSignalSpy out(&w.window, &MainWindow::signOutRequested);
        w.actions.find(QStringLiteral("account.sign_out"))->trigger();
        QCOMPARE(out.size(), 1);
        QTest::mouseClick(profile, Qt::LeftButton);
        QTRY_VERIFY(profile->menu()->isVisible());
        profile->menu()->close();
    }

    void shortcutsCanBeLookedUp()
    {
        Window w;
        auto *overlay = w.find<ShortcutsOverlay>("shortcutsOverlay");
        QTest::keyClick(&w.window, Qt::Key_F1);
        QTRY_VERIFY(overlay->isVisible());
        QStringList texts;
        for (const QLabel *label : overlay->findChildren<QLabel *>())
            texts.append(label->text());
        QVERIFY(texts.contains(QStringLiteral("Go to Customers")) && texts.contains(QStringLiteral("Ctrl+2")));
        QTest::keyClick(overlay, Qt::Key_Escape);
        QVERIFY(!overlay->isVisible());
        QTest::keyClick(&w.window, Qt::Key_F1);
        QTest::keyClick(&w.window, Qt::Key_F1);
        QVERIFY(!overlay->isVisible());
    }

    /// Everything that can take the focus has a name for those who hear the screen.
    void everyControlHasAName()
    {
        Window w;
        w.window.setSyncState({.link = SyncState::Link::Offline, .waiting = 2, .needsReview = 1});
        QStringList unnamed;
        for (QWidget *widget : w.window.findChildren<QWidget *>()) {
            if (!widget->isVisible() || widget->focusPolicy() == Qt::NoFocus || qobject_cast<QMenu *>(widget))
                continue;
            QAccessibleInterface *face = QAccessible::queryAccessibleInterface(widget);
            if (!face || face->text(QAccessible::Name).isEmpty())
                unnamed.append(QString::fromLatin1(widget->metaObject()->className()) + u'#' + widget->objectName());
        }
        QVERIFY2(unnamed.isEmpty(), qPrintable(unnamed.join(u' ')));
    }

    void nothingStaysEnglishInChinese()
    {
        Window w;
        w.window.setSyncState({.link = SyncState::Link::Offline, .sinceMs = 1, .waiting = 2, .needsReview = 1});
        w.language.set(UiLanguage::Chinese);
        QCoreApplication::sendPostedEvents();
        QTest::keyClick(&w.window, Qt::Key_F1);
        static const QRegularExpression latin(QStringLiteral("[A-Za-z]{2,}"));
        static const QRegularExpression allowed(QStringLiteral("Ctrl|Tidedesk|English|F1|UTC"));
        QStringList left;
        const auto check = [&left](const QWidget *widget, QString text) {
            if (text.remove(allowed).contains(latin))
                left.append(QString::fromLatin1(widget->metaObject()->className()) + u':' + text);
        };
        for (const QWidget *widget : w.window.findChildren<QWidget *>()) {
            for (const char *property : {"text", "placeholderText", "title", "accessibleName", "windowTitle"})
                check(widget, widget->property(property).toString());
            for (const QAction *action : widget->actions())
                check(widget, action->text());
            check(widget, QString(widget->toolTip()).remove(QRegularExpression(QStringLiteral("<[^>]*>"))));
        }
        QVERIFY2(left.isEmpty(), qPrintable(left.join(u'\n')));
    }

    void tabReachesEverything()
    {
        Window w;
        w.window.setSyncState({.link = SyncState::Link::Offline, .waiting = 2, .needsReview = 1});
        QSet<QString> reached;
        w.find<RailButton>("nav.inbox")->setFocus();
        for (int i = 0; i < 20; ++i) {
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
            reached.insert(QApplication::focusWidget()->objectName());
        }
        for (const char *name : {"nav.inbox", "globalSearch", "profileButton", "syncAction", "syncReview", "syncWaiting"})
            QVERIFY2(reached.contains(QString::fromLatin1(name)), name);
    }
};

QTEST_MAIN(TestShell)
#include "test_shell.moc"
