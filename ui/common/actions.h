// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/common/icons.h"
#include <QKeySequence>
#include <QObject>
#include <functional>

class QAction;
class QWidget;

namespace tidedesk::ui {

class Icons;

/// One thing a person can do. Texts are functions so that they follow the language.
struct ActionSpec {
    QString id; ///< "ticket.reply": stable, dotted, the first word is its group
    std::function<QString()> text;
    QKeySequence shortcut = {};
    std::optional<Icon> icon = {};
    std::function<void()> handler = {};
    bool inPalette = true; ///< offered by the command palette and listed among the shortcuts
};

/// Every action of the program, by id: menus, tool bars, the command palette and the list of shortcuts take them from
/// here, so that each is described once. The QAction belongs to the widget it acts in; its shortcut works in the
/// whole window while that widget is visible (a bare letter only while the focus is inside), and goes with it. Owned by
/// the app, main thread.
class Actions final : public QObject {
    Q_OBJECT
public:
    explicit Actions(const Icons &icons);

    /// Two actions may share an id only one after the other; a second one replaces nothing and is a programming error.
    QAction *add(QWidget *owner, const ActionSpec &spec);
    QAction *find(const QString &id) const; ///< null when nobody offers it now
    QList<QAction *> all() const; ///< those meant for the palette, in order of adding
    static QString idOf(const QAction *action);
    static QString groupOf(const QAction *action);
    /// "Reply (Ctrl+R)"
    static QString toolTip(const QAction *action);

public Q_SLOTS:
    void retranslate(); ///< the app connects Language::changed to it

Q_SIGNALS:
    void listChanged();

private:
    struct Entry {
        QPointer<QAction> action;
        std::function<QString()> text;
        bool inPalette = true;
    };
    const Icons &m_icons;
    QList<Entry> m_entries;
};

} // namespace tidedesk::ui
