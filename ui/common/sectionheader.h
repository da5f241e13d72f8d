// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/common/icons.h"
#include <QAbstractButton>

namespace tidedesk::ui {

/// Title of one block of a panel: name, count, and a chevron that folds the block away. Works by mouse, Space and Enter.
class SectionHeader final : public QAbstractButton {
    Q_OBJECT
public:
    SectionHeader(const Theme &theme, QWidget *parent);

    void setTitle(const QString &title);
    void setCount(int count); ///< -1: none shown
    void setContent(QWidget *content); ///< shown while the section is open; not owned
    bool isOpen() const { return isChecked(); }
    void setOpen(bool open) { setChecked(open); }
    QSize sizeHint() const override;

Q_SIGNALS:
    void openChanged(bool open);

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    const Theme &m_theme;
    int m_count = -1;
    QPointer<QWidget> m_content;
};

} // namespace tidedesk::ui
