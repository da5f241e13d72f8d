// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/postgres/failure.h"

namespace tidedesk::postgres {

namespace {

struct Meaning {
    const char *state; ///< its beginning
    Consequence consequence;
    const char *code;
};

/// The first that fits.
constexpr Meaning kMeanings[] = {
    {"40001", Consequence::Retry, "store.conflict"},
    {"40P01", Consequence::Retry, "store.conflict"},
    {"55P03", Consequence::Retry, "store.conflict"},
    {"08", Consequence::RetryLater, "store.unreachable"},
    {"57P", Consequence::RetryLater, "store.unreachable"},
    {"53300", Consequence::RetryLater, "store.unreachable"},
    {"25006", Consequence::RetryLater, "store.unreachable"},
    {"57014", Consequence::RetryLater, "store.busy"},
    {"53100", Consequence::RetryLater, "store.disk_full"},
    {"53", Consequence::RetryLater, "store.memory"},
    {"58", Consequence::RetryLater, "store.io"},
    {"25P02", Consequence::RetryLater, "store.rolled_back"},
    {"23", Consequence::Rejected, "store.constraint"},
    {"22", Consequence::Rejected, "store.value"},
    {"28", Consequence::Fatal, "store.cannot_open"},
    {"3D", Consequence::Fatal, "store.cannot_open"},
    {"42501", Consequence::Fatal, "store.cannot_open"},
    {"XX001", Consequence::Fatal, "store.corrupt"},
    {"XX002", Consequence::Fatal, "store.corrupt"},
};

} // namespace

Error classify(QByteArrayView state, const QString &what)
{
    if (state.isEmpty())
        return {Consequence::RetryLater, QStringLiteral("store.unreachable"), what};
    for (const Meaning &meaning : kMeanings) {
        if (state.startsWith(meaning.state))
            return {meaning.consequence, QLatin1StringView(meaning.code), what};
    }
    return {Consequence::Rejected, QStringLiteral("store.sql"), what};
}

} // namespace tidedesk::postgres
