// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/schema/entities.h"
#include "tests/ui/uifixture.h"
#include "ui/common/errortext.h"
#include "ui/common/vocabulary.h"
#include <QTest>

using namespace tidedesk;
using namespace tidedesk::ui;

class TestVocabulary : public QObject {
    Q_OBJECT
private Q_SLOTS:
    /// Fails when somebody adds an entity, a field or a choice without its words: add them to ui/common/vocabulary.cpp
    /// and run the target update_translations.
    void everythingInTheSchemaHasWords()
    {
        QStringList missing;
        const auto need = [&missing](const QString &key) {
            if (!Vocabulary::knows(key))
                missing.append(key);
        };
        for (const schema::Entity *entity : schema::entities()) {
            need(entity->name());
            for (const schema::Field &field : entity->fields()) {
                const QString key = entity->name() + u'.' + field.name;
                need(key);
                for (const QLatin1StringView choice : field.options.choices)
                    need(key + u'.' + choice);
            }
        }
        QVERIFY2(missing.isEmpty(), qPrintable(missing.join(QLatin1StringView(", "))));
        QVERIFY(!Vocabulary::knows(QStringLiteral("ticket.colour_of_the_moon")));
    }

    void speaksBothLanguages()
    {
        test::UiFixture f;
        const schema::Ticket &ticket = schema::ticket();
        QCOMPARE(Vocabulary::choice(ticket.status, 0), QStringLiteral("New"));
        f.language.set(UiLanguage::Chinese);
        const QStringList states = {QStringLiteral("待处理"), QStringLiteral("处理中"), QStringLiteral("挂起"),
            QStringLiteral("已完成"), QStringLiteral("关闭")}; // the words of the four-state life cycle, and on hold
        for (int i = 0; i < states.size(); ++i)
            QCOMPARE(Vocabulary::choice(ticket.status, i), states.at(i));
        QCOMPARE(Vocabulary::field(schema::customer().number), QStringLiteral("客户编号"));
        QCOMPARE(Vocabulary::entity(ticket), QStringLiteral("工单"));
    }

    void unknownValuesOfANewerVersionDoNoHarm()
    {
        QCOMPARE(Vocabulary::choice(schema::ticket().status, 99), QString());
        QCOMPARE(Vocabulary::choiceTone(schema::ticket().status, 99), Tone::Neutral);
        QCOMPARE(Vocabulary::channelIcon(99), Icon::More);
    }

    void failuresHaveWordsForEveryConsequence()
    {
        for (const Consequence consequence : {Consequence::Retry, Consequence::RetryLater, Consequence::SignIn,
                 Consequence::Conflict, Consequence::Rejected, Consequence::Fatal}) {
            QVERIFY(ErrorText::of({.consequence = consequence, .code = {}, .detail = {}}).size() > 10);
            const QString text = ErrorText::of({.consequence = consequence, .code = QStringLiteral("store.full"), .detail = {}});
            QVERIFY(text.contains(QStringLiteral("store.full")));
        }
    }
};

QTEST_MAIN(TestVocabulary)
#include "test_vocabulary.moc"
