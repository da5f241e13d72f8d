// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QList>
#include <QObject>
#include <QTimer>
#include <functional>

class QWidget;

namespace tidedesk::ui {

/// Building cut into turns of the event loop, so that no turn is long: what is not on screen yet is made while nobody
/// waits, a step in a turn, from kQuietMs after the last step was added. Who needs the result sooner calls finish().
/// Belongs to what its steps build; UI thread.
class Steps final : public QObject {
public:
    static constexpr int kQuietMs = 120; ///< what is on screen goes first

    explicit Steps(QObject *parent);

    void add(std::function<void()> step);
    /// Style and font of `widget` and of all in it, a widget in a step: the first showing finds them done.
    void addPolish(QWidget *widget);
    void finish(); ///< all that is left, at once
    void turn(); ///< one step; what the event loop calls
    bool isDone() const { return m_steps.isEmpty(); }

private:
    QList<std::function<void()>> m_steps;
    QTimer m_turn;
};

} // namespace tidedesk::ui
