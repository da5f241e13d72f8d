// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/seat/blobtransfer.h"
#include "core/base/logging.h"
#include "core/seat/blobfiles.h"
#include <QFile>

namespace tidedesk::seat {

namespace {
constexpr int kTransferDeadlineMs = 5 * 60 * 1000;
}

BlobTransfer::BlobTransfer(Threads &threads, net::Transport &transport, const QString &profile, QObject *parent)
    : QObject(parent)
    , m_threads(threads)
    , m_transport(transport)
    , m_profile(profile)
{
}

void BlobTransfer::upload()
{
    if (m_uploading || m_token.isEmpty())
        return;
    m_uploading = true;
    m_threads.store.run(this, [](LocalStore &store) { return store.outbox().uploads(); },
        [this](const Result<QStringList> &hashes) { uploadNext(hashes.valueOr({})); });
}

void BlobTransfer::uploadNext(const QStringList &hashes)
{
    if (hashes.isEmpty()) {
        m_uploading = false;
        Q_EMIT uploaded();
        return;
    }
    const QString hash = hashes.first();
    m_threads.store.run(this, [path = blobPath(m_profile, hash)](LocalStore &) {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }, [this, hash, rest = hashes.mid(1)](const QByteArray &bytes) {
        net::Call *call = m_transport.send({.method = "PUT", .path = QStringLiteral("/v1/blobs/") + hash, .body = bytes,
            .contentType = "application/octet-stream", .token = m_token, .deadlineMs = kTransferDeadlineMs});
        connect(call, &net::Call::finished, this, [this, hash, rest](const Result<net::Response> &result) {
            if (!result) {
                m_uploading = false; // the rest waits for the next round
                qCInfo(lcNet) << "upload failed:" << result.error().code;
                Q_EMIT failed(result.error());
                return;
            }
            m_threads.store.post([hash](LocalStore &store) {
                if (const Status removed = store.outbox().removeUpload(hash); !removed)
                    qCWarning(lcStore) << "an upload could not be marked done:" << removed.error().code;
            });
            uploadNext(rest);
        });
    });
}

void BlobTransfer::fetch(const QString &hash, QObject *context, std::function<void(Result<QString>)> then)
{
    const QString path = blobPath(m_profile, hash);
    m_threads.store.run(context, [path](LocalStore &) { return !path.isEmpty() && QFile::exists(path); },
        [this, hash, path, guard = QPointer(context), then = std::move(then)](bool here) {
            if (here)
                return then(path);
            if (path.isEmpty())
                return then(Error {Consequence::Rejected, QStringLiteral("blob.damaged"), {}});
            net::Call *call = m_transport.send({.path = QStringLiteral("/v1/blobs/") + hash, .token = m_token,
                .deadlineMs = kTransferDeadlineMs});
            connect(call, &net::Call::finished, this, [this, hash, path, guard, then](const Result<net::Response> &result) {
                if (!guard)
                    return;
                if (!result)
                    return then(result.error());
                m_threads.store.run(guard.data(),
                    [hash, bytes = result->body](LocalStore &store) { return keepBytes(store, hash, bytes); },
                    [path, then](const Status &kept) { kept ? then(path) : then(kept.error()); });
            });
        });
}

} // namespace tidedesk::seat
