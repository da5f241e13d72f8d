// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/schema/entity.h"
#include <QByteArrayList>
#include <QStringList>
#include <functional>

/// What tables of the spine have in common, whatever engine holds them.
namespace tidedesk::tables {

QByteArray quoted(QByteArrayView name);
/// id, version, one column per field, the owner's extras - the order of every list and statement.
QByteArrayList columnNames(const schema::Entity &entity, const QByteArrayList &extras = {});
QByteArray selectList(const QByteArrayList &names); ///< of a table called t
/// "INSERT ... ON CONFLICT(id) DO UPDATE ..."; `parameter` writes the n-th, from 1.
QByteArray upsertText(const QByteArray &table, const QByteArrayList &names, const std::function<QByteArray(int)> &parameter);
/// "team_id" IS NULL AND ...: a row hangs below the first of its parents that it has, so below `reference` hang those
/// without an earlier one. Empty when there is none earlier.
QByteArray withoutEarlierParents(const schema::Field &reference);

QByteArray setToText(const QStringList &members); ///< a JSON array
QStringList setFromText(QByteArrayView json);

} // namespace tidedesk::tables
