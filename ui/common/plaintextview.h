// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/common/safeurl.h"
#include <QTextBrowser>

namespace tidedesk::ui {

/// Text from outside - a message, a note, quoted mail - shown as it is: no HTML, no resources, addresses of web and
/// mail clickable through safeOpenUrl() alone. As tall as its text, so that a conversation scrolls as one.
class PlainTextView final : public QTextBrowser {
    Q_OBJECT
public:
    explicit PlainTextView(QWidget *parent, UrlOpener opener = {});

    void setText(const QString &text);
    /// Marks every occurrence, without regard to case; empty removes the marks.
    void setHighlight(const QString &needle);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    int heightForWidth(int width) const override;
    bool hasHeightForWidth() const override { return true; }
    QVariant loadResource(int type, const QUrl &name) override;

protected:
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void doSetSource(const QUrl &name, QTextDocument::ResourceType type) override;

private:
    void styleLinks();

    UrlOpener m_opener;
};

} // namespace tidedesk::ui
