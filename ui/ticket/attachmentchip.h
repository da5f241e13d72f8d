// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/schema/row.h"
#include "ui/common/uicontext.h"
#include <QToolButton>

namespace tidedesk::ui {

/// A file on a message: click looks at it, the arrow offers to save it, or to stop what is on its way. Never opened by
/// another program from here.
class AttachmentChip final : public QToolButton {
    Q_OBJECT
public:
    AttachmentChip(UiContext &ui, const Row &attachment, QWidget *parent);
    /// Whether we can show it ourselves.
    static bool isImage(const Row &attachment);
    static bool isText(const Row &attachment);
    const Row &attachment() const { return m_attachment; }
    /// How much of it has come; -1 when it is not on its way.
    void setFetched(int percent);

Q_SIGNALS:
    void activated(const tidedesk::Row &attachment);
    void saveRequested(const tidedesk::Row &attachment);
    void stopRequested(const tidedesk::Row &attachment);

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslate();

    UiContext &m_ui;
    Row m_attachment;
    int m_fetched = -1;
};

} // namespace tidedesk::ui
