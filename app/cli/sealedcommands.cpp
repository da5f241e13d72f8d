// SPDX-License-Identifier: GPL-3.0-or-later
// What a revoked seat can still do: hand in its sealed work, to the server or as a file.
#include "app/cli/commands.h"
#include <QFile>

namespace tidedesk::cli {

namespace {

using Sealed = seat::Seat::Sealed;

template <class Next> void withSealed(Run &run, Next next)
{
    run.seat.sealed(&run, run.orFail<std::optional<Sealed>>([&run, next](const std::optional<Sealed> &sealed) {
        if (!sealed)
            return run.fail({Consequence::Rejected, QStringLiteral("sealed.none"), {}});
        next(*sealed);
    }));
}

} // namespace

void exportSealed(Run &run)
{
    const QString path = run.arguments.value(QStringLiteral("to"));
    withSealed(run, [&run, path](const Sealed &sealed) {
        if (QFile::exists(path))
            return run.fail({Consequence::Rejected, QStringLiteral("file.exists"), path});
        if (!QFile::copy(sealed.file, path))
            return run.fail({Consequence::Rejected, QStringLiteral("file.not_writable"), path});
        run.finish({{QStringLiteral("file"), path}, {QStringLiteral("operations"), sealed.operations}, {QStringLiteral("files"), sealed.files}});
    });
}

void outboxHandIn(Run &run)
{
    if (run.arguments.has(QStringLiteral("offline")))
        return run.wrongUsage(QStringLiteral("outbox handin needs the network; leave out --offline"));
    withSealed(run, [&run](const Sealed &sealed) {
        run.seat.handIn(&run, run.orFail<bool>([&run, sealed](bool) {
            run.finish({{QStringLiteral("file"), sealed.file}, {QStringLiteral("operations"), sealed.operations}, {QStringLiteral("files"), sealed.files},
                {QStringLiteral("handed_in"), true}});
        }));
    });
}

} // namespace tidedesk::cli
