// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/error.h"
#include <optional>
#include <utility>
#include <variant>

namespace tidedesk {

/// A value or an Error. Must be looked at; `value()` on a failure is a programming error and stops the program.
template <class T> class [[nodiscard]] Result {
public:
    Result(T value)
        : m_state(std::in_place_index<0>, std::move(value))
    {
    }
    Result(Error error)
        : m_state(std::in_place_index<1>, std::move(error))
    {
    }
    bool ok() const { return m_state.index() == 0; }
    explicit operator bool() const { return ok(); }
    T &value()
    {
        Q_ASSERT_X(ok(), "Result::value", "the result holds an error");
        return std::get<0>(m_state);
    }
    const T &value() const
    {
        Q_ASSERT_X(ok(), "Result::value", "the result holds an error");
        return std::get<0>(m_state);
    }
    T &operator*() { return value(); }
    const T &operator*() const { return value(); }
    T *operator->() { return &value(); }
    const T *operator->() const { return &value(); }
    T valueOr(T other) const { return ok() ? std::get<0>(m_state) : std::move(other); }
    const Error &error() const { return std::get<1>(m_state); }

private:
    std::variant<T, Error> m_state;
};

template <> class [[nodiscard]] Result<void> {
public:
    Result() = default;
    Result(Error error)
        : m_error(std::move(error))
    {
    }
    bool ok() const { return !m_error; }
    explicit operator bool() const { return ok(); }
    const Error &error() const { return *m_error; }

private:
    std::optional<Error> m_error;
};

using Status = Result<void>;

/// Returns the error of `expr` from the enclosing function; for functions that return a Result themselves.
#define TD_TRY(expr)                                                                                                   \
    do {                                                                                                               \
        if (auto td_status = (expr); !td_status)                                                                       \
            return td_status.error();                                                                                  \
    } while (false)

/// Declares `name` from the value of `expr`, or returns its error.
#define TD_ASSIGN(name, expr)                                                                                          \
    auto name##_result = (expr);                                                                                       \
    if (!name##_result)                                                                                                \
        return name##_result.error();                                                                                  \
    [[maybe_unused]] auto &name = *name##_result

} // namespace tidedesk
