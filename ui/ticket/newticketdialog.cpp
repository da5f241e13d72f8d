// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ticket/newticketdialog.h"
#include "core/domain/identity.h"
#include "core/schema/entities.h"
#include "ui/common/errortext.h"
#include "ui/common/icons.h"
#include "ui/common/labels.h"
#include "ui/common/propertycombo.h"
#include "ui/common/searchfield.h"
#include "ui/common/theme.h"
#include "ui/common/vocabulary.h"
#include <QBoxLayout>
#include <QFormLayout>
#include <QLabel>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>

namespace tidedesk::ui {

namespace {

const QString kDraft = QStringLiteral("new");

QList<PropertyOption> choices(const schema::Field &field)
{
    QList<PropertyOption> options;
    for (size_t i = 0; i < field.options.choices.size(); ++i)
        options.append({QVariant(static_cast<qlonglong>(i)), Vocabulary::choice(field, static_cast<qint64>(i))});
    return options;
}

/// What kind of identity a text looks like; -1 for a name.
qint64 identityKind(const QString &text)
{
    const auto &kind = schema::identity().kind;
    if (text.contains(u'@'))
        return kind.choice(u"email");
    qsizetype digits = 0;
    for (const QChar c : text)
        digits += c.isDigit();
    return digits >= 7 ? kind.choice(u"phone") : -1;
}

} // namespace

NewTicketDialog::NewTicketDialog(UiContext &ui, seat::Queries &queries, seat::Edits &edits, QWidget *parent)
    : QDialog(parent)
    , m_ui(ui)
    , m_queries(queries)
    , m_edits(edits)
{
    setObjectName(QStringLiteral("newTicketDialog"));
    setWindowTitle(tr("New ticket"));
    resize(560, 520);
    buildLayout();
    connect(m_search, &SearchField::searched, this, &NewTicketDialog::searchCustomer);
    connect(m_found, &QListWidget::itemActivated, this, [this](const QListWidgetItem *item) {
        const Id id = Id::fromString(item->data(Qt::UserRole).toString());
        id.isNull() ? createCustomer(m_search->text().trimmed()) : choose(id, item->text());
    });
    connect(m_found, &QListWidget::itemClicked, m_found, &QListWidget::itemActivated);
    connect(m_body, &QPlainTextEdit::textChanged, this, &NewTicketDialog::saveDraft);
    connect(m_submit, &QPushButton::clicked, this, &NewTicketDialog::submit);
    m_edits.loadDraft({}, kDraft, this, [this](const QString &text) {
        if (m_body->toPlainText().isEmpty())
            m_body->setPlainText(text);
    });
    m_queries.directory(this, [this](const Result<seat::Queries::Directory> &directory) {
        if (!directory)
            return;
        QList<PropertyOption> queues {{QString(), tr("My team’s")}};
        for (auto it = directory->queues.cbegin(); it != directory->queues.cend(); ++it)
            queues.append({it.key().toString(), it->text(schema::queue().name)});
        m_queue->setOptions(queues);
        m_queue->setValue(QString());
    });
}

void NewTicketDialog::buildLayout()
{
    const auto &t = schema::ticket();
    auto *form = new QFormLayout;
    form->setLabelAlignment(Qt::AlignLeft);
    m_search = new SearchField(m_ui.icons, this);
    m_search->setObjectName(QStringLiteral("customerSearch"));
    m_search->setTexts(tr("Name, phone or mail address"));
    m_found = new QListWidget(this);
    m_found->setObjectName(QStringLiteral("customerFound"));
    m_found->setAccessibleName(tr("Customers found"));
    m_found->setMaximumHeight(110);
    m_found->hide();
    m_chosen = plainLabel({}, TextStyle::Strong, this);
    m_chosen->setObjectName(QStringLiteral("customerChosen"));
    m_chosen->hide();
    m_subject = new QLineEdit(this);
    m_subject->setObjectName(QStringLiteral("newSubject"));
    m_subject->setMaxLength(300);
    m_body = new QPlainTextEdit(this);
    m_body->setObjectName(QStringLiteral("newBody"));
    m_body->setTabChangesFocus(true);
    m_body->setPlaceholderText(tr("What the customer says"));
    m_channel = new PropertyCombo(this);
    m_channel->setOptions(choices(t.channel));
    m_channel->setValue(QVariant(static_cast<qlonglong>(t.channel.choice(u"phone"))));
    m_priority = new PropertyCombo(this);
    m_priority->setOptions(choices(t.priority));
    m_priority->setValue(QVariant(static_cast<qlonglong>(t.priority.choice(u"normal"))));
    m_queue = new PropertyCombo(this);
    m_tags = new QLineEdit(this);
    m_tags->setPlaceholderText(tr("Separated by spaces"));
    const auto add = [&](const QString &label, QWidget *field) {
        form->addRow(label, field);
        field->setAccessibleName(label);
    };
    add(Vocabulary::field(t.customerId), m_search);
    form->addRow(QString(), m_found);
    form->addRow(QString(), m_chosen);
    add(Vocabulary::field(t.subject), m_subject);
    add(tr("Message"), m_body);
    add(Vocabulary::field(t.channel), m_channel);
    add(Vocabulary::field(t.priority), m_priority);
    add(Vocabulary::field(t.queueId), m_queue);
    add(Vocabulary::field(t.tags), m_tags);
    m_problem = plainLabel({}, TextStyle::Body, this);
    m_problem->setObjectName(QStringLiteral("newProblem"));
    m_problem->setWordWrap(true);
    m_problem->hide();
    m_submit = new QPushButton(tr("Create ticket"), this);
    m_submit->setObjectName(QStringLiteral("newSubmit"));
    m_submit->setDefault(true);
    auto *cancel = new QPushButton(tr("Cancel"), this);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_problem, 1);
    buttons->addWidget(cancel);
    buttons->addWidget(m_submit);
    auto *column = new QVBoxLayout(this);
    column->addLayout(form, 1);
    column->addLayout(buttons);
}

void NewTicketDialog::setCustomer(const Row &customer)
{
    if (!customer.isNull())
        choose(customer.id(), customer.text(schema::customer().name));
}

void NewTicketDialog::searchCustomer(const QString &text)
{
    const QString wanted = text.trimmed();
    if (wanted.isEmpty())
        return m_found->hide();
    const auto then = [this, wanted](const Result<QList<domain::CustomerLine>> &lines) {
        if (lines && m_search->text().trimmed() == wanted)
            showFound(*lines, wanted);
    };
    if (identityKind(wanted) >= 0)
        m_queries.customersByIdentity(wanted, this, then);
    else
        m_queries.customers(wanted, 20, this, then);
}

void NewTicketDialog::showFound(const QList<domain::CustomerLine> &lines, const QString &text)
{
    m_found->clear();
    for (const domain::CustomerLine &line : lines) {
        const QString name = line.customer.text(schema::customer().name);
        auto *item = new QListWidgetItem(line.reach.isEmpty() ? name : name + QStringLiteral("  ·  ") + line.reach, m_found);
        item->setData(Qt::UserRole, line.customer.id().toString());
    }
    auto *make = new QListWidgetItem(m_ui.icons.icon(Icon::Plus), tr("New customer “%1”").arg(text), m_found);
    make->setData(Qt::UserRole, QString());
    m_found->show();
}

void NewTicketDialog::choose(const Id &customer, const QString &name)
{
    m_customer = customer;
    m_chosen->setText(name);
    m_chosen->show();
    m_found->hide();
    m_subject->setFocus();
}

void NewTicketDialog::createCustomer(const QString &text)
{
    m_edits.createCustomer(text, qMax(0LL, identityKind(text)), identityKind(text) >= 0 ? text : QString(), this,
        [this, text](const Result<seat::Edits::Receipt> &receipt) {
            if (!receipt) {
                m_problem->setText(ErrorText::of(receipt.error()));
                return m_problem->show();
            }
            choose(receipt->row, text);
        });
}

void NewTicketDialog::saveDraft() { m_edits.saveDraft({}, kDraft, m_body->toPlainText()); }

void NewTicketDialog::submit()
{
    if (m_subject->text().trimmed().isEmpty()) {
        m_problem->setText(tr("A subject is needed."));
        m_problem->show();
        return m_subject->setFocus();
    }
    seat::Edits::NewTicket ticket;
    ticket.subject = m_subject->text().trimmed();
    ticket.body = m_body->toPlainText();
    ticket.customer = m_customer;
    ticket.queue = Id::fromString(m_queue->value().toString());
    ticket.channel = m_channel->value().toLongLong();
    ticket.priority = m_priority->value().toLongLong();
    ticket.tags = m_tags->text().split(u' ', Qt::SkipEmptyParts);
    m_submit->setEnabled(false);
    m_edits.createTicket(ticket, this, [this](const Result<seat::Edits::Receipt> &receipt) {
        m_submit->setEnabled(true);
        if (!receipt) {
            m_problem->setText(ErrorText::of(receipt.error()));
            return m_problem->show();
        }
        m_edits.saveDraft({}, kDraft, {});
        Q_EMIT created(receipt->row);
        accept();
    });
}

} // namespace tidedesk::ui
