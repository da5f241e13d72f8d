// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/import/importedid.h"
#include <QCryptographicHash>

namespace tidedesk::import {

Id importedId(const QString &source, const schema::Entity &entity, const QString &key, const QString &part)
{
    const QString name = QStringList{source, entity.name(), key, part}.join(QChar(u'\0'));
    QByteArray bytes = QCryptographicHash::hash(name.toUtf8(), QCryptographicHash::Blake2b_160).left(16);
    bytes[6] = static_cast<char>((bytes[6] & 0x0f) | 0x80);
    bytes[8] = static_cast<char>((bytes[8] & 0x3f) | 0x80);
    return Id::fromBytes(bytes);
}

} // namespace tidedesk::import
