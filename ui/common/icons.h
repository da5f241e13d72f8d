// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/common/palette.h"
#include <QIcon>
#include <QPointer>

namespace tidedesk::ui {

class Theme;

// Name in the program and file in resources/icons, drawn for this project on a 24 x 24 grid.
// clang-format off
#define TD_ICONS(X) \
    X(Inbox, "inbox") \
    X(Customers, "customers") \
    X(Dashboard, "dashboard") \
    X(Live, "live") \
    X(Wallboard, "wallboard") \
    X(Outbox, "outbox") \
    X(Conflict, "conflict") \
    X(Search, "search") \
    X(Settings, "settings") \
    X(Plus, "plus") \
    X(Reply, "reply") \
    X(Forward, "forward") \
    X(Note, "note") \
    X(Tag, "tag") \
    X(Clock, "clock") \
    X(User, "user") \
    X(Team, "team") \
    X(Phone, "phone") \
    X(Mail, "mail") \
    X(Chat, "chat") \
    X(Web, "web") \
    X(Social, "social") \
    X(Wechat, "wechat") \
    X(Check, "check") \
    X(Close, "x") \
    X(Warning, "warning") \
    X(Info, "info") \
    X(Online, "online") \
    X(Offline, "offline") \
    X(Sync, "sync") \
    X(Sort, "sort") \
    X(Filter, "filter") \
    X(ChevronDown, "chevron-down") \
    X(ChevronUp, "chevron-up") \
    X(ChevronRight, "chevron-right") \
    X(ChevronLeft, "chevron-left") \
    X(Paperclip, "paperclip") \
    X(More, "more") \
    X(Sun, "sun") \
    X(Moon, "moon") \
    X(Contrast, "contrast") \
    X(Language, "language") \
    X(Send, "send") \
    X(Star, "star") \
    X(Edit, "edit") \
    X(Trash, "trash") \
    X(Copy, "copy") \
    X(Link, "link") \
    X(Undo, "undo") \
    X(SignOut, "sign-out") \
    X(Book, "book") \
    X(Task, "task") \
    X(Bell, "bell") \
    X(Eye, "eye") \
    X(Lock, "lock") \
    X(Calendar, "calendar") \
    X(Download, "download") \
    X(Merge, "merge") \
    X(Pause, "pause") \
    X(Flag, "flag") \
    X(Keyboard, "keyboard") \
    X(Building, "building") \
    X(Image, "image") \
    X(Pin, "pin") \
    X(Target, "target") \
    X(Trend, "trend") \
    X(Flow, "flow") \
    X(Heart, "heart") \
    X(Columns, "columns")
// clang-format on

enum class Icon {
#define TD_ICON_ENUM(name, file) name,
    TD_ICONS(TD_ICON_ENUM)
#undef TD_ICON_ENUM
        Count
};

/// Line icons in the colours of the theme. A QIcon made here draws itself anew in the current theme and at the
/// resolution of the screen, so that it is set once and never refreshed. Pixmaps are cached. Main thread; owned by the
/// app, must not outlive the theme.
class Icons final {
public:
    explicit Icons(const Theme &theme)
        : m_theme(theme)
    {
    }
    /// `role` is the normal tint; disabled icons are faint, checked ones of buttons take `on`.
    QIcon icon(Icon icon, ColorRole role = &ThemePalette::muted, ColorRole on = &ThemePalette::accent) const;
    /// Paints straight into a delegate or widget.
    void paint(QPainter *painter, const QRect &rect, Icon icon, ColorRole role = &ThemePalette::muted) const;
    static void paint(QPainter *painter, const QRect &rect, Icon icon, const QColor &color);
    static QIcon logo();

private:
    const Theme &m_theme;
};

/// File name in resources/icons without suffix.
QLatin1StringView iconFile(Icon icon);

} // namespace tidedesk::ui
