// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/id.h"
#include "tests/support/fakeclock.h"
#include <QSet>
#include <QTest>

using namespace tidedesk;

class TestId : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void carriesVersionTimeAndVariant()
    {
        test::FakeClock clock(0x0190'0000'0001);
        IdGenerator ids(clock, [] { return ~0ULL; });
        QCOMPARE(ids.next().toString(), QStringLiteral("01900000-0001-7fff-bfff-ffffffffffff"));
    }
    void survivesTextAndBytes()
    {
        test::FakeClock clock;
        IdGenerator ids(clock);
        QSet<Id> seen;
        for (int i = 0; i < 1000; ++i) {
            const Id id = ids.next();
            QVERIFY(!seen.contains(id));
            seen.insert(id);
            QCOMPARE(Id::fromString(id.toString()), id);
            QCOMPARE(Id::fromBytes(id.toBytes()), id);
        }
    }
    void refusesWhatIsNoId()
    {
        QVERIFY(Id::fromString(u"").isNull());
        QVERIFY(Id::fromString(u"01900000-0001-7fff-bfff-fffffffffff").isNull());
        QVERIFY(Id::fromString(u"not-a-uuid-not-a-uuid-not-a-uuid-not").isNull());
        QVERIFY(Id::fromBytes(QByteArray(15, 'x')).isNull());
    }
    void derivedIdsAreStableAndDistinct()
    {
        const Id parent = Id::fromString(u"01900000-0001-7fff-bfff-ffffffffffff");
        QCOMPARE(Id::derived(parent, 0), Id::derived(parent, 0));
        QVERIFY(!(Id::derived(parent, 0) == Id::derived(parent, 1)));
        QVERIFY(!(Id::derived(parent, 0) == parent));
        QVERIFY(Id::derived(parent, 3).toString().startsWith(QStringLiteral("01900000-0001-8")));
    }
};

QTEST_GUILESS_MAIN(TestId)
#include "test_id.moc"
