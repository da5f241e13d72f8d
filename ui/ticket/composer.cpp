// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ticket/composer.h"
#include "core/domain/lifecycle.h"
#include "core/schema/entities.h"
#include "ui/common/dialogs.h"
#include "ui/common/icons.h"
#include "ui/common/labels.h"
#include "ui/common/theme.h"
#include "ui/common/vocabulary.h"
#include <QBoxLayout>
#include <QDragEnterEvent>
#include <QFileInfo>
#include <QInputMethodEvent>
#include <QMenu>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTabBar>
#include <QToolButton>

namespace tidedesk::ui {

namespace {
constexpr int kTypingMs = 200; ///< at most this much typing is not in the journal yet
}

Composer::Composer(UiContext &ui, QWidget *parent)
    : QWidget(parent)
    , m_ui(ui)
    , m_kind(new QTabBar(this))
    , m_text(new QPlainTextEdit(this))
    , m_attach(new QToolButton(this))
    , m_send(new QPushButton(this))
    , m_sendAs(new QToolButton(this))
    , m_sendMenu(new QMenu(this))
    , m_filesText(mutedLabel({}, TextStyle::Small, this))
    , m_hint(plainLabel({}, TextStyle::Small, this))
{
    buildLayout();
    setAcceptDrops(true);
    m_text->installEventFilter(this);
    m_typing.setSingleShot(true);
    m_typing.setInterval(kTypingMs);
    connect(&m_typing, &QTimer::timeout, this, &Composer::textEdited);
    connect(m_text, &QPlainTextEdit::textChanged, this, [this] {
        if (!m_typing.isActive())
            m_typing.start();
    });
    connect(m_kind, &QTabBar::currentChanged, this, [this] {
        retranslate();
        Q_EMIT kindChanged();
    });
    connect(m_send, &QPushButton::clicked, this, [this] { send(-1); });
    connect(m_attach, &QToolButton::clicked, this, [this] {
        m_ui.dialogs.askFiles(this, {.title = tr("Attach files"), .several = true}, this, [this](const QStringList &paths) { addFiles(paths); });
    });
    retranslate();
}

void Composer::buildLayout()
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(12, 4, 12, 10);
    column->setSpacing(4);
    m_kind->setObjectName(QStringLiteral("composerKind"));
    m_kind->setDrawBase(false);
    m_kind->setExpanding(false);
    m_kind->addTab(QString());
    m_kind->addTab(QString());
    m_text->setObjectName(QStringLiteral("composerText"));
    m_text->setTabChangesFocus(true);
    m_text->setFixedHeight(76);
    m_send->setObjectName(QStringLiteral("composerSend"));
    m_send->setProperty("kind", QStringLiteral("primary"));
    m_send->setAutoDefault(false);
    m_sendAs->setObjectName(QStringLiteral("composerSendAs"));
    m_sendAs->setAutoRaise(true);
    m_sendAs->setIcon(m_ui.icons.icon(Icon::ChevronDown));
    m_sendAs->setPopupMode(QToolButton::InstantPopup);
    m_sendAs->setMenu(m_sendMenu);
    m_sendAs->setStyleSheet(QStringLiteral("QToolButton::menu-indicator { image: none; }"));
    m_attach->setObjectName(QStringLiteral("composerAttach"));
    m_attach->setAutoRaise(true);
    m_attach->setIcon(m_ui.icons.icon(Icon::Paperclip));
    m_hint->setObjectName(QStringLiteral("composerHint"));
    m_hint->setWordWrap(true);
    m_hint->hide();
    auto *row = new QHBoxLayout;
    row->addWidget(m_attach);
    row->addWidget(m_filesText, 1);
    row->addStretch(1);
    row->addWidget(m_send);
    row->addWidget(m_sendAs);
    column->addWidget(m_kind);
    column->addWidget(m_hint);
    column->addWidget(m_text);
    column->addLayout(row);
    m_filesText->hide();
}

void Composer::retranslate()
{
    const auto &t = schema::ticket();
    m_kind->setTabText(0, tr("Reply"));
    m_kind->setTabText(1, tr("Internal note"));
    m_kind->setAccessibleName(tr("Kind of message"));
    const bool reply = kind() == Kind::Reply;
    m_text->setPlaceholderText(reply ? tr("Write to the customer…") : tr("Only colleagues see this…"));
    m_text->setAccessibleName(reply ? tr("Reply to the customer") : tr("Internal note"));
    m_send->setText(reply ? tr("Send") : tr("Save note"));
    m_send->setIcon(m_ui.icons.icon(reply ? Icon::Send : Icon::Note, &ThemePalette::onAccent));
    m_send->setToolTip(reply ? tr("Send (Ctrl+Enter)") : tr("Save note (Ctrl+Enter)"));
    m_attach->setToolTip(tr("Attach files"));
    m_attach->setAccessibleName(tr("Attach files"));
    m_sendMenu->clear();
    using domain::TicketStatus;
    for (const TicketStatus status : {TicketStatus::OnHold, TicketStatus::Resolved, TicketStatus::Closed}) {
        const auto value = static_cast<qint64>(status);
        m_sendMenu->addAction(tr("Send and set to “%1”").arg(Vocabulary::choice(t.status, value)), this, [this, value] { send(value); });
    }
    m_sendAs->setVisible(reply);
    m_sendAs->setToolTip(tr("Send and change the status"));
    m_sendAs->setAccessibleName(m_sendAs->toolTip());
}

void Composer::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

Composer::Kind Composer::kind() const { return m_kind->currentIndex() == 1 ? Kind::Note : Kind::Reply; }

void Composer::setKind(Kind kind) { m_kind->setCurrentIndex(kind == Kind::Note ? 1 : 0); }

QString Composer::text() const { return m_text->toPlainText(); }

void Composer::setText(const QString &text)
{
    if (text == this->text())
        return;
    const QSignalBlocker silent(m_text);
    m_text->setPlainText(text);
    m_text->moveCursor(QTextCursor::End);
}

void Composer::clear()
{
    m_typing.stop();
    setText({});
    m_files.clear();
    showFiles();
    setHint({});
}

void Composer::addFiles(const QStringList &paths)
{
    for (const QString &path : paths)
        m_files.append({path, QFileInfo(path).fileName()});
    showFiles();
}

void Composer::showFiles()
{
    QStringList names;
    for (const auto &file : std::as_const(m_files))
        names.append(file.name);
    m_filesText->setText(names.join(QStringLiteral(", ")));
    m_filesText->setVisible(!names.isEmpty());
}

void Composer::focusText() { m_text->setFocus(Qt::ShortcutFocusReason); }

void Composer::setHint(const QString &text)
{
    m_hint->setText(text);
    m_hint->setVisible(!text.isEmpty());
}

bool Composer::isComposing() const { return m_composing; }

void Composer::send(qint64 status)
{
    if (isComposing() || text().trimmed().isEmpty())
        return;
    m_typing.stop();
    Q_EMIT sendRequested(kind() == Kind::Reply ? status : -1);
}

bool Composer::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_text && event->type() == QEvent::InputMethod)
        m_composing = !static_cast<QInputMethodEvent *>(event)->preeditString().isEmpty();
    if (watched == m_text && event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        const bool enter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
        if (enter && key->modifiers().testFlag(Qt::ControlModifier)) {
            send(-1);
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void Composer::dragEnterEvent(QDragEnterEvent *event)
{
    if (event->mimeData()->hasUrls())
        event->acceptProposedAction();
}

void Composer::dropEvent(QDropEvent *event)
{
    QStringList paths;
    for (const QUrl &url : event->mimeData()->urls()) {
        if (url.isLocalFile())
            paths.append(url.toLocalFile());
    }
    addFiles(paths);
    event->acceptProposedAction();
}

} // namespace tidedesk::ui
