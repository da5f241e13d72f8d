// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/work/outboxview.h"
#include "ui/common/dialogs.h"
#include "ui/common/emptystate.h"
#include "ui/common/errortext.h"
#include "ui/common/formats.h"
#include "ui/common/labels.h"
#include "ui/common/notifier.h"
#include "ui/common/uicontext.h"
#include "ui/work/outboxcontroller.h"
#include "ui/work/outboxdelegate.h"
#include <QKeyEvent>
#include <QListView>
#include <QPushButton>
#include <QStackedLayout>
#include <QVBoxLayout>

namespace tidedesk::ui {

OutboxView::OutboxView(UiContext &ui, OutboxController &controller, QWidget *parent)
    : QWidget(parent)
    , m_ui(ui)
    , m_controller(controller)
    , m_summary(mutedLabel({}, TextStyle::Body, this))
    , m_list(new QListView(this))
    , m_empty(new EmptyState(ui.theme, Icon::Check, this))
    , m_retry(new QPushButton(this))
    , m_open(new QPushButton(this))
    , m_discard(new QPushButton(this))
    , m_hint(mutedLabel({}, TextStyle::Small, this))
{
    build();
    connect(m_retry, &QPushButton::clicked, this, &OutboxView::retryRequested);
    connect(m_open, &QPushButton::clicked, this, &OutboxView::openCurrent);
    connect(m_discard, &QPushButton::clicked, this, &OutboxView::askDiscard);
    connect(m_list, &QListView::activated, this, &OutboxView::openCurrent);
    connect(m_empty, &EmptyState::actionTriggered, this, [this] { m_controller.reload(); });
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex &index) {
        if (index.isValid())
            m_selected = index.data(OutboxModel::Seq).toLongLong();
        updateActions();
    });
    connect(&controller, &OutboxController::loaded, this, &OutboxView::refresh);
    connect(&controller, &OutboxController::failed, this, &OutboxView::showError);
    connect(&controller, &OutboxController::discarded, this, [this] { m_ui.notifier.done(tr("Taken back. Nothing was sent.")); });
    connect(&controller, &OutboxController::refused, this,
        [this](const Error &error) { m_ui.notifier.failed(ErrorText::of(error)); });
    retranslate();
    refresh();
}

void OutboxView::build()
{
    m_list->setObjectName(QStringLiteral("outboxList"));
    m_list->setModel(m_controller.model());
    m_list->setItemDelegate(new OutboxDelegate(m_ui.theme, m_list));
    m_list->setUniformItemSizes(true);
    m_list->setMouseTracking(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->installEventFilter(this);
    m_summary->setObjectName(QStringLiteral("outboxSummary"));
    m_retry->setObjectName(QStringLiteral("outboxRetry"));
    m_retry->setIcon(m_ui.icons.icon(Icon::Sync));
    m_open->setObjectName(QStringLiteral("outboxOpen"));
    m_discard->setObjectName(QStringLiteral("outboxDiscard"));
    m_hint->setObjectName(QStringLiteral("outboxHint"));
    m_hint->setWordWrap(true);

    auto *top = new QHBoxLayout;
    top->setContentsMargins(16, 12, 16, 12);
    top->setSpacing(8);
    top->addWidget(m_summary, 1);
    top->addWidget(m_retry);
    auto *bottom = new QHBoxLayout;
    bottom->setContentsMargins(16, 8, 16, 12);
    bottom->setSpacing(8); // not the column's nothing
    bottom->addWidget(m_hint, 1);
    bottom->addWidget(m_open);
    bottom->addWidget(m_discard);
    auto *full = new QWidget(this);
    auto *inner = new QVBoxLayout(full);
    inner->setContentsMargins(0, 0, 0, 0);
    inner->setSpacing(0);
    inner->addLayout(top);
    inner->addWidget(m_list, 1);
    inner->addLayout(bottom);
    m_stack = new QStackedLayout(this);
    m_stack->addWidget(full);
    m_stack->addWidget(m_empty);
}

void OutboxView::retranslate()
{
    m_list->setAccessibleName(tr("Changes that wait to be sent"));
    m_retry->setText(tr("Send now"));
    m_open->setText(tr("Open"));
    m_discard->setText(tr("Discard…"));
}

void OutboxView::refresh()
{
    const int waiting = m_controller.waiting();
    if (waiting == 0) {
        m_empty->setIcon(Icon::Check);
        m_empty->setTexts(tr("Everything is sent"), tr("The server has received all of your work."));
        m_stack->setCurrentIndex(1);
        updateActions();
        return;
    }
    m_summary->setText(tr("%1; the oldest was done %2")
                           .arg(tr("%n change(s) waiting to be sent", nullptr, waiting),
                               m_ui.formats.relative(m_controller.oldest())));
    m_summary->setToolTip(plainToolTip(m_ui.formats.absolute(m_controller.oldest())));
    m_stack->setCurrentIndex(0);
    const int row = std::max(0, m_controller.model()->rowOf(m_selected));
    if (m_list->currentIndex().row() != row)
        m_list->setCurrentIndex(m_controller.model()->index(row));
    updateActions();
}

void OutboxView::showError(const Error &error)
{
    m_empty->setIcon(Icon::Warning);
    m_empty->setTexts(tr("The outbox could not be read"), ErrorText::of(error), tr("Try again"));
    m_stack->setCurrentIndex(1);
}

void OutboxView::updateActions()
{
    const QModelIndex current = m_list->currentIndex();
    if (!current.isValid()) {
        m_open->setEnabled(false);
        m_discard->setEnabled(false);
        m_hint->clear();
        return;
    }
    const OutboxLine &line = m_controller.model()->line(current.row());
    m_open->setEnabled(!line.ticket.isNull() || !line.customer.isNull());
    m_discard->setEnabled(line.unsent);
    m_hint->setText(line.unsent ? QString()
                                : tr("This may have reached the server already, so it can no longer be taken back."));
}

void OutboxView::openCurrent()
{
    const QModelIndex current = m_list->currentIndex();
    if (!current.isValid())
        return;
    const OutboxLine line = m_controller.model()->line(current.row());
    if (!line.ticket.isNull())
        Q_EMIT ticketActivated(line.ticket);
    else if (!line.customer.isNull())
        Q_EMIT customerActivated(line.customer);
}

void OutboxView::askDiscard()
{
    const QModelIndex current = m_list->currentIndex();
    if (!current.isValid() || !m_discard->isEnabled())
        return;
    const OutboxLine line = m_controller.model()->line(current.row());
    const Question question {
        .title = tr("Discard this change?"),
        .text = tr("%1\n\nIt has not been sent. It is undone on this computer, together with the changes that build on it.")
                    .arg(line.about.isEmpty() ? line.what : QStringLiteral("%1\n%2").arg(line.what, line.about)),
        .accept = tr("Discard change"),
        .reject = tr("Keep"),
        .destructive = true,
    };
    m_ui.dialogs.ask(this, question, this, [this, seq = line.seq](bool accepted) {
        if (accepted)
            m_controller.discard(seq);
    });
}

bool OutboxView::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_list && event->type() == QEvent::KeyPress
        && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Delete) {
        askDiscard();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void OutboxView::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        m_controller.retranslate();
    }
}

} // namespace tidedesk::ui
