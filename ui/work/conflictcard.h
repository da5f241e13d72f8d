// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/work/reviewcard.h"

class QGridLayout;
class QRadioButton;

namespace tidedesk::ui {

/// Two people changed the same fields: mine beside theirs, decided together or field by field.
class ConflictCard final : public ReviewCard {
    Q_OBJECT
public:
    ConflictCard(UiContext &ui, ReviewController &controller, const domain::Review &review, QWidget *parent);
    void refresh() override;

protected:
    Head head() const override;

private:
    struct FieldRow {
        domain::FieldConflict conflict;
        QLabel *name;
        QLabel *mine;
        QLabel *theirs;
        QLabel *who;
        QRadioButton *keepMine;
        QRadioButton *takeTheirs;
    };
    void addRow(QGridLayout *grid, const domain::FieldConflict &conflict);
    QWidget *cell(QRadioButton *radio, QLabel *value, QLabel *note);
    void updateButtons();
    QString valueText(const schema::Field &field, const Value &value) const;
    void applyChoices();

    QList<FieldRow> m_rows;
    QLabel *m_mineHead = nullptr;
    QLabel *m_theirsHead = nullptr;
    QPushButton *m_keep;
    QPushButton *m_take;
    QPushButton *m_apply = nullptr;
};

} // namespace tidedesk::ui
