// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/server/http/loop.h"
#include <array>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>

namespace tidedesk::http {

struct Loop::Native {
    boost::asio::io_context context{1};
    boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work{context.get_executor()};
    boost::asio::signal_set signalSet{context};
    /// Every read of every connection goes through this one buffer, so that an idle connection owns none.
    std::array<char, 16 * 1024> scratch;
};

} // namespace tidedesk::http
