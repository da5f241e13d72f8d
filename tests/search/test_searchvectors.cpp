// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/search/searchsupport.h"
#include <QCryptographicHash>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace tidedesk;
using namespace tidedesk::search;

/// 39,346 support questions, 110 queries with known answers (substring, space = AND, ASCII case-insensitive).
class TestSearchVectors : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        const QString folder = qEnvironmentVariable("TIDEDESK_SOURCE") + QStringLiteral("/../shared/data/search/");
        QFile questions(folder + QStringLiteral("questions_zh.csv"));
        QFile queries(folder + QStringLiteral("queries.json"));
        if (!questions.open(QIODevice::ReadOnly) || !queries.open(QIODevice::ReadOnly))
            QSKIP("question corpus absent: ../shared/data/search/questions_zh.csv and queries.json beside the sources");
        m_queries = QJsonDocument::fromJson(queries.readAll()).array();
        m_table.run("begin");
        for (QByteArray line = questions.readLine(); !line.isEmpty(); line = questions.readLine()) {
            const QStringList fields = QString::fromUtf8(line).remove(QChar(0xFEFF)).split(u'\t');
            m_rows.append({fields[0].toLongLong(), fields[1]});
            m_table.insert(m_rows.last().first, m_rows.last().second);
        }
        m_table.run("commit");
        std::sort(m_rows.begin(), m_rows.end(), [](const auto &a, const auto &b) { return a.first < b.first; });
        QCOMPARE(m_table.takeError(), QString());
        QCOMPARE(m_rows.size(), 39346);
        QCOMPARE(m_queries.size(), 110);
    }
    void everyQueryHasItsHits()
    {
        for (const QJsonValue &value : m_queries) {
            const QJsonObject expected = value.toObject();
            const QString input = expected[QStringLiteral("q")].toString();
            const Query query = parseQuery(input, test::filterTable());
            QVERIFY2(query.problems.isEmpty(), qPrintable(input));
            const QList<qint64> ids = test::searchIds(m_table, query, m_rows);
            QStringList list;
            for (const qint64 id : ids)
                list.append(QString::number(id));
            QVERIFY2(ids.size() == expected[QStringLiteral("hits")].toInt(),
                qPrintable(QStringLiteral("%1: %2 hits").arg(input).arg(ids.size())));
            const QByteArray hash
                = QCryptographicHash::hash(list.join(u',').toLatin1(), QCryptographicHash::Sha256).toHex();
            QVERIFY2(hash == expected[QStringLiteral("sha256")].toString().toLatin1(), qPrintable(input));
        }
        QCOMPARE(m_table.takeError(), QString());
    }
    void theMatcherAloneAgrees()
    {
        for (qsizetype i = 0; i < m_queries.size(); i += 10) {
            const QJsonObject expected = m_queries[i].toObject();
            Matcher matcher(parseQuery(expected[QStringLiteral("q")].toString(), {}));
            const auto hits = std::count_if(m_rows.begin(), m_rows.end(),
                [&](const auto &row) { return matcher.matches({QStringView(row.second)}); });
            QCOMPARE(hits, expected[QStringLiteral("hits")].toInt());
        }
    }

private:
    test::FtsTable m_table;
    QList<std::pair<qint64, QString>> m_rows;
    QJsonArray m_queries;
};

QTEST_GUILESS_MAIN(TestSearchVectors)
#include "test_searchvectors.moc"
