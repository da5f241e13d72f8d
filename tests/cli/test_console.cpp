// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/common/console.h"
#include <QTest>

using namespace tidedesk::app;

/// What may reach a terminal of what somebody else has written.
class TestConsole : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void harmlessForms_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("kept");
        QTest::addColumn<QString>("joined");
        const auto row = [](const char *name, const QString &text, const QString &kept, const QString &joined) { QTest::newRow(name) << text << kept << joined; };
        row("plain", QStringLiteral("Größe 中文 😀"), QStringLiteral("Größe 中文 😀"), QStringLiteral("Größe 中文 😀"));
        row("colour", QStringLiteral("\x1b[31mred"), QStringLiteral("\\x1b[31mred"), QStringLiteral("\\x1b[31mred"));
        row("window title", QStringLiteral("\x1b]0;owned\a"), QStringLiteral("\\x1b]0;owned\\x07"), QStringLiteral("\\x1b]0;owned\\x07"));
        row("NUL and DEL", QString(QChar(0)) + QChar(0x7f), QStringLiteral("\\x00\\x7f"), QStringLiteral("\\x00\\x7f"));
        row("C1", QString(QChar(0x9b)) + QStringLiteral("31m") + QChar(0x85), QStringLiteral("\\x9b31m\\x85"), QStringLiteral("\\x9b31m\\x85"));
        row("override", QString(QChar(0x202e)) + QStringLiteral("txt") + QChar(0x2069), QStringLiteral("\\u202etxt\\u2069"), QStringLiteral("\\u202etxt\\u2069"));
        row("lines and tabs", QStringLiteral("a\nb\tc"), QStringLiteral("a\nb\tc"), QStringLiteral("a b c"));
        row("lines of Windows", QStringLiteral("a\r\nb"), QStringLiteral("a\nb"), QStringLiteral("a b"));
        row("a return over what stands there", QStringLiteral("paid\rdue "), QStringLiteral("paid\\x0ddue "), QStringLiteral("paid due "));
        row("line separator", QString(QStringLiteral("a") + QChar(0x2028) + u'b'), QStringLiteral("a\\u2028b"), QStringLiteral("a b"));
    }
    void harmlessForms()
    {
        QFETCH(QString, text);
        QFETCH(QString, kept);
        QFETCH(QString, joined);
        QCOMPARE(harmless(text, Lines::Kept), kept);
        QCOMPARE(harmless(text, Lines::Joined), joined);
    }
};

QTEST_GUILESS_MAIN(TestConsole)
#include "test_console.moc"
