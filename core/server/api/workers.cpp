// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/api/workers.h"

namespace tidedesk::server {

Workers::Workers(int threads, size_t longestLine)
    : m_longest(longestLine)
{
    for (int i = 0; i < threads; ++i)
        m_threads.emplace_back([this] { loop(); });
}

Workers::~Workers()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    m_wake.notify_all();
    for (std::thread &thread : m_threads)
        thread.join();
}

bool Workers::run(Work work)
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_stopping || m_line.size() >= m_longest)
            return false;
        m_line.push_back(std::move(work));
    }
    m_wake.notify_one();
    return true;
}

size_t Workers::waiting() const
{
    const std::lock_guard lock(m_mutex);
    return m_line.size();
}

void Workers::loop()
{
    for (;;) {
        Work work;
        {
            std::unique_lock lock(m_mutex);
            m_wake.wait(lock, [this] { return m_stopping || !m_line.empty(); });
            if (m_line.empty())
                return;
            work = std::move(m_line.front());
            m_line.pop_front();
        }
        work();
    }
}

Readers::Readers(int count, size_t longestLine)
    : m_workers(count, longestLine)
{
}

Result<std::unique_ptr<Readers>> Readers::open(const StoreFactory &factory, int count, size_t longestLine)
{
    std::unique_ptr<Readers> readers(new Readers(count, longestLine));
    for (int i = 0; i < count; ++i) {
        TD_ASSIGN(reader, factory.reader());
        readers->m_free.push_back(std::move(reader));
    }
    return readers;
}

bool Readers::run(std::function<void(Store &)> work)
{
    return m_workers.run([this, work = std::move(work)] {
        // There are as many readers as threads, so one is always free here.
        std::unique_ptr<Store> reader;
        {
            const std::lock_guard lock(m_mutex);
            reader = std::move(m_free.back());
            m_free.pop_back();
        }
        work(*reader);
        const std::lock_guard lock(m_mutex);
        m_free.push_back(std::move(reader));
    });
}

} // namespace tidedesk::server
