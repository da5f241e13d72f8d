// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/customer/blockview.h"
#include "ui/common/labels.h"
#include "ui/common/sectionheader.h"
#include "ui/common/uicontext.h"
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace tidedesk::ui {

BlockView::BlockView(UiContext &ui, CustomerBlocks::Kind kind, QWidget *parent)
    : QWidget(parent)
    , m_header(new SectionHeader(ui.theme, this))
    , m_body(new QWidget(this))
    , m_facts(new FactList(ui.theme, m_body))
    , m_empty(mutedLabel({}, TextStyle::Small, m_body))
    , m_provenance(mutedLabel({}, TextStyle::Tiny, m_body))
    , m_more(new QPushButton(m_body))
    , m_kind(kind)
{
    m_facts->setObjectName(QStringLiteral("facts"));
    m_empty->setObjectName(QStringLiteral("empty"));
    m_empty->setWordWrap(true);
    m_empty->setContentsMargins(8, 2, 8, 2);
    m_provenance->setObjectName(QStringLiteral("provenance"));
    m_provenance->setContentsMargins(8, 2, 8, 2);
    m_provenance->setWordWrap(true);
    m_more->setObjectName(QStringLiteral("more"));
    m_more->setProperty("kind", QStringLiteral("link"));
    auto *inner = new QVBoxLayout(m_body);
    inner->setContentsMargins(16, 0, 0, 6);
    inner->setSpacing(0);
    inner->addWidget(m_facts);
    inner->addWidget(m_empty);
    inner->addWidget(m_more, 0, Qt::AlignLeft);
    inner->addWidget(m_provenance);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_header);
    layout->addWidget(m_body);
    m_header->setContent(m_body);
    connect(m_header, &SectionHeader::openChanged, this, &BlockView::openChanged);
    connect(m_facts, &FactList::ticketActivated, this, &BlockView::ticketActivated);
    connect(m_more, &QPushButton::clicked, this, &BlockView::moreRequested);
}

void BlockView::setBlock(const CustomerBlocks::Block &block)
{
    const int lines = m_kind == CustomerBlocks::Profile ? static_cast<int>(block.facts.size()) : kLines;
    const qsizetype rest = std::max<qsizetype>(block.facts.size(), block.count) - lines;
    m_header->setTitle(CustomerBlocks::title(m_kind));
    m_header->setCount(block.count);
    m_facts->setAccessibleName(CustomerBlocks::title(m_kind));
    m_facts->setFacts(block.facts.mid(0, lines));
    m_facts->setVisible(!block.facts.isEmpty());
    m_empty->setText(block.empty);
    m_empty->setVisible(block.facts.isEmpty());
    m_provenance->setText(block.provenance);
    m_provenance->setVisible(!block.provenance.isEmpty());
    m_more->setText(tr("%n more", nullptr, static_cast<int>(std::max<qsizetype>(0, rest))));
    m_more->setVisible(rest > 0);
}

void BlockView::setOpen(bool open)
{
    m_header->setOpen(open);
}

bool BlockView::isOpen() const
{
    return m_header->isOpen();
}

} // namespace tidedesk::ui
