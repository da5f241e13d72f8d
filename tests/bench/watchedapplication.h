// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QApplication>
#include <QJsonObject>
#include <functional>

namespace tidedesk::bench {

/// An application that watches its own main thread: how long each turn of the event loop works, by the thread's CPU clock
/// and by the wall, and when a window has been painted. What other programs do shows in the wall only.
class WatchedApplication final : public QApplication {
    Q_OBJECT
public:
    static constexpr qint64 kLimitNs = 16'000'000;

    WatchedApplication(int &argc, char **argv)
        : QApplication(argc, argv)
    {
    }
    bool notify(QObject *receiver, QEvent *event) override;

    /// Turns since the last call: how many, the longest, how many over 16 ms, and who the longest belonged to.
    QJsonObject takeTurns();

    /// Called after each turn in which something was painted.
    std::function<void()> painted;

private:
    struct Turns {
        qint64 count = 0;
        qint64 longestCpu = 0;
        qint64 longestWall = 0;
        qint64 overLimit = 0;
        QByteArray longest; ///< class and event of the longest by CPU
    };
    void noteTurn(qint64 cpu, qint64 wall, const QByteArray &what);

    Turns m_turns;
    int m_depth = 0;
    bool m_painting = false; ///< in this turn
};

} // namespace tidedesk::bench
