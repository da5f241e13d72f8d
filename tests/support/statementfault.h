// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArrayView>
#include <functional>
#include <memory>
#include <optional>

namespace tidedesk::test {

/// Fails the n-th statement (from 1) that runs on a connection, once; the others go through. The backbone of
/// every-position loops: repeat with n = 1, 2, ... until struck() stays false.
///     StatementFault fault(n, SQLITE_FULL);
///     connection.setFaultHook(fault.hook());
class StatementFault {
public:
    StatementFault(int position, int code)
        : m_state(std::make_shared<State>(State{position, code}))
    {
    }
    std::function<std::optional<int>(QByteArrayView)> hook() const
    {
        return [state = m_state](QByteArrayView) -> std::optional<int> {
            if (++state->seen != state->position)
                return std::nullopt;
            return state->code;
        };
    }
    bool struck() const { return m_state->seen >= m_state->position; }
    int seen() const { return m_state->seen; } ///< statements that asked so far

private:
    struct State {
        int position;
        int code;
        int seen = 0;
    };
    std::shared_ptr<State> m_state;
};

} // namespace tidedesk::test
