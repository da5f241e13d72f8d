// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/seat/fileupload.h"
#include "core/protocol/json.h"

namespace tidedesk::seat {

FileUpload::FileUpload(const FileLink &link, const QString &hash, QObject *parent)
    : QObject(parent)
    , m_link(link)
    , m_hash(hash)
{
}

FileUpload::~FileUpload()
{
    if (m_call) {
        m_call->disconnect(this);
        m_call->abort();
    }
}

void FileUpload::ask()
{
    m_sent = -1;
    m_call = m_link.transport.send({.path = QStringLiteral("/v1/blobs/%1/upload").arg(m_hash), .token = m_link.token});
    connect(m_call, &net::Call::finished, this, &FileUpload::take);
}

void FileUpload::send(qint64 offset)
{
    m_link.files.run(this, [hash = m_hash, offset](BlobFiles &files) { return files.piece(hash, offset); },
        [this, offset](const Result<BlobFiles::Piece> &piece) {
            if (!piece)
                return end(piece.error());
            m_sent = offset;
            Q_EMIT progressed(offset, piece->range.total);
            m_call = m_link.transport.send({.method = "PUT", .path = QStringLiteral("/v1/blobs/") + m_hash, .body = piece->bytes,
                .contentType = "application/octet-stream", .token = m_link.token, .deadlineMs = kPieceDeadlineMs,
                .headers = {{"Content-Range", piece->range.contentRange()}}});
            connect(m_call, &net::Call::finished, this, &FileUpload::take);
        });
}

/// Asked or sent, the answer is the same: how much is there.
void FileUpload::take(const Result<net::Response> &answer)
{
    if (!answer) {
        const bool again = answer.error().code == u"blob.damaged" || answer.error().code == u"blob.offset";
        return again ? startOver(answer.error()) : end(answer.error());
    }
    const auto json = protocol::parseObject(answer->body, QStringLiteral("upload"));
    const qint64 offset = json ? json->value(QLatin1StringView("offset")).toInteger(-1) : -1;
    if (offset < 0)
        return end(badFileAnswer());
    if (json->value(QLatin1StringView("complete")).toBool())
        return end({});
    if (offset <= m_sent)
        return startOver(badFileAnswer()); // what was sent is not there
    send(offset);
}

/// Once. Where the server did not get what the file's name says, the file itself may have changed.
void FileUpload::startOver(const Error &why)
{
    if (std::exchange(m_startedOver, true))
        return end(why);
    m_link.files.run(this, [hash = m_hash](BlobFiles &files) { return files.isSound(hash); }, [this](bool sound) {
        if (sound)
            ask();
        else
            end(Error {Consequence::Rejected, QStringLiteral("blob.lost"), m_hash});
    });
}

void FileUpload::end(const Status &status)
{
    deleteLater();
    Q_EMIT finished(status);
}

} // namespace tidedesk::seat
