// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/result.h"
#include "core/schema/row.h"

namespace tidedesk::sample {

/// Takes the generator's rows in their order: parents before children. An error ends the generation.
class SampleSink {
public:
    virtual ~SampleSink() = default;
    virtual Status row(Row row) = 0;
};

} // namespace tidedesk::sample
