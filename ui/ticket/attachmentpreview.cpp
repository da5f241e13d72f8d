// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ticket/attachmentpreview.h"
#include "core/schema/entities.h"
#include "ui/common/labels.h"
#include "ui/ticket/attachmentchip.h"
#include <QBoxLayout>
#include <QFile>
#include <QImageReader>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>

namespace tidedesk::ui {

namespace {
constexpr QSize kRoom {1000, 620};
}

AttachmentPreview::AttachmentPreview(UiContext &, const Row &attachment, const QString &path, QWidget *parent)
    : QDialog(parent)
{
    setObjectName(QStringLiteral("attachmentPreview"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(attachment.text(schema::attachment().name).simplified());
    auto *column = new QVBoxLayout(this);
    column->addWidget(AttachmentChip::isImage(attachment) ? picture(path) : text(path), 1);
    auto *save = new QPushButton(tr("Save as…"), this);
    auto *close = new QPushButton(tr("Close"), this);
    save->setObjectName(QStringLiteral("previewSave"));
    close->setObjectName(QStringLiteral("previewClose"));
    close->setDefault(true);
    connect(save, &QPushButton::clicked, this, &AttachmentPreview::saveRequested);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(save);
    buttons->addWidget(close);
    column->addLayout(buttons);
    resize(AttachmentChip::isImage(attachment) ? sizeHint().boundedTo(kRoom + QSize(60, 100)) : QSize(720, 520));
}

QWidget *AttachmentPreview::picture(const QString &path)
{
    QImageReader reader(path);
    reader.setAutoTransform(true);
    reader.setDecideFormatFromContent(true);
    const QSize size = reader.size();
    if (!size.isValid() || qint64(size.width()) * size.height() > kMostPixels)
        return sentence(tr("This picture cannot be shown here. You can save it."));
    if (size.width() > kRoom.width() || size.height() > kRoom.height())
        reader.setScaledSize(size.scaled(kRoom, Qt::KeepAspectRatio));
    const QImage image = reader.read();
    if (image.isNull())
        return sentence(tr("This picture cannot be shown here. You can save it."));
    auto *label = new QLabel(this);
    label->setObjectName(QStringLiteral("previewPicture"));
    label->setAlignment(Qt::AlignCenter);
    label->setPixmap(QPixmap::fromImage(image));
    auto *area = new QScrollArea(this);
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setWidget(label);
    area->setMinimumSize(image.size().boundedTo(kRoom) + QSize(4, 4));
    return area;
}

QWidget *AttachmentPreview::text(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return sentence(tr("This file cannot be read."));
    auto *view = new QPlainTextEdit(this);
    view->setObjectName(QStringLiteral("previewText"));
    view->setReadOnly(true);
    QString words = QString::fromUtf8(file.read(kMostBytes));
    if (file.size() > kMostBytes)
        words += u'\n' + tr("… the rest is not shown here.");
    view->setPlainText(words);
    return view;
}

QWidget *AttachmentPreview::sentence(const QString &words)
{
    QLabel *label = mutedLabel(words, TextStyle::Body, this);
    label->setAlignment(Qt::AlignCenter);
    label->setMinimumSize(320, 120);
    return label;
}

} // namespace tidedesk::ui
