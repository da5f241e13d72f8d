// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/server/engine/writecontext.h"
#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

namespace tidedesk {
class Clock;
}

namespace tidedesk::server {

/// The one writer of this process. Owns the writing store and its thread. Work is done in the order it was given; what waits
/// is taken together into one transaction (group commit), each piece in a savepoint of its own, and answered only after
/// COMMIT: an answer means that the effect survives a power cut.
///
/// On an engine with several writers a group may meet another one. Then nothing of it is stored, and each piece is done again
/// alone - work must bear that - so that a piece that cannot be stored takes no other with it.
class Engine {
public:
    static constexpr int kGroup = 64; ///< operations taken into one transaction, unless one piece holds more
    static constexpr int kAttempts = 8; ///< at a piece alone that meets other writers; beyond: RetryLater server.busy
    static constexpr size_t kLongestLine = 4096; ///< pieces that wait, unless said otherwise; beyond: RetryLater server.busy
    using Listener = std::function<void(const Touched &)>;
    /// A group commit, for figures.
    struct Group {
        int operations = 0;
        qint64 microseconds = 0; ///< from its first piece to its last answer
        qint64 commitMicroseconds = 0; ///< of which COMMIT
    };
    /// What waits at this moment.
    struct Line {
        size_t pieces = 0;
        qint64 oldestMs = 0; ///< age of the first
    };

    /// `listener` is told on the writer's thread what each group has moved, perhaps nothing. `random`: bits for new ids, see IdGenerator.
    Engine(std::unique_ptr<Store> store, const Clock &clock, Listener listener = {}, std::function<quint64()> random = {});
    /// Does what was given before, then ends the thread.
    ~Engine();
    Engine(const Engine &) = delete;
    Engine &operator=(const Engine &) = delete;

    /// Does `work` on the writer's thread; its error undoes that piece alone. `done` is called there once, after the
    /// commit, with the value, the work's error or the commit's. It must not block. `weight`: operations in it.
    template <class T>
    void run(int weight, std::function<Result<T>(WriteContext &)> work, std::function<void(Result<T>)> done);

    /// Who counts; either may be empty.
    struct Meter {
        std::function<void(const Group &)> grouped; ///< on the writer's thread
        std::function<void()> refused; ///< because the line was full; any thread
    };
    void setMeter(Meter meter) { m_meter = std::move(meter); } ///< before start()
    void setLongestLine(size_t pieces) { m_longestLine = pieces; } ///< before start()
    Line line() const;
    void start();
    /// Instead of start(), for who owns the time (the simulator): one group on the caller's thread, which is then the
    /// writer's. False when nothing waited.
    bool turn();
    /// Refuses new work (RetryLater server.busy), does what waits, ends the thread.
    void stop();

private:
    struct Piece {
        int weight = 1;
        std::function<Status(WriteContext &)> work;
        std::function<void(const Status &)> done;
        std::chrono::steady_clock::time_point since = {};
    };
    void submit(Piece piece);
    void loop();
    std::deque<Piece> takeGroup();
    std::deque<Piece> nextGroup();
    void commitGroup(std::deque<Piece> &group);
    Status runGroup(std::deque<Piece> &group, QList<Status> &results, Touched &touched);
    Status runAlone(Piece &piece, Touched &touched);
    Status runOnce(Piece &piece, Touched &touched);

    std::unique_ptr<Store> m_store;
    const Clock &m_clock;
    IdGenerator m_ids;
    Listener m_listener;
    Meter m_meter;
    size_t m_longestLine = kLongestLine;
    qint64 m_commitUs = 0; ///< of the present group
    mutable std::mutex m_mutex; ///< guards what follows
    std::condition_variable m_wake;
    std::deque<Piece> m_waiting;
    bool m_stopping = false;
    std::thread m_thread;
};

template <class T>
void Engine::run(int weight, std::function<Result<T>(WriteContext &)> work, std::function<void(Result<T>)> done)
{
    auto value = std::make_shared<std::optional<Result<T>>>();
    submit({weight,
        [value, work = std::move(work)](WriteContext &context) -> Status {
            value->emplace(work(context));
            if (!**value)
                return (*value)->error();
            return {};
        },
        [value, done = std::move(done)](const Status &status) {
            if (done)
                done(status ? std::move(**value) : Result<T>(status.error()));
        }});
}

} // namespace tidedesk::server
