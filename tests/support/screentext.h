// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QStringList>

class QRegularExpression;
class QWidget;

namespace tidedesk::test {

/// Texts that do not fit their widgets: labels, buttons, combos and tabs narrower than their words, below `root`.
QStringList clippedTexts(const QWidget &root);
/// Texts on screen below `root` that still hold Latin words, but for names, numbers and those of `allowed`.
QStringList latinTexts(const QWidget &root, const QRegularExpression &allowed);
/// Saves a picture in `<build>/screenshots/<name>.png`.
void saveScreenshot(QWidget &widget, const QString &name);

} // namespace tidedesk::test
