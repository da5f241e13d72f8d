// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/plaintextview.h"
#include <QEvent>
#include <QTextBlock>
#include <QWheelEvent>
#include <cmath>

namespace tidedesk::ui {

PlainTextView::PlainTextView(QWidget *parent, UrlOpener opener)
    : QTextBrowser(parent)
    , m_opener(std::move(opener))
{
    setFrameShape(QFrame::NoFrame);
    setOpenLinks(false);
    setOpenExternalLinks(false);
    setUndoRedoEnabled(false);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setTextInteractionFlags(Qt::TextBrowserInteraction);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Minimum);
    setTabChangesFocus(true);
    setProperty("flat", true);
    viewport()->setAutoFillBackground(false);
    document()->setDocumentMargin(0);
    connect(this, &QTextBrowser::anchorClicked, this,
        [this](const QUrl &url) { safeOpenUrl(url.toString(QUrl::FullyEncoded), m_opener); });
}

void PlainTextView::setText(const QString &text)
{
    setPlainText(text);
    styleLinks();
    updateGeometry();
}

void PlainTextView::setHighlight(const QString &needle)
{
    QList<ExtraSelection> marks;
    if (!needle.isEmpty()) {
        QTextCharFormat format;
        format.setBackground(palette().color(QPalette::Highlight));
        format.setFontWeight(QFont::DemiBold);
        for (QTextCursor hit = document()->find(needle); !hit.isNull(); hit = document()->find(needle, hit))
            marks.append({hit, format});
    }
    setExtraSelections(marks);
}

void PlainTextView::styleLinks()
{
    QTextCursor cursor(document());
    for (const TextLink &link : findLinks(toPlainText())) {
        QTextCharFormat format;
        format.setAnchor(true);
        format.setAnchorHref(link.url.toString(QUrl::FullyEncoded));
        format.setForeground(palette().color(QPalette::Link));
        format.setFontUnderline(true);
        cursor.setPosition(static_cast<int>(link.start));
        cursor.setPosition(static_cast<int>(link.start + link.length), QTextCursor::KeepAnchor);
        cursor.mergeCharFormat(format);
    }
}

int PlainTextView::heightForWidth(int width) const
{
    QTextDocument *doc = document();
    const qreal before = doc->textWidth();
    doc->setTextWidth(width);
    const int height = static_cast<int>(std::ceil(doc->size().height())) + 2 * frameWidth();
    doc->setTextWidth(before);
    return std::max(height, fontMetrics().lineSpacing());
}

QSize PlainTextView::sizeHint() const
{
    const int width = std::max(viewport()->width(), 160);
    return {width, heightForWidth(width)};
}

QSize PlainTextView::minimumSizeHint() const
{
    return {120, heightForWidth(std::max(viewport()->width(), 120))};
}

QVariant PlainTextView::loadResource(int, const QUrl &)
{
    return {};
}

void PlainTextView::doSetSource(const QUrl &, QTextDocument::ResourceType)
{
    // Qt would load the address as a document.
}

void PlainTextView::changeEvent(QEvent *event)
{
    QTextBrowser::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        styleLinks();
    else if (event->type() == QEvent::FontChange)
        updateGeometry();
}

void PlainTextView::resizeEvent(QResizeEvent *event)
{
    QTextBrowser::resizeEvent(event);
    if (event->size().width() != event->oldSize().width())
        updateGeometry();
}

void PlainTextView::wheelEvent(QWheelEvent *event)
{
    event->ignore(); // the conversation around it scrolls
}

} // namespace tidedesk::ui
