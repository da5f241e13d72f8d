// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/common/uicontext.h"
#include <QAbstractButton>

class QActionGroup;
class QMenu;

namespace tidedesk::ui {

/// The signed-in person at the right end of the header, and the menu behind it: language, theme, shortcuts, sign out.
class ProfileButton final : public QAbstractButton {
    Q_OBJECT
public:
    ProfileButton(UiContext &ui, QWidget *parent);

    void setPerson(const QString &name, const QString &id);
    QMenu *menu() const { return m_menu; }
    void addMenuAction(QAction *action); ///< below language and theme
    QSize sizeHint() const override;

protected:
    void changeEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void buildLanguageMenu();
    void buildThemeMenu();
    void retranslate();
    void openMenu();

    UiContext &m_ui;
    QString m_name;
    QString m_id;
    QMenu *m_menu;
    QMenu *m_languages;
    QMenu *m_themes;
    QActionGroup *m_themeGroup;
};

} // namespace tidedesk::ui
