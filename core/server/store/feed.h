// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/id.h"
#include "core/schema/entity.h"
#include "core/server/store/position.h"
#include <QSet>
#include <QString>

namespace tidedesk::server {

/// What the feed says of one row in one bucket: it is there and has changed, or it has left.
enum class Mark { Present, Gone };

/// The newest mark of a row in a bucket. There is one entry per (bucket, row): a later mark replaces the earlier one,
/// so each changed row is told once, however often it changed, and its `position` moves to the feed's end.
struct FeedEntry {
    QString bucket;
    const schema::Entity *entity = nullptr;
    Id row;
    Mark mark = Mark::Present;
    Position position;

    friend bool operator==(const FeedEntry &, const FeedEntry &) = default;
};

} // namespace tidedesk::server
