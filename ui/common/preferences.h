// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>
#include <functional>

namespace tidedesk::ui {

/// Where small choices of this seat are kept (theme, language, column widths). The app supplies both functions;
/// either may be empty, then a choice lasts until the program ends. Main thread.
struct Preferences {
    std::function<QString(const QString &key)> load; ///< empty text when nothing was saved
    std::function<void(const QString &key, const QString &value)> save;

    QString value(const QString &key) const { return load ? load(key) : QString(); }
    void setValue(const QString &key, const QString &text) const
    {
        if (save)
            save(key, text);
    }
};

} // namespace tidedesk::ui
