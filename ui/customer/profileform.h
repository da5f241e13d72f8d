// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/schema/row.h"
#include <QWidget>

class QGridLayout;
class QLabel;
class QLineEdit;

namespace tidedesk::ui {

class FieldText;
class PropertyCombo;

/// The customer's own fields, each with an editor that follows from its type in the spine. A value is handed in when the
/// editor is left or Enter is pressed; Escape takes the old one back. What is being typed survives a reload.
class ProfileForm final : public QWidget {
    Q_OBJECT
public:
    ProfileForm(const FieldText &text, QWidget *parent);
    void setCustomer(const Row &customer);
    void setLevel(schema::Writer level); ///< of who is signed in; what takes more is shown and cannot be changed
    void retranslate();
    void accept(int field); ///< the value is saved; it comes back as a change of the customer
    void refuse(int field, const QString &sentence); ///< the value was not accepted; shown below its editor

Q_SIGNALS:
    /// An empty editor gives monostate.
    void edited(int field, const tidedesk::Value &value);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    struct Line {
        schema::Field field;
        QLabel *name;
        QLineEdit *edit = nullptr; ///< one of the two
        PropertyCombo *combo = nullptr;
        QLabel *problem;
        bool waiting = false; ///< handed in, not yet accepted or refused
        std::optional<QString> handedIn = {}; ///< last handed in; leaving the editor after Enter says nothing new
    };
    void addLine(QGridLayout *grid, const schema::Field &field);
    void makeEdit(Line &line);
    void makeCombo(Line &line);
    void fillOptions(Line &line);
    void fill(Line &line);
    void finish(Line &line);
    void allow(Line &line);
    QString written(const schema::Field &field) const;

    const FieldText &m_text;
    Row m_customer;
    schema::Writer m_level = schema::Writer::None;
    QList<Line> m_lines;
};

} // namespace tidedesk::ui
