// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/screentext.h"
#include <QAbstractButton>
#include <QCoreApplication>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QRegularExpression>
#include <QTabBar>

namespace tidedesk::test {

QStringList clippedTexts(const QWidget &root)
{
    QStringList clipped;
    for (const QWidget *widget : root.findChildren<QWidget *>()) {
        if (!widget->isVisible() || widget->visibleRegion().isEmpty())
            continue;
        int needed = 0;
        QString text;
        if (const auto *label = qobject_cast<const QLabel *>(widget)) {
            // Labels that elide say so by giving way entirely.
            if (label->wordWrap() || label->sizePolicy().horizontalPolicy() == QSizePolicy::Ignored)
                continue;
            text = label->text();
            needed = label->fontMetrics().horizontalAdvance(text);
        } else if (const auto *button = qobject_cast<const QAbstractButton *>(widget)) {
            if (button->property("elides").toBool())
                continue;
            text = button->text();
            needed = text.isEmpty() ? 0 : button->minimumSizeHint().width();
        } else if (const auto *tabs = qobject_cast<const QTabBar *>(widget)) {
            text = tabs->tabText(0);
            needed = tabs->sizeHint().width();
        }
        if (needed > widget->width())
            clipped.append(QStringLiteral("%1 \"%2\" %3>%4").arg(widget->objectName(), text).arg(needed).arg(widget->width()));
    }
    return clipped;
}

QStringList latinTexts(const QWidget &root, const QRegularExpression &allowed)
{
    static const QRegularExpression word(QStringLiteral("[A-Za-z]{2,}"));
    QStringList found;
    const auto check = [&](const QWidget *widget, const QString &text) {
        if (text.contains(word) && !allowed.match(text).hasMatch())
            found.append(QStringLiteral("%1: %2").arg(widget->objectName(), text));
    };
    for (const QWidget *widget : root.findChildren<QWidget *>()) {
        if (!widget->isVisibleTo(&root))
            continue;
        if (const auto *label = qobject_cast<const QLabel *>(widget))
            check(widget, label->text());
        if (const auto *button = qobject_cast<const QAbstractButton *>(widget))
            check(widget, button->text());
        if (const auto *edit = qobject_cast<const QLineEdit *>(widget))
            check(widget, edit->placeholderText());
        if (const auto *tabs = qobject_cast<const QTabBar *>(widget)) {
            for (int i = 0; i < tabs->count(); ++i)
                check(widget, tabs->tabText(i));
        }
        check(widget, QString(widget->toolTip()).remove(QRegularExpression(QStringLiteral("<[^>]*>|\\([^)]*\\)"))));
        check(widget, widget->accessibleName());
    }
    return found;
}

void saveScreenshot(QWidget &widget, const QString &name)
{
    const QDir folder(QCoreApplication::applicationDirPath() + QStringLiteral("/../screenshots"));
    folder.mkpath(QStringLiteral("."));
    widget.grab().save(folder.filePath(name + QStringLiteral(".png")));
}

} // namespace tidedesk::test
