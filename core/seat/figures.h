// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/result.h"
#include "core/schema/row.h"
#include <QObject>
#include <functional>

namespace tidedesk::kpi {
struct PersonalBoard;
struct TeamBoard;
struct Figure;
enum class Dimension;
}

namespace tidedesk::seat {

/// Figures from the events in the local store, computed by core/kpi on the store's thread.
class Figures {
public:
    template <class T> using Then = std::function<void(Result<T>)>;
    /// Half open, ms UTC; days are cut in `zone` (IANA).
    struct Period {
        qint64 from = 0;
        qint64 to = 0;
        QByteArray zone = "UTC";
    };
    /// A piece of a figure: what one column of a chart stands for.
    struct Slice {
        QString figure; ///< registered name
        kpi::Dimension by {}; ///< 0 = the whole figure, else `part` of it
        QString part;
        Period period;
        Id user; ///< null = everyone
        Id team; ///< null = every team whose tickets the person may hold; not looked at when there is a user
    };
    virtual ~Figures() = default;
    virtual void personal(const Id &user, const Period &period, QObject *context, Then<kpi::PersonalBoard> then) = 0;
    /// `team` null = every team whose tickets the person may hold.
    virtual void team(const Id &team, const Period &period, QObject *context, Then<kpi::TeamBoard> then) = 0;
    /// One figure by its registered name, or all of them.
    virtual void figures(const QString &name, const Id &team, const Period &period, QObject *context,
        Then<QList<kpi::Figure>> then)
        = 0;
    /// The tickets behind a slice, each once, in the order of their evidence. Contacts without a ticket are left out.
    virtual void tickets(const Slice &slice, QObject *context, Then<QList<Id>> then) = 0;
};

} // namespace tidedesk::seat
