// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/server/command.h"
#include "app/server/datafolder.h"
#include "core/schema/entities.h"
#include "core/server/api/blobfolder.h"
#include "core/server/check/inspection.h"
#include <QCryptographicHash>
#include <QJsonArray>

namespace tidedesk::app {

namespace {

struct Findings {
    QStringList problems;
    QJsonArray digests;
    qint64 missingBlobs = 0;
};

QJsonObject digestOf(const server::Inspection &inspection, const Row &user)
{
    const protocol::Digest digest = inspection.digestOf(domain::scopeOf(user, Id()));
    QJsonObject rows;
    for (auto it = digest.parts().begin(); it != digest.parts().end(); ++it)
        rows.insert(it.key(), it->rows);
    return {{QStringLiteral("user"), user.text(schema::user().name)}, {QStringLiteral("rows"), rows},
        {QStringLiteral("hash"), digest.text()}};
}

Status lookAtFiles(const DataFolder &folder, server::Store &store, Findings &findings)
{
    const server::BlobFolder files(folder.blobFolder());
    QSet<QString> known;
    TD_ASSIGN(blobs, store.blobs());
    for (const server::Blob &blob : blobs) {
        known.insert(blob.hash);
        const Status bytes = files.verify(blob.hash);
        if (bytes)
            continue;
        TD_ASSIGN(shared, store.bytes(blob.hash));
        if (!shared || QCryptographicHash::hash(*shared, QCryptographicHash::Sha256).toHex() != blob.hash.toLatin1())
            findings.problems.append(QStringLiteral("attachment %1: %2").arg(blob.hash, bytes.error().code));
    }
    // Rows may arrive before their bytes, so this is no flaw of the data.
    QSet<QString> missing;
    TD_TRY(store.each(schema::attachment(), [&](const server::StoredRow &stored) -> Status {
        if (const QString hash = stored.row.text(schema::attachment().hash); !known.contains(hash))
            missing.insert(hash);
        return {};
    }));
    findings.missingBlobs = missing.size();
    return {};
}

Result<Findings> look(DataFolder &folder, const QString &only)
{
    Findings findings;
    const Status looked = folder.read([&](server::Store &store) -> Status {
        TD_ASSIGN(inspection, server::Inspection::of(store));
        findings.problems = inspection.problems();
        TD_TRY(lookAtFiles(folder, store, findings));
        TD_ASSIGN(users, store.all(schema::user()));
        for (const Row &row : users) {
            if (only.isEmpty() || row.text(schema::user().name) == only)
                findings.digests.append(digestOf(inspection, row));
        }
        return {};
    });
    if (!looked)
        return looked.error();
    if (!only.isEmpty() && findings.digests.isEmpty())
        return Error {Consequence::Rejected, QStringLiteral("user.unknown"), only};
    return findings;
}

QString text(const Findings &findings)
{
    QStringList lines;
    for (const QString &problem : findings.problems)
        lines.append(QStringLiteral("problem: ") + problem);
    if (findings.missingBlobs > 0)
        lines.append(missingBlobsText(findings.missingBlobs));
    for (const QJsonValue &digest : findings.digests) {
        lines.append(QStringLiteral("%1 %2").arg(digest.toObject().value(QLatin1StringView("user")).toString(),
            digest.toObject().value(QLatin1StringView("hash")).toString()));
    }
    lines.append(findings.problems.isEmpty() ? QStringLiteral("sound") : QStringLiteral("NOT sound"));
    return lines.join(u'\n');
}

} // namespace

int check(Arguments &arguments)
{
    DataFolder folder = DataFolder::of(arguments);
    const auto findings = look(folder, arguments.value(QStringLiteral("user")));
    if (!findings)
        return fail(arguments, findings.error());
    answer(arguments, {{QStringLiteral("problems"), QJsonArray::fromStringList(findings->problems)},
        {QStringLiteral("missing_blobs"), findings->missingBlobs}, {QStringLiteral("users"), findings->digests}},
        text(*findings));
    return findings->problems.isEmpty() ? Done : Failed;
}

} // namespace tidedesk::app
