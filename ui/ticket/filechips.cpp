// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ticket/filechips.h"
#include "ui/common/flowlayout.h"
#include "ui/common/formats.h"
#include "ui/common/icons.h"
#include "ui/common/labels.h"
#include <QFileInfo>
#include <QToolButton>

namespace tidedesk::ui {

FileChips::FileChips(UiContext &ui, QWidget *parent)
    : QWidget(parent)
    , m_ui(ui)
    , m_flow(new FlowLayout(this))
{
    hide();
}

void FileChips::show(const QList<seat::Edits::Upload> &files)
{
    while (QLayoutItem *item = m_flow->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater();
        delete item;
    }
    for (int i = 0; i < files.size(); ++i) {
        const QString size = m_ui.formats.fileSize(QFileInfo(files[i].path).size());
        auto *chip = new QToolButton(this);
        chip->setObjectName(QStringLiteral("composerFile"));
        chip->setProperty("kind", QStringLiteral("file"));
        chip->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        chip->setIcon(m_ui.icons.icon(Icon::Close));
        const QString shown = fontMetrics().elidedText(files[i].name.simplified(), Qt::ElideMiddle, 200);
        chip->setText(tr("%1  (%2)").arg(shown, size).replace(u'&', QStringLiteral("&&")));
        chip->setAccessibleName(tr("Remove file %1").arg(files[i].name));
        chip->setToolTip(plainToolTip(chip->accessibleName()));
        connect(chip, &QToolButton::clicked, this, [this, i] { Q_EMIT removed(i); });
        m_flow->addWidget(chip);
    }
    setVisible(!files.isEmpty());
    updateGeometry();
}

} // namespace tidedesk::ui
