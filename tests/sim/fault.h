// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QtGlobal>

namespace tidedesk::sim {

/// The n-th thing of a kind fails once, the others go through: what every-position loops are made of.
struct Fault {
    qint64 position = 0; ///< from 1; 0 = never
    int how = 0; ///< of statements an SQLite code, of requests a RequestFault
    qint64 seen = 0;
    bool strikes() { return ++seen == position; }
    bool struck() const { return position > 0 && seen >= position; }
};

enum RequestFault { RequestLost, AnswerLost, AnswerHeldBack, AnswerCut, AnswerDamaged, StrangersAnswer, ArrivesTwice, kRequestFaults };

} // namespace tidedesk::sim
