// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/shortcutsoverlay.h"
#include "ui/common/actions.h"
#include "ui/common/labels.h"
#include "ui/common/theme.h"
#include <QAction>
#include <QApplication>
#include <QEvent>
#include <QGridLayout>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollArea>
#include <QToolButton>
#include <QVBoxLayout>

namespace tidedesk::ui {

namespace {
constexpr int kRow = 32;
constexpr int kFrame = 84; ///< title, margins
constexpr int kTallest = 560;
} // namespace

ShortcutsOverlay::ShortcutsOverlay(UiContext &ui, QWidget *parent)
    : QWidget(parent)
    , m_ui(ui)
    , m_card(new QFrame(this))
    , m_title(plainLabel({}, TextStyle::Title, m_card))
    , m_close(new QToolButton(m_card))
{
    setObjectName(QStringLiteral("shortcutsOverlay"));
    setFocusPolicy(Qt::StrongFocus);
    m_card->setObjectName(QStringLiteral("overlayCard"));
    m_close->setIcon(ui.icons.icon(Icon::Close));
    m_close->setObjectName(QStringLiteral("overlayClose"));
    connect(m_close, &QToolButton::clicked, this, &ShortcutsOverlay::close);

    auto *top = new QHBoxLayout;
    top->addWidget(m_title, 1);
    top->addWidget(m_close);
    auto *scroll = new QScrollArea(m_card);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(new QWidget(scroll));
    m_rows = scroll->widget();
    auto *card = new QVBoxLayout(m_card);
    card->setContentsMargins(24, 16, 16, 16);
    card->setSpacing(12);
    card->addLayout(top);
    card->addWidget(scroll, 1);
    auto *outer = new QGridLayout(this);
    outer->setContentsMargins(32, 32, 32, 32);
    outer->addWidget(m_card, 1, 1);
    outer->setColumnStretch(0, 1);
    outer->setColumnStretch(2, 1);
    outer->setRowStretch(0, 1);
    outer->setRowStretch(2, 1);
    parent->installEventFilter(this);
    hide();
}

void ShortcutsOverlay::toggle()
{
    if (isVisible()) {
        close();
        return;
    }
    m_focusBefore = QApplication::focusWidget();
    fill();
    setGeometry(parentWidget()->rect());
    show();
    raise();
    setFocus();
}

void ShortcutsOverlay::close()
{
    hide();
    if (m_focusBefore)
        m_focusBefore->setFocus();
}

void ShortcutsOverlay::fill()
{
    m_title->setText(tr("Keyboard shortcuts"));
    setAccessibleName(m_title->text());
    m_close->setToolTip(tr("Close"));
    m_close->setAccessibleName(tr("Close"));
    qDeleteAll(m_rows->findChildren<QWidget *>(Qt::FindDirectChildrenOnly));
    delete m_rows->layout();
    auto *grid = new QGridLayout(m_rows);
    grid->setContentsMargins(0, 0, 8, 0);
    grid->setHorizontalSpacing(16);
    grid->setVerticalSpacing(0);
    grid->setColumnMinimumWidth(2, 24);
    grid->setColumnStretch(0, 1);
    grid->setColumnStretch(3, 1);
    QList<QAction *> actions = m_ui.actions.all();
    actions.removeIf([](const QAction *action) { return action->shortcut().isEmpty(); });
    const int half = static_cast<int>(actions.size() + 1) / 2;
    for (int i = 0; i < actions.size(); ++i)
        addRow(i % half, i < half ? 0 : 3, actions.at(i)->iconText(),
            actions.at(i)->shortcut().toString(QKeySequence::NativeText));
    grid->setRowStretch(half, 1);
    m_card->setFixedSize(640, std::min(kTallest, half * kRow + kFrame));
}

void ShortcutsOverlay::addRow(int row, int column, const QString &text, const QString &keys)
{
    auto *grid = qobject_cast<QGridLayout *>(m_rows->layout());
    auto *name = new ElidedLabel(m_rows);
    name->setText(text);
    name->setMinimumHeight(kRow);
    QLabel *cap = plainLabel(keys, TextStyle::Small, m_rows);
    cap->setProperty("kind", QStringLiteral("key"));
    grid->addWidget(name, row, column);
    grid->addWidget(cap, row, column + 1, Qt::AlignRight | Qt::AlignVCenter);
}

bool ShortcutsOverlay::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == parent() && event->type() == QEvent::Resize)
        setGeometry(parentWidget()->rect());
    return QWidget::eventFilter(watched, event);
}

void ShortcutsOverlay::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange && isVisible())
        fill();
}

void ShortcutsOverlay::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        close();
    else
        QWidget::keyPressEvent(event);
}

void ShortcutsOverlay::mousePressEvent(QMouseEvent *event)
{
    if (!m_card->geometry().contains(event->pos()))
        close();
}

void ShortcutsOverlay::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    QColor veil = m_ui.theme.isDark() ? QColor(0, 0, 0) : QColor(20, 26, 38);
    veil.setAlphaF(m_ui.theme.isDark() ? 0.55F : 0.32F);
    painter.fillRect(rect(), veil);
}

} // namespace tidedesk::ui
