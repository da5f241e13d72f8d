// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ticket/composer.h"
#include "core/schema/entities.h"
#include "ui/common/dialogs.h"
#include "ui/common/errorbanner.h"
#include "ui/common/icons.h"
#include "ui/common/labels.h"
#include "ui/common/vocabulary.h"
#include "ui/ticket/filechips.h"
#include <QBoxLayout>
#include <QDragEnterEvent>
#include <QFileInfo>
#include <QInputMethodEvent>
#include <QMenu>
#include <QMimeData>
#include <QPlainTextDocumentLayout>
#include <QPushButton>
#include <QTabBar>
#include <QToolButton>

namespace tidedesk::ui {

namespace {
constexpr int kFewestLines = 3;
constexpr int kMostLines = 9;
} // namespace

Composer::Composer(UiContext &ui, QWidget *parent)
    : QWidget(parent)
    , m_ui(ui)
    , m_kind(new QTabBar(this))
    , m_hint(new ErrorBanner(ui.theme, ui.icons, this))
    , m_text(new QPlainTextEdit(this))
    , m_files(new FileChips(ui, this))
    , m_attach(new QToolButton(this))
    , m_send(new QPushButton(this))
    , m_sendAs(new QToolButton(this))
{
    for (Part &part : m_parts) {
        part.document = new QTextDocument(this);
        part.document->setDocumentLayout(new QPlainTextDocumentLayout(part.document));
        part.document->setDefaultFont(textFont(TextStyle::Body));
    }
    buildLayout();
    connectParts();
    showPart();
    retranslate();
}

void Composer::buildLayout()
{
    setAcceptDrops(true);
    m_kind->setObjectName(QStringLiteral("composerKind"));
    m_kind->setDrawBase(false);
    m_kind->setExpanding(false);
    m_kind->addTab(m_ui.icons.icon(Icon::Reply), QString());
    m_kind->addTab(m_ui.icons.icon(Icon::Note), QString());
    m_hint->setObjectName(QStringLiteral("composerHint"));
    m_text->setObjectName(QStringLiteral("composerText"));
    m_text->setTabChangesFocus(true);
    m_text->setAcceptDrops(false); // files go to the composer, not as addresses into the text
    m_text->installEventFilter(this);
    m_send->setObjectName(QStringLiteral("composerSend"));
    m_send->setProperty("kind", QStringLiteral("primary"));
    m_send->setAutoDefault(false);
    m_sendAs->setObjectName(QStringLiteral("composerSendAs"));
    m_sendAs->setIcon(m_ui.icons.icon(Icon::ChevronDown));
    m_sendAs->setPopupMode(QToolButton::InstantPopup);
    m_sendAs->setFocusPolicy(Qt::TabFocus);
    m_sendAs->setMenu(new QMenu(this));
    m_attach->setObjectName(QStringLiteral("composerAttach"));
    m_attach->setFocusPolicy(Qt::TabFocus);
    m_attach->setIcon(m_ui.icons.icon(Icon::Paperclip));
    auto *top = new QHBoxLayout;
    top->addWidget(m_kind);
    top->addStretch(1);
    top->addWidget(m_attach);
    top->addWidget(m_send);
    top->addWidget(m_sendAs);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(12, 2, 12, 10);
    column->setSpacing(6);
    column->addLayout(top);
    column->addWidget(m_hint);
    column->addWidget(m_text);
    column->addWidget(m_files);
    setTabOrder(m_text, m_send);
}

void Composer::connectParts()
{
    connect(m_kind, &QTabBar::currentChanged, this, &Composer::showPart);
    connect(m_hint, &ErrorBanner::actionTriggered, this, &Composer::hintActionTriggered);
    connect(m_send, &QPushButton::clicked, this, [this] { send(-1); });
    connect(m_attach, &QToolButton::clicked, this, [this] {
        m_ui.dialogs.askFiles(this, {.title = tr("Attach files"), .several = true}, this, [this](const QStringList &paths) { addFiles(paths); });
    });
    connect(m_files, &FileChips::removed, this, [this](int index) {
        part(kind()).files.removeAt(index);
        showPart();
    });
    for (const Kind kind : {Kind::Reply, Kind::Note}) {
        QTextDocument *document = part(kind).document;
        connect(document, &QTextDocument::contentsChanged, this, [this, kind] {
            updateSend();
            if (!m_silent)
                Q_EMIT textEdited(kind, text(kind));
        });
        connect(document->documentLayout(), &QAbstractTextDocumentLayout::documentSizeChanged, this, &Composer::fitHeight);
    }
}

void Composer::retranslate()
{
    const bool reply = kind() == Kind::Reply;
    m_kind->setTabText(0, tr("Reply"));
    m_kind->setTabText(1, tr("Internal note"));
    m_kind->setTabToolTip(0, plainToolTip(tr("Goes to the customer (R)")));
    m_kind->setTabToolTip(1, plainToolTip(tr("Only colleagues see it (N)")));
    m_kind->setAccessibleName(tr("Kind of message"));
    m_text->setPlaceholderText(reply ? tr("Write to the customer…") : tr("Only colleagues see this…"));
    m_text->setAccessibleName(reply ? tr("Reply to the customer") : tr("Internal note"));
    m_send->setText(reply ? tr("Send") : tr("Save note"));
    m_send->setIcon(m_ui.icons.icon(reply ? Icon::Send : Icon::Note, &ThemePalette::onAccent));
    m_send->setToolTip(plainToolTip(reply ? tr("Send (Ctrl+Enter)") : tr("Save note (Ctrl+Enter)")));
    m_sendAs->setVisible(reply);
    m_sendAs->setToolTip(plainToolTip(tr("Send and change the status")));
    m_sendAs->setAccessibleName(tr("Send and change the status"));
    m_attach->setToolTip(plainToolTip(tr("Attach files")));
    m_attach->setAccessibleName(tr("Attach files"));
    rebuildMenu();
}

void Composer::setStatuses(const QList<qint64> &statuses)
{
    if (m_statuses == statuses)
        return;
    m_statuses = statuses;
    rebuildMenu();
}

void Composer::rebuildMenu()
{
    QMenu *menu = m_sendAs->menu();
    menu->clear();
    for (const qint64 status : std::as_const(m_statuses)) {
        QAction *action = menu->addAction(tr("Send and set to %1").arg(Vocabulary::choice(schema::ticket().status, status)),
            this, [this, status] { send(status); });
        action->setData(QVariant::fromValue<qlonglong>(status));
    }
}

void Composer::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

Composer::Kind Composer::kind() const { return m_kind->currentIndex() == 1 ? Kind::Note : Kind::Reply; }

void Composer::setKind(Kind kind) { m_kind->setCurrentIndex(static_cast<int>(kind)); }

void Composer::showPart()
{
    m_composing = false;
    m_text->setDocument(part(kind()).document);
    m_text->setProperty("note", kind() == Kind::Note);
    m_files->show(files());
    fitHeight();
    updateSend();
    retranslate();
}

QString Composer::text(Kind kind) const { return part(kind).document->toPlainText(); }

void Composer::setText(Kind kind, const QString &text)
{
    m_silent = true;
    part(kind).document->setPlainText(text);
    m_silent = false;
    if (kind == this->kind())
        m_text->moveCursor(QTextCursor::End);
}

void Composer::clear(Kind kind)
{
    part(kind).files.clear();
    setText(kind, {});
    showPart();
}

void Composer::addFiles(const QStringList &paths)
{
    for (const QString &path : paths)
        part(kind()).files.append({path, QFileInfo(path).fileName()});
    showPart();
}

void Composer::focusText() { m_text->setFocus(Qt::ShortcutFocusReason); }

void Composer::setBusy(bool busy)
{
    m_busy = busy;
    m_text->setReadOnly(busy);
    updateSend();
}

void Composer::setHint(const QString &text, const QString &action)
{
    if (text.isEmpty())
        m_hint->hide();
    else
        m_hint->showText(text, Tone::Info, action);
}

/// As many lines as are written, within reason: the conversation above matters more.
void Composer::fitHeight()
{
    const int lines = qBound(kFewestLines, qCeil(m_text->document()->documentLayout()->documentSize().height()), kMostLines);
    m_text->setFixedHeight(lines * m_text->fontMetrics().lineSpacing() + 20);
}

void Composer::updateSend()
{
    const bool ready = !m_busy && !part(kind()).document->isEmpty();
    m_send->setEnabled(ready);
    m_sendAs->setEnabled(ready);
}

void Composer::send(qint64 status)
{
    if (m_busy || m_composing || text().trimmed().isEmpty())
        return;
    Q_EMIT sendRequested(kind() == Kind::Reply ? status : -1);
}

bool Composer::onKey(QKeyEvent *event)
{
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (enter && m_composing)
        return true; // it belongs to the input method, whatever else is held down
    if (enter && event->modifiers().testFlag(Qt::ControlModifier)) {
        send(-1);
        return true;
    }
    if (event->key() == Qt::Key_Escape && !m_composing) {
        Q_EMIT left();
        return true;
    }
    return false;
}

bool Composer::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_text)
        return QWidget::eventFilter(watched, event);
    if (event->type() == QEvent::InputMethod)
        m_composing = !static_cast<QInputMethodEvent *>(event)->preeditString().isEmpty();
    else if (event->type() == QEvent::FocusOut)
        m_composing = false;
    else if (event->type() == QEvent::KeyPress && onKey(static_cast<QKeyEvent *>(event)))
        return true;
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
        if (url.isLocalFile() && QFileInfo(url.toLocalFile()).isFile())
            paths.append(url.toLocalFile());
    }
    addFiles(paths);
    event->acceptProposedAction();
}

} // namespace tidedesk::ui
