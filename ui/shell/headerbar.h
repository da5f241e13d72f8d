// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/common/uicontext.h"
#include <QFrame>

class QLabel;

namespace tidedesk::ui {

class ProfileButton;
class SearchField;

/// Top of the window: name of the page, the search over everything, the person who is signed in.
class HeaderBar final : public QFrame {
    Q_OBJECT
public:
    HeaderBar(UiContext &ui, QWidget *parent);

    void setTitle(const QString &title);
    SearchField *search() const { return m_search; }
    ProfileButton *profile() const { return m_profile; }

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslate();

    QLabel *m_title;
    SearchField *m_search;
    ProfileButton *m_profile;
};

} // namespace tidedesk::ui
