// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/common/uicontext.h"
#include "ui/shell/syncindicator.h"
#include <QMainWindow>

class QStackedWidget;

namespace tidedesk::ui {

class HeaderBar;
class NavigationRail;
class Page;
class ShortcutsOverlay;
class ToastArea;

/// The window of the workstation: navigation rail, header with the search over everything, one page at a time, status
/// bar. Knows pages by their interface alone and decides nothing: what people ask for leaves as signals, and the app
/// answers by its setters. Pages belong to the app and outlive the window.
class MainWindow final : public QMainWindow {
    Q_OBJECT
public:
    explicit MainWindow(UiContext &ui);

    /// In the order of the rail; pages added after addBreak() stand at its lower end.
    void addPage(Page &page);
    void addBreak();
    /// Shows the page and tells it. Nothing happens for an unknown id.
    void showPage(const QString &id);
    void goBack(); ///< to the page before this one
    QString currentPage() const { return m_current; }

    void setAccount(const QString &name, const QString &id);
    void setSyncState(const SyncState &state);
    void focusSearch();

Q_SIGNALS:
    void pageShown(const QString &id);
    void searchEdited(const QString &text); ///< while typing; empty when cleared
    void searchSubmitted(const QString &text);
    void signOutRequested();
    void signInRequested();
    void syncRequested();
    void outboxRequested();
    void reviewRequested();
    void closing(); ///< the window is about to go; save what is open

protected:
    void changeEvent(QEvent *event) override;
    void closeEvent(QCloseEvent *event) override;

private:
    struct Entry {
        Page *page;
        QWidget *widget = nullptr;
    };
    void buildLayout();
    void buildActions();
    void connectParts();
    void restoreWindow();
    void retranslate();
    Entry *entry(const QString &id);
    void updateBadge(Page &page);

    UiContext &m_ui;
    QList<Entry> m_entries;
    QString m_current;
    QString m_previous;
    NavigationRail *m_rail;
    HeaderBar *m_header;
    QStackedWidget *m_stack;
    SyncIndicator *m_sync;
    ShortcutsOverlay *m_overlay = nullptr;
    ToastArea *m_toasts = nullptr;
};

} // namespace tidedesk::ui
