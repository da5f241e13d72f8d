// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/customer/profileform.h"
#include "core/domain/validate.h"
#include "core/schema/entities.h"
#include "ui/common/fieldtext.h"
#include "ui/common/labels.h"
#include "ui/common/propertycombo.h"
#include "ui/common/vocabulary.h"
#include "ui/customer/customerblocks.h"
#include <QGridLayout>
#include <QKeyEvent>
#include <QLineEdit>

namespace tidedesk::ui {

ProfileForm::ProfileForm(const FieldText &text, QWidget *parent)
    : QWidget(parent)
    , m_text(text)
{
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(10);
    grid->setVerticalSpacing(4);
    grid->setColumnStretch(1, 1);
    // Filled once and never again: the slots hold references into the list.
    const QList<schema::Field> fields = profileFields();
    m_lines.reserve(fields.size() + 1);
    addLine(grid, schema::customer().name);
    for (const schema::Field &field : fields)
        addLine(grid, field);
    retranslate();
}

void ProfileForm::addLine(QGridLayout *grid, const schema::Field &field)
{
    m_lines.append({field, mutedLabel({}, TextStyle::Small, this), nullptr, nullptr,
        mutedLabel({}, TextStyle::Small, this)});
    Line &line = m_lines.last();
    const bool chosen = field.type == schema::Type::Choice || field.type == schema::Type::Reference;
    if (chosen)
        makeCombo(line);
    else
        makeEdit(line);
    QWidget *editor = chosen ? static_cast<QWidget *>(line.combo) : line.edit;
    editor->setObjectName(QStringLiteral("field_") + field.name);
    line.name->setBuddy(editor);
    line.problem->setObjectName(QStringLiteral("problem_") + field.name);
    line.problem->setWordWrap(true);
    line.problem->hide();
    const int row = grid->rowCount();
    grid->addWidget(line.name, row, 0);
    grid->addWidget(editor, row, 1);
    grid->addWidget(line.problem, row + 1, 1);
}

void ProfileForm::makeEdit(Line &line)
{
    line.edit = new QLineEdit(this);
    line.edit->setMaxLength(static_cast<int>(line.field.options.longest));
    line.edit->installEventFilter(this);
    const qsizetype place = m_lines.size() - 1;
    connect(line.edit, &QLineEdit::editingFinished, this, [this, place] { finish(m_lines[place]); });
}

void ProfileForm::makeCombo(Line &line)
{
    line.combo = new PropertyCombo(this);
    line.combo->setProperty("kind", QString()); // framed, as the other fields of a form are
    const int field = line.field.index;
    const bool reference = line.field.type == schema::Type::Reference;
    connect(line.combo, &PropertyCombo::chosen, this, [this, field, reference](const QVariant &value) {
        if (value.isNull())
            Q_EMIT edited(field, {});
        else if (reference)
            Q_EMIT edited(field, Id::fromString(value.toString()));
        else
            Q_EMIT edited(field, value.toLongLong());
    });
}

void ProfileForm::fillOptions(Line &line)
{
    QList<PropertyOption> options;
    if (line.field.type == schema::Type::Choice) {
        for (qint64 i = 0; i < static_cast<qint64>(line.field.options.choices.size()); ++i)
            options.append({i, Vocabulary::choice(line.field, i)});
    } else {
        options.append({QVariant(), tr("Every team")});
        const QHash<Id, Row> &teams = m_text.directory().teams;
        for (auto it = teams.begin(); it != teams.end(); ++it)
            options.append({it.key().toString(), m_text.name(line.field, it.key())});
        std::sort(options.begin() + 1, options.end(),
            [](const PropertyOption &a, const PropertyOption &b) { return a.text.localeAwareCompare(b.text) < 0; });
    }
    line.combo->setOptions(options);
}

void ProfileForm::retranslate()
{
    for (Line &line : m_lines) {
        const QString name = Vocabulary::field(line.field);
        line.name->setText(name);
        line.problem->hide();
        if (line.combo) {
            line.combo->setName(name);
            fillOptions(line);
        } else {
            line.edit->setAccessibleName(name);
            line.edit->setPlaceholderText(line.field.type == schema::Type::Date ? tr("yyyy-mm-dd") : QString());
        }
        allow(line);
    }
}

void ProfileForm::setLevel(schema::Writer level)
{
    m_level = level;
    for (Line &line : m_lines)
        allow(line);
}

void ProfileForm::allow(Line &line)
{
    QWidget *editor = line.combo ? static_cast<QWidget *>(line.combo) : line.edit;
    const bool trusted = m_level >= line.field.options.writer;
    editor->setEnabled(trusted && line.field.merge == schema::Merge::ThreeWay);
    editor->setToolTip(trusted ? QString() : plainToolTip(tr("A supervisor decides this, because it decides who sees the customer.")));
}

void ProfileForm::setCustomer(const Row &customer)
{
    const bool another = m_customer.isNull() || customer.id() != m_customer.id();
    m_customer = customer;
    for (Line &line : m_lines) {
        // An editor that is being typed in keeps its text; the change will meet the newer value when it is handed in. So
        // does one whose text has been handed in and not been answered yet: it may come back to be corrected.
        if (line.edit && !another && (line.edit->isModified() || line.waiting))
            continue;
        line.problem->hide();
        fill(line);
    }
}

QString ProfileForm::written(const schema::Field &field) const
{
    return m_customer.isNull() ? QString() : m_customer.text(field);
}

void ProfileForm::fill(Line &line)
{
    line.handedIn.reset();
    line.waiting = false;
    if (line.edit) {
        line.edit->setText(written(line.field));
        line.edit->setCursorPosition(0);
        line.edit->setModified(false);
        return;
    }
    const Value value = m_customer.isNull() ? Value() : m_customer.value(line.field);
    if (const auto *id = std::get_if<Id>(&value))
        line.combo->setValue(id->toString());
    else if (const auto *choice = std::get_if<qint64>(&value))
        line.combo->setValue(*choice);
    else
        line.combo->setValue({});
}

void ProfileForm::finish(Line &line)
{
    line.edit->setModified(false);
    const QString text = line.edit->text().trimmed();
    line.problem->hide();
    if (m_customer.isNull() || text == line.handedIn.value_or(written(line.field)))
        return;
    if (text.isEmpty() && line.field.options.required) {
        refuse(line.field.index, tr("This cannot be empty."));
        return;
    }
    if (line.field.type == schema::Type::Date && !text.isEmpty() && !domain::isDate(text)) {
        refuse(line.field.index, tr("Please write a date such as 1990-06-30."));
        return;
    }
    line.handedIn = text;
    line.waiting = true;
    Q_EMIT edited(line.field.index, text.isEmpty() ? Value() : Value(text));
}

void ProfileForm::accept(int field)
{
    for (Line &line : m_lines) {
        if (line.field.index == field)
            line.waiting = false;
    }
}

void ProfileForm::refuse(int field, const QString &sentence)
{
    for (Line &line : m_lines) {
        if (line.field.index != field)
            continue;
        line.handedIn.reset();
        line.waiting = false;
        line.problem->setText(sentence);
        line.problem->show();
        if (line.edit)
            line.edit->setModified(true); // what was typed stays until it is corrected or taken back
        else
            fill(line);
    }
}

bool ProfileForm::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape) {
        for (Line &line : m_lines) {
            if (line.edit == watched && line.edit->text() != written(line.field)) {
                line.problem->hide();
                fill(line);
                return true;
            }
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace tidedesk::ui
