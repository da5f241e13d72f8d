// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/uifixture.h"
#include "ui/common/labels.h"
#include "ui/common/plaintextview.h"
#include "ui/common/safeurl.h"
#include <QAbstractTextDocumentLayout>
#include <QScrollArea>
#include <QTemporaryDir>
#include <QTest>
#include <QVBoxLayout>
#ifdef Q_OS_LINUX
#include <sys/inotify.h>
#include <unistd.h>
#endif

using namespace tidedesk;
using namespace tidedesk::ui;

class TestSafeUrl : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void hostile_data()
    {
        QTest::addColumn<QString>("text");
        const QStringList vectors = {
            // local files, shares and devices
            QStringLiteral("file:///etc/passwd"), QStringLiteral("FILE:///C:/Windows/System32/calc.exe"),
            QStringLiteral("file://attacker/share/x.png"), QStringLiteral("/etc/passwd"),
            QStringLiteral("C:\\Windows\\System32\\calc.exe"), QStringLiteral("\\\\attacker\\share\\x"),
            QStringLiteral("//attacker/share/x"), QStringLiteral("smb://attacker/share"),
            QStringLiteral("http:\\\\attacker\\share"), QStringLiteral("https:/\\attacker"),
            // code and other programs' handlers
            QStringLiteral("javascript:alert(1)"), QStringLiteral("JaVaScRiPt:alert(1)"),
            QStringLiteral(" javascript:alert(1)"), QStringLiteral("java\nscript:alert(1)"),
            QStringLiteral("vbscript:msgbox(1)"), QStringLiteral("data:text/html;base64,PHNjcmlwdD4="),
            QStringLiteral("ms-msdt:/id PCWDiagnostic"), QStringLiteral("search-ms:query=x&crumb=location:\\\\evil"),
            QStringLiteral("ms-officecmd:{}"), QStringLiteral("jar:http://evil/x.jar!/"),
            QStringLiteral("ssh://-oProxyCommand=calc"), QStringLiteral("telnet://evil:23"),
            QStringLiteral("ldap://evil/x"), QStringLiteral("ftp://evil/x"), QStringLiteral("view-source:http://a.example"),
            QStringLiteral("about:blank"), QStringLiteral("blob:https://a.example/1"), QStringLiteral("qrc:/style/check.svg"),
            QStringLiteral("tidedesk:run"), QStringLiteral("steam://run/1"), QStringLiteral("intent://x#Intent;end"),
            // web addresses that are not what they look like
            QStringLiteral("http://"), QStringLiteral("https:///etc/passwd"), QStringLiteral("http:evil"),
            QStringLiteral("https://bank.example@evil.example/"), QStringLiteral("https://user:secret@a.example/"),
            QStringLiteral("https://a.example/\u202Egnp.exe"), QStringLiteral("https://a\u200B.example/"),
            QStringLiteral("https://a.example/ --new-window"), QStringLiteral("https://a.example/\"--x"),
            QStringLiteral("https://a.example/`id`"), QStringLiteral("https://a.example/|calc"),
            QStringLiteral("https://a.example:0/"), QStringLiteral("https://a.example:99999/"),
            QStringLiteral("https://-oProxy.example/"), QStringLiteral("https://a_b.example/\r\nHost: evil"),
            QStringLiteral("https://%2f%2fevil/"), QStringLiteral("https://a.example/%"),
            // mail that attaches, floods or smuggles headers
            QStringLiteral("mailto:?attach=/etc/passwd"), QStringLiteral("mailto:a@b.example?attach=/etc/passwd"),
            QStringLiteral("mailto:a@b.example?attachment=C:/secret"), QStringLiteral("mailto:a@b.example?bcc=evil@x.example"),
            QStringLiteral("mailto:a@b.example?subject=x%0D%0ABcc:evil@x.example"), QStringLiteral("mailto:-oQ/tmp@b.example"),
            QStringLiteral("mailto://evil/a@b.example"), QStringLiteral("mailto:"), QStringLiteral("mailto:nobody"),
            // numbers that command the exchange instead of calling
            QStringLiteral("tel:*21*0123456789%23"), QStringLiteral("tel:%23%2306%23"), QStringLiteral("tel:"),
            QStringLiteral("tel:abc"), QStringLiteral("tel://+4912345"), QStringLiteral("tel:+491234?x=1"),
            QStringLiteral("tel:-123456"),
            // no address at all
            QString(), QStringLiteral(":"), QStringLiteral("https"), QString(QChar::Null) + QStringLiteral("https://a.example"),
            QStringLiteral("https://a.example/") + QString(5000, u'a')};
        for (const QString &text : vectors)
            QTest::newRow(qPrintable(text.left(60))) << text;
        QCOMPARE_GE(vectors.size(), 40);
    }
    void hostile()
    {
        QFETCH(QString, text);
        bool reached = false;
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("refused to open")));
        QVERIFY(!safeOpenUrl(text, [&reached](const QUrl &) { return reached = true; }));
        QVERIFY(!reached);
    }

    void honest_data()
    {
        QTest::addColumn<QString>("text");
        for (const char *text : {"https://a.example", "http://a.example:8080/x?y=1&z=%20#top", "https://127.0.0.1:8443/",
                 "https://[::1]:8443/x", "HTTPS://A.Example/", "https://例子.测试/工单", "https://a.example/(x)",
                 "mailto:ada@a.example", "mailto:ada@a.example,bob@b.example?subject=Order%20123&body=Hi%0D%0A",
                 "tel:+86-10-1234-5678", "tel:95533", "tel:(010)12345678;ext=12"})
            QTest::newRow(text) << QString::fromUtf8(text);
    }
    void honest()
    {
        QFETCH(QString, text);
        QUrl opened;
        QVERIFY(safeOpenUrl(text, [&opened](const QUrl &url) {
            opened = url;
            return true;
        }));
        QVERIFY(opened.isValid());
    }

    void linksInText()
    {
        const QString text = QStringLiteral(
            "见https://a.example/订单？ 或 (https://b.example/x_(y)), 邮件：ada@a.example。ftp://c.example "
            "javascript:alert(1) file:///etc/passwd https://u:p@d.example x@y HTTP://E.example/%20.");
        QStringList found;
        qsizetype end = 0;
        for (const TextLink &link : findLinks(text)) {
            QVERIFY(link.start >= end);
            end = link.start + link.length;
            found.append(text.mid(link.start, link.length));
        }
        QCOMPARE(found, (QStringList{QStringLiteral("https://a.example/订单"), QStringLiteral("https://b.example/x_(y)"),
                            QStringLiteral("ada@a.example"), QStringLiteral("HTTP://E.example/%20")}));
    }

    void viewShowsMarkupAsText()
    {
        test::UiFixture f;
        QUrl opened;
        PlainTextView view(nullptr, [&opened](const QUrl &url) {
            opened = url;
            return true;
        });
        const QString text = QStringLiteral("<b>x</b><img src=\"file:///etc/passwd\"> # h\nsee https://a.example/x ok");
        view.setText(text);
        QCOMPARE(view.toPlainText(), text);
        view.resize(400, 200);
        view.show();
        const int at = static_cast<int>(text.indexOf(QLatin1StringView("https"))) + 4;
        QTextCursor cursor(view.document());
        cursor.setPosition(at);
        QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, view.cursorRect(cursor).center());
        QCOMPARE(opened, QUrl(QStringLiteral("https://a.example/x")));
        view.setHighlight(QStringLiteral("SEE"));
        QCOMPARE(view.extraSelections().size(), 1);
    }

    void viewIsAsTallAsItsText()
    {
        test::UiFixture f;
        PlainTextView view(nullptr);
        view.setText(QStringLiteral("工单内容 ticket text ").repeated(60));
        QCOMPARE_GT(view.heightForWidth(200), 2 * view.heightForWidth(600));
        view.resize(300, view.heightForWidth(300));
        view.show();
        QCOMPARE(view.verticalScrollBarPolicy(), Qt::ScrollBarAlwaysOff);
        QCOMPARE_LE(view.document()->documentLayout()->documentSize().height(), view.height());
    }

    /// The trap this guards against is real: a default QLabel does open the file. Both halves are watched.
    void nothingReadsAFileNamedInText()
    {
#ifdef Q_OS_LINUX
        test::UiFixture f;
        QTemporaryDir dir;
        const QString path = dir.filePath(QStringLiteral("bait.png"));
        QImage(4, 4, QImage::Format_RGB32).save(path);
        const int watch = inotify_init1(IN_NONBLOCK);
        QVERIFY(inotify_add_watch(watch, path.toLocal8Bit().constData(), IN_OPEN) >= 0);
        const auto opens = [watch] {
            char buffer[4096];
            return read(watch, buffer, sizeof buffer) > 0;
        };
        const QString bait = QStringLiteral("<p>hi<img src=\"%1\"><img src=\"file://%1\"></p>").arg(path);
        QLabel trap;
        trap.setText(bait);
        trap.adjustSize();
        trap.grab();
        QVERIFY(opens()); // Qt's default reads it, so the watch works

        QWidget host;
        auto *layout = new QVBoxLayout(&host);
        auto *view = new PlainTextView(&host);
        view->setText(bait);
        layout->addWidget(view);
        layout->addWidget(plainLabel(bait, TextStyle::Body, &host));
        auto *elided = new ElidedLabel(&host);
        elided->setText(bait);
        layout->addWidget(elided);
        QLabel tip(plainToolTip(bait)); // what QToolTip does with a text
        tip.setTextFormat(Qt::AutoText);
        tip.grab();
        host.resize(300, 300);
        host.grab();
        QVERIFY(!opens());
        close(watch);
#else
        QSKIP("inotify, by which the test watches file access, is absent: only Linux has it");
#endif
    }
};

QTEST_MAIN(TestSafeUrl)
#include "test_safeurl.moc"
