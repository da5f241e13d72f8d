// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ticket/attachmentfetches.h"

namespace tidedesk::ui {

AttachmentFetches::AttachmentFetches(seat::Queries &queries, QObject *parent)
    : QObject(parent)
    , m_queries(queries)
{
}

void AttachmentFetches::fetch(const Row &attachment, const seat::Queries::Then<QString> &then)
{
    const Id id = attachment.id();
    if (m_underWay.contains(id))
        return;
    auto *context = new QObject(this);
    m_underWay.insert(id, context);
    m_queries.attachment(attachment, context, [this, attachment, then](const Result<QString> &path) {
        stop(attachment);
        then(path);
    }, [this, id](qint64 done, qint64 total) {
        if (m_underWay.contains(id))
            Q_EMIT moved(id, total > 0 ? int(100 * done / total) : 0);
    });
}

void AttachmentFetches::stop(const Row &attachment)
{
    QObject *context = m_underWay.take(attachment.id());
    if (!context)
        return;
    context->deleteLater();
    Q_EMIT ended(attachment.id());
}

} // namespace tidedesk::ui
