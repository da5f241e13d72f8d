// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/seat/blobtransfer.h"
#include "tests/support/fakefileserver.h"
#include "tests/support/fakesync.h"
#include <QDeadlineTimer>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

namespace tidedesk::test {

using namespace seat;

inline constexpr int kPieces = 3; ///< of the file

inline QByteArray content(qint64 size, quint32 seed)
{
    QByteArray bytes(size, Qt::Uninitialized);
    QRandomGenerator random(seed);
    for (char &byte : bytes)
        byte = static_cast<char>(random.generate());
    return bytes;
}

inline const QByteArray kBytes = content((kPieces - 1) * protocol::kFilePiece + 4321, 1);
inline const QString kHash = FakeFileServer::hashOf(kBytes);

/// Turns the event loop until then, without the naps of QTRY.
template <class Predicate> void await(Predicate done)
{
    const QDeadlineTimer limit(10'000);
    QTimer tick;
    tick.start(1000);
    while (!done() && !limit.hasExpired())
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    QVERIFY(done());
}

/// A profile that outlives the programs that use it.
struct Profile {
    Profile() { start(); }
    ~Profile() { stop(); }
    void start()
    {
        threads = std::make_unique<Threads>();
        bool opened = false;
        QObject home;
        threads->store.open([this] { return LocalStore::open(folder.path(), clock); }, &home, [&](const Status &status) { opened = status.ok(); });
        await([&] { return opened; });
        transfer = std::make_unique<BlobTransfer>(*threads, server, timers, folder.path(), nullptr);
        transfer->setToken("token");
    }
    void stop()
    {
        transfer.reset();
        threads.reset();
    }
    void restart()
    {
        stop();
        start();
    }
    /// A person's file, to be sent.
    QString add(const QByteArray &bytes)
    {
        const QString path = folder.filePath(QStringLiteral("typed"));
        QFile file(path);
        QString hash;
        if (file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size()) {
            file.close();
            const auto kept = BlobFiles(folder.path()).take(path, kLargestFile);
            hash = kept ? kept->hash : QString();
            (void)inStore<Status>([hash](LocalStore &store) { return store.outbox().addUpload(hash); });
        }
        return hash;
    }
    template <class T> T inStore(std::function<T(LocalStore &)> work)
    {
        std::optional<T> answer;
        QObject home;
        threads->store.run(&home, work, [&](const T &value) { answer = value; });
        await([&] { return answer.has_value(); });
        return *answer;
    }
    QStringList waiting() { return *inStore<Result<QStringList>>([](LocalStore &store) { return store.outbox().uploads(); }); }
    /// One round; the code of what went wrong, or nothing.
    QString upload()
    {
        QSignalSpy uploaded(transfer.get(), &BlobTransfer::uploaded);
        QSignalSpy failed(transfer.get(), &BlobTransfer::failed);
        transfer->upload();
        await([&] { return uploaded.size() + failed.size() > 0; });
        return failed.isEmpty() ? QString() : failed.first().first().value<Error>().code;
    }
    /// The bytes, or why not.
    Result<QByteArray> fetch(const QString &hash)
    {
        std::optional<Result<QString>> path;
        QObject home;
        transfer->fetch(hash, &home, [&](const Result<QString> &found) { path = found; });
        await([&] { return path.has_value(); });
        if (!*path)
            return path->error();
        QFile file(**path);
        return file.open(QIODevice::ReadOnly) ? Result<QByteArray>(file.readAll()) : Error {};
    }
    QString part() const { return folder.path() + QStringLiteral("/blobs/") + kHash + QStringLiteral(".part"); }

    QTemporaryDir folder;
    FakeClock clock;
    FakeTimers timers {clock};
    FakeFileServer server;
    std::unique_ptr<Threads> threads;
    std::unique_ptr<BlobTransfer> transfer;
};

} // namespace tidedesk::test
