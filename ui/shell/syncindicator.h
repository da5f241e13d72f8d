// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/common/uicontext.h"
#include <QTimer>
#include <QWidget>

class QPushButton;

namespace tidedesk::ui {

class ElidedLabel;
class IconLabel;

/// What the seat knows about its link to the server, as the status bar shows it. The app fills it from the sync status.
struct SyncState {
    enum class Link {
        Connecting, ///< first contact of this run
        Connected,
        Syncing, ///< connected, and pulling or pushing a noticeable amount
        Offline, ///< no network or no server; work goes on
        SignInNeeded, ///< the session ended; work goes on
        Refused, ///< the server and this program cannot work together (version, licence, revoked seat)
    };
    Link link = Link::Connecting;
    qint64 sinceMs = 0; ///< offline since; 0 = unknown
    qint64 asOfMs = 0; ///< everything up to here is on this seat; 0 = never synced
    double progress = -1; ///< of Syncing, 0..1; below 0 = length unknown
    int waiting = 0; ///< operations in the outbox
    int needsReview = 0; ///< replies and changes that came back to their author

    friend bool operator==(const SyncState &, const SyncState &) = default;
};

/// The true state of the link, in words, always in sight: an icon and a sentence, the waiting work, what needs review,
/// and how old the data is. Each part can be reached with the keyboard and leads to the place where one can act.
class SyncIndicator final : public QWidget {
    Q_OBJECT
public:
    SyncIndicator(UiContext &ui, QWidget *parent);

    void setState(const SyncState &state);
    const SyncState &state() const { return m_state; }
    QString sentence() const; ///< as shown; for tests and assistive technology

Q_SIGNALS:
    void syncRequested();
    void signInRequested();
    void outboxRequested();
    void reviewRequested();

protected:
    void changeEvent(QEvent *event) override;

private:
    class Bar;
    void refresh();
    void act();
    QString linkText() const;
    QString asOfText() const;

    UiContext &m_ui;
    SyncState m_state;
    QTimer m_minute; ///< "3 min ago" grows old by itself
    IconLabel *m_icon;
    ElidedLabel *m_text;
    Bar *m_bar;
    QPushButton *m_action;
    QPushButton *m_review;
    QPushButton *m_waiting;
    ElidedLabel *m_asOf;
};

} // namespace tidedesk::ui
