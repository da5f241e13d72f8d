// SPDX-License-Identifier: GPL-3.0-or-later
// The one translation unit with Asio's own code (BOOST_ASIO_SEPARATE_COMPILATION).
#include <boost/asio/impl/src.hpp>
