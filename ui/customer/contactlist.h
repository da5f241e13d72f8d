// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/schema/row.h"
#include <QWidget>

namespace tidedesk::ui {

struct UiContext;

/// How a customer is reached, each with a button that copies it. Rows are kept and refilled.
class ContactList final : public QWidget {
    Q_OBJECT
public:
    ContactList(UiContext &ui, QWidget *parent);
    void setIdentities(const QList<Row> &identities); ///< the preferred ones come first

Q_SIGNALS:
    void copied(const QString &text);

protected:
    void changeEvent(QEvent *event) override;

private:
    class Line;
    void fill();

    UiContext &m_ui;
    QList<Row> m_identities;
    QList<Line *> m_lines;
};

} // namespace tidedesk::ui
