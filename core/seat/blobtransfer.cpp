// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/seat/blobtransfer.h"
#include "core/base/logging.h"
#include "core/seat/filedownload.h"
#include "core/seat/fileupload.h"
#include <QRandomGenerator>

namespace tidedesk::seat {

namespace {
constexpr qint64 kRetryBaseMs = 2'000;
constexpr qint64 kRetryCapMs = 5 * 60'000;
}

BlobTransfer::BlobTransfer(Threads &threads, net::Transport &transport, sync::Timers &timers, const QString &profile, QObject *parent)
    : QObject(parent)
    , m_threads(threads)
    , m_transport(transport)
    , m_timers(timers)
    , m_paths(profile)
    , m_backoff(kRetryBaseMs, kRetryCapMs, [] { return QRandomGenerator::global()->generateDouble(); })
{
    m_files.open([profile]() -> Result<std::unique_ptr<BlobFiles>> {
        auto files = std::make_unique<BlobFiles>(profile);
        files->sweep();
        return files;
    }, this, [](const Status &) {});
}

void BlobTransfer::upload()
{
    if (m_token.isEmpty())
        return;
    if (std::exchange(m_uploading, true)) {
        m_again = true;
        return;
    }
    m_again = false;
    m_threads.store.run(this, [](LocalStore &store) { return store.outbox().uploads(); }, [this](const Result<QStringList> &hashes) {
        m_waiting = hashes.valueOr({});
        uploadNext();
    });
}

void BlobTransfer::uploadNext()
{
    while (m_underWay < kUploadsAtATime && !m_waiting.isEmpty()) {
        const QString hash = m_waiting.takeFirst();
        auto *way = new FileUpload(link(), hash, this);
        connect(way, &FileUpload::finished, this, [this, hash](const Status &status) { onUploaded(hash, status); });
        ++m_underWay;
        way->start();
    }
    if (m_underWay == 0)
        endRound();
}

void BlobTransfer::onUploaded(const QString &hash, const Status &status)
{
    --m_underWay;
    const bool lost = !status && status.error().code == u"blob.lost";
    if (status || lost) {
        m_threads.store.post([hash, lost](LocalStore &store) {
            if (const Status noted = lost ? store.outbox().removeUpload(hash) : store.outbox().finishUpload(hash); !noted)
                qCWarning(lcStore) << "an upload could not be marked done:" << noted.error().code;
        });
    }
    if (status) {
        m_backoff.reset();
    } else {
        qCInfo(lcNet) << "upload failed:" << status.error().code;
        if (!m_failure)
            m_failure = status.error();
        // What is wrong with one file says nothing of the others.
        if (status.error().consequence != Consequence::Rejected)
            m_waiting.clear();
    }
    uploadNext();
}

void BlobTransfer::endRound()
{
    m_uploading = false;
    const auto failure = std::exchange(m_failure, {});
    if (!failure) {
        if (m_again)
            return upload();
        Q_EMIT uploaded();
        return;
    }
    const bool later = failure->consequence == Consequence::Retry || failure->consequence == Consequence::RetryLater;
    if (later && !std::exchange(m_retrySet, true)) {
        m_timers.after(m_backoff.next(failure->retryAfterMs), this, [this] {
            m_retrySet = false;
            upload();
        });
    }
    Q_EMIT failed(*failure);
}

void BlobTransfer::fetch(const QString &hash, QObject *context, Then then, Progress progress)
{
    const Waiter waiter {context, std::move(then), std::move(progress)};
    const QString path = m_paths.path(hash);
    m_files.run(context, [hash](BlobFiles &files) { return files.has(hash); }, [this, hash, path, waiter](bool here) {
        if (here)
            return waiter.then(path);
        if (path.isEmpty())
            return waiter.then(Error {Consequence::Rejected, QStringLiteral("blob.damaged"), {}});
        download(hash, waiter);
    });
}

void BlobTransfer::download(const QString &hash, const Waiter &waiter)
{
    Fetch &fetch = m_fetches[hash];
    fetch.waiters.append(waiter);
    const bool underWay = !fetch.way.isNull();
    if (!underWay)
        fetch.way = new FileDownload(link(), hash, this);
    FileDownload *way = fetch.way;
    connect(waiter.context, &QObject::destroyed, way, [this, hash] { giveUpUnwanted(hash); });
    if (underWay)
        return;
    connect(way, &FileDownload::progressed, this, [this, hash](qint64 done, qint64 total) {
        const QList<Waiter> waiters = m_fetches.value(hash).waiters;
        for (const Waiter &each : waiters) {
            if (each.context && each.progress)
                each.progress(done, total);
        }
    });
    connect(way, &FileDownload::finished, this, [this, hash](const Status &status) { onFetched(hash, status); });
    way->start();
}

void BlobTransfer::onFetched(const QString &hash, const Status &status)
{
    const Fetch fetch = m_fetches.take(hash);
    for (const Waiter &waiter : fetch.waiters) {
        if (waiter.context)
            waiter.then(status ? Result<QString>(m_paths.path(hash)) : Result<QString>(status.error()));
    }
}

void BlobTransfer::giveUpUnwanted(const QString &hash)
{
    const auto fetch = m_fetches.find(hash);
    if (fetch == m_fetches.end())
        return;
    fetch->waiters.removeIf([](const Waiter &waiter) { return waiter.context.isNull(); });
    if (!fetch->waiters.isEmpty())
        return;
    fetch->way->deleteLater();
    m_fetches.erase(fetch);
}

} // namespace tidedesk::seat
