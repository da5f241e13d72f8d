// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/id.h"
#include <QAbstractListModel>

namespace tidedesk::ui {

/// One operation that waits, in words.
struct OutboxLine {
    qint64 seq = 0;
    QString what;
    QString about; ///< title of the ticket or customer, empty while unknown
    QString state; ///< "waiting for 3 h", "tried 4 times"
    QString problem; ///< sentence, empty when fine
    Id ticket; ///< where it leads; at most one of the two
    Id customer;
    bool unsent = false; ///< certainly never left this computer: may be taken back

    friend bool operator==(const OutboxLine &, const OutboxLine &) = default;
};

class OutboxModel final : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role { What = Qt::DisplayRole, About = Qt::UserRole, State, Problem, Seq };

    using QAbstractListModel::QAbstractListModel;
    void setLines(const QList<OutboxLine> &lines); ///< in place where the operations stay the same
    const OutboxLine &line(int row) const { return m_lines.at(row); }
    int rowOf(qint64 seq) const; ///< -1 when it no longer waits

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    QList<OutboxLine> m_lines;
};

} // namespace tidedesk::ui
