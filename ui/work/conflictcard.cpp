// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/work/conflictcard.h"
#include "ui/common/fieldtext.h"
#include "ui/common/formats.h"
#include "ui/common/uicontext.h"
#include "ui/common/vocabulary.h"
#include "ui/work/reviewcontroller.h"
#include <QButtonGroup>
#include <QGridLayout>
#include <QPushButton>
#include <QRadioButton>

namespace tidedesk::ui {

namespace {
constexpr qsizetype kShown = 600; // characters of a long value; the whole is in the ticket
} // namespace

ConflictCard::ConflictCard(
    UiContext &ui, ReviewController &controller, const domain::Review &review, QWidget *parent)
    : ReviewCard(ui, controller, review, parent)
    , m_keep(addButton("keepMine"))
    , m_take(addButton("takeTheirs"))
{
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(8);
    grid->setColumnMinimumWidth(0, 96);
    grid->setColumnStretch(1, 1);
    grid->setColumnStretch(2, 1);
    m_mineHead = mutedLabel({}, TextStyle::Small, this);
    m_theirsHead = mutedLabel({}, TextStyle::Small, this);
    grid->addWidget(m_mineHead, 0, 1);
    grid->addWidget(m_theirsHead, 0, 2);
    for (const domain::FieldConflict &conflict : review.outcome.conflicts)
        if (conflict.field >= 0 && conflict.field < static_cast<int>(review.change.entity->fields().size()))
            addRow(grid, conflict);
    body()->addLayout(grid);
    if (m_rows.size() > 1) {
        m_apply = addButton("applyChoices", "primary");
        connect(m_apply, &QPushButton::clicked, this, &ConflictCard::applyChoices);
    }
    connect(m_keep, &QPushButton::clicked, this, [this] {
        setBusy(true);
        this->controller().resolve(this->review().id, domain::Resolution::Mine);
    });
    connect(m_take, &QPushButton::clicked, this, [this] {
        setBusy(true);
        this->controller().resolve(this->review().id, domain::Resolution::Theirs);
    });
    updateButtons();
}

void ConflictCard::addRow(QGridLayout *grid, const domain::FieldConflict &conflict)
{
    FieldRow row;
    row.conflict = conflict;
    row.name = plainLabel({}, TextStyle::Strong, this);
    row.mine = plainLabel({}, TextStyle::Body, this);
    row.theirs = plainLabel({}, TextStyle::Body, this);
    row.who = mutedLabel({}, TextStyle::Tiny, this);
    row.keepMine = new QRadioButton(this);
    row.takeTheirs = new QRadioButton(this);
    row.mine->setObjectName(QStringLiteral("mine%1").arg(conflict.field));
    row.theirs->setObjectName(QStringLiteral("theirs%1").arg(conflict.field));
    row.who->setObjectName(QStringLiteral("who%1").arg(conflict.field));
    row.keepMine->setObjectName(QStringLiteral("keepMine%1").arg(conflict.field));
    row.takeTheirs->setObjectName(QStringLiteral("takeTheirs%1").arg(conflict.field));
    auto *group = new QButtonGroup(this);
    group->addButton(row.keepMine);
    group->addButton(row.takeTheirs);
    connect(group, &QButtonGroup::buttonToggled, this, &ConflictCard::updateButtons);
    const bool several = review().outcome.conflicts.size() > 1;
    row.keepMine->setVisible(several);
    row.takeTheirs->setVisible(several);
    const int line = grid->rowCount();
    grid->addWidget(row.name, line, 0, Qt::AlignTop);
    grid->addWidget(cell(row.keepMine, row.mine, nullptr), line, 1);
    grid->addWidget(cell(row.takeTheirs, row.theirs, row.who), line, 2);
    m_rows += row;
}

QWidget *ConflictCard::cell(QRadioButton *radio, QLabel *value, QLabel *note)
{
    auto *frame = new QFrame(this);
    frame->setProperty("kind", QStringLiteral("card"));
    value->setWordWrap(true);
    value->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *texts = new QVBoxLayout;
    texts->setSpacing(2);
    texts->addWidget(value);
    if (note)
        texts->addWidget(note);
    texts->addStretch(1);
    auto *layout = new QHBoxLayout(frame);
    layout->setContentsMargins(10, 8, 10, 8);
    layout->addWidget(radio, 0, Qt::AlignTop);
    layout->addLayout(texts, 1);
    return frame;
}

ReviewCard::Head ConflictCard::head() const
{
    return {tr("Changed by two"), Tone::Warning,
        tr("While your change was on its way, somebody else changed the same. Theirs stands until you decide.")};
}

QString ConflictCard::valueText(const schema::Field &field, const Value &value) const
{
    const QString text = controller().text().text(field, value);
    if (text.isEmpty())
        return tr("(empty)");
    return text.size() > kShown ? text.left(kShown) + u'…' : text;
}

void ConflictCard::refresh()
{
    ReviewCard::refresh();
    m_mineHead->setText(tr("Mine"));
    m_theirsHead->setText(tr("Theirs"));
    for (const FieldRow &row : std::as_const(m_rows)) {
        const schema::Field &field = review().change.entity->fields()[static_cast<size_t>(row.conflict.field)];
        const QString name = Vocabulary::field(field);
        row.name->setText(name);
        row.mine->setText(valueText(field, review().change.set.value(row.conflict.field)));
        row.theirs->setText(valueText(field, row.conflict.theirs));
        //: Who changed it, and when
        row.who->setText(tr("%1, %2").arg(controller().text().person(row.conflict.by), ui().formats.relative(row.conflict.at)));
        row.who->setToolTip(plainToolTip(ui().formats.absolute(row.conflict.at)));
        row.keepMine->setAccessibleName(tr("%1: mine").arg(name));
        row.takeTheirs->setAccessibleName(tr("%1: theirs").arg(name));
    }
    m_keep->setText(m_rows.size() > 1 ? tr("Keep all mine") : tr("Keep mine"));
    m_take->setText(m_rows.size() > 1 ? tr("Take all theirs") : tr("Take theirs"));
    if (m_apply)
        m_apply->setText(tr("Apply choices"));
}

void ConflictCard::updateButtons()
{
    if (!m_apply)
        return;
    const bool all = std::all_of(m_rows.begin(), m_rows.end(),
        [](const FieldRow &row) { return row.keepMine->isChecked() || row.takeTheirs->isChecked(); });
    m_apply->setEnabled(all);
}

void ConflictCard::applyChoices()
{
    QSet<int> mine;
    for (const FieldRow &row : std::as_const(m_rows))
        if (row.keepMine->isChecked())
            mine.insert(row.conflict.field);
    setBusy(true);
    controller().resolveFields(review(), mine);
}

} // namespace tidedesk::ui
