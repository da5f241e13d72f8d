// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ticket/ticketheader.h"
#include "core/schema/entities.h"
#include "ui/common/fieldtext.h"
#include "ui/common/icons.h"
#include "ui/common/labels.h"
#include <QBoxLayout>
#include <QEvent>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMenu>
#include <QToolButton>

namespace tidedesk::ui {

TicketHeader::TicketHeader(UiContext &ui, QWidget *parent)
    : QWidget(parent)
    , m_reference(mutedLabel({}, TextStyle::Body, this))
    , m_subject(new QLineEdit(this))
    , m_more(new QToolButton(this))
{
    auto *menu = new QMenu(m_more);
    m_merge = menu->addAction(QString(), this, &TicketHeader::mergeRequested);
    m_split = menu->addAction(QString(), this, &TicketHeader::splitRequested);
    m_more->setObjectName(QStringLiteral("ticketMore"));
    m_more->setPopupMode(QToolButton::InstantPopup);
    m_more->setAutoRaise(true);
    m_more->setMenu(menu);
    m_more->setIcon(ui.icons.icon(Icon::More));
    m_reference->setObjectName(QStringLiteral("ticketReference"));
    m_reference->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_subject->setObjectName(QStringLiteral("ticketSubject"));
    m_subject->setProperty("kind", QStringLiteral("title"));
    m_subject->setFont(textFont(TextStyle::Title));
    m_subject->setMaxLength(static_cast<int>(schema::ticket().subject.options.longest));
    m_subject->installEventFilter(this);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(12, 8, 8, 4);
    row->setSpacing(6);
    row->addWidget(m_reference);
    row->addWidget(m_subject, 1);
    row->addWidget(m_more);
    connect(m_subject, &QLineEdit::editingFinished, this, &TicketHeader::finishSubject);
    retranslate();
}

void TicketHeader::show(const Row &ticket)
{
    const bool other = m_ticket.isNull() || !(m_ticket.id() == ticket.id());
    m_ticket = ticket;
    const auto &t = schema::ticket();
    m_merge->setEnabled(!ticket.has(t.mergedInto));
    m_reference->setText(FieldText::reference(ticket));
    m_reference->setToolTip(ticket.has(t.number) ? QString() : plainToolTip(tr("Provisional: the server gives the number")));
    const QString subject = ticket.text(t.subject);
    if (other || !m_subject->isModified()) {
        m_subject->setText(subject);
        m_subject->setCursorPosition(0);
    }
    m_subject->setToolTip(plainToolTip(subject));
}

void TicketHeader::finishSubject()
{
    if (m_ticket.isNull())
        return;
    const QString before = m_ticket.text(schema::ticket().subject);
    const QString subject = m_subject->text().simplified();
    const bool changed = m_subject->isModified() && !subject.isEmpty() && subject != before;
    m_subject->setText(changed ? subject : before); // also no longer modified
    m_subject->setCursorPosition(0);
    if (changed)
        Q_EMIT subjectChanged(subject);
}

bool TicketHeader::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_subject && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Escape) {
            m_subject->setText(m_ticket.isNull() ? QString() : m_ticket.text(schema::ticket().subject));
            m_subject->clearFocus();
            return true;
        }
        if (key == Qt::Key_Return || key == Qt::Key_Enter) {
            m_subject->clearFocus(); // which finishes
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void TicketHeader::retranslate()
{
    m_subject->setAccessibleName(tr("Subject"));
    m_more->setAccessibleName(tr("More"));
    m_more->setToolTip(plainToolTip(tr("More")));
    m_merge->setText(tr("Merge into another ticket…"));
    m_split->setText(tr("Make the latest message a ticket of its own…"));
    if (!m_ticket.isNull())
        show(m_ticket);
}

void TicketHeader::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace tidedesk::ui
