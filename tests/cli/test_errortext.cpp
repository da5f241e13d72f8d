// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/common/errortext.h"
#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QTest>

using namespace tidedesk;

class TestErrorText : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyCodeOfTheSourcesHasItsSentence()
    {
        const QString source = qEnvironmentVariable("TIDEDESK_SOURCE");
        static const QRegularExpression code(QStringLiteral(
            "(?<!killPoint\\()\"((?:net|store|outbox|push|pull|blob|seat|sign_in|session|review|live|search|kpi|data|user|password|http|import|sample|backup|control|file|"
            "ticket|customer|queue|limit|json|sync|intake|migrate|server|sealed)\\.[a-z_0-9]+)\""));
        // Names of texts and of files that look like codes; reasons of the HTTP interface that no program passes on.
        static const QRegularExpression other(QStringLiteral("^(json\\.(?!syntax|missing|type)|push\\.operations|http\\.\\d|intake\\.(?!not_allowed)|server\\.(db|crt)$|control\\.json|profile\\.lock|http\\.(bad_request|too_)|.*\\.(db|json)$|server\\.resource)"));
        QSet<QString> seen;
        for (const char *part : {"/core", "/app"}) {
            QDirIterator files(source + QLatin1StringView(part), {QStringLiteral("*.cpp")}, QDir::Files, QDirIterator::Subdirectories);
            while (files.hasNext()) {
                QFile file(files.next());
                if (file.fileName().contains(QStringLiteral("/core/server/http/")) || file.fileName().endsWith(QStringLiteral("/errortext.cpp")))
                    continue;
                QVERIFY(file.open(QIODevice::ReadOnly));
                auto matches = code.globalMatch(QString::fromUtf8(file.readAll()));
                while (matches.hasNext())
                    seen.insert(matches.next().captured(1));
            }
        }
        QVERIFY(seen.size() > 80); // the search itself works
        QStringList missing;
        for (const QString &each : std::as_const(seen)) {
            if (!app::hasSentence(each) && !other.match(each).hasMatch())
                missing += each;
        }
        missing.sort();
        QVERIFY2(missing.isEmpty(), qPrintable(missing.join(u' ')));
    }
    void reasonsOfTheServerHaveTheirs()
    {
        for (const char *reason : {"not_allowed", "out_of_scope", "gone", "exists", "unknown_field", "field_not_writable", "wrong_type",
                 "missing_field", "unknown_reference", "illegal_transition", "only_on_hold", "too_long", "dependency", "empty", "seq_reused", "id_reused"})
            QVERIFY2(app::hasSentence(QLatin1StringView(reason)), reason);
    }
    void sentencesNameWhatAndWhere()
    {
        const auto say = [](const char *code, const QString &detail, Consequence consequence = Consequence::Rejected) {
            return app::sentence({consequence, QLatin1StringView(code), detail});
        };
        QCOMPARE(say("ticket.unknown", QStringLiteral("#7")), QStringLiteral("there is no ticket '#7' on this seat"));
        QCOMPARE(say("store.corrupt", QStringLiteral("cache.db")), QStringLiteral("the database file is damaged (cache.db)"));
        QCOMPARE(say("store.corrupt", {}), QStringLiteral("the database file is damaged"));
        QCOMPARE(say("usage", QStringLiteral("100 %1 wrong")), QStringLiteral("100 %1 wrong"));
        // A code of a newer server still says what follows from it, and stays visible.
        QCOMPARE(say("server.unheard_of", {}, Consequence::RetryLater), QStringLiteral("that did not get through, what waits stays queued (server.unheard_of)"));
    }
};

QTEST_GUILESS_MAIN(TestErrorText)
#include "test_errortext.moc"
