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
    //: File name and size
    setText(tr("%1  (%2)").arg(shown, size).replace(u'&', QStringLiteral("&&")));
    setAccessibleName(tr("Attachment %1, %2").arg(name, size));
    setToolTip(plainToolTip(name));
    menu()->clear();
    if (isImage(m_attachment) || isText(m_attachment))
        menu()->addAction(tr("Look at it"), this, [this] { Q_EMIT activated(m_attachment); });
    menu()->addAction(tr("Save as…"), this, [this] { Q_EMIT saveRequested(m_attachment); });
}

void AttachmentChip::changeEvent(QEvent *event)
{
    QToolButton::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace tidedesk::ui
