// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/uifixture.h"
#include "ui/signin/signindialog.h"
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>

using namespace tidedesk;

class TestSignIn final : public QObject {
    Q_OBJECT
    struct Shown : test::UiFixture {
        ui::SignInDialog dialog {ui};
        Shown() { test::showActive(dialog); }
        QLineEdit *field(const char *name) { return dialog.findChild<QLineEdit *>(QLatin1StringView(name)); }
        QPushButton *button(const char *name) { return dialog.findChild<QPushButton *>(QLatin1StringView(name)); }
    };

private Q_SLOTS:
    void init() { test::failOnWarning(); }

    void asksForEverythingBeforeItSubmits()
    {
        Shown s;
        QSignalSpy submitted(&s.dialog, &ui::SignInDialog::submitted);
        s.dialog.setKnown(QStringLiteral("desk.example.org"), QStringLiteral("lin"));
        QVERIFY(s.field("signInPassword")->hasFocus());
        QVERIFY(!s.button("signInSubmit")->isEnabled());
        QTest::keyClick(s.field("signInPassword"), Qt::Key_Return);
        QVERIFY(submitted.isEmpty());
        QTest::keyClicks(s.field("signInPassword"), QStringLiteral("secret"));
        QTest::keyClick(s.field("signInPassword"), Qt::Key_Return);
        QCOMPARE(submitted.size(), 1);
        QCOMPARE(submitted.first(), (QVariantList {QStringLiteral("https://desk.example.org"), QStringLiteral("lin"), QStringLiteral("secret")}));
        QVERIFY(!s.button("signInSubmit")->isEnabled()); // not twice
    }

    void errorsAreSaidAndLeaveTheFieldsAsTheyWere()
    {
        Shown s;
        s.dialog.setKnown(QStringLiteral("http://127.0.0.1:1"), QStringLiteral("lin"));
        s.field("signInPassword")->setText(QStringLiteral("wrong"));
        QTest::mouseClick(s.button("signInSubmit"), Qt::LeftButton);
        s.dialog.showError({Consequence::Rejected, QStringLiteral("sign_in.wrong_password"), {}, 0});
        auto *problem = s.dialog.findChild<QLabel *>(QStringLiteral("signInProblem"));
        QVERIFY(problem->isVisible());
        QVERIFY(!problem->text().isEmpty());
        QCOMPARE(s.field("signInUser")->text(), QStringLiteral("lin"));
        QVERIFY(s.button("signInSubmit")->isEnabled());
    }

    /// Whoever reads why he is not let in must not go round in circles.
    void theServersRefusalIsNoInvitationToTryForEver()
    {
        Shown s;
        s.dialog.setKnown(QStringLiteral("http://127.0.0.1:1"), QStringLiteral("lin"));
        s.dialog.showError({Consequence::SignIn, QStringLiteral("sign_in.wrong"), {}, 0});
        auto *problem = s.dialog.findChild<QLabel *>(QStringLiteral("signInProblem"));
        QVERIFY(problem->text().startsWith(QStringLiteral("User name or password is wrong.")));
        s.dialog.showError({Consequence::SignIn, QStringLiteral("account_disabled"), {}, 0});
        QVERIFY(problem->text().contains(QStringLiteral("disabled")));
        QVERIFY(!problem->text().contains(QStringLiteral("sign in again")));
        s.dialog.showError({Consequence::RetryLater, QStringLiteral("limit.sign_in"), {}, 0});
        QVERIFY(problem->text().startsWith(QStringLiteral("Too many attempts")));
    }

    /// A revoked seat: how much is sealed, where, and a way to hand it in.
    void whatIsSealedIsSaid()
    {
        Shown s;
        s.dialog.setKnown(QStringLiteral("http://127.0.0.1:1"), QStringLiteral("lin"));
        auto *problem = s.dialog.findChild<QLabel *>(QStringLiteral("signInProblem"));
        QVERIFY(!s.button("signInHandIn")->isVisible());
        s.dialog.showSealed({QStringLiteral("/home/lin/sealed-1.tdx"), 3, false});
        QVERIFY2(problem->isVisible() && problem->text().contains(QStringLiteral("3 changes that had not been sent are sealed in /home/lin/sealed-1.tdx")), qPrintable(problem->text()));
        QSignalSpy requested(&s.dialog, &ui::SignInDialog::handInRequested);
        QTest::mouseClick(s.button("signInHandIn"), Qt::LeftButton);
        QCOMPARE(requested.size(), 1);
        QVERIFY(!s.button("signInHandIn")->isEnabled()); // not twice
        s.dialog.showError({Consequence::Retry, QStringLiteral("net.refused"), {}, 0});
        QVERIFY(s.button("signInHandIn")->isVisible() && s.button("signInHandIn")->isEnabled());
        s.dialog.showSealed({QStringLiteral("/home/lin/sealed-1.tdx"), 1, true});
        QVERIFY2(problem->text().contains(QStringLiteral("1 change that had not been sent is sealed")), qPrintable(problem->text()));
        QVERIFY(!s.button("signInHandIn")->isVisible());
        QTest::mouseClick(s.button("signInLanguage"), Qt::LeftButton);
        QTRY_VERIFY(problem->text().contains(QStringLiteral("1 项")));
        QVERIFY2(!problem->text().contains(QStringLiteral("seat")), qPrintable(problem->text()));
    }

    void speaksTheOtherLanguageOnRequest()
    {
        Shown s;
        QCOMPARE(s.dialog.windowTitle(), QStringLiteral("Sign in to Tidedesk"));
        QTest::mouseClick(s.button("signInLanguage"), Qt::LeftButton);
        QTRY_VERIFY(s.dialog.windowTitle().contains(QStringLiteral("登录")));
        QCOMPARE(s.button("signInLanguage")->text(), QStringLiteral("English"));
        for (const QLabel *label : s.dialog.findChildren<QLabel *>())
            QVERIFY2(label->text() != QStringLiteral("Server") && label->text() != QStringLiteral("Password"), qPrintable(label->text()));
    }

    void schemeIsAddedOnlyWhereThereIsNone()
    {
        QCOMPARE(ui::SignInDialog::serverUrl(QStringLiteral(" desk.example.org:8443 ")), QStringLiteral("https://desk.example.org:8443"));
        QCOMPARE(ui::SignInDialog::serverUrl(QStringLiteral("http://127.0.0.1:80")), QStringLiteral("http://127.0.0.1:80"));
        QVERIFY(ui::SignInDialog::serverUrl({}).isEmpty());
    }
};

QTEST_MAIN(TestSignIn)
#include "test_signin.moc"
