// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/uifixture.h"
#include "ui/common/avatar.h"
#include "ui/common/chip.h"
#include "ui/common/emptystate.h"
#include "ui/common/errorbanner.h"
#include "ui/common/labels.h"
#include "ui/common/propertycombo.h"
#include "ui/common/searchfield.h"
#include "ui/common/sectionheader.h"
#include "ui/common/toast.h"
#include "ui/common/toastarea.h"
#include <QAction>
#include <QCompleter>
#include <QDialog>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QWheelEvent>

using namespace tidedesk;
using namespace tidedesk::ui;

class TestWidgets : public QObject {
    Q_OBJECT
    test::UiFixture *m_f = nullptr;

private Q_SLOTS:
    void init()
    {
        test::failOnWarning();
        m_f = new test::UiFixture;
    }
    void cleanup() { delete m_f; }

    void placeholdersCanBeRead()
    {
        for (const ThemeMode mode : {ThemeMode::Light, ThemeMode::Dark}) {
            m_f->theme.setMode(mode);
            QLineEdit line;
            QPlainTextEdit edit;
            for (QWidget *field : {static_cast<QWidget *>(&line), static_cast<QWidget *>(&edit)}) {
                field->ensurePolished();
                const QColor ink = field->palette().color(QPalette::PlaceholderText);
                QCOMPARE(ink.alpha(), 255);
                QCOMPARE_GE(contrastRatio(ink, m_f->theme.colors().raised), 4.5);
                QCOMPARE(field->palette().color(QPalette::Text), m_f->theme.colors().text);
            }
        }
    }

    void elidedLabelGivesWay()
    {
        ElidedLabel label(nullptr);
        label.setText(QStringLiteral("a long\nsubject of a ticket"));
        QCOMPARE(label.text(), QStringLiteral("a long subject of a ticket"));
        label.resize(60, 20);
        QVERIFY(label.isElided());
        QVERIFY(label.minimumSizeHint().width() < 40);
        label.resize(label.sizeHint());
        QVERIFY(!label.isElided());
    }

    void searchWaitsForAPauseAndForTheInputMethod()
    {
        SearchField field(m_f->icons, nullptr);
        field.setTexts(QStringLiteral("Search"));
        QSignalSpy searched(&field, &SearchField::searched);
        QSignalSpy submitted(&field, &SearchField::submitted);
        QVERIFY(test::showActive(field));
        field.setFocus();
        QTest::keyClicks(&field, QStringLiteral("abc"));
        QCOMPARE(searched.size(), 0);
        QTRY_COMPARE(searched.size(), 1);
        QCOMPARE(searched.last().first().toString(), QStringLiteral("abc"));

        QInputMethodEvent composing(QStringLiteral("tui kuan"), {});
        QCoreApplication::sendEvent(&field, &composing);
        QCOMPARE(field.text(), QStringLiteral("abc"));
        QInputMethodEvent commit;
        commit.setCommitString(QStringLiteral("退款"));
        QCoreApplication::sendEvent(&field, &commit);
        QTest::keyClick(&field, Qt::Key_Return);
        QCOMPARE(submitted.size(), 1);
        QCOMPARE(searched.last().first().toString(), QStringLiteral("abc退款"));

        QSignalSpy left(&field, &SearchField::left);
        QTest::keyClick(&field, Qt::Key_Escape);
        QCOMPARE(searched.last().first().toString(), QString());
        QCOMPARE(left.size(), 0);
        QTest::keyClick(&field, Qt::Key_Escape);
        QCOMPARE(left.size(), 1);
    }

    void propertySpeaksOnlyForPeople()
    {
        PropertyCombo combo(nullptr);
        combo.setName(QStringLiteral("Status"));
        QSignalSpy chosen(&combo, &PropertyCombo::chosen);
        combo.setOptions({{1, QStringLiteral("New")}, {2, QStringLiteral("Open")}});
        combo.setValue(2);
        QCOMPARE(combo.currentText(), QStringLiteral("Open"));
        combo.setValue(77);
        QCOMPARE(combo.currentIndex(), -1);
        QCOMPARE(chosen.size(), 0);
        QVERIFY(test::showActive(combo));
        combo.setFocus();
        QTest::keyClick(&combo, Qt::Key_Down);
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(chosen.last().first().toInt(), 1);
        combo.setOptions({{1, QStringLiteral("新建")}, {2, QStringLiteral("处理中")}}); // language switch
        QCOMPARE(combo.value().toInt(), 1);
        QCOMPARE(combo.currentText(), QStringLiteral("新建"));
        QWheelEvent wheel({5, 5}, combo.mapToGlobal(QPointF(5, 5)), {}, {0, -120}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(&combo, &wheel);
        QCOMPARE(chosen.size(), 1);
        QVERIFY(!wheel.isAccepted());
    }

    void longPropertyListsAreFoundByTyping()
    {
        QWidget window;
        PropertyCombo combo(&window);
        QLineEdit next(&window);
        combo.setName(QStringLiteral("Assignee"));
        QList<PropertyOption> people;
        for (int i = 0; i < 40; ++i)
            people.append({i, QStringLiteral("Agent %1").arg(i)});
        combo.setOptions(people);
        combo.setValue(3);
        QVERIFY(test::showActive(window));
        QSignalSpy chosen(&combo, &PropertyCombo::chosen);
        combo.lineEdit()->setFocus();
        combo.lineEdit()->selectAll();
        QTest::keyClicks(combo.lineEdit(), QStringLiteral("nonsense"));
        next.setFocus();
        QCOMPARE(combo.currentText(), QStringLiteral("Agent 3"));
        QCOMPARE(chosen.size(), 0);
        combo.lineEdit()->setFocus();
        combo.lineEdit()->selectAll();
        QTest::keyClicks(combo.lineEdit(), QStringLiteral("Agent 17"));
        QTest::keyClick(combo.lineEdit(), Qt::Key_Return);
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(combo.value().toInt(), 17);
    }

    void longNamesAreShownFromTheirStart()
    {
        QWidget window;
        window.resize(400, 120);
        PropertyCombo combo(&window);
        QLineEdit next(&window);
        next.move(0, 60);
        combo.setGeometry(0, 0, 110, 28);
        QList<PropertyOption> people;
        for (int i = 0; i < 40; ++i)
            people.append({i, QStringLiteral("Anna Maria Smith-Johnson %1").arg(i)});
        combo.setOptions(people);
        combo.setValue(3);
        QVERIFY(test::showActive(window));
        next.setFocus();
        QLineEdit *edit = combo.lineEdit();
        // Which character stands at the left edge follows from the last painting.
        const auto leftmost = [&] {
            combo.grab();
            return edit->cursorPositionAt(QPoint(0, edit->height() / 2));
        };
        QCOMPARE(leftmost(), 0);
        QTest::mouseClick(edit, Qt::LeftButton, Qt::NoModifier, QPoint(edit->width() - 2, edit->height() / 2));
        QVERIFY(edit->hasFocus());
        QCOMPARE(leftmost(), 0);
        QCOMPARE(edit->selectedText(), combo.currentText()); // what is typed takes its place
        next.setFocus();
        QCOMPARE(leftmost(), 0);
        combo.setFocus(Qt::TabFocusReason);
        QCOMPARE(leftmost(), 0);
        QCOMPARE(edit->selectedText(), combo.currentText());
        // Who is looking for a place in the text may still have it.
        QTest::mouseClick(edit, Qt::LeftButton, Qt::NoModifier, QPoint(30, edit->height() / 2));
        QVERIFY(edit->selectedText().isEmpty());
        QVERIFY(edit->cursorPosition() > 0);
        combo.setValue(4);
        QCOMPARE(leftmost(), 0);
        QTest::keyClicks(edit, QStringLiteral("x"));
        next.setFocus();
        QCOMPARE(combo.currentText(), QStringLiteral("Anna Maria Smith-Johnson 4"));
        QCOMPARE(leftmost(), 0);
    }

    void sectionFoldsByKeyboard()
    {
        QWidget panel;
        SectionHeader header(m_f->theme, &panel);
        QLabel content(&panel);
        header.setTitle(QStringLiteral("Contracts"));
        header.setContent(&content);
        panel.show();
        QVERIFY(content.isVisible());
        header.setFocus();
        QTest::keyClick(&header, Qt::Key_Return);
        QVERIFY(!content.isVisible());
        QTest::keyClick(&header, Qt::Key_Space);
        QVERIFY(content.isVisible());
    }

    void toastsOfferUndoAndRunOut()
    {
        QWidget window;
        window.resize(800, 600);
        ToastArea area(m_f->theme, m_f->icons, m_f->notifier, &window);
        window.show();
        int undone = 0;
        m_f->notifier.undoable(QStringLiteral("3 tickets merged"), QStringLiteral("Undo"), &window, [&undone] { ++undone; });
        QVERIFY(area.isVisible());
        QVERIFY(window.rect().contains(area.geometry()));
        QTest::mouseClick(window.findChild<QPushButton *>(QStringLiteral("toastAction")), Qt::LeftButton);
        QCOMPARE(undone, 1);
        QVERIFY(!area.isVisible());

        m_f->notifier.post({.text = QStringLiteral("short"), .milliseconds = 10});
        QTRY_VERIFY(!area.isVisible());

        for (int i = 0; i < 5; ++i)
            m_f->notifier.failed(QStringLiteral("failure %1").arg(i));
        QCOMPARE(area.findChildren<Toast *>().size(), 3);
        QCOMPARE(area.findChildren<Toast *>().last()->accessibleName(), QStringLiteral("failure 4"));
        window.resize(500, 400);
        QVERIFY(window.rect().contains(area.geometry()));
        while (area.isVisible())
            QTest::mouseClick(area.findChild<QToolButton *>(QStringLiteral("toastClose")), Qt::LeftButton);
    }

    void undoOfAGonePageIsNotCalled()
    {
        QWidget window;
        ToastArea area(m_f->theme, m_f->icons, m_f->notifier, &window);
        auto *page = new QObject;
        bool called = false;
        m_f->notifier.undoable(QStringLiteral("done"), QStringLiteral("Undo"), page, [&called] { called = true; });
        delete page;
        QTest::mouseClick(area.findChild<QPushButton *>(QStringLiteral("toastAction")), Qt::LeftButton);
        QVERIFY(!called);
    }

    void dialogsAnswerLaterAndCanBeAnsweredByTests()
    {
        QWidget window;
        std::optional<bool> answer;
        m_f->dialogs.setNextAnswer(true);
        const Question question{.title = QStringLiteral("Merge 3 tickets?"), .text = {}, .accept = QStringLiteral("Merge")};
        m_f->dialogs.ask(&window, question, &window, [&answer](bool yes) { answer = yes; });
        QVERIFY(!answer); // never before the call returns
        QTRY_VERIFY(answer.has_value());
        QVERIFY(*answer);
        QCOMPARE(m_f->dialogs.asked(), QStringList{QStringLiteral("Merge 3 tickets?")});
    }

    void realDialogIsPlainTextAndSafeByDefault()
    {
        QWidget window;
        QVERIFY(test::showActive(window));
        std::optional<bool> answer;
        m_f->dialogs.ask(&window,
            {.title = QStringLiteral("<b>Erase?</b>"), .text = QStringLiteral("<img src=x>"), .accept = QStringLiteral("Erase"),
                .destructive = true},
            &window, [&answer](bool yes) { answer = yes; });
        auto *dialog = window.findChild<QDialog *>(QStringLiteral("questionDialog"));
        QVERIFY(dialog);
        for (const QLabel *label : dialog->findChildren<QLabel *>())
            QCOMPARE(label->textFormat(), Qt::PlainText);
        QTest::keyClick(dialog->focusWidget() ? dialog->focusWidget() : dialog, Qt::Key_Return);
        QTRY_VERIFY(answer.has_value());
        QVERIFY(!*answer); // Enter does not destroy
    }

    void textDialogNeedsText()
    {
        QWidget window;
        QVERIFY(test::showActive(window));
        std::optional<QString> answer;
        m_f->dialogs.askText(&window,
            {.title = QStringLiteral("Name of the view"), .label = QStringLiteral("Name"), .accept = QStringLiteral("Save")}, &window,
            [&answer](const std::optional<QString> &text) { answer = text; });
        auto *accept = window.findChild<QPushButton *>(QStringLiteral("dialogAccept"));
        QVERIFY(!accept->isEnabled());
        window.findChild<QLineEdit *>()->setText(QStringLiteral("VIP"));
        QVERIFY(accept->isEnabled());
        QTest::mouseClick(accept, Qt::LeftButton);
        QTRY_COMPARE(answer, std::optional(QStringLiteral("VIP")));
    }

    void contextGoneMeansNoAnswer()
    {
        QWidget window;
        auto *context = new QObject;
        bool called = false;
        m_f->dialogs.setNextAnswer(QStringList{QStringLiteral("/x")});
        m_f->dialogs.askFiles(&window, {.title = QStringLiteral("Attach")}, context, [&called](const QStringList &) { called = true; });
        delete context;
        QCoreApplication::sendPostedEvents();
        QVERIFY(!called);
    }

    void actionsAreKnownByIdAndFollowTheLanguage()
    {
        auto *owner = new QWidget;
        int fired = 0;
        bool chinese = false;
        QAction *action = m_f->actions.add(owner,
            {.id = QStringLiteral("ticket.reply"),
                .text = [&chinese] { return chinese ? QStringLiteral("回复") : QStringLiteral("Reply"); },
                .shortcut = QKeySequence(Qt::CTRL | Qt::Key_R), .icon = Icon::Reply, .handler = [&fired] { ++fired; }});
        QVERIFY(test::showActive(*owner));
        QTest::keyClick(owner, Qt::Key_R, Qt::ControlModifier);
        QCOMPARE(fired, 1);
        QCOMPARE(Actions::groupOf(action), QStringLiteral("ticket"));
        QVERIFY(action->toolTip().contains(QStringLiteral("Ctrl+R")));
        chinese = true;
        m_f->actions.retranslate();
        QCOMPARE(m_f->actions.find(QStringLiteral("ticket.reply"))->text(), QStringLiteral("回复"));
        QSignalSpy changed(&m_f->actions, &Actions::listChanged);
        delete owner;
        QCOMPARE(changed.size(), 1);
        QVERIFY(!m_f->actions.find(QStringLiteral("ticket.reply")));
        QVERIFY(m_f->actions.all().isEmpty());
    }

    void bareLettersActOnlyWhereTheFocusIs()
    {
        QWidget window;
        QWidget list(&window);
        list.setFocusPolicy(Qt::StrongFocus);
        QPushButton elsewhere(&window);
        int resolved = 0;
        int saved = 0;
        m_f->actions.add(&list, {.id = QStringLiteral("ticket.resolve"), .text = [] { return QStringLiteral("Resolve"); },
                                    .shortcut = QKeySequence(Qt::Key_E), .handler = [&resolved] { ++resolved; }});
        m_f->actions.add(&list, {.id = QStringLiteral("ticket.save"), .text = [] { return QStringLiteral("Save"); },
                                    .shortcut = QKeySequence(Qt::CTRL | Qt::Key_S), .handler = [&saved] { ++saved; }});
        QVERIFY(test::showActive(window));
        elsewhere.setFocus();
        QTest::keyClick(&elsewhere, Qt::Key_E);
        QTest::keyClick(&elsewhere, Qt::Key_S, Qt::ControlModifier);
        QCOMPARE(resolved, 0);
        QCOMPARE(saved, 1);
        list.setFocus();
        QTest::keyClick(&list, Qt::Key_E);
        QCOMPARE(resolved, 1);
    }

    void bannerAndEmptyStateOfferOneWayOut()
    {
        ErrorBanner banner(m_f->theme, m_f->icons, nullptr);
        QVERIFY(banner.isHidden());
        QSignalSpy acted(&banner, &ErrorBanner::actionTriggered);
        banner.showText(QStringLiteral("<i>Import failed</i>"), Tone::Danger, QStringLiteral("Try again"));
        QVERIFY(banner.isVisible());
        QTest::mouseClick(banner.findChild<QPushButton *>(QStringLiteral("errorBannerAction")), Qt::LeftButton);
        QCOMPARE(acted.size(), 1);
        QTest::mouseClick(banner.findChild<QToolButton *>(QStringLiteral("errorBannerClose")), Qt::LeftButton);
        QVERIFY(banner.isHidden());

        EmptyState empty(m_f->theme, Icon::Inbox, nullptr);
        empty.setTexts(QStringLiteral("All done"), QStringLiteral("Nothing waits for you."));
        QVERIFY(empty.findChild<QPushButton *>()->isHidden());
        QSignalSpy pressed(&empty, &EmptyState::actionTriggered);
        empty.setTexts(QStringLiteral("No matches"), {}, QStringLiteral("Clear filters"));
        empty.findChild<QPushButton *>()->click();
        QCOMPARE(pressed.size(), 1);
    }

    void chipsElideAndBadgesCap()
    {
        Chip chip(m_f->theme, nullptr);
        chip.setLook({.text = QStringLiteral("<b>VIP</b>"), .tone = Tone::Accent});
        QCOMPARE(chip.textFormat(), Qt::PlainText);
        QCOMPARE(chip.sizeHint().height(), 20);
        QCOMPARE(badgeText(100), QStringLiteral("99+"));
        QCOMPARE(badgeSize(0, chip.font()).width(), 0);
        Avatar avatar(m_f->theme, 32, nullptr);
        avatar.setPerson(QStringLiteral("王小明"), QStringLiteral("u1"));
        QCOMPARE(avatar.accessibleName(), QStringLiteral("王小明"));
    }
};

QTEST_MAIN(TestWidgets)
#include "test_widgets.moc"
