// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/common/icons.h"
#include <QObject>

class QWidget;

namespace tidedesk::ui {

/// One destination of the navigation rail. The app makes pages and hands them to the main window, which shows one at a
/// time; pages never know each other. The widget is made when the page is first shown and belongs to the window then.
class Page : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    virtual QString id() const = 0; ///< "inbox": stable, used in settings and links
    virtual QString title() const = 0; ///< in the current language
    virtual Icon icon() const = 0;
    virtual QWidget *createWidget(QWidget *parent) = 0;
    virtual int badge() const { return 0; } ///< things that wait here; 0 shows none
    virtual Tone badgeTone() const { return Tone::Accent; } ///< Danger where a person must act
    virtual bool inRail() const { return true; } ///< false: reached from other places only
    virtual void activated() { } ///< shown, or asked for again; take the focus where work starts
    virtual void left() { } ///< another page is shown; stop timers and redraws

Q_SIGNALS:
    void badgeChanged();
};

} // namespace tidedesk::ui
