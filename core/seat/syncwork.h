// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/seat/localstore.h"
#include "core/sync/syncstore.h"

/// What the engine's store does, on whatever thread owns the local store: ThreadedSyncStore runs it on the store thread,
/// the simulator on a virtual clock. Each is one call of sync::SyncStore.
namespace tidedesk::seat {

Result<sync::SyncStore::State> syncState(LocalStore &store);
Result<QString> beginPull(LocalStore &store);
Result<sync::SyncStore::PullStep> feedPull(LocalStore &store, const QByteArray &bytes);
Result<sync::SyncStore::Batch> takeBatch(LocalStore &store, qint64 after, int limit);
Result<sync::SyncStore::PushStep> takeAnswer(LocalStore &store, const QByteArray &answer, qint64 first, qint64 last);

/// The two halves of takeAnswer().
using Outcomes = QList<std::pair<qint64, domain::Outcome>>;
Result<Outcomes> readAnswer(LocalStore &store, const QByteArray &answer, qint64 first, qint64 last);
Result<sync::SyncStore::PushStep> applyOutcomes(LocalStore &store, const Outcomes &outcomes);

/// Adds one slice to the search index, in a transaction of its own; false when everything is in it.
Result<bool> indexSlice(LocalStore &store);

} // namespace tidedesk::seat
