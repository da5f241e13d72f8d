// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/common/steps.h"

namespace tidedesk::ui {

/// A part of a screen that is heavy to make: made once, by the first who needs it, or before that in the quiet of Steps,
/// while nobody waits for it; then polished, a widget in a step. Its parent owns the widget; the holder is a member of
/// that parent, so that what is still to be done goes with it. UI thread.
template <class T> class BuiltAhead final {
public:
    explicit BuiltAhead(std::function<T *()> make)
        : m_make(std::move(make))
    {
    }

    /// Has it made in the quiet; nothing to do when that was said before.
    void plan()
    {
        if (std::exchange(m_planned, true))
            return;
        m_steps.add([this] { need(); });
    }
    /// Made at once when it is not there yet. Not to be called while it is being made.
    T *need()
    {
        if (m_part)
            return m_part;
        m_planned = true;
        m_part = m_make();
        m_steps.addPolish(m_part);
        return m_part;
    }
    T *get() const { return m_part; } ///< null until then
    T *operator->() const { return m_part; }
    explicit operator bool() const { return m_part != nullptr; }
    Steps &steps() { return m_steps; } ///< for what else can be done before somebody waits for it

private:
    std::function<T *()> m_make;
    T *m_part = nullptr;
    bool m_planned = false;
    Steps m_steps {nullptr};
};

} // namespace tidedesk::ui
