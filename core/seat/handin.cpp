// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/seat/handin.h"
#include "core/protocol/json.h"
#include "core/seat/filelink.h"
#include <QCryptographicHash>
#include <QFile>

namespace tidedesk::seat {

namespace {
Error cannotRead(const QString &path) { return {Consequence::Rejected, QStringLiteral("file.unreadable"), path}; }
} // namespace

HandIn::HandIn(Threads &threads, net::Transport &transport, QObject *parent)
    : QObject(parent)
    , m_threads(threads)
    , m_transport(transport)
{
}

HandIn::~HandIn()
{
    if (m_call) {
        m_call->disconnect(this);
        m_call->abort();
    }
}

Result<std::optional<HandIn::File>> HandIn::next(LocalStore &store)
{
    TD_ASSIGN(work, store.toHandIn());
    if (!work)
        return std::optional<File>();
    TD_ASSIGN(identity, store.identity());
    if (identity.token.isEmpty()) // signed out before
        return Error {Consequence::SignIn, QStringLiteral("sealed.no_session"), work->path};
    QFile file(work->path);
    QCryptographicHash sum(QCryptographicHash::Sha256);
    if (!file.open(QIODevice::ReadOnly) || !sum.addData(&file))
        return cannotRead(work->path);
    return std::optional(File {work->path, work->label.id, QString::fromLatin1(sum.result().toHex()), file.size(), identity.token});
}

void HandIn::start()
{
    m_threads.store.run(this, &HandIn::next, [this](const Result<std::optional<File>> &file) {
        if (!file)
            return end(file.error());
        if (!*file)
            return end(false);
        m_file = **file;
        ask();
    });
}

void HandIn::ask()
{
    m_call = m_transport.send({.path = QStringLiteral("/v1/sealed/") + m_file.hash, .token = m_file.token});
    connect(m_call, &net::Call::finished, this, &HandIn::take);
}

void HandIn::send(qint64 offset)
{
    const protocol::ByteRange range = protocol::pieceAt(offset, m_file.size);
    m_threads.store.run(this, [path = m_file.path, range](LocalStore &) -> Result<QByteArray> {
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly) || !file.seek(range.first))
            return cannotRead(path);
        const QByteArray bytes = file.read(range.length());
        return bytes.size() == range.length() ? Result<QByteArray>(bytes) : Result<QByteArray>(cannotRead(path));
    }, [this, range](const Result<QByteArray> &bytes) {
        if (!bytes)
            return end(bytes.error());
        m_sent = range.first;
        m_call = m_transport.send({.method = "PUT", .path = QStringLiteral("/v1/sealed/") + m_file.hash, .body = *bytes,
            .contentType = "application/octet-stream", .token = m_file.token, .deadlineMs = kPieceDeadlineMs,
            .headers = {{"Content-Range", range.contentRange()}}});
        connect(m_call, &net::Call::finished, this, &HandIn::take);
    });
}

/// Asked or sent, the answer is the same: how much is there.
void HandIn::take(const Result<net::Response> &answer)
{
    if (!answer)
        return end(answer.error());
    const auto json = protocol::parseObject(answer->body, QStringLiteral("sealed"));
    const qint64 offset = json ? json->value(QLatin1StringView("offset")).toInteger(-1) : -1;
    if (json && json->value(QLatin1StringView("complete")).toBool()) {
        m_threads.store.run(this, [seal = m_file.seal](LocalStore &store) { return store.noteHandedIn(seal); },
            [this](const Status &noted) { end(noted ? Result<bool>(true) : Result<bool>(noted.error())); });
        return;
    }
    if (offset <= m_sent || offset < 0 || offset >= m_file.size) // what was sent is not there
        return end(badFileAnswer());
    send(offset);
}

void HandIn::end(const Result<bool> &done)
{
    deleteLater();
    Q_EMIT finished(done);
}

} // namespace tidedesk::seat
