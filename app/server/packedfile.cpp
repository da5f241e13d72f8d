// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/server/packedfile.h"
#include <QFile>
#include <QSaveFile>
#include <memory>
#include <zstd.h>

namespace tidedesk::app {

namespace {

constexpr qint64 kPiece = 1024 * 1024;

Error damaged(const QString &detail) { return {Consequence::Rejected, QStringLiteral("backup.damaged"), detail}; }
Error notWritable(const QFileDevice &file)
{
    return {Consequence::Rejected, QStringLiteral("file.not_writable"), QStringLiteral("%1 (%2)").arg(file.fileName(), file.errorString())};
}
Error cannotWrite(const QString &file) { return {Consequence::RetryLater, QStringLiteral("store.disk_full"), file}; }

struct FreeContext {
    void operator()(ZSTD_CCtx *context) const { ZSTD_freeCCtx(context); }
    void operator()(ZSTD_DCtx *context) const { ZSTD_freeDCtx(context); }
};

/// Hands everything that `input` yields to `out`.
template <class Step> Status pump(ZSTD_inBuffer &input, QIODevice &out, Step step)
{
    QByteArray piece(kPiece, Qt::Uninitialized);
    for (;;) {
        ZSTD_outBuffer output {piece.data(), static_cast<size_t>(piece.size()), 0};
        const size_t left = step(output, input);
        if (ZSTD_isError(left))
            return damaged(QString::fromLatin1(ZSTD_getErrorName(left)));
        if (out.write(piece.constData(), static_cast<qint64>(output.pos)) != static_cast<qint64>(output.pos))
            return cannotWrite(QStringLiteral("writing"));
        const bool full = output.pos == output.size;
        if (!full && input.pos == input.size)
            return {};
    }
}

} // namespace

Status canPack(const QString &to)
{
    QSaveFile out(to);
    if (!out.open(QIODevice::WriteOnly))
        return notWritable(out);
    out.cancelWriting();
    return {};
}

Status pack(const QString &from, const QString &to)
{
    QFile in(from);
    QSaveFile out(to);
    if (!in.open(QIODevice::ReadOnly))
        return Error {Consequence::RetryLater, QStringLiteral("store.io"), from};
    if (!out.open(QIODevice::WriteOnly))
        return notWritable(out);
    const std::unique_ptr<ZSTD_CCtx, FreeContext> context(ZSTD_createCCtx());
    ZSTD_CCtx_setParameter(context.get(), ZSTD_c_checksumFlag, 1);
    ZSTD_CCtx_setPledgedSrcSize(context.get(), static_cast<unsigned long long>(in.size()));
    bool last = false;
    while (!last) {
        const QByteArray piece = in.read(kPiece);
        last = in.atEnd();
        ZSTD_inBuffer input {piece.constData(), static_cast<size_t>(piece.size()), 0};
        TD_TRY(pump(input, out, [&](ZSTD_outBuffer &output, ZSTD_inBuffer &given) {
            return ZSTD_compressStream2(context.get(), &output, &given, last ? ZSTD_e_end : ZSTD_e_continue);
        }));
    }
    return out.commit() ? Status() : Status(cannotWrite(to));
}

Status unpack(const QString &from, const QString &to)
{
    QFile in(from);
    if (!in.open(QIODevice::ReadOnly))
        return damaged(from + QStringLiteral(" cannot be read"));
    QSaveFile out(to);
    if (!out.open(QIODevice::WriteOnly))
        return notWritable(out);
    const std::unique_ptr<ZSTD_DCtx, FreeContext> context(ZSTD_createDCtx());
    size_t left = 1; // 0 when a frame has ended and its checksum held
    while (!in.atEnd()) {
        const QByteArray piece = in.read(kPiece);
        ZSTD_inBuffer input {piece.constData(), static_cast<size_t>(piece.size()), 0};
        TD_TRY(pump(input, out, [&](ZSTD_outBuffer &output, ZSTD_inBuffer &given) {
            return left = ZSTD_decompressStream(context.get(), &output, &given);
        }));
    }
    if (left != 0)
        return damaged(QStringLiteral("the file ends too early"));
    return out.commit() ? Status() : Status(cannotWrite(to));
}

} // namespace tidedesk::app
