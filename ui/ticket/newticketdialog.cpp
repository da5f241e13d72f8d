// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ticket/newticketdialog.h"
#include "core/schema/entities.h"
#include "ui/common/errortext.h"
#include "ui/common/labels.h"
#include "ui/common/preferences.h"
#include "ui/common/propertycombo.h"
#include "ui/common/theme.h"
#include "ui/common/vocabulary.h"
#include "ui/ticket/customerpicker.h"
#include "ui/ticket/tageditor.h"
#include "ui/ticket/ticketdrafts.h"
#include <QBoxLayout>
#include <QCheckBox>
#include <QFormLayout>
#include <QInputMethodEvent>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>

namespace tidedesk::ui {

namespace {

const QString kDraft = QStringLiteral("new");
const QString kMineKey = QStringLiteral("newTicket/mine");

QList<PropertyOption> choices(const schema::Field &field)
{
    QList<PropertyOption> options;
    for (size_t i = 0; i < field.options.choices.size(); ++i)
        options.append({QVariant::fromValue<qlonglong>(static_cast<qlonglong>(i)), Vocabulary::choice(field, static_cast<qint64>(i))});
    return options;
}

QVariant choice(const schema::Field &field, QStringView name) { return QVariant::fromValue<qlonglong>(field.choice(name)); }

} // namespace

NewTicketDialog::NewTicketDialog(UiContext &ui, seat::Queries &queries, seat::Edits &edits, const Id &user, QWidget *parent)
    : QDialog(parent)
    , m_ui(ui)
    , m_queries(queries)
    , m_edits(edits)
    , m_drafts(new TicketDrafts(edits, this))
    , m_user(user)
    , m_form(new QFormLayout)
{
    setObjectName(QStringLiteral("newTicketDialog"));
    buildFields();
    buildLayout();
    connectParts();
    retranslate();
    resize(640, 560);
    m_drafts->load(kDraft);
    m_queries.directory(this, [this](const Result<seat::Queries::Directory> &directory) {
        if (!directory)
            return showProblem(ErrorText::of(directory.error()), nullptr);
        m_directory = *directory;
        m_tags->setCatalogue(m_directory.tags);
        showQueues();
    });
}

void NewTicketDialog::buildFields()
{
    const auto &t = schema::ticket();
    m_customer = new CustomerPicker(m_ui, m_queries, m_edits, this);
    m_subject = new QLineEdit(this);
    m_subject->setObjectName(QStringLiteral("newSubject"));
    m_subject->setMaxLength(static_cast<int>(schema::ticket().subject.options.longest));
    m_body = new QPlainTextEdit(this);
    m_body->setObjectName(QStringLiteral("newBody"));
    m_body->setTabChangesFocus(true);
    const auto combo = [this](const char *name) {
        auto *made = new PropertyCombo(this);
        made->setObjectName(QLatin1StringView(name));
        made->setProperty("kind", QString()); // framed, as the other fields of a form are
        return made;
    };
    m_channel = combo("newChannel");
    m_channel->setValue(choice(t.channel, u"phone"));
    m_priority = combo("newPriority");
    m_priority->setValue(choice(t.priority, u"normal"));
    m_queue = combo("newQueue");
    m_queue->setValue(QString());
    m_mine = new QCheckBox(this);
    m_mine->setObjectName(QStringLiteral("newMine"));
    m_mine->setChecked(m_ui.preferences.value(kMineKey) == u"1");
    m_tags = new TagEditor(m_ui, this);
    m_tags->setObjectName(QStringLiteral("newTags"));
    m_problem = plainLabel({}, TextStyle::Body, this);
    m_problem->setObjectName(QStringLiteral("newProblem"));
    m_problem->setProperty("kind", QStringLiteral("problem"));
    m_problem->setWordWrap(true);
    m_discard = new QPushButton(this);
    m_discard->setObjectName(QStringLiteral("newDiscard"));
    m_discard->setProperty("kind", QStringLiteral("ghost"));
    m_cancel = new QPushButton(this);
    m_cancel->setObjectName(QStringLiteral("newCancel"));
    m_submit = new QPushButton(this);
    m_submit->setObjectName(QStringLiteral("newSubmit"));
    m_submit->setProperty("kind", QStringLiteral("primary"));
    // Enter belongs to the fields; Ctrl+Enter creates.
    for (QPushButton *button : {m_discard, m_cancel, m_submit})
        button->setAutoDefault(false);
}

void NewTicketDialog::buildLayout()
{
    m_form->setLabelAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_form->setHorizontalSpacing(16);
    m_form->setVerticalSpacing(10);
    auto *combos = new QHBoxLayout;
    combos->setSpacing(8);
    for (PropertyCombo *combo : {m_channel, m_priority, m_queue})
        combos->addWidget(combo, 1);
    const auto label = [this] {
        QLabel *made = plainLabel({}, TextStyle::Body, this);
        m_labels.append(made);
        return made;
    };
    m_form->addRow(label(), m_customer);
    m_form->addRow(label(), m_subject);
    m_form->addRow(label(), m_body);
    m_form->addRow(label(), combos);
    m_form->addRow(label(), m_tags);
    m_form->addRow(new QWidget(this), m_mine);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_discard);
    buttons->addStretch(1);
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_submit);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(20, 16, 20, 16);
    column->setSpacing(12);
    column->addLayout(m_form, 1);
    column->addWidget(m_problem);
    column->addLayout(buttons);
    m_problem->hide();
    m_discard->hide();
}

void NewTicketDialog::connectParts()
{
    m_subject->installEventFilter(this);
    m_body->installEventFilter(this);
    connect(m_drafts, &TicketDrafts::restored, this, [this](const QString &, const QString &text) { restore(text); });
    connect(m_customer, &CustomerPicker::chosen, this, [this](const Id &customer) {
        noteDraft();
        if (!customer.isNull())
            m_subject->setFocus();
    });
    connect(m_customer, &CustomerPicker::failed, this, [this](const QString &text) { showProblem(text, nullptr); });
    connect(m_subject, &QLineEdit::textChanged, this, &NewTicketDialog::noteDraft);
    connect(m_body, &QPlainTextEdit::textChanged, this, &NewTicketDialog::noteDraft);
    for (PropertyCombo *combo : {m_channel, m_priority, m_queue})
        connect(combo, &PropertyCombo::chosen, this, &NewTicketDialog::noteDraft);
    connect(m_tags, &TagEditor::added, this, [this](const QString &tag) {
        m_tags->setTags(QStringList(m_tags->tags()) << tag);
        noteDraft();
    });
    connect(m_tags, &TagEditor::removed, this, [this](const QString &tag) {
        QStringList left = m_tags->tags();
        left.removeOne(tag);
        m_tags->setTags(left);
        noteDraft();
    });
    connect(m_mine, &QCheckBox::toggled, this, [this](bool on) { m_ui.preferences.setValue(kMineKey, on ? QStringLiteral("1") : QStringLiteral("0")); });
    connect(m_discard, &QPushButton::clicked, this, &NewTicketDialog::throwAway);
    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_submit, &QPushButton::clicked, this, &NewTicketDialog::submit);
}

void NewTicketDialog::retranslate()
{
    const auto &t = schema::ticket();
    setWindowTitle(tr("New ticket"));
    const QStringList labels {Vocabulary::field(t.customerId), Vocabulary::field(t.subject), tr("Message"), tr("Filed under"), Vocabulary::field(t.tags)};
    for (qsizetype row = 0; row < labels.size(); ++row)
        m_labels[row]->setText(labels[row]);
    m_subject->setAccessibleName(labels[1]);
    m_body->setAccessibleName(labels[2]);
    m_body->setPlaceholderText(tr("What the customer says, in their words"));
    m_channel->setName(Vocabulary::field(t.channel));
    m_priority->setName(Vocabulary::field(t.priority));
    m_queue->setName(Vocabulary::field(t.queueId));
    for (PropertyCombo *combo : {m_channel, m_priority, m_queue})
        combo->setToolTip(plainToolTip(combo->accessibleName()));
    m_channel->setOptions(choices(t.channel));
    m_priority->setOptions(choices(t.priority));
    showQueues();
    m_mine->setText(tr("I take care of it myself"));
    m_discard->setText(tr("Discard draft"));
    m_cancel->setText(tr("Close"));
    m_cancel->setToolTip(plainToolTip(tr("What you have typed is kept")));
    m_submit->setText(tr("Create ticket"));
    m_submit->setToolTip(plainToolTip(tr("Create ticket (Ctrl+Enter)")));
}

void NewTicketDialog::showQueues()
{
    const auto &q = schema::queue();
    QList<PropertyOption> queues;
    for (const Row &queue : std::as_const(m_directory.queues)) {
        if (queue.number(q.active, 1) != 0)
            queues.append({queue.id().toString(), queue.text(q.name)});
    }
    std::sort(queues.begin(), queues.end(), [](const PropertyOption &a, const PropertyOption &b) { return a.text.localeAwareCompare(b.text) < 0; });
    queues.prepend({QString(), tr("Queue of my team")});
    m_queue->setOptions(queues);
}

void NewTicketDialog::changeEvent(QEvent *event)
{
    QDialog::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

bool NewTicketDialog::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::InputMethod) {
        m_composing = !static_cast<QInputMethodEvent *>(event)->preeditString().isEmpty();
    } else if (event->type() == QEvent::FocusOut) {
        m_composing = false;
    } else if (event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        const bool enter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
        if (enter && m_composing)
            return true;
        if (enter && key->modifiers().testFlag(Qt::ControlModifier)) {
            submit();
            return true;
        }
        if (enter && watched == m_subject) {
            m_body->setFocus();
            return true;
        }
    }
    return QDialog::eventFilter(watched, event);
}

void NewTicketDialog::setCustomer(const Row &customer)
{
    if (customer.isNull())
        return;
    m_customerGiven = true;
    m_customer->setCustomer(customer.id(), customer.text(schema::customer().name));
    m_subject->setFocus();
}

QString NewTicketDialog::draft() const
{
    const bool empty = m_customer->customer().isNull() && m_subject->text().isEmpty() && m_body->toPlainText().isEmpty() && m_tags->tags().isEmpty();
    if (empty)
        return {};
    const QJsonObject fields {{QStringLiteral("customer"), m_customer->customer().isNull() ? QString() : m_customer->customer().toString()},
        {QStringLiteral("name"), m_customer->name()}, {QStringLiteral("subject"), m_subject->text()},
        {QStringLiteral("body"), m_body->toPlainText()}, {QStringLiteral("channel"), m_channel->value().toInt()},
        {QStringLiteral("priority"), m_priority->value().toInt()}, {QStringLiteral("queue"), m_queue->value().toString()},
        {QStringLiteral("tags"), QJsonArray::fromStringList(m_tags->tags())}};
    return QString::fromUtf8(QJsonDocument(fields).toJson(QJsonDocument::Compact));
}

void NewTicketDialog::restore(const QString &draft)
{
    const QJsonObject fields = QJsonDocument::fromJson(draft.toUtf8()).object();
    if (fields.isEmpty())
        return;
    const auto text = [&fields](const char *key) { return fields.value(QLatin1StringView(key)).toString(); };
    m_restoring = true;
    if (const Id customer = Id::fromString(text("customer")); !customer.isNull() && !m_customerGiven)
        m_customer->setCustomer(customer, text("name"));
    m_subject->setText(text("subject"));
    m_body->setPlainText(text("body"));
    m_channel->setValue(QVariant::fromValue<qlonglong>(fields.value(QLatin1StringView("channel")).toInt()));
    m_priority->setValue(QVariant::fromValue<qlonglong>(fields.value(QLatin1StringView("priority")).toInt()));
    m_queue->setValue(text("queue"));
    QStringList tags;
    for (const QJsonValue &tag : fields.value(QLatin1StringView("tags")).toArray())
        tags.append(tag.toString());
    m_tags->setTags(tags);
    m_restoring = false;
    m_discard->show();
}

void NewTicketDialog::noteDraft()
{
    if (m_restoring)
        return;
    const QString text = draft();
    m_drafts->note(kDraft, text);
    m_discard->setVisible(!text.isEmpty());
    m_problem->hide();
}

void NewTicketDialog::throwAway()
{
    m_restoring = true;
    m_customer->setCustomer({}, {});
    m_subject->clear();
    m_body->clear();
    m_tags->setTags({});
    m_restoring = false;
    m_drafts->forget({}, kDraft);
    m_discard->hide();
    m_customer->focusSearch();
}

void NewTicketDialog::showProblem(const QString &text, QWidget *field)
{
    m_problem->setText(text);
    m_problem->show();
    if (field)
        field->setFocus();
}

void NewTicketDialog::submit()
{
    if (m_composing || !m_submit->isEnabled())
        return;
    if (m_subject->text().trimmed().isEmpty())
        return showProblem(tr("Please write a subject: it is what colleagues see in the list."), m_subject);
    seat::Edits::NewTicket ticket;
    ticket.subject = m_subject->text().simplified();
    ticket.body = m_body->toPlainText().trimmed();
    ticket.customer = m_customer->customer();
    ticket.queue = Id::fromString(m_queue->value().toString());
    ticket.channel = m_channel->value().toLongLong();
    ticket.priority = m_priority->value().toLongLong();
    ticket.assignee = m_mine->isChecked() ? m_user : Id();
    ticket.tags = m_tags->tags();
    m_submit->setEnabled(false);
    m_drafts->flush();
    m_edits.createTicket(ticket, this, [this](const Result<seat::Edits::Receipt> &receipt) {
        m_submit->setEnabled(true);
        if (!receipt)
            return showProblem(ErrorText::of(receipt.error()), nullptr);
        m_drafts->forget({}, kDraft);
        Q_EMIT created(receipt->row);
        accept();
    });
}

} // namespace tidedesk::ui
