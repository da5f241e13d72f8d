// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace tidedesk {
class Clock;
}

namespace tidedesk::ui {

class Actions;
class Dialogs;
class Formats;
class Icons;
class Language;
class Notifier;
class Theme;
struct Preferences;

/// What every view needs to look and speak like the rest. The app owns all of it, for longer than any widget lives;
/// views take it as `UiContext &ui`.
struct UiContext {
    Theme &theme;
    const Icons &icons;
    Language &language;
    const Formats &formats;
    Actions &actions;
    Dialogs &dialogs;
    Notifier &notifier;
    const Preferences &preferences;
    const Clock &clock;
};

} // namespace tidedesk::ui
