// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/schema/row.h"
#include "ui/common/uicontext.h"
#include <QDialog>

namespace tidedesk::ui {

/// Shows a picture or a text file without another program. Nothing in the file is followed or executed; pictures larger
/// than kMostPixels and texts beyond kMostBytes are not shown whole.
class AttachmentPreview final : public QDialog {
    Q_OBJECT
public:
    static constexpr qint64 kMostBytes = 512 * 1024;
    static constexpr qint64 kMostPixels = 50'000'000;

    /// `path` holds the attachment's bytes.
    AttachmentPreview(UiContext &ui, const Row &attachment, const QString &path, QWidget *parent);

Q_SIGNALS:
    void saveRequested();

private:
    QWidget *picture(const QString &path);
    QWidget *text(const QString &path);
    QWidget *sentence(const QString &words);
};

} // namespace tidedesk::ui
