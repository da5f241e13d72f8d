// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/avatar.h"
#include "ui/common/labels.h"
#include "ui/common/theme.h"
#include <QPainter>

namespace tidedesk::ui {

Avatar::Avatar(const Theme &theme, int size, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setFixedSize(size, size);
}

void Avatar::setPerson(const QString &name, const QString &id)
{
    m_name = name;
    m_id = id;
    setAccessibleName(name);
    setToolTip(plainToolTip(name));
    update();
}

void Avatar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintAvatar(&painter, rect(), m_name, m_id, m_theme.colors());
}

} // namespace tidedesk::ui
