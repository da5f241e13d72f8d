// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/schema/row.h"
#include "ui/common/uicontext.h"
#include <QToolButton>

namespace tidedesk::ui {

/// A file on a message: click looks at it, the arrow offers to save it. Never opened by another program from here.
class AttachmentChip final : public QToolButton {
    Q_OBJECT
public:
    AttachmentChip(UiContext &ui, const Row &attachment, QWidget *parent);
    /// Whether we can show it ourselves.
    static bool isImage(const Row &attachment);
    static bool isText(const Row &attachment);

Q_SIGNALS:
    void activated(const tidedesk::Row &attachment);
    void saveRequested(const tidedesk::Row &attachment);

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslate();

    UiContext &m_ui;
    Row m_attachment;
};

} // namespace tidedesk::ui
