// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/seat/filedownload.h"

namespace tidedesk::seat {

using protocol::ByteRange;

namespace {

/// Which bytes an answer to a question for those from `at` on holds; an answer cut short holds fewer than it says.
std::optional<ByteRange> rangeOf(const net::Response &answer, qint64 at)
{
    const qint64 size = answer.body.size();
    if (answer.status == 200) // all of it
        return size > 0 ? std::optional(ByteRange {0, size - 1, size}) : std::nullopt;
    auto range = protocol::fromContentRange(answer.contentRange);
    if (!range || range->first != at || size == 0 || size > range->length())
        return std::nullopt;
    range->last = range->first + size - 1;
    return range;
}

} // namespace

FileDownload::FileDownload(const FileLink &link, const QString &hash, QObject *parent)
    : QObject(parent)
    , m_link(link)
    , m_hash(hash)
{
}

FileDownload::~FileDownload()
{
    if (m_call) {
        m_call->disconnect(this);
        m_call->abort();
    }
}

void FileDownload::start()
{
    m_link.files.run(this, [hash = m_hash](BlobFiles &files) { return files.partSize(hash); }, [this](qint64 at) { next(at); });
}

void FileDownload::next(qint64 at)
{
    const QByteArray range = "bytes=" + QByteArray::number(at) + '-' + QByteArray::number(at + protocol::kFilePiece - 1);
    m_call = m_link.transport.send({.path = QStringLiteral("/v1/blobs/") + m_hash, .token = m_link.token,
        .deadlineMs = kPieceDeadlineMs, .headers = {{"Range", range}}});
    connect(m_call, &net::Call::finished, this, [this, at](const Result<net::Response> &answer) { take(at, answer); });
}

void FileDownload::take(qint64 at, const Result<net::Response> &answer)
{
    if (!answer)
        return failed(at, answer.error());
    const auto range = rangeOf(*answer, at);
    if (!range)
        return failed(at, badFileAnswer());
    m_link.files.run(this, [hash = m_hash, first = range->first, bytes = answer->body](BlobFiles &files) { return files.addPart(hash, first, bytes); },
        [this, range = *range](const Status &added) {
            if (!added)
                return end(added);
            m_moved = true;
            Q_EMIT progressed(range.last + 1, range.total);
            range.isLast() ? publish() : next(range.last + 1);
        });
}

/// A link that breaks now and then gets the file all the same; one that gives nothing ends it.
void FileDownload::failed(qint64 at, const Error &error)
{
    if (error.code == u"blob.bad_range") // more has come than there is
        return startOver(error);
    if (error.consequence == Consequence::Retry && std::exchange(m_moved, false))
        return next(at);
    end(error);
}

void FileDownload::publish()
{
    m_link.files.run(this, [hash = m_hash](BlobFiles &files) { return files.publishPart(hash); }, [this](const Status &published) {
        if (!published && published.error().code == u"blob.damaged")
            return startOver(published.error());
        end(published);
    });
}

/// Once: what has come over two runs, or over a crash, may be no file.
void FileDownload::startOver(const Error &why)
{
    if (std::exchange(m_startedOver, true))
        return end(why);
    m_link.files.post([hash = m_hash](BlobFiles &files) { files.dropPart(hash); });
    next(0);
}

void FileDownload::end(const Status &status)
{
    deleteLater();
    Q_EMIT finished(status);
}

} // namespace tidedesk::seat
