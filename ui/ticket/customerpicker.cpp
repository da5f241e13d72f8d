// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ticket/customerpicker.h"
#include "core/domain/identity.h"
#include "core/schema/entities.h"
#include "ui/common/errortext.h"
#include "ui/common/iconlabel.h"
#include "ui/common/icons.h"
#include "ui/common/labels.h"
#include "ui/common/searchfield.h"
#include <QBoxLayout>
#include <QEvent>
#include <QKeyEvent>
#include <QListWidget>
#include <QPushButton>

namespace tidedesk::ui {

namespace {

using domain::CustomerLine;
constexpr int kMost = 20;
constexpr int kShown = 5;

/// What kind of identity a text looks like; -1 for a name.
qint64 identityKind(const QString &text)
{
    const auto &kind = schema::identity().kind;
    if (text.contains(u'@'))
        return kind.choice(u"email");
    const auto digits = std::count_if(text.begin(), text.end(), [](QChar c) { return c.isDigit(); });
    return digits >= 6 && 2 * digits > text.size() ? kind.choice(u"phone") : -1;
}

} // namespace

CustomerPicker::CustomerPicker(UiContext &ui, seat::Queries &queries, seat::Edits &edits, QWidget *parent)
    : QWidget(parent)
    , m_ui(ui)
    , m_queries(queries)
    , m_edits(edits)
    , m_search(new SearchField(ui.icons, this))
    , m_list(new QListWidget(this))
    , m_new(nullptr)
    , m_chosen(new QWidget(this))
    , m_chosenName(new ElidedLabel(m_chosen, TextStyle::Strong))
    , m_change(new QPushButton(m_chosen))
{
    m_new = buildNew();
    buildLayout();
    connectParts();
    retranslate();
    showPart(Part::Search);
}

QWidget *CustomerPicker::buildNew()
{
    auto *page = new QWidget(this);
    m_newName = new QLineEdit(page);
    m_newReach = new QLineEdit(page);
    m_newProblem = plainLabel({}, TextStyle::Small, page);
    m_create = new QPushButton(page);
    m_cancelNew = new QPushButton(page);
    m_newName->setObjectName(QStringLiteral("newCustomerName"));
    m_newReach->setObjectName(QStringLiteral("newCustomerReach"));
    m_newProblem->setObjectName(QStringLiteral("newCustomerProblem"));
    m_newProblem->setWordWrap(true);
    m_create->setObjectName(QStringLiteral("newCustomerCreate"));
    m_cancelNew->setObjectName(QStringLiteral("newCustomerCancel"));
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    auto *row = new QHBoxLayout;
    row->addWidget(m_newName, 1);
    row->addWidget(m_newReach, 1);
    row->addWidget(m_create);
    row->addWidget(m_cancelNew);
    column->addLayout(row);
    column->addWidget(m_newProblem);
    m_newProblem->hide();
    return page;
}

void CustomerPicker::buildLayout()
{
    m_search->setObjectName(QStringLiteral("customerSearch"));
    m_list->setObjectName(QStringLiteral("customerFound"));
    m_list->setProperty("kind", QStringLiteral("popup"));
    m_list->setUniformItemSizes(true);
    m_chosenName->setObjectName(QStringLiteral("customerChosen"));
    m_change->setObjectName(QStringLiteral("customerChange"));
    for (QPushButton *button : {m_create, m_cancelNew, m_change})
        button->setAutoDefault(false);
    auto *row = new QHBoxLayout(m_chosen);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(new IconLabel(m_ui.theme, Icon::User, 16, m_chosen));
    row->addWidget(m_chosenName, 1);
    row->addWidget(m_change);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    for (QWidget *widget : {static_cast<QWidget *>(m_search), static_cast<QWidget *>(m_list), m_new, m_chosen})
        column->addWidget(widget);
    setFocusProxy(m_search);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
}

void CustomerPicker::connectParts()
{
    m_search->installEventFilter(this);
    connect(m_search, &SearchField::searched, this, &CustomerPicker::search);
    connect(m_search, &SearchField::submitted, this, [this] {
        if (m_asked == 0 && m_list->count() > 0 && m_list->isVisibleTo(this))
            chooseRow(qMax(0, m_list->currentRow()));
    });
    connect(m_list, &QListWidget::itemActivated, this, [this](QListWidgetItem *item) { chooseRow(m_list->row(item)); });
    connect(m_list, &QListWidget::itemClicked, this, [this](QListWidgetItem *item) { chooseRow(m_list->row(item)); });
    connect(m_create, &QPushButton::clicked, this, &CustomerPicker::create);
    connect(m_newReach, &QLineEdit::returnPressed, this, &CustomerPicker::create);
    connect(m_newName, &QLineEdit::returnPressed, this, [this] { m_newReach->setFocus(); });
    connect(m_cancelNew, &QPushButton::clicked, this, [this] {
        showPart(Part::Search);
        m_search->setFocus();
    });
    connect(m_change, &QPushButton::clicked, this, [this] {
        choose({}, {});
        m_search->setFocus();
    });
}

void CustomerPicker::retranslate()
{
    m_search->setTexts(tr("Name, phone number or mail address"));
    m_list->setAccessibleName(tr("Customers found"));
    m_newName->setPlaceholderText(tr("Name of the customer"));
    m_newName->setAccessibleName(tr("Name of the customer"));
    m_newReach->setPlaceholderText(tr("Phone or mail"));
    m_newReach->setAccessibleName(tr("Phone number or mail address"));
    m_create->setText(tr("Create"));
    m_create->setAccessibleName(tr("Create the customer"));
    m_cancelNew->setText(tr("Back"));
    m_change->setText(tr("Change"));
    m_change->setAccessibleName(tr("Choose another customer"));
    if (m_list->isVisibleTo(this))
        showFound();
}

void CustomerPicker::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void CustomerPicker::showPart(Part part)
{
    m_search->setVisible(part == Part::Search);
    m_list->hide();
    m_new->setVisible(part == Part::New);
    m_chosen->setVisible(part == Part::Chosen);
}

void CustomerPicker::focusSearch()
{
    if (m_customer.isNull())
        m_search->setFocus();
}

void CustomerPicker::setCustomer(const Id &customer, const QString &name)
{
    m_customer = customer;
    m_name = name;
    m_chosenName->setText(name);
    showPart(customer.isNull() ? Part::Search : Part::Chosen);
}

void CustomerPicker::choose(const Id &customer, const QString &name)
{
    setCustomer(customer, name);
    Q_EMIT chosen(customer);
}

void CustomerPicker::search(const QString &text)
{
    const QString wanted = text.trimmed();
    const quint64 generation = ++m_generation;
    m_found.clear();
    m_asked = 0;
    if (wanted.isEmpty())
        return m_list->hide();
    const auto then = [this, generation](const Result<QList<CustomerLine>> &lines) { take(generation, lines); };
    const bool reach = identityKind(wanted) >= 0;
    m_asked = reach ? 2 : 1;
    if (reach)
        m_queries.customersByIdentity(wanted, this, then);
    m_queries.customers(wanted, kMost, this, then);
}

void CustomerPicker::take(quint64 generation, const Result<QList<CustomerLine>> &lines)
{
    if (generation != m_generation)
        return;
    --m_asked;
    if (!lines) {
        Q_EMIT failed(ErrorText::of(lines.error()));
        return;
    }
    for (const CustomerLine &line : *lines) {
        const bool known = std::any_of(m_found.begin(), m_found.end(), [&](const CustomerLine &other) { return other.customer.id() == line.customer.id(); });
        if (!known)
            m_found.append(line);
    }
    if (m_asked == 0 && m_search->isVisibleTo(this))
        showFound();
}

void CustomerPicker::showFound()
{
    m_list->clear();
    for (const CustomerLine &line : std::as_const(m_found)) {
        const QString name = line.customer.text(schema::customer().name).simplified();
        m_list->addItem(line.reach.isEmpty() ? name : tr("%1  ·  %2").arg(name, line.reach));
    }
    m_list->addItem(new QListWidgetItem(m_ui.icons.icon(Icon::Plus), tr("New customer %1").arg(m_search->text().trimmed())));
    m_list->setCurrentRow(0);
    const int rows = qMin(kShown, m_list->count());
    m_list->setFixedHeight(rows * qMax(24, m_list->sizeHintForRow(0)) + 14);
    m_list->show();
}

void CustomerPicker::chooseRow(int row)
{
    if (row >= m_found.size())
        return startNew();
    const Row &customer = m_found[row].customer;
    choose(customer.id(), customer.text(schema::customer().name));
}

void CustomerPicker::startNew()
{
    const QString typed = m_search->text().trimmed();
    const bool reach = identityKind(typed) >= 0;
    m_newName->setText(reach ? QString() : typed);
    m_newReach->setText(reach ? typed : QString());
    m_newProblem->hide();
    showPart(Part::New);
    (reach ? m_newName : m_newReach)->setFocus();
}

void CustomerPicker::create()
{
    const QString name = m_newName->text().simplified();
    const QString reach = m_newReach->text().trimmed();
    const qint64 kind = qMax(qint64(0), identityKind(reach));
    const auto complain = [this](const QString &text, QLineEdit *field) {
        m_newProblem->setText(text);
        m_newProblem->show();
        field->setFocus();
    };
    if (name.isEmpty())
        return complain(tr("A name is needed."), m_newName);
    if (!reach.isEmpty() && (identityKind(reach) < 0 || domain::normalIdentity(static_cast<int>(kind), reach).isEmpty()))
        return complain(tr("This is neither a phone number nor a mail address."), m_newReach);
    m_create->setEnabled(false);
    m_edits.createCustomer(name, kind, reach, this, [this, name](const Result<seat::Edits::Receipt> &receipt) {
        m_create->setEnabled(true);
        if (receipt)
            return choose(receipt->row, name);
        m_newProblem->setText(ErrorText::of(receipt.error()));
        m_newProblem->show();
    });
}

bool CustomerPicker::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_search && event->type() == QEvent::KeyPress && m_list->isVisibleTo(this)) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        const int step = key == Qt::Key_Down ? 1 : key == Qt::Key_Up ? -1 : 0;
        if (step != 0) {
            m_list->setCurrentRow(qBound(0, m_list->currentRow() + step, m_list->count() - 1));
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace tidedesk::ui
