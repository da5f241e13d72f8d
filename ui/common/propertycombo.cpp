// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/propertycombo.h"
#include <QAbstractItemView>
#include <QCompleter>
#include <QFocusEvent>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QWheelEvent>

namespace tidedesk::ui {

namespace {
constexpr qsizetype kFindable = 10;

/// Names are told apart by how they begin: a long one is shown from there. Entering selects it, so that what is typed
/// takes its place; the next click may put the cursor anywhere.
class NameEdit final : public QLineEdit {
public:
    using QLineEdit::QLineEdit;

protected:
    void focusInEvent(QFocusEvent *event) override
    {
        QLineEdit::focusInEvent(event);
        if (event->reason() == Qt::PopupFocusReason || event->reason() == Qt::ActiveWindowFocusReason)
            return;
        m_entering = event->reason() == Qt::MouseFocusReason;
        selectFromTheEnd();
    }
    void mouseReleaseEvent(QMouseEvent *event) override
    {
        QLineEdit::mouseReleaseEvent(event);
        if (std::exchange(m_entering, false) && !hasSelectedText())
            selectFromTheEnd();
    }

private:
    void selectFromTheEnd()
    {
        const int length = static_cast<int>(text().size());
        setSelection(length, -length); // leaves the cursor at the start, and what is around it in sight
    }

    bool m_entering = false; ///< the click that brought the focus is not over
};

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
        showStart();
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
    if (!findable)
        setEditable(false);
    else if (!isEditable())
        setLineEdit(new NameEdit(this));
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
    showStart();
    update();
}

void PropertyCombo::showStart()
{
    if (isEditable())
        lineEdit()->setCursorPosition(0);
}

void PropertyCombo::wheelEvent(QWheelEvent *event)
{
    event->ignore();
}

} // namespace tidedesk::ui
