// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDir>
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

/// Both .ts files hold every text of ui/ and app/, finished, with the placeholders of the source.
class TestTranslations : public QObject {
    Q_OBJECT

    struct Message {
        QString context;
        QString source;
        QString type; ///< of the translation: "unfinished", "vanished", "obsolete" or empty
        QStringList forms;
        bool numerus = false;
    };

    static QString root() { return qEnvironmentVariable("TIDEDESK_SOURCE"); }
    static QString file(const QString &language) { return root() + QStringLiteral("/translations/tidedesk_%1.ts").arg(language); }

    static QByteArray contents(const QString &path)
    {
        QFile in(path);
        return in.open(QIODevice::ReadOnly) ? in.readAll() : QByteArray();
    }

    static QList<Message> parse(const QByteArray &ts)
    {
        QList<Message> messages;
        QXmlStreamReader xml(ts);
        QString context;
        while (!xml.atEnd()) {
            if (xml.readNext() != QXmlStreamReader::StartElement)
                continue;
            if (xml.name() == QLatin1StringView("name"))
                context = xml.readElementText();
            else if (xml.name() == QLatin1StringView("message"))
                messages.append({context, {}, {}, {}, xml.attributes().value(QLatin1StringView("numerus")) == QLatin1StringView("yes")});
            else if (xml.name() == QLatin1StringView("source"))
                messages.last().source = xml.readElementText();
            else if (xml.name() == QLatin1StringView("translation")) {
                messages.last().type = xml.attributes().value(QLatin1StringView("type")).toString();
                if (!messages.last().numerus)
                    messages.last().forms = {xml.readElementText()};
            } else if (xml.name() == QLatin1StringView("numerusform"))
                messages.last().forms.append(xml.readElementText());
        }
        return messages;
    }

    static QStringList placeholders(const QString &text)
    {
        static const QRegularExpression pattern(QStringLiteral("%L?[1-9][0-9]?|%n"));
        QStringList found;
        for (auto it = pattern.globalMatch(text); it.hasNext();)
            found.append(it.next().captured());
        found.sort();
        found.removeDuplicates();
        return found;
    }

    static QStringList complaints(const QList<Message> &messages, bool chinese)
    {
        static const QRegularExpression latin(QStringLiteral("[A-Za-z]{2,}"));
        static const QRegularExpression allowed(QStringLiteral(
            "Tidedesk|Ctrl|Enter|Esc|Shift|Alt|SLA|KPI|VIP|CSAT|NPS|CES|CSV|XLSX|PDF|PNG|JSON|HTTPS?|URL|API|ID|IP|IMAP|SMTP|TLS|UTC|SOP|"
            "RFM|FAQ|Erlang|WhatsApp|PostgreSQL|SQLite|TOTP|MB|KB|GB|English|dddd|yyyy|MMMM|MM|dd|HH|mm"));
        QStringList list;
        for (const Message &m : messages) {
            const QString where = m.context + QStringLiteral(": ") + m.source;
            if (!m.type.isEmpty())
                list.append(m.type + u' ' + where);
            for (const QString &form : m.forms) {
                if (form.isEmpty() && m.type.isEmpty())
                    list.append(QStringLiteral("empty ") + where);
                if (placeholders(form) != placeholders(m.source) && m.type.isEmpty())
                    list.append(QStringLiteral("placeholders ") + where);
                if (form.count(u'&') != m.source.count(u'&') && m.type.isEmpty())
                    list.append(QStringLiteral("mnemonic ") + where);
                if (QString rest = form; chinese && rest.remove(placeholders_()).remove(allowed).contains(latin))
                    list.append(QStringLiteral("English ") + where + QStringLiteral(" -> ") + form);
                if (form.endsWith(u'\n') != m.source.endsWith(u'\n') || form.contains(QLatin1StringView("...")))
                    list.append(QStringLiteral("ending ") + where);
            }
        }
        return list;
    }
    static QRegularExpression placeholders_() { return QRegularExpression(QStringLiteral("%L?[1-9n][0-9]?")); }

private Q_SLOTS:
    void complete_data()
    {
        QTest::addColumn<QString>("language");
        QTest::newRow("en") << QStringLiteral("en");
        QTest::newRow("zh_CN") << QStringLiteral("zh_CN");
    }
    void complete()
    {
        QFETCH(QString, language);
        const QByteArray committed = contents(file(language));
        QVERIFY(!committed.isEmpty());
        QTemporaryDir dir;
        const QString copy = dir.filePath(QStringLiteral("copy.ts"));
        QVERIFY(QFile::copy(file(language), copy));
        QStringList arguments = {QStringLiteral("-silent"), QStringLiteral("-I"), root(), QStringLiteral("-no-obsolete"),
            QStringLiteral("-locations"), QStringLiteral("none"), QStringLiteral("-source-language"), QStringLiteral("en"),
            QStringLiteral("-target-language"), language};
        if (language == QLatin1StringView("en"))
            arguments.append(QStringLiteral("-pluralonly"));
        arguments += {root() + QStringLiteral("/ui"), root() + QStringLiteral("/app"), QStringLiteral("-ts"), copy};
        QProcess lupdate;
        lupdate.start(QStringLiteral(TIDEDESK_LUPDATE), arguments);
        QVERIFY(lupdate.waitForFinished(60'000));
        QCOMPARE(lupdate.exitCode(), 0);
        const QByteArray fresh = contents(copy);
        const QStringList open = complaints(parse(fresh), language == QLatin1StringView("zh_CN"));
        QVERIFY2(open.isEmpty(), qPrintable(open.join(u'\n')));
        QVERIFY2(fresh == committed, "run the target update_translations and commit the result");
    }

    void checksCanFail()
    {
        const QByteArray ts = R"(<TS><context><name>C</name>
<message><source>%1 of %2</source><translation>%1</translation></message>
<message><source>&amp;Open</source><translation>打开</translation></message>
<message><source>Save</source><translation>Save</translation></message>
<message><source>Old</source><translation type="vanished">旧</translation></message>
<message><source>Wait</source><translation>等待...</translation></message>
<message numerus="yes"><source>%n left</source><translation><numerusform></numerusform></translation></message>
<message><source>Fine</source><translation>好 SLA</translation></message></context></TS>)";
        const QStringList found = complaints(parse(ts), true);
        QCOMPARE(found.size(), 7); // the empty plural form also lacks its placeholder
    }
};

QTEST_GUILESS_MAIN(TestTranslations)
#include "test_translations.moc"
