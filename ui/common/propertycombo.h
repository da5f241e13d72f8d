// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QComboBox>
#include <QIcon>
#include <QVariant>

namespace tidedesk::ui {

struct PropertyOption {
    QVariant value;
    QString text;
    QIcon icon = {};
};

/// Chooses one property of a record, such as status or assignee. Setting the value from code is silent; `chosen` comes
/// from people only. The wheel scrolls the panel, never the value. More than ten options can be found by typing.
class PropertyCombo final : public QComboBox {
    Q_OBJECT
public:
    /// Without a name assistive technology would announce the value alone.
    explicit PropertyCombo(QWidget *parent);
    void setName(const QString &name) { setAccessibleName(name); }

    void setOptions(const QList<PropertyOption> &options); ///< keeps the current value where it still exists
    /// A value that is not among the options is shown as "-".
    void setValue(const QVariant &value);
    QVariant value() const { return m_value; }

Q_SIGNALS:
    void chosen(const QVariant &value);

protected:
    void wheelEvent(QWheelEvent *event) override;

private:
    void select();
    void showStart();

    QVariant m_value;
};

} // namespace tidedesk::ui
