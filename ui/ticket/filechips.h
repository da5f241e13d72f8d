// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/seat/edits.h"
#include "ui/common/uicontext.h"
#include <QWidget>

namespace tidedesk::ui {

class FlowLayout;

/// Files that go along with a message being written; a click takes one out again.
class FileChips final : public QWidget {
    Q_OBJECT
public:
    FileChips(UiContext &ui, QWidget *parent);
    void show(const QList<seat::Edits::Upload> &files);

Q_SIGNALS:
    void removed(int index);

private:
    UiContext &m_ui;
    FlowLayout *m_flow;
};

} // namespace tidedesk::ui
