// SPDX-License-Identifier: GPL-3.0-or-later
// Files that go out with a reply and those that came in.
#include "ticketfixture.h"
#include <QDialog>
#include <QMenu>
#include <QMimeData>
#include <QPushButton>
#include <QTemporaryDir>
#include <QToolButton>

using namespace tidedesk;
using namespace tidedesk::test;

class TestTicketFiles final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarning(); }

    void filesAreAttachedAndTakenOut()
    {
        Opened f;
        QVERIFY(f.begin());
        QTemporaryDir folder;
        QStringList paths;
        for (const char *name : {"one.txt", "two.pdf"}) {
            QFile file(folder.filePath(QLatin1StringView(name)));
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write("data");
            paths.append(file.fileName());
        }
        f.ui.dialogs.setNextAnswer(paths);
        f.ticket()->startReply();
        QTest::mouseClick(f.find<QToolButton>("composerAttach"), Qt::LeftButton);
        QTRY_COMPARE(f.composer()->files().size(), 2);
        QMimeData drop;
        drop.setUrls({QUrl::fromLocalFile(paths.first()), QUrl(QStringLiteral("https://example.com/x"))});
        QDragEnterEvent entered(QPoint(5, 5), Qt::CopyAction, &drop, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(f.composer(), &entered);
        QDropEvent dropped(QPointF(5, 5), Qt::CopyAction, &drop, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(f.composer(), &dropped);
        QCOMPARE(f.composer()->files().size(), 3);
        QTest::mouseClick(f.window.findChildren<QToolButton *>(QStringLiteral("composerFile")).last(), Qt::LeftButton);
        QCOMPARE(f.composer()->files().size(), 2);
        QTest::keyClicks(f.text(), QStringLiteral("see the files"));
        f.sendKeys();
        QTRY_COMPARE(f.desk.replies.size(), 1);
        QCOMPARE(f.desk.replies.first().files.size(), 2);
        QTRY_VERIFY(f.composer()->files().isEmpty());
    }

    void attachmentsAreLookedAtAndSaved()
    {
        Opened f;
        const Id message = f.desk.addMessage(f.id, QStringLiteral("customer"), QStringLiteral("log attached"));
        f.desk.addAttachment(message, QStringLiteral("../../evil name.log"), QByteArrayLiteral("line 1\nline 2"));
        QVERIFY(f.begin());
        auto *chip = f.find<QToolButton>("attachment");
        QTest::mouseClick(chip, Qt::LeftButton, {}, QPoint(20, chip->height() / 2));
        QTRY_VERIFY(f.window.findChild<QDialog *>(QStringLiteral("attachmentPreview")));
        auto *preview = f.window.findChild<QDialog *>(QStringLiteral("attachmentPreview"));
        QCOMPARE(preview->findChild<QPlainTextEdit *>()->toPlainText(), QStringLiteral("line 1\nline 2"));
        QTemporaryDir folder;
        f.ui.dialogs.setNextAnswer(QStringList {folder.filePath(QStringLiteral("saved.log"))});
        QTest::mouseClick(preview->findChild<QPushButton *>(QStringLiteral("previewSave")), Qt::LeftButton);
        QTRY_VERIFY(QFile::exists(folder.filePath(QStringLiteral("saved.log"))));
        preview->close();
    }

    void aFileOnItsWaySaysHowFarItIsAndCanBeStopped()
    {
        Opened f;
        const Id message = f.desk.addMessage(f.id, QStringLiteral("customer"), QStringLiteral("video"));
        f.desk.addAttachment(message, QStringLiteral("long.txt"), QByteArray(2048, 'x'));
        QVERIFY(f.begin());
        f.desk.holdFiles = true;
        auto *chip = f.find<QToolButton>("attachment");
        const QString still = chip->text();
        const auto click = [&] { QTest::mouseClick(chip, Qt::LeftButton, {}, QPoint(20, chip->height() / 2)); };
        const auto stop = [&]() -> QAction * {
            for (QAction *action : chip->menu()->actions()) {
                if (action->text() == u"Stop fetching")
                    return action;
            }
            return nullptr;
        };
        click();
        click(); // once is enough
        QCOMPARE(f.desk.fetching.size(), 1);
        QVERIFY(!stop());
        f.desk.fetching.first().progress(512, 2048);
        QVERIFY2(chip->text().contains(QStringLiteral("25%")), qPrintable(chip->text()));
        QVERIFY(stop());
        stop()->trigger();
        QTRY_VERIFY(!f.desk.fetching.first().context);
        QCOMPARE(chip->text(), still);
        QVERIFY(!stop());
        f.desk.holdFiles = false;
        click();
        QTRY_VERIFY(f.window.findChild<QDialog *>(QStringLiteral("attachmentPreview")));
        QCOMPARE(chip->text(), still);
        f.window.findChild<QDialog *>(QStringLiteral("attachmentPreview"))->close();
    }

    void attachmentThatCannotBeFetched()
    {
        Opened f;
        const Id message = f.desk.addMessage(f.id, QStringLiteral("customer"), QStringLiteral("photo"));
        f.desk.addAttachment(message, QStringLiteral("photo.png"), {});
        QVERIFY(f.begin());
        f.desk.refuseNext = Error {Consequence::RetryLater, QStringLiteral("net.unreachable"), {}, 0};
        auto *chip = f.find<QToolButton>("attachment");
        QTest::mouseClick(chip, Qt::LeftButton, {}, QPoint(20, chip->height() / 2));
        QTRY_COMPARE(f.notices.size(), 1);
    }
};

QTEST_MAIN(TestTicketFiles)
#include "test_ticket_files.moc"
