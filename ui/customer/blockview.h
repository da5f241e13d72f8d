// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/customer/customerblocks.h"
#include <QWidget>

class QLabel;
class QPushButton;

namespace tidedesk::ui {

class SectionHeader;
struct UiContext;

/// One foldable block of the panel: its first lines, where they come from, and a way to the rest.
class BlockView final : public QWidget {
    Q_OBJECT
public:
    static constexpr int kLines = 5;

    BlockView(UiContext &ui, CustomerBlocks::Kind kind, QWidget *parent);
    void setBlock(const CustomerBlocks::Block &block);
    void setOpen(bool open);
    bool isOpen() const;

Q_SIGNALS:
    void openChanged(bool open);
    void ticketActivated(const tidedesk::Id &ticket);
    void moreRequested();

private:
    SectionHeader *m_header;
    QWidget *m_body;
    FactList *m_facts;
    QLabel *m_empty;
    QLabel *m_provenance;
    QPushButton *m_more;
    CustomerBlocks::Kind m_kind;
};

} // namespace tidedesk::ui
