// SPDX-License-Identifier: GPL-3.0-or-later
// What a person does to the ticket: writing, sending, deciding, changing, saving files.
#include "core/domain/lifecycle.h"
#include "core/schema/entities.h"
#include "ui/common/dialogs.h"
#include "ui/common/errorbanner.h"
#include "ui/common/errortext.h"
#include "ui/common/notifier.h"
#include "ui/common/vocabulary.h"
#include "ui/ticket/attachmentchip.h"
#include "ui/ticket/attachmentfetches.h"
#include "ui/ticket/attachmentpreview.h"
#include "ui/ticket/messagelist.h"
#include "ui/ticket/partsbar.h"
#include "ui/ticket/ticketdrafts.h"
#include "ui/ticket/ticketpane.h"
#include <QFile>
#include <QSaveFile>

namespace tidedesk::ui {

namespace {

using domain::Review;
using domain::TicketStatus;
using seat::Edits;

/// A name from outside as the suggestion of a file dialog: no folders, no reserved characters, no leading dot.
QString fileName(const QString &name)
{
    QString safe;
    for (const QChar c : name.simplified().right(120))
        safe += c.unicode() < 0x20 || QStringLiteral("/\\:*?\"<>|").contains(c) ? QChar(u'_') : c;
    while (safe.startsWith(u'.'))
        safe.remove(0, 1);
    return safe.isEmpty() ? QStringLiteral("attachment") : safe;
}

bool copyFile(const QString &from, const QString &to)
{
    QFile in(from);
    QSaveFile out(to);
    if (!in.open(QIODevice::ReadOnly) || !out.open(QIODevice::WriteOnly))
        return false;
    while (!in.atEnd()) {
        const QByteArray part = in.read(1 << 20);
        if (part.isEmpty() || out.write(part) != part.size())
            return false;
    }
    return out.commit();
}

} // namespace

QString TicketPane::draftKind(Composer::Kind kind) const
{
    if (kind == Composer::Kind::Note)
        return QStringLiteral("note");
    return m_editing.active() ? QStringLiteral("returned-") + m_editing.review.id.toString() : QStringLiteral("reply");
}

void TicketPane::restoreDraft(const QString &kind, const QString &text)
{
    if (kind == draftKind(Composer::Kind::Note))
        m_composer->setText(Composer::Kind::Note, text);
    else if (kind == draftKind(Composer::Kind::Reply))
        m_composer->setText(Composer::Kind::Reply, text);
    if (m_composer->text(Composer::Kind::Reply).isEmpty() && !m_composer->text(Composer::Kind::Note).isEmpty())
        m_composer->setKind(Composer::Kind::Note);
}

void TicketPane::saveDraft() { m_drafts->flush(); }

void TicketPane::startReply()
{
    if (m_ticket.isNull())
        return;
    m_composer->setKind(Composer::Kind::Reply);
    m_composer->focusText();
}

void TicketPane::startNote()
{
    if (m_ticket.isNull())
        return;
    m_composer->setKind(Composer::Kind::Note);
    m_composer->focusText();
}

void TicketPane::send(qint64 status)
{
    if (m_ticket.isNull() || m_page.ticket.isNull())
        return;
    const Composer::Kind kind = m_composer->kind();
    if (const QList<Id> unread = unseen(); kind == Composer::Kind::Reply && !unread.isEmpty()) {
        m_bar->setPart(PartsBar::Conversation);
        m_messages->scrollToMessage(unread.first());
        m_news->showText(tr("Please read what came in first, then send again."), Tone::Warning);
        return;
    }
    m_drafts->flush();
    m_composer->setBusy(true);
    submit(status, [this, ticket = m_ticket, kind, draft = draftKind(kind)](const Result<Edits::Receipt> &receipt) {
        onSent(ticket, kind, draft, receipt);
    });
}

void TicketPane::submit(qint64 status, const Edits::Then &then)
{
    const QString body = m_composer->text();
    if (m_composer->kind() == Composer::Kind::Note)
        return m_edits.note(m_ticket, body, m_composer->files(), this, then);
    if (m_editing.active() && m_editing.review.kind == Review::Kind::Returned)
        return m_edits.resolve(m_editing.review.id, domain::Resolution::Mine, body, this, then);
    if (m_editing.active()) // a refused one is given up for the new one
        m_edits.resolve(m_editing.review.id, domain::Resolution::Theirs, {}, this, report());
    m_edits.reply(m_ticket, body, m_messages->seen(), status, m_composer->files(), this, then);
}

void TicketPane::onSent(const Id &ticket, Composer::Kind kind, const QString &draft, const Result<Edits::Receipt> &receipt)
{
    const bool here = ticket == m_ticket;
    if (here)
        m_composer->setBusy(false);
    if (!receipt) {
        // The text stays, in the composer and in the journal.
        m_ui.notifier.failed(ErrorText::of(receipt.error()));
        return;
    }
    m_drafts->forget(ticket, draft);
    if (!here)
        return;
    m_composer->clear(kind);
    if (draft.startsWith(u"returned"))
        stopEditing(true);
    m_arrived.clear();
    m_news->hide();
    m_messages->scrollToEnd();
}

void TicketPane::startEditing(const Id &review, const QString &text)
{
    const auto found = m_reviews.constFind(review);
    if (found == m_reviews.cend())
        return;
    if (m_editing.active())
        stopEditing(true);
    m_drafts->flush();
    m_editing = {*found, m_composer->text(Composer::Kind::Reply)};
    m_composer->setKind(Composer::Kind::Reply);
    m_composer->setText(Composer::Kind::Reply, text);
    m_drafts->load(draftKind(Composer::Kind::Reply)); // if it had been begun before
    m_composer->setHint(tr("You are editing the reply that came back."), tr("Stop editing"));
    m_composer->focusText();
}

void TicketPane::stopEditing(bool restore)
{
    if (!m_editing.active())
        return;
    m_drafts->forget(m_ticket, draftKind(Composer::Kind::Reply));
    const Editing editing = std::exchange(m_editing, {});
    m_composer->setHint({});
    if (restore)
        m_composer->setText(Composer::Kind::Reply, editing.parked);
    else
        m_drafts->note(draftKind(Composer::Kind::Reply), m_composer->text(Composer::Kind::Reply));
}

void TicketPane::resolve(const Id &review, domain::Resolution resolution)
{
    m_edits.resolve(review, resolution, {}, this, report());
}

Edits::Then TicketPane::report()
{
    return [this](const Result<Edits::Receipt> &receipt) {
        if (receipt)
            return;
        m_ui.notifier.failed(ErrorText::of(receipt.error()));
        reload(); // shows again what is so
    };
}

void TicketPane::change(const schema::Field &field, const Value &value)
{
    if (!m_ticket.isNull())
        m_edits.set(schema::ticket(), m_ticket, {{field.index, value}}, this, report());
}

void TicketPane::changeWithUndo(const schema::Field &field, const Value &value, const Value &back, const QString &said)
{
    if (m_page.ticket.isNull() || m_page.ticket.value(field) == value)
        return;
    m_edits.set(schema::ticket(), m_ticket, {{field.index, value}}, this,
        [this, &field, back, said, ticket = m_ticket](const Result<Edits::Receipt> &receipt) {
            if (!receipt)
                return m_ui.notifier.failed(ErrorText::of(receipt.error()));
            m_ui.notifier.undoable(said, tr("Undo"), this,
                [this, &field, back, ticket] { m_edits.set(schema::ticket(), ticket, {{field.index, back}}, this, report()); });
        });
}

void TicketPane::assignToMe()
{
    const auto &field = schema::ticket().assigneeId;
    if (!m_page.ticket.isNull())
        changeWithUndo(field, m_user, m_page.ticket.value(field), tr("The ticket is yours."));
}

void TicketPane::setStatus(qint64 status)
{
    if (m_page.ticket.isNull())
        return;
    const auto &field = schema::ticket().status;
    // Nothing goes back to New.
    const qint64 back = qMax(m_page.ticket.number(field), qint64(TicketStatus::Open));
    changeWithUndo(field, status, back, tr("Status: %1").arg(Vocabulary::choice(field, status)));
}

void TicketPane::setPriority(qint64 priority)
{
    const auto &field = schema::ticket().priority;
    if (!m_page.ticket.isNull())
        changeWithUndo(field, priority, m_page.ticket.value(field), tr("Priority: %1").arg(Vocabulary::choice(field, priority)));
}

void TicketPane::offerUndo(const QString &said, const QList<qint64> &seqs)
{
    m_ui.notifier.undoable(said, tr("Undo"), this, [this, seqs] { m_edits.undo(seqs, this, report()); });
}

void TicketPane::askMerge()
{
    if (m_page.ticket.isNull())
        return;
    const TextQuestion question {.title = tr("Merge into which ticket?"), .label = tr("Number of the ticket that goes on"), .accept = tr("Merge tickets")};
    m_ui.dialogs.askText(this, question, this, [this](const std::optional<QString> &text) {
        if (text)
            mergeInto(text->trimmed());
    });
}

void TicketPane::mergeInto(const QString &reference)
{
    m_queries.findTicket(reference, this, [this, reference, ticket = m_ticket](const Result<Id> &into) {
        if (!into)
            return m_ui.notifier.failed(ErrorText::of(into.error()));
        if (into->isNull())
            return m_ui.notifier.failed(tr("There is no ticket %1 in your view.").arg(reference.left(40)));
        m_edits.merge(ticket, *into, this, [this, reference](const Result<Edits::Receipt> &receipt) {
            if (!receipt)
                return m_ui.notifier.failed(ErrorText::of(receipt.error()));
            offerUndo(tr("The tickets are merged."), receipt->seqs);
        });
    });
}

void TicketPane::askSplit()
{
    const auto &m = schema::message();
    Id message;
    for (const domain::MessageLine &line : std::as_const(m_page.messages)) {
        if (line.message.choice(m.kind) == u"customer")
            message = line.message.id();
    }
    if (message.isNull())
        return m_ui.notifier.failed(tr("The customer has written nothing here."));
    const TextQuestion question {.title = tr("A ticket of its own for the latest message"), .label = tr("Subject"), .accept = tr("Make a ticket"),
        .initial = m_page.ticket.text(schema::ticket().subject)};
    m_ui.dialogs.askText(this, question, this, [this, message](const std::optional<QString> &subject) {
        if (!subject)
            return;
        m_edits.split(message, *subject, this, [this](const Result<Edits::Receipt> &receipt) {
            if (!receipt)
                return m_ui.notifier.failed(ErrorText::of(receipt.error()));
            m_ui.notifier.done(tr("The new ticket is open."));
            Q_EMIT ticketActivated(receipt->row);
        });
    });
}

void TicketPane::lookAt(const Row &attachment)
{
    if (!AttachmentChip::isImage(attachment) && !AttachmentChip::isText(attachment))
        return save(attachment);
    m_fetches->fetch(attachment, [this, attachment](const Result<QString> &path) {
        if (!path)
            return m_ui.notifier.failed(ErrorText::of(path.error()));
        auto *preview = new AttachmentPreview(m_ui, attachment, *path, this);
        connect(preview, &AttachmentPreview::saveRequested, this, [this, attachment] { save(attachment); });
        preview->open();
    });
}

void TicketPane::save(const Row &attachment)
{
    m_fetches->fetch(attachment, [this, attachment](const Result<QString> &path) {
        if (!path)
            return m_ui.notifier.failed(ErrorText::of(path.error()));
        // Never opened by itself: a person decides where it goes.
        const FileQuestion question {.title = tr("Save attachment"), .suggested = fileName(attachment.text(schema::attachment().name)), .save = true};
        m_ui.dialogs.askFiles(this, question, this, [this, from = *path](const QStringList &to) {
            if (to.isEmpty())
                return;
            if (copyFile(from, to.first()))
                m_ui.notifier.done(tr("The file is saved."));
            else
                m_ui.notifier.failed(tr("The file could not be saved there."));
        });
    });
}

} // namespace tidedesk::ui
