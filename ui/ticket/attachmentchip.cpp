// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ticket/attachmentchip.h"
#include "core/schema/entities.h"
#include "ui/common/formats.h"
#include "ui/common/icons.h"
#include "ui/common/labels.h"
#include <QEvent>
#include <QMenu>

namespace tidedesk::ui {

namespace {

constexpr int kNameWidth = 220;

bool endsWithOne(const Row &attachment, std::initializer_list<QLatin1StringView> suffixes)
{
    const QString name = attachment.text(schema::attachment().name);
    return std::any_of(suffixes.begin(), suffixes.end(),
        [&](QLatin1StringView suffix) { return name.endsWith(suffix, Qt::CaseInsensitive); });
}

} // namespace

AttachmentChip::AttachmentChip(UiContext &ui, const Row &attachment, QWidget *parent)
    : QToolButton(parent)
    , m_ui(ui)
    , m_attachment(attachment)
{
    setObjectName(QStringLiteral("attachment"));
    setProperty("kind", QStringLiteral("file"));
    setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    setPopupMode(MenuButtonPopup);
    setFocusPolicy(Qt::TabFocus);
    setIcon(ui.icons.icon(isImage(attachment) ? Icon::Image : Icon::Paperclip));
    setMenu(new QMenu(this));
    connect(this, &QToolButton::clicked, this, [this] { Q_EMIT activated(m_attachment); });
    retranslate();
}

bool AttachmentChip::isImage(const Row &attachment)
{
    return endsWithOne(attachment, {QLatin1StringView(".png"), QLatin1StringView(".jpg"), QLatin1StringView(".jpeg"),
        QLatin1StringView(".gif"), QLatin1StringView(".bmp")});
}

bool AttachmentChip::isText(const Row &attachment)
{
    return endsWithOne(attachment, {QLatin1StringView(".txt"), QLatin1StringView(".log"), QLatin1StringView(".csv"),
        QLatin1StringView(".md"), QLatin1StringView(".json"), QLatin1StringView(".xml")});
}

void AttachmentChip::retranslate()
{
    const auto &a = schema::attachment();
    const QString name = m_attachment.text(a.name).simplified();
    const QString size = m_ui.formats.fileSize(m_attachment.number(a.size));
    const QString shown = fontMetrics().elidedText(name, Qt::ElideMiddle, kNameWidth);
    //: Of a file that is being fetched: how much, of how much
    const QString state = m_fetched < 0 ? size : tr("%1% of %2").arg(m_fetched).arg(size);
    //: File name and size
    setText(tr("%1  (%2)").arg(shown, state).replace(u'&', QStringLiteral("&&")));
    setAccessibleName(tr("Attachment %1, %2").arg(name, state));
    setToolTip(plainToolTip(name));
    menu()->clear();
    if (isImage(m_attachment) || isText(m_attachment))
        menu()->addAction(tr("Look at it"), this, [this] { Q_EMIT activated(m_attachment); });
    menu()->addAction(tr("Save as…"), this, [this] { Q_EMIT saveRequested(m_attachment); });
    if (m_fetched >= 0) {
        // Queued, since it takes the action away.
        connect(menu()->addAction(tr("Stop fetching")), &QAction::triggered, this, [this] { Q_EMIT stopRequested(m_attachment); }, Qt::QueuedConnection);
    }
}

void AttachmentChip::setFetched(int percent)
{
    const bool other = (percent < 0) != (m_fetched < 0);
    m_fetched = percent;
    if (other || !menu()->isVisible()) // an open menu stays as it is
        retranslate();
}

void AttachmentChip::changeEvent(QEvent *event)
{
    QToolButton::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace tidedesk::ui
