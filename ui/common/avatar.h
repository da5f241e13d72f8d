// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/common/glyphs.h"
#include <QWidget>

namespace tidedesk::ui {

class Theme;

/// A person as a round sign with initials. Its accessible name and tooltip are the whole name.
class Avatar final : public QWidget {
    Q_OBJECT
public:
    Avatar(const Theme &theme, int size, QWidget *parent);
    void setPerson(const QString &name, const QString &id);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    QString m_name;
    QString m_id;
};

} // namespace tidedesk::ui
