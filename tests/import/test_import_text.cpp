// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/import/celltext.h"
#include "core/server/import/csvreader.h"
#include "core/server/import/source.h"
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

using namespace tidedesk;
using namespace tidedesk::import;

namespace {

QList<QStringList> cellsOf(const QString &text, QChar separator = u',')
{
    QList<QStringList> all;
    CsvReader reader(text, separator);
    while (const auto record = reader.next())
        all.append(record->cells);
    return all;
}

QString quoted(const QString &cell)
{
    return u'"' + QString(cell).replace(QStringLiteral("\""), QStringLiteral("\"\"")) + u'"';
}

} // namespace

class TestImportText : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QVERIFY(m_folder.isValid()); }

    void takesRecordsApart_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QList<QStringList>>("cells");
        using Cells = QList<QStringList>;
        QTest::newRow("plain") << QStringLiteral("a,b\n1,2\n")
                               << Cells{{QStringLiteral("a"), QStringLiteral("b")},
                                      {QStringLiteral("1"), QStringLiteral("2")}};
        QTest::newRow("no last line end")
            << QStringLiteral("a,b\n1,2")
            << Cells{{QStringLiteral("a"), QStringLiteral("b")}, {QStringLiteral("1"), QStringLiteral("2")}};
        QTest::newRow("crlf") << QStringLiteral("a,b\r\n1,2\r\n")
                              << Cells{{QStringLiteral("a"), QStringLiteral("b")},
                                     {QStringLiteral("1"), QStringLiteral("2")}};
        QTest::newRow("cr") << QStringLiteral("a,b\r1,2\r")
                            << Cells{{QStringLiteral("a"), QStringLiteral("b")},
                                   {QStringLiteral("1"), QStringLiteral("2")}};
        QTest::newRow("quotes") << QStringLiteral("\"a,\"\"b\"\"\",c")
                                << Cells{{QStringLiteral("a,\"b\""), QStringLiteral("c")}};
        QTest::newRow("lines in cells") << QStringLiteral("\"one\r\ntwo\n\nthree\",x\ny,z")
                                        << Cells{{QStringLiteral("one\ntwo\n\nthree"), QStringLiteral("x")},
                                               {QStringLiteral("y"), QStringLiteral("z")}};
        QTest::newRow("empty cells") << QStringLiteral(",,\na,,\n")
                                     << Cells{{QStringLiteral("a"), QStringLiteral(""), QStringLiteral("")}};
        QTest::newRow("quoted nothing") << QStringLiteral("\"\",a") << Cells{{QStringLiteral(""), QStringLiteral("a")}};
        QTest::newRow("quote inside") << QStringLiteral("5\" disk,a")
                                      << Cells{{QStringLiteral("5\" disk"), QStringLiteral("a")}};
        QTest::newRow("space after quote")
            << QStringLiteral("\"a\" ,b") << Cells{{QStringLiteral("a"), QStringLiteral("b")}};
        QTest::newRow("blank lines") << QStringLiteral("a\n\n\nb\n")
                                     << Cells{{QStringLiteral("a")}, {QStringLiteral("b")}};
        QTest::newRow("nothing") << QString() << Cells{};
    }
    void takesRecordsApart()
    {
        QFETCH(QString, text);
        QFETCH(QList<QStringList>, cells);
        QCOMPARE(cellsOf(text), cells);
    }

    void countsLinesAndNamesWhatIsWrong()
    {
        const QString text = QStringLiteral("h\n\"a\nb\"\n\"c\"d\n\"open\nto the end");
        CsvReader reader(text, u',');
        const QList<std::pair<qint64, QByteArray>> expected{
            {1, ""}, {2, ""}, {4, "text_after_quote"}, {5, "unclosed_quote"}};
        for (const auto &[line, problem] : expected) {
            const auto record = reader.next();
            QVERIFY(record);
            QCOMPARE(record->line, line);
            QCOMPARE(QByteArray(record->problem), problem);
        }
        QVERIFY(!reader.next());
    }

    void guessesTheSeparator()
    {
        QCOMPARE(CsvReader::guessSeparator(u"a;b;c\n1,5;2;3"), QChar(u';'));
        QCOMPARE(CsvReader::guessSeparator(u"a\tb\n"), QChar(u'\t'));
        QCOMPARE(CsvReader::guessSeparator(u"\"a;b\",c,d\n"), QChar(u','));
        QCOMPARE(CsvReader::guessSeparator(u"single\n"), QChar(u','));
    }

    void readsBackWhatWasWritten()
    {
        const quint32 seed = QRandomGenerator::global()->generate();
        qInfo("seed %u", seed);
        QRandomGenerator random(seed);
        const QString letters = QStringLiteral("ab,;\"\n\t 中é\U0001F600");
        for (int round = 0; round < 300; ++round) {
            QList<QStringList> written;
            QString text;
            for (int row = 0; row < 5; ++row) {
                QStringList cells{QStringLiteral("x")};
                for (int column = 0; column < 4; ++column) {
                    QString cell;
                    for (int i = random.bounded(8); i > 0; --i)
                        cell += letters[random.bounded(int(letters.size()))];
                    cells.append(cell);
                }
                QStringList line;
                for (const QString &cell : cells)
                    line.append(quoted(cell));
                text += line.join(u',') + (random.bounded(2) ? QStringLiteral("\r\n") : QStringLiteral("\n"));
                written.append(cells);
            }
            QCOMPARE(cellsOf(text), written);
        }
    }

    void bearsAnyText()
    {
        const quint32 seed = QRandomGenerator::global()->generate();
        qInfo("seed %u", seed);
        QRandomGenerator random(seed);
        const QString letters = QStringLiteral("a,\"\n\r");
        for (int round = 0; round < 5000; ++round) {
            QString text;
            for (int i = random.bounded(30); i > 0; --i)
                text += letters[random.bounded(int(letters.size()))];
            CsvReader reader(text, u',');
            qint64 last = 0;
            while (const auto record = reader.next()) {
                QVERIFY(record->line > last);
                last = record->line;
            }
        }
    }

    void readsInstants_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("utc");
        QTest::addColumn<bool>("incomplete");
        QTest::newRow("iso") << QStringLiteral("2026-03-05 09:07:01") << QStringLiteral("2026-03-05T01:07:01Z")
                             << false;
        QTest::newRow("iso T") << QStringLiteral("2026-03-05T09:07") << QStringLiteral("2026-03-05T01:07:00Z") << false;
        QTest::newRow("zone") << QStringLiteral("2026-03-05T09:07:00+02:00") << QStringLiteral("2026-03-05T07:07:00Z")
                              << false;
        QTest::newRow("utc") << QStringLiteral("2026-03-05T09:07:00.250Z") << QStringLiteral("2026-03-05T09:07:00.250Z")
                             << false;
        QTest::newRow("slashes") << QStringLiteral("2026/3/5 9:07") << QStringLiteral("2026-03-05T01:07:00Z") << false;
        QTest::newRow("chinese") << QStringLiteral("2026年3月5日 9:07") << QStringLiteral("2026-03-05T01:07:00Z")
                                 << false;
        QTest::newRow("day") << QStringLiteral("2026-03-05") << QStringLiteral("2026-03-04T16:00:00Z") << false;
        QTest::newRow("month") << QStringLiteral("2026-03") << QStringLiteral("2026-02-28T16:00:00Z") << true;
        QTest::newRow("chinese month") << QStringLiteral("2026年3月") << QStringLiteral("2026-02-28T16:00:00Z") << true;
        QTest::newRow("year") << QStringLiteral("2026") << QStringLiteral("2025-12-31T16:00:00Z") << true;
    }
    void readsInstants()
    {
        QFETCH(QString, text);
        QFETCH(QString, utc);
        QFETCH(bool, incomplete);
        const auto instant = instantFrom(text, QTimeZone("Asia/Shanghai"), {});
        QVERIFY2(instant.ok(), qPrintable(text));
        QCOMPARE(instant->ms, QDateTime::fromString(utc, Qt::ISODateWithMs).toMSecsSinceEpoch());
        QCOMPARE(instant->incomplete, incomplete);
    }

    void refusesWhatIsNoInstant()
    {
        for (const char *text :
            {"", "soon", "2026-13-01", "2026-02-30", "2026-03-05 25:00", "05.03.2026", "2026-03 09:00", "12026-01-01"})
            QVERIFY2(!instantFrom(QString::fromLatin1(text), QTimeZone::utc(), {}).ok(), text);
        QCOMPARE(instantFrom(QStringLiteral("3/5/2026 9:07"), QTimeZone::utc(), {QStringLiteral("M/d/yyyy H:mm")})->ms,
            QDateTime(QDate(2026, 3, 5), QTime(9, 7), Qt::UTC).toMSecsSinceEpoch());
        // With formats only these count: 3/5 must not be read as the fifth of March and as the third of May.
        QVERIFY(!instantFrom(QStringLiteral("2026-03-05"), QTimeZone::utc(), {QStringLiteral("M/d/yyyy")}).ok());
    }

    void readsAmounts()
    {
        const auto minor = [](const char *text, const char *currency) {
            const auto amount = moneyFrom(QString::fromUtf8(text), QString::fromLatin1(currency));
            return amount ? *amount : qint64(-999'999);
        };
        QCOMPARE(minor("1299", "CNY"), 129'900);
        QCOMPARE(minor("¥1,299.00", "CNY"), 129'900);
        QCOMPARE(minor("1.299,00 €", "EUR"), 129'900);
        QCOMPARE(minor("12.5", "USD"), 1250);
        QCOMPARE(minor("-12.50", "USD"), -1250);
        QCOMPARE(minor("(12.50)", "USD"), -1250);
        QCOMPARE(minor("1,299", "CNY"), 129'900);
        QCOMPARE(minor("1500", "JPY"), 1500);
        QCOMPARE(minor("1.250", "KWD"), 1250);
        QCOMPARE(minor("12.345", "CNY"), -999'999);
        QCOMPARE(minor("much", "CNY"), -999'999);
        QCOMPARE(minor("", "CNY"), -999'999);
    }

    void readsFlagsAndNumbers()
    {
        QCOMPARE(*flagFrom(QStringLiteral("Y")), 1);
        QCOMPARE(*flagFrom(QStringLiteral("否")), 0);
        QVERIFY(!flagFrom(QStringLiteral("perhaps")).ok());
        QCOMPARE(*integerFrom(QStringLiteral("3.0")), 3);
        QCOMPARE(*integerFrom(QStringLiteral("-17")), -17);
        QVERIFY(!integerFrom(QStringLiteral("3.5")).ok());
        QVERIFY(!integerFrom(QStringLiteral("N/A")).ok());
        QCOMPARE(*dateFrom(QStringLiteral("2026/3/5"), {}), QStringLiteral("2026-03-05"));
        QCOMPARE(*dateFrom(QStringLiteral("2026-03"), {}), QStringLiteral("2026-03-01"));
    }

    void readsFilesOfEveryForm()
    {
        const QString csv = write("a.csv", "\xEF\xBB\xBFname;note\r\n\xE5\xBC\xA0;\"x;y\r\nz\"\r\n");
        const auto source = Source::open(csv, {}, {QStringLiteral("name")});
        QVERIFY2(source.ok(), source ? "" : qPrintable(source.error().detail));
        QCOMPARE(source->records().size(), 1);
        QCOMPARE(source->records().first().cell(QStringLiteral("name")), QStringLiteral("张"));
        QCOMPARE(source->records().first().cell(QStringLiteral("note")), QStringLiteral("x;y\nz"));

        FileForm form;
        form.format = FileForm::Format::Json;
        form.rows = QStringLiteral("data.tickets");
        const auto json = Source::open(
            write("a.json", R"({"data":{"tickets":[{"id":7,"customer":{"email":"a@b"},"tags":["x","y"]},3]}})"), form,
            {});
        QVERIFY(json.ok());
        QCOMPARE(json->records()[0].cell(QStringLiteral("id")), QStringLiteral("7"));
        QCOMPARE(json->records()[0].cell(QStringLiteral("customer.email")), QStringLiteral("a@b"));
        QCOMPARE(json->records()[0].cell(QStringLiteral("tags")), QStringLiteral("x;y"));
        QCOMPARE(json->records()[1].problem, QStringLiteral("not_an_object"));

        form.format = FileForm::Format::JsonLines;
        const auto lines = Source::open(write("a.jsonl", "{\"a\":1}\n\n{broken\n{\"a\":true}\n"), form, {});
        QVERIFY(lines.ok());
        QCOMPARE(lines->records().size(), 3);
        QCOMPARE(lines->records()[1].line, 3);
        QVERIFY(lines->records()[1].problem.startsWith(QStringLiteral("syntax")));
        QCOMPARE(lines->records()[2].cell(QStringLiteral("a")), QStringLiteral("true"));
    }

    void readsGb18030()
    {
        FileForm form;
        form.encoding = QStringLiteral("GB18030");
        const auto source
            = Source::open(write("gb.csv", "\xD0\xD5\xC3\xFB,b\n\xD5\xC5\xCE\xB0,1\n"), form, {QStringLiteral("姓名")});
        if (!source && source.error().detail.contains(QStringLiteral("does not know")))
            QSKIP("GB18030 is absent: this Qt is built without ICU");
        QVERIFY2(source.ok(), source ? "" : qPrintable(source.error().detail));
        QCOMPARE(source->records().first().cell(QStringLiteral("姓名")), QStringLiteral("张伟"));
    }

    void saysWhatIsWrongWithAFile_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("format");
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("detail");
        const int csv = int(FileForm::Format::Csv);
        const int json = int(FileForm::Format::Json);
        QTest::newRow("empty") << QByteArray() << csv << QStringLiteral("import.header") << QStringLiteral("heading");
        QTest::newRow("double column") << QByteArray("a,a\n1,2\n") << csv << QStringLiteral("import.header")
                                       << QStringLiteral("'a'");
        QTest::newRow("missing column") << QByteArray("b\n1\n") << csv << QStringLiteral("import.columns")
                                        << QStringLiteral("'a'");
        QTest::newRow("not utf-8") << QByteArray("a\n\xD5\xC5\n") << csv << QStringLiteral("import.encoding")
                                   << QStringLiteral("UTF-8");
        QTest::newRow("broken json") << QByteArray("[\n{\"a\":1},\n{\"a\"\n]") << json
                                     << QStringLiteral("import.syntax") << QStringLiteral("line ");
        QTest::newRow("no list") << QByteArray("{\"a\":1}") << json << QStringLiteral("import.syntax")
                                 << QStringLiteral("list");
    }
    void saysWhatIsWrongWithAFile()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(int, format);
        QFETCH(QString, code);
        QFETCH(QString, detail);
        FileForm form;
        form.format = static_cast<FileForm::Format>(format);
        const QString file = write("bad", bytes);
        const auto source = Source::open(file, form, {QStringLiteral("a")});
        QVERIFY(!source.ok());
        QCOMPARE(source.error().code, code);
        QVERIFY2(source.error().detail.contains(detail) && source.error().detail.contains(file),
            qPrintable(source.error().detail));
    }

    void namesTheFileThatIsNotThere()
    {
        const auto source = Source::open(QStringLiteral("/nowhere/x.csv"), {}, {});
        QCOMPARE(source.error().code, QStringLiteral("import.unreadable"));
        QVERIFY(source.error().detail.contains(QStringLiteral("/nowhere/x.csv")));
    }

private:
    QString write(const char *name, const QByteArray &bytes)
    {
        QFile file(m_folder.filePath(QLatin1StringView(name)));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            return {};
        return file.fileName();
    }
    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(TestImportText)
#include "test_import_text.moc"
