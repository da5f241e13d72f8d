// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/common/palette.h"
#include <QObject>
#include <QPointer>
#include <functional>

namespace tidedesk::ui {

/// A short message that asks for nothing: what was done, with one way to take it back or to look at it.
struct Notice {
    QString text;
    Tone tone = Tone::Neutral;
    QString action = {}; ///< "Undo"; empty: no button
    QPointer<QObject> context = {}; ///< the action is offered only while this lives
    std::function<void()> onAction = {};
    int milliseconds = 8000; ///< 0 = stays until dismissed; failures stay
};

/// Where views hand in notices; the shell shows them. Owned by the app, main thread.
class Notifier final : public QObject {
    Q_OBJECT
public:
    void post(Notice notice) { Q_EMIT posted(notice); }
    void done(const QString &text) { post({.text = text, .tone = Tone::Positive}); }
    void undoable(const QString &text, const QString &action, QObject *context, std::function<void()> undo)
    {
        post({.text = text, .action = action, .context = context, .onAction = std::move(undo)});
    }
    void failed(const QString &text) { post({.text = text, .tone = Tone::Danger, .milliseconds = 0}); }

Q_SIGNALS:
    void posted(const tidedesk::ui::Notice &notice);
};

} // namespace tidedesk::ui
