// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/toastarea.h"
#include "ui/common/toast.h"
#include <QAccessible>
#include <QEvent>
#include <QVBoxLayout>

namespace tidedesk::ui {

namespace {
constexpr int kMostToasts = 3;
constexpr int kMargin = 16;
} // namespace

ToastArea::ToastArea(const Theme &theme, const Icons &icons, Notifier &notifier, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_icons(icons)
{
    setObjectName(QStringLiteral("toastArea"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->setSizeConstraint(QLayout::SetNoConstraint);
    parent->installEventFilter(this);
    connect(&notifier, &Notifier::posted, this, &ToastArea::show);
    hide();
}

QList<Toast *> ToastArea::toasts() const
{
    return findChildren<Toast *>(Qt::FindDirectChildrenOnly);
}

void ToastArea::show(const Notice &notice)
{
    const QList<Toast *> shown = toasts();
    if (shown.size() >= kMostToasts)
        shown.first()->dismiss();
    auto *toast = new Toast(m_theme, m_icons, notice, this);
    layout()->addWidget(toast);
    toast->show(); // layouts leave out what was never shown
    connect(toast, &Toast::dismissed, this, &ToastArea::reposition);
    setVisible(true);
    reposition();
    QAccessibleEvent alert(toast, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

void ToastArea::reposition()
{
    const QWidget *host = parentWidget();
    if (toasts().isEmpty()) {
        hide();
        return;
    }
    layout()->activate();
    const int width = std::min(std::max(320, layout()->sizeHint().width()), std::max(200, host->width() - 2 * kMargin));
    const int height = layout()->hasHeightForWidth() ? layout()->totalHeightForWidth(width) : layout()->sizeHint().height();
    setGeometry((host->width() - width) / 2, host->height() - height - kMargin, width, height);
    raise();
}

bool ToastArea::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == parent() && event->type() == QEvent::Resize)
        reposition();
    return QWidget::eventFilter(watched, event);
}

} // namespace tidedesk::ui
