// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/protocol/sealing.h"
#include <QMap>
#include <QTest>

using namespace tidedesk;
using namespace tidedesk::protocol;

/// A sealed file gives back what went in, to who has the key, and nothing else to anybody.
class TestSealing : public QObject {
    Q_OBJECT

    using Entries = QMap<QString, QByteArray>;
    const SealLabel label {Id(QUuid::createUuid()), Id(QUuid::createUuid()), Id(QUuid::createUuid()), 7, 2, 1'700'000'000'000};
    const SealingKeys keys = SealingKeys::make();
    const Entries entries {{QStringLiteral("a"), "line one\nline two\n\nlast"}, {QStringLiteral("b"), QByteArray(200'001, 'x') + "customer 王芳"},
        {QStringLiteral("c"), {}}, {QStringLiteral("d"), QByteArray(64 * 1024, '\n')}};

    static SealReader::In from(const QByteArray &bytes)
    {
        return [bytes, at = qsizetype(0)](qint64 atMost) mutable -> Result<QByteArray> {
            const QByteArray part = bytes.mid(at, static_cast<qsizetype>(atMost));
            at += part.size();
            return part;
        };
    }
    QByteArray sealed(const Entries &content, const QByteArray &publicKey) const
    {
        QByteArray bytes;
        auto writer = SealWriter::begin([&bytes](QByteArrayView more) -> Status {
            bytes += more;
            return {};
        }, publicKey, label);
        for (auto it = content.begin(); it != content.end(); ++it) {
            if (!writer->entry(it.key(), it->size()) || !writer->write(*it))
                return {};
        }
        return writer->finish() ? bytes : QByteArray();
    }
    static Result<Entries> opened(const QByteArray &bytes, const SealingKeys &with)
    {
        SealReader reader(from(bytes));
        TD_ASSIGN(outside, reader.label());
        TD_ASSIGN(box, openBox(reader.box(), with));
        if (!box.fits(outside))
            return Error {Consequence::Rejected, QStringLiteral("sealed.damaged"), QStringLiteral("label")};
        TD_TRY(reader.unlock(box.key));
        Entries all;
        for (;;) {
            TD_ASSIGN(entry, reader.next());
            if (!entry)
                return all;
            QByteArray content;
            while (content.size() < entry->size) {
                TD_ASSIGN(part, reader.read(10'000));
                content += part;
            }
            all.insert(entry->name, content);
        }
    }
    static QString codeOf(const Result<Entries> &result) { return result ? QString() : result.error().code; }

private Q_SLOTS:
    void whatGoesInComesOut()
    {
        QVERIFY(keys.isValid());
        const QByteArray bytes = sealed(entries, keys.publicKey);
        const auto back = opened(bytes, keys);
        QVERIFY2(back.ok(), qPrintable(codeOf(back)));
        QCOMPARE(*back, entries);
        SealReader reader(from(bytes));
        QCOMPARE(*reader.label(), label);
        QVERIFY(!bytes.contains("王芳") && !bytes.contains("line one"));
        QCOMPARE(*opened(sealed({}, keys.publicKey), keys), Entries());
    }
    void entriesAreReadByLinesAndMayBeSkipped()
    {
        SealReader reader(from(sealed(entries, keys.publicKey)));
        QVERIFY(reader.label().ok());
        QVERIFY(reader.unlock(openBox(reader.box(), keys)->key).ok());
        QCOMPARE((*reader.next())->name, QStringLiteral("a"));
        for (const char *line : {"line one", "line two", "", "last"})
            QCOMPARE(**reader.line(100), QByteArray(line));
        QVERIFY(!reader.line(100)->has_value());
        QCOMPARE((*reader.next())->name, QStringLiteral("b"));
        QCOMPARE(reader.line(100).error().code, QStringLiteral("sealed.damaged")); // longer than any may be
        QCOMPARE((*reader.next())->name, QStringLiteral("c"));
        QCOMPARE((*reader.next())->name, QStringLiteral("d"));
        QVERIFY(!reader.next()->has_value());
    }
    void nobodyElseOpensIt()
    {
        const QByteArray bytes = sealed(entries, keys.publicKey);
        QCOMPARE(codeOf(opened(bytes, SealingKeys::make())), QStringLiteral("sealed.foreign"));
        QCOMPARE(codeOf(opened(bytes, {})), QStringLiteral("sealed.foreign"));
        SealReader reader(from(bytes));
        QVERIFY(reader.label().ok());
        QVERIFY(reader.unlock(QByteArray(32, 'k')).ok());
        QCOMPARE(reader.next().error().code, QStringLiteral("sealed.damaged"));
        QCOMPARE(SealWriter::begin({}, "short", label).error().code, QStringLiteral("sealed.no_key"));
    }
    /// A byte changed, cut off, added or moved anywhere is noticed.
    void damageIsNoticedEverywhere()
    {
        const QByteArray bytes = sealed(entries, keys.publicKey);
        for (qsizetype at = 0; at < bytes.size(); at += at < 700 ? 1 : 997) {
            QByteArray changed = bytes;
            changed[at] = static_cast<char>(changed[at] ^ 1);
            const QString code = codeOf(opened(changed, keys));
            QVERIFY2(code == u"sealed.damaged" || code == u"sealed.foreign", qPrintable(QStringLiteral("changed at %1: %2").arg(at).arg(code)));
            QVERIFY2(!opened(bytes.first(at), keys).ok(), qPrintable(QStringLiteral("cut at %1").arg(at)));
        }
        QCOMPARE(codeOf(opened(bytes + 'x', keys)), QStringLiteral("sealed.damaged"));
        QCOMPARE(codeOf(opened(bytes + bytes, keys)), QStringLiteral("sealed.damaged"));
        const qsizetype body = bytes.size() % (64 * 1024 + 17); // frames in another order
        const QByteArray swapped = bytes.first(body) + bytes.sliced(body + 64 * 1024 + 17) + bytes.mid(body, 64 * 1024 + 17);
        QVERIFY(!opened(swapped, keys).ok());
        QCOMPARE(codeOf(opened({}, keys)), QStringLiteral("sealed.damaged"));
    }
    /// Whose work it is can be read by everybody, and written by everybody: what counts is in the box.
    void theLabelIsNotTheProof()
    {
        QByteArray bytes = sealed(entries, keys.publicKey);
        const QByteArray other = Id(QUuid::createUuid()).toString().toLatin1();
        QVERIFY(bytes.replace(label.user.toString().toLatin1(), other).size() > 0);
        QCOMPARE(codeOf(opened(bytes, keys)), QStringLiteral("sealed.damaged"));
    }
    void anEntryIsAsLongAsItSays()
    {
        for (const char *content : {"short", "longer than it said it would be"}) {
            auto writer = SealWriter::begin([](QByteArrayView) -> Status { return {}; }, keys.publicKey, label);
            QVERIFY(writer->entry(QStringLiteral("e"), 10).ok());
            const Status written = writer->write(content);
            QVERIFY(!(written.ok() && writer->finish().ok()));
        }
    }
};

QTEST_GUILESS_MAIN(TestSealing)
#include "test_sealing.moc"
