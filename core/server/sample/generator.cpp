// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/sample/generator.h"
#include "core/server/sample/corpus.h"
#include "core/server/sample/desk.h"
#include "core/server/sample/workcalendar.h"
#include <algorithm>

namespace tidedesk::sample {

Size sizeOf(Scale scale)
{
    switch (scale) {
    case Scale::Small:
        return {20'000, 90, 1, 12, 4'000, .10};
    case Scale::Medium:
        return {250'000, 365, 2, 50, 50'000, .10};
    case Scale::Large:
        break;
    }
    return {1'000'000, 365, 6, 200, 100'000, .06};
}

qint64 defaultUntil()
{
    return workcalendar::startOfDay(workcalendar::daysFromCivil(2026, 11, 1));
}

Status generate(const Request &request, SampleSink &sink, const Progress &progress)
{
    Request complete = request;
    if (complete.until == 0)
        complete.until = defaultUntil();
    Size size = sizeOf(request.scale);
    if (request.tickets > 0) {
        size.customers = std::max(qint64(100), size.customers * request.tickets / size.tickets);
        size.tickets = request.tickets;
    }
    TD_ASSIGN(corpus, Corpus::load());
    return Desk(complete, size, corpus, sink).run(progress);
}

} // namespace tidedesk::sample
