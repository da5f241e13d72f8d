// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/server/store/store.h"
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace tidedesk::server {

/// A few threads that do what must not be done on the io thread: reading the store, hashing passwords. The line is
/// bounded; who does not fit in is told so instead of being kept waiting.
class Workers {
public:
    using Work = std::function<void()>;
    Workers(int threads, size_t longestLine);
    ~Workers(); ///< does what waits, then ends
    Workers(const Workers &) = delete;
    Workers &operator=(const Workers &) = delete;

    /// False: the line is full, the work was not taken.
    [[nodiscard]] bool run(Work work);
    size_t waiting() const;

private:
    void loop();

    mutable std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<Work> m_line;
    const size_t m_longest;
    bool m_stopping = false;
    std::vector<std::thread> m_threads;
};

/// Readers of the store, lent to one piece of work at a time.
class Readers {
public:
    /// Opens them all; the store must have been opened for writing before.
    static Result<std::unique_ptr<Readers>> open(const StoreFactory &factory, int count, size_t longestLine = 512);

    /// `work` gets a reader; on a full line it is not taken and false comes back.
    [[nodiscard]] bool run(std::function<void(Store &)> work);
    size_t waiting() const { return m_workers.waiting(); }

private:
    Readers(int count, size_t longestLine);

    std::mutex m_mutex;
    std::vector<std::unique_ptr<Store>> m_free;
    Workers m_workers;
};

} // namespace tidedesk::server
