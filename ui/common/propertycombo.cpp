// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/propertycombo.h"
#include <QAbstractItemView>
#include <QCompleter>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QWheelEvent>

namespace tidedesk::ui {

namespace {
constexpr qsizetype kFindable = 10;
} // namespace

PropertyCombo::PropertyCombo(QWidget *parent)
    : QComboBox(parent)
{
    setProperty("kind", QStringLiteral("property"));
    setInsertPolicy(QComboBox::NoInsert);
    setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    setMinimumContentsLength(6);
    setMaxVisibleItems(12);
    setFocusPolicy(Qt::StrongFocus);
    setIconSize({16, 16});
    connect(this, &QComboBox::activated, this, [this](int index) {
        const QVariant value = itemData(index);
        if (value == m_value)
            return;
        m_value = value;
        Q_EMIT chosen(value);
    });
}

void PropertyCombo::setOptions(const QList<PropertyOption> &options)
{
    const QSignalBlocker quiet(this);
    clear();
    for (const PropertyOption &option : options)
        addItem(option.icon, option.text, option.value);
    const bool findable = options.size() > kFindable;
    if (findable != isEditable())
        setEditable(findable);
    if (findable) {
        completer()->setFilterMode(Qt::MatchContains);
        completer()->setCompletionMode(QCompleter::PopupCompletion);
        completer()->setCaseSensitivity(Qt::CaseInsensitive);
        lineEdit()->setAccessibleName(accessibleName());
        // Half a word typed and left is no choice. Qt has taken a whole one by then.
        connect(lineEdit(), &QLineEdit::editingFinished, this, &PropertyCombo::select, Qt::UniqueConnection);
    }
    setPlaceholderText(QStringLiteral("–"));
    select();
}

void PropertyCombo::setValue(const QVariant &value)
{
    m_value = value;
    select();
}

void PropertyCombo::select()
{
    const QSignalBlocker quiet(this);
    setCurrentIndex(findData(m_value));
    if (isEditable() && currentIndex() < 0)
        clearEditText();
    update();
}

void PropertyCombo::wheelEvent(QWheelEvent *event)
{
    event->ignore();
}

} // namespace tidedesk::ui
